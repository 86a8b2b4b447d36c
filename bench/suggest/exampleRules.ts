/**
 * Address rules learnt from pages whose file and address are both known: which folder of files became which folder of
 * addresses. Stands in for a generator where only the list of published pages is given.
 */
import type { AddressRules } from '../../src/core/history/addresses.ts';
import { pathSegments } from '../../src/core/history/similarPaths.ts';
import type { Route } from '../../src/core/model.ts';
import { builtUrl, folderOf, type RepoPath } from '../../src/core/paths.ts';

export function exampleRules(routes: readonly Route[]): AddressRules {
  const votes = new Map<string, Map<string, number>>();
  for (const { file, url } of routes) {
    const from = pathSegments(file);
    const to = pathSegments(url);
    let tail = 0;
    while (tail < from.length && tail < to.length && from.at(-1 - tail) === to.at(-1 - tail)) tail++;
    for (let kept = 0; kept <= tail; kept++) {
      const old = from.slice(0, from.length - kept).join('/');
      const now = to.slice(0, to.length - kept).join('/');
      const of = votes.get(old) ?? new Map<string, number>();
      votes.set(old, of);
      of.set(now, (of.get(now) ?? 0) + 1);
    }
  }
  const folders = new Map([...votes].map(([old, to]) => [old, [...to].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '']));
  const urlOf = (file: RepoPath): string | undefined => {
    const segments = pathSegments(file);
    for (let cut = segments.length; cut >= 1; cut--) {
      const to = folders.get(segments.slice(0, cut).join('/'));
      if (to !== undefined) return builtUrl(to, ...segments.slice(cut));
    }
    return undefined;
  };
  return {
    reads: (path) => (folderOf(path) !== '' && urlOf(path) !== undefined ? 'head' : undefined),
    routes: ({ path }) => {
      const url = urlOf(path);
      return url === undefined ? [] : [{ url: builtUrl(url), file: path, kind: 'page' }];
    },
  };
}
