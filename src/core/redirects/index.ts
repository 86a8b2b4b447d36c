/** Every redirect format. The order is that of the menu where two fit equally well. */
import type { RedirectFormat } from './format.ts';
import { hugoAliases } from './hugoAliases.ts';
import { jekyllRedirectFrom } from './jekyllRedirectFrom.ts';
import { redirectsFile } from './redirectsFile.ts';

export const redirectFormats: readonly RedirectFormat[] = [hugoAliases, jekyllRedirectFrom, redirectsFile];
