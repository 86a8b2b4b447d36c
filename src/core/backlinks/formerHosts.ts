/** Addresses that a site had before it moved, and parts of its domain that another repository publishes. */
import type { BacklinkAnswer, BrokenPage, LeftOut, Note } from '../model.ts';
import { type RepoPath, type UrlPath, urlPath } from '../paths.ts';
import { count } from '../wording/amounts.ts';
import { certainDomains, certainLinks } from './certain.ts';
import { type SiteTarget, targetAddress } from './siteTarget.ts';
import { readSpelling } from './spelling.ts';

/** A host that led to this site, and where what was below it is found today. */
export interface FormerHost {
  readonly target: SiteTarget;
  /** In place of the folder of `target`, with both slashes: `/guide/`. */
  readonly to: UrlPath;
  /** Where it is named. */
  readonly file: RepoPath;
  readonly line: number;
}

/** What another repository publishes of the domain. */
export interface OwnedElsewhere {
  /** A folder, with both slashes. */
  readonly folder: string;
  /** Who publishes it, as it is written. */
  readonly owner: string;
}

/** What a site's repository says of its domain. */
export interface Domain {
  readonly former: readonly FormerHost[];
  readonly elsewhere: readonly OwnedElsewhere[];
}

/** The answer with each page of a former host at its place of today, and with what others publish kept apart for them. */
export function withDomain(answer: BacklinkAnswer, { former, elsewhere }: Domain): BacklinkAnswer {
  if (former.length === 0 && elsewhere.length === 0) return answer;
  const pages: BrokenPage[] = [];
  const handedOver: LeftOut[] = [];
  for (const page of answer.pages) {
    const moved = atHome(page, former);
    const other = elsewhere.find(({ folder }) => isIn(moved.path, folder));
    if (other === undefined) pages.push(moved);
    else {
      const detail = handOverDetail(other);
      handedOver.push({ url: page.url, reason: 'elsewhere', detail, backlinks: certainLinks(page) });
    }
  }
  const notes = elsewhere.flatMap((owned) => handOverNote(owned, handedOver));
  return { ...answer, pages, leftOut: [...handedOver, ...answer.leftOut], notes: [...answer.notes, ...notes] };
}

function handOverDetail({ owner }: OwnedElsewhere): string {
  return `published by another repository: hand it over to ${owner}`;
}

/** What is kept apart for others is said once: it is lost as well, and nobody else may know. */
function handOverNote(owned: OwnedElsewhere, leftOut: readonly LeftOut[]): readonly Note[] {
  const own = leftOut.filter(({ detail }) => detail === handOverDetail(owned));
  if (own.length === 0) return [];
  const links = own.reduce((sum, { backlinks }) => sum + backlinks, 0);
  const message = `${count(own.length, 'broken page')} below ${owned.folder} with ${count(links, 'link')} ${own.length === 1 ? 'is' : 'are'} published by another repository: hand the list (left out: elsewhere) over to ${owned.owner}.`;
  return [{ message }];
}

/** Answers of several hosts as one, the pages that matter most first. */
export function asOneAnswer(answers: readonly [BacklinkAnswer, ...BacklinkAnswer[]]): BacklinkAnswer {
  const [first] = answers;
  const pages = answers.flatMap((answer) => answer.pages);
  return {
    ...first,
    asked: answers.map(({ asked }) => asked).sort()[0] ?? first.asked,
    pages: pages.sort((a, b) => certainDomains(b) - certainDomains(a) || certainLinks(b) - certainLinks(a)),
    leftOut: answers.flatMap(({ leftOut }) => leftOut),
    truncated: answers.some(({ truncated }) => truncated),
    costMicros: answers.reduce((sum, { costMicros }) => sum + costMicros, 0),
    notes: answers.flatMap(({ notes }) => notes),
    gaps: answers.flatMap(({ gaps = [] }) => gaps),
  };
}

/** Whether a page is of a host that the site has left: that today's site has one at the same path tells nothing of it. */
export function isOnFormer({ url }: Pick<BrokenPage, 'url'>, former: readonly FormerHost[]): boolean {
  return homeOf(url, former) !== undefined;
}

function homeOf(url: string, former: readonly FormerHost[]) {
  const spelling = readSpelling(url);
  const isHome = ({ target }: FormerHost) => target.host === spelling?.host && isIn(spelling.path, target.basePath);
  const [home] = former.filter(isHome).sort((a, b) => b.target.basePath.length - a.target.basePath.length);
  return home && spelling && { home, path: spelling.path };
}

/** A page of a former host with the path it would have today; any other page as it is. */
export function atHome(page: BrokenPage, former: readonly FormerHost[]): BrokenPage {
  const found = homeOf(page.url, former);
  if (found === undefined) return page;
  const { home, path } = found;
  const { target, file, line } = home;
  const from = { address: targetAddress(target), host: target.host, path, file, line };
  return { ...page, path: urlPath(`${home.to}${path.slice(target.basePath.length)}`), former: from };
}

function isIn(path: string, folder: string): boolean {
  return path.startsWith(folder) || `${path}/` === folder;
}
