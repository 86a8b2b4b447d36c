/** Every redirect format. The order is that of the menu where two fit equally well. */
import type { RedirectFormat } from './format.ts';

export const redirectFormats: readonly RedirectFormat[] = [];
