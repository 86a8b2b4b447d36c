/** Every redirect format as the rest of the program edits with it: no edit that was not read again. */
import { writtenFormats } from '../formats/index.ts';
import { editingSoundly, type SoundFormat } from './soundEdits.ts';

export const redirectFormats: readonly SoundFormat[] = writtenFormats.map(editingSoundly);
