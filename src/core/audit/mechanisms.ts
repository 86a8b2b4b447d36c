/** Which of the ways to write redirects a site has made its own: by the rules that are there, not by what is possible. */
import { fileName, folderOf, type RepoPath } from '../paths.ts';
import { askedOnce } from '../redirects/askedOnce.ts';
import type { RedirectContext, RedirectRule } from '../redirects/format.ts';
import type { RedirectTable } from '../redirects/resolution.ts';
import { movesPage } from '../redirects/simulate/movesPage.ts';
import { isAside } from '../redirects/target.ts';

/** What plans are made for: the rules that are there, and the site. */
export type WrittenSite = Pick<RedirectTable, 'rules' | 'context' | 'newest'>;

/** How many rules are written in each format. */
export interface Habit {
  readonly total: number;
  of(format: string): number;
  /** How many of them lead from one page of the site to another. */
  moves(format: string): number;
  /** Of the last commits that added some, where most of these did so alike. */
  readonly newest: { readonly commits: number; of(format: string): number } | undefined;
}

const habits = new WeakMap<readonly RedirectRule[], Habit>();
/** Of the last commits, so that they tell where the next one belongs. */
const most = 2 / 3;

export function habitOf({ rules, context, newest }: WrittenSite): Habit {
  const known = habits.get(rules);
  if (known !== undefined) return known;
  const counts = countByFormat(rules);
  const moving = countByFormat(rules.filter((rule) => movesPage(rule, context)));
  const isClear = newest !== undefined && [...newest.byFormat.values()].some((own) => own >= newest.commits * most);
  const habit = {
    total: rules.length,
    of: (format: string) => counts.get(format) ?? 0,
    moves: (format: string) => moving.get(format) ?? 0,
    newest: isClear ? { commits: newest.commits, of: (format: string) => newest.byFormat.get(format) ?? 0 } : undefined,
  };
  habits.set(rules, habit);
  return habit;
}

/** Which of two formats the site would use: below 0 for the first. */
export function byHabit(habit: Habit, a: string, b: string): number {
  const ofNewest = (habit.newest?.of(b) ?? 0) - (habit.newest?.of(a) ?? 0);
  return ofNewest || habit.moves(b) - habit.moves(a) || habit.of(b) - habit.of(a);
}

function countByFormat(rules: readonly RedirectRule[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { format } of rules) counts.set(format, (counts.get(format) ?? 0) + 1);
  return counts;
}

/**
 * `as 282 of 282 redirects of this site`, `as in 9 of the last 10 commits that added redirects`: why a mechanism is offered first;
 * `undefined` where no rule is written so.
 */
export function habitText(format: string, habit: Habit): string | undefined {
  const own = habit.of(format);
  if (own === 0) return undefined;
  const { newest } = habit;
  const ofNewest = newest?.of(format) ?? 0;
  if (newest !== undefined && ofNewest > 0)
    return `as in ${ofNewest} of the last ${newest.commits} commits that added redirects`;
  const number = (value: number) => value.toLocaleString('en-US');
  return `as ${number(own)} of ${number(habit.total)} ${habit.total === 1 ? 'redirect' : 'redirects'} of this site`;
}

/** Files that say what a build writes: configurations of generators, scripts, what git leaves out because it is made. */
const buildFiles =
  /^(?:\.gitignore|package\.json|Makefile|Justfile|netlify\.toml|(?:hugo|config|params|outputs|outputformats)\.(?:toml|ya?ml|json)|_config\.ya?ml|(?:\.eleventy|(?:eleventy|gatsby|next|nuxt|astro|vite|docusaurus|svelte)[.-](?:config|node))\.[cm]?[jt]s)$/i;
const mostBuildFiles = 60;

/**
 * Whether a file that is not there would come in the way of one that the build makes: its name stands in a file that says
 * what the build writes. What is only mentioned there is left alone as well.
 */
export async function isMadeByBuild(file: RepoPath, context: RedirectContext): Promise<boolean> {
  const name = fileName(file);
  const texts = await askedOnce(buildTexts, context);
  return texts.some((text) => mentions(text, name));
}

async function buildTexts({ repo, root = '' as RepoPath }: RedirectContext): Promise<readonly string[]> {
  const isNear = (file: string) => {
    const folder = folderOf(file).replace(/(?:^|\/)config\/[^/]+$/, '');
    return folder === '' || folder === root || root.startsWith(`${folder}/`);
  };
  const near = repo.files.filter((file) => buildFiles.test(fileName(file)) && isNear(file) && !isAside(file));
  const texts: string[] = [];
  for (const file of near.slice(0, mostBuildFiles)) texts.push((await repo.read(file)) ?? '');
  return texts;
}

/** As a name of its own, not as a part of another. */
function mentions(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const isPart = /[\w.-]/;
    if (!isPart.test(text.charAt(at - 1)) && !isPart.test(text.charAt(at + name.length))) return true;
  }
  return false;
}
