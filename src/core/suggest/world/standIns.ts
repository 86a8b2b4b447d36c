/** Pages that were kept where they were and only lead their readers on: what speaks for one speaks for where it leads. */
import { below, type RepoPath } from '../../paths.ts';
import type { LivePage, LivePages } from './livePages.ts';

/** One that leads on to another one is followed so far. */
const mostSteps = 3;

/** `ledOn` has the only link of such pages; see `onlyLink.ts`. */
export function standsFor(
  ledOn: ReadonlyMap<RepoPath, string>,
  pages: Pick<LivePages, 'bySegments'>,
): (page: LivePage) => LivePage {
  const next = (page: LivePage): LivePage | undefined => {
    const key = ledOn.get(page.route.file);
    const found = key === undefined ? undefined : pages.bySegments(key);
    // A section whose only page it names is no stand-in, nor is a page that sends its readers back to its section.
    if (found === undefined || isAbove(page, found) || isAbove(found, page)) return undefined;
    return found;
  };
  return (page) => {
    let at = page;
    for (let step = 0; step < mostSteps; step++) {
      const found = next(at);
      if (found === undefined) return at;
      at = found;
    }
    return page;
  };
}

function isAbove(one: LivePage, other: LivePage): boolean {
  return one === other || below(other.path, one.path) !== undefined;
}
