/** Which addresses the user wants left alone, and by which of the patterns. */
import { bareHost, webAddress } from '../backlinks/webAddress.ts';
import { type Decision, decisionsFile } from '../decisions/decisions.ts';
import type { BrokenPage } from '../model.ts';
import { type UrlKey, type UrlPath, urlKey, urlPath } from '../paths.ts';
import { globsTest } from '../text/glob.ts';

/** An address of the web, and the path that is meant by it. */
export interface IgnorablePage {
  readonly url: string;
  readonly paths: readonly UrlPath[];
}

/** Says by what a page is ignored: a pattern as it was written, or the file of decisions. */
export type IgnoredBy = (page: IgnorablePage) => string | undefined;

/**
 * Decided one by one, or by patterns: a path in any spelling (`docs/setup`, `/docs/setup/`), a whole address
 * (`https://example.org/docs/setup`), or a glob of either (`/old/{a,b}/**`). A glob behind `!` takes some back.
 */
export function ignoring(patterns: readonly string[], decisions: readonly Decision[] = []): IgnoredBy {
  const decided = new Set(decisions.flatMap(({ kind, from }) => (kind === 'ignored' ? [urlKey(from)] : [])));
  const read = patterns.map(readPattern);
  const isTakenBack = (page: IgnorablePage) => read.some((pattern) => pattern.takesBack && pattern.test(page));
  return (page) => {
    if (page.paths.some((path) => decided.has(urlKey(path)))) return `a decision in ${decisionsFile}`;
    const found = read.find((pattern) => !pattern.takesBack && pattern.test(page));
    return found === undefined || (found.isGlob && isTakenBack(page)) ? undefined : found.written;
  };
}

/** Those of the patterns that match no page: mistyped, or not needed any more. */
export function withoutMatch(patterns: readonly string[], pages: readonly BrokenPage[]): readonly string[] {
  const asked = pages.map(({ url, path }) => ({ url, paths: [path] }));
  return patterns.map(readPattern).flatMap(({ written, test }) => (asked.some(test) ? [] : [written]));
}

/** A pattern of the user. */
interface Pattern {
  readonly written: string;
  readonly takesBack: boolean;
  readonly isGlob: boolean;
  readonly test: (page: IgnorablePage) => boolean;
}

function readPattern(written: string): Pattern {
  const takesBack = written.startsWith('!') && !written.startsWith('!(');
  const text = takesBack ? written.slice(1) : written;
  const [, host, path = text] = /^https?:\/\/([^/]*)(.*)$/is.exec(text.trim()) ?? [];
  const isGlob = /[*?[{]/.test(path);
  const testKey = isGlob ? globOf(path) : plain(path);
  const isOnHost = ({ url }: IgnorablePage) =>
    host === undefined || bareHost(host) === bareHost(webAddress(url)?.hostname ?? host);
  return {
    written,
    takesBack,
    isGlob,
    test: (page) => isOnHost(page) && page.paths.some((path) => testKey(urlKey(path))),
  };
}

function plain(path: string): (key: UrlKey) => boolean {
  const key = urlKey(urlPath(path));
  return (other) => other === key;
}

/** Addresses are compared without the slashes at their ends; everything below a folder is also the folder's own page. */
function globOf(path: string): (key: UrlKey) => boolean {
  const glob = path.replace(/^\//, '').replace(/(?<=[^/])\/$/, '');
  const test = globsTest(glob.endsWith('/**') ? [glob, glob.slice(0, -'/**'.length)] : [glob]);
  return (key) => test(key.slice(1));
}
