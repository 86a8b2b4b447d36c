/** Redirects that are pages: the generator makes a folder or a file of just the name that is written. */
import { decodePath } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';

/**
 * Where the page for `written` answers. A percent sign is a letter of the file's name there and no escape, so that the
 * page for `/a%20b/` answers no request for it: those are decoded before a file is looked for.
 */
export function madePage(written: string, address: SourcePattern): SourcePattern {
  const meant = decodePath(written);
  if (meant === written) return address;
  return { kind: 'never', reason: `a file of just this name is made, with its percent signs: write ${meant}` };
}
