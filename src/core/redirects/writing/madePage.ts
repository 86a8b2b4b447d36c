/** Redirects that are pages: the generator makes a folder or a file of just the name that is written. */
import { decodePath, encodeUrl } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { splitTarget } from '../target.ts';

/**
 * Where the page for `written` answers. A percent sign is a letter of the file's name there and no escape, so that the
 * page for `/a%20b/` answers no request for it: those are decoded before a file is looked for.
 */
export function madePage(written: string, address: SourcePattern): SourcePattern {
  const meant = decodePath(written);
  if (meant === written) return address;
  return { kind: 'never', reason: `the file gets exactly this name, percent signs included: write ${meant}` };
}

/** Where a target leads that is written as seen from a page. */
export function seenFrom(page: string, value: string): string {
  const { pathname, search, hash } = new URL(value, `http://site${encodeUrl(page)}`);
  return pathname + search + hash;
}

/** The way from a page to another address of the site. */
export function wayTo(from: string, to: string): string {
  const [path, hash] = splitTarget(to);
  const [here, there] = [encodeUrl(from).split('/').slice(0, -1), path.split('/')];
  let shared = 0;
  while (shared < here.length && shared < there.length - 1 && here[shared] === there[shared]) shared++;
  const up = here.slice(shared).map(() => '..');
  return ([...up, ...there.slice(shared)].join('/') || './') + hash;
}
