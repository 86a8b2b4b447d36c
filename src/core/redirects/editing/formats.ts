/** Every redirect format as the rest of the program edits with it: no edit that was not read again. */
import type { RedirectFormat } from '../format.ts';
import { writtenFormats } from '../formats/index.ts';
import { editingSoundly } from './soundEdits.ts';

export const redirectFormats: readonly RedirectFormat[] = writtenFormats.map(editingSoundly);
