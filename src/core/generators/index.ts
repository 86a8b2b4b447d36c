/** Every generator, in the order they are asked; the first certain one wins where two claim one folder. */
import type { Generator } from './generator.ts';

export const generators: readonly Generator[] = [];
