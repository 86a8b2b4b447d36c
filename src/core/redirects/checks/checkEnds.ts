/** What is wrong with the place a redirect leads to. */
import type { Route } from '../../model.ts';
import { fileName, folderOf, urlKey, urlPath } from '../../paths.ts';
import type { RedirectContext, RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable, Resolution } from '../resolution.ts';
import { arrivalOf, type Dead } from '../simulate/arrival.ts';
import { isContent, isOffSite, withoutBase } from '../target.ts';
import { missingFolder } from './checkTargets.ts';
import { addedHop } from './hops.ts';
import { problem, type RedirectProblem } from './problem.ts';
import { unpublishedOwner } from './unmade.ts';

/** Where the way of the rule ends. */
export function problemsAtEnd(
  rule: RedirectRule,
  resolution: Resolution,
  table: RedirectTable,
): readonly RedirectProblem[] {
  const arrival = arrivalOf(resolution.outcome);
  switch (arrival.kind) {
    case 'alive':
      return [
        ...chain(rule, resolution, table),
        ...[addedHop(rule, resolution, arrival.route, table)].filter((found) => found !== undefined),
        ...leadsHome(rule, arrival.route, table.context),
      ];
    case 'dead':
      return deadEnd(rule, arrival, resolution, table);
    case 'refused':
    case 'unknowable':
      return [];
    default:
      return arrival satisfies never;
  }
}

function deadEnd(
  rule: RedirectRule,
  { why, at, route }: Dead,
  { steps }: Resolution,
  table: RedirectTable,
): readonly RedirectProblem[] {
  switch (why) {
    case 'loop': {
      const unmade = unmadeIn(rule, table);
      if (unmade) return unmade;
      if (mayMeetPage(rule, steps) || isOfOtherName(rule)) return [];
      return [problem('loop', 'error', rule, loopMessage(rule, steps), { kind: 'remove' })];
    }
    case 'no-file': {
      // What a wildcard leads to depends on the request; a sample proves nothing but that a whole folder is not there.
      if (rule.source.kind !== 'exact')
        return [missingFolder(rule, at ?? '', table)].filter((found) => found !== undefined);
      const message = `${rule.from} leads to ${at}, which no file publishes. Choose another target or remove the rule.`;
      return [problem('dead-target', 'warning', rule, message)];
    }
    case 'unpublished': {
      const because = route === undefined ? '' : `: ${hiddenBecause(route)}`;
      const message = `${rule.from} leads to ${at}, which is not published${because}. Publish it, or choose another target.`;
      return [{ ...problem('draft-target', 'warning', rule, message), page: route }];
    }
    case 'nothing':
      return [];
    default:
      return why satisfies never;
  }
}

/**
 * A generator makes no redirect to a page that it does not publish, so one in front of that page's own address is no loop.
 * `undefined` where the rule stands in no such page.
 */
function unmadeIn(rule: RedirectRule, table: RedirectTable): readonly RedirectProblem[] | undefined {
  const page = unpublishedOwner(rule, table);
  if (!page) return undefined;
  if (rule.source.kind === 'exact' && urlKey(rule.source.path) === urlKey(page.url)) return [];
  const message = `${rule.from} leads to ${page.url}, which is not published: ${hiddenBecause(page)}. Publish it, or choose another target.`;
  return [{ ...problem('draft-target', 'warning', rule, message), page }];
}

/**
 * Everything to the site's own address, wherever it was asked for: on the site itself nobody would see a page, so that the
 * rule is for visitors who come by another name, such as one that the site had before.
 */
function isOfOtherName({ source, to, from }: RedirectRule): boolean {
  const isEverything =
    source.kind === 'prefix' ? source.path === '/' : source.kind === 'pattern' && source.under === '/';
  return isEverything && /^\/?[^\w]*$|^\/:\w+[*+?]?$/.test(from) && /^(?:https?:)?\/\//i.test(to);
}

/** A page ends the way where one is, and what a wildcard leads to depends on the request: a sample proves nothing of it. */
function mayMeetPage({ source, to }: RedirectRule, steps: Resolution['steps']): boolean {
  if (source.kind === 'exact' || !/[:$*{]\w|\*/.test(to.replace(/^\w+:/, ''))) return false;
  return steps.slice(1).some((step) => step.rule?.force === false && hostOf(step.host).pagesFirst);
}

/** Names where it goes, as whoever reads the line knows where it begins. */
function loopMessage({ from }: RedirectRule, steps: Resolution['steps']): string {
  const [first, ...others] = steps.map(({ location }) => location);
  const isItself = others.length === 0 || (first !== undefined && urlKey(first) === urlKey(from));
  return isItself
    ? `${from} redirects to itself. Choose another target or remove the rule.`
    : `${from} leads to ${first}, and from there into a redirect loop. Choose another target or remove the rule.`;
}

function chain(rule: RedirectRule, { steps }: Resolution, { context }: RedirectTable): readonly RedirectProblem[] {
  const last = steps.at(-1);
  const again = steps[1];
  // What shows a page at the same address costs nobody a step.
  if (!again || !last || again.status < 300 || rule.source.kind !== 'exact') return [];
  // An alias leads to the page it stands in, as the generator spells it; only moving it would change that.
  const inPage = !isOffSite(rule.to) && context.routeOf(urlPath(rule.to))?.file === rule.file;
  if (!again.rule && inPage) return [];
  // One line makes it for every page, and could name no other target for this one.
  if (!again.rule && rule.generatedTogether !== undefined) return [];
  const by = again.rule ? `line ${again.rule.line} of ${again.rule.file}` : hostOf(again.host).title;
  const message = `${rule.from} leads to ${again.url}, which ${by} redirects to ${last.location}. Redirect there directly.`;
  const repair = inPage ? undefined : ({ kind: 'retarget', to: last.location } as const);
  return [{ ...problem('chain', 'warning', rule, message, repair), other: again.rule }];
}

function leadsHome(
  rule: RedirectRule,
  route: Route | undefined,
  { basePath }: Pick<RedirectContext, 'basePath'>,
): readonly RedirectProblem[] {
  if (route?.kind !== 'home' || rule.source.kind !== 'exact' || isHomeName(rule.source.path, basePath)) return [];
  // What is shown there by a program is no redirect, and a section of the home page is the page of that name.
  if (rule.status < 300 || rule.to.includes('#') || isOfThatName(route, rule)) return [];
  const message = `${rule.from} leads to the home page, which search engines treat as an error page. Choose the page that took its place.`;
  return [problem('leads-home', 'information', rule, message)];
}

function hiddenBecause({ file, line, kind }: Route): string {
  const place = line === undefined ? file : `${file}, line ${line},`;
  switch (kind) {
    case 'draft':
      return `${place} is a draft`;
    case 'future':
      return `${place} is dated in the future`;
    case 'expired':
      return `${place} has expired`;
    default:
      return `${place} is kept from being published`;
  }
}

/** `/docs/start` and `/docs` of `docs/start.md`, which is the home page now, or `/overview` where that is its title. */
function isOfThatName({ file, title = '' }: Route, { source }: RedirectRule): boolean {
  const last =
    source.kind === 'exact'
      ? urlKey(source.path)
          .split('/')
          .at(-1)
          ?.replace(/\.html?$/i, '')
      : undefined;
  if (!last || !isContent(file)) return false;
  // The home page of a blog is its list of posts.
  const words = title.toLowerCase().split(/\W+/);
  if (/^(?:blog|weblog|journal)$/i.test(last) && words.includes(last.toLowerCase())) return true;
  const names = [fileName(file).replace(/\.[^.]+$/, ''), fileName(folderOf(file)), title.trim().replace(/\s+/g, '-')];
  return names.some((name) => name.toLowerCase() === last.toLowerCase());
}

/**
 * `/index.php`, `/home`, `/en/`: another name of the home page may lead there, the folder of its own language and, as Read the
 * Docs has it, of its version, the first page of its list, the main page of a wiki, and the top itself.
 */
function isHomeName(path: string, basePath: string): boolean {
  return homeName.test(withoutBase(path, basePath) ?? path);
}

const homeName =
  /^\/(?:[a-z]{2}(?:-[a-z]{2,4})?(?:\/|$))?(?:(?:latest|stable)(?:\/|$))?(?:(?:page\/?1|1(?!\.)|(?:wiki\/)?main[-_]?page|index|home|home-?page|front-?page|default|start|start-?page|readme|accueil|inicio|startseite|forside|hjem|etusivu|strona-glowna)(?:\.\w+)?)?\/?$/i;
