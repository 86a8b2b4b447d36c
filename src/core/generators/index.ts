/** Every generator, in the order they are asked; the first certain one wins where two claim one folder. */
import type { Generator } from './generator.ts';
import { mkdocs } from './mkdocs/index.ts';
import { plain } from './plain.ts';

export const generators: readonly Generator[] = [mkdocs, plain];
