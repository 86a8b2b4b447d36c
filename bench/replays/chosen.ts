/** What the editor offers first for an address where somebody chooses the page: the place of a redirect, whatever the evidence. */
import { planEdits } from '../../src/app/planEdits.ts';
import { readSnapshot, siteOf } from '../../src/app/reading.ts';
import { openWorkspace, type Task, type Workspace } from '../../src/app/workspace.ts';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import { fixesTo } from '../../src/core/audit/fix.ts';
import { type UrlPath, urlPath } from '../../src/core/paths.ts';
import { redirectFormats } from '../../src/core/redirects/editing/formats.ts';
import type { HostId, RedirectContext } from '../../src/core/redirects/format.ts';
import type { RedirectTable } from '../../src/core/redirects/resolution.ts';
import type { Fix } from '../../src/core/report/findings.ts';
import type { Site } from '../../src/core/site/site.ts';
import { readToEdit } from '../../src/io/disk/userFile.ts';
import { writeEdit } from '../../src/io/disk/writeFile.ts';
import type { OwnRule } from '../suggest/ownRules.ts';
import { fullAddress, unnamed } from './fixes.ts';

/** Formats whose rules stand in the page that they lead to. */
export const inPages: ReadonlySet<string> = new Set([
  'hugoAliases',
  'jekyllRedirectFrom',
  'redirectFrom',
  'zolaAliases',
  'quartoAliases',
  'pelicanAlias',
]);

const task: Task = { progress: { report: () => undefined }, signal: new AbortController().signal };

/** A folder, opened to be asked for the places of redirects. */
export interface Chooser {
  /** The address of the page that people led to; `undefined` where the site publishes no such page. */
  targetOf(rule: OwnRule): UrlPath | undefined;
  /** Whether the repository has a redirect that is written as people wrote this one: in the page, or in that file. */
  hasPrecedent(rule: OwnRule): Promise<boolean>;
  /** Writes a redirect to that page for each rule. */
  write(rules: readonly OwnRule[]): Promise<Chosen>;
}

/** A redirect that stands in its file. */
export interface WrittenFix extends Pick<Fix, 'redirect' | 'format' | 'file'> {
  /** Who gives the rules of that file their meaning. */
  readonly host: HostId | undefined;
  readonly basePath: string;
}

/** What was written, and why the others were not. */
export interface Chosen {
  readonly written: readonly WrittenFix[];
  readonly refused: ReadonlyMap<string, string>;
}

/** `undefined` where no site is found. */
export async function openChooser(folder: string, site: string | undefined): Promise<Chooser | undefined> {
  const flags = site === undefined ? { site: unnamed } : undefined;
  const opened = await openWorkspace({ folder, flags, now: new Date().toISOString() }, task);
  if (!opened.ok) return undefined;
  const workspace = opened.value;
  const tables = new Map<Site, Promise<RedirectTable>>();
  const tableOf = (of: Site) => {
    // With the history, by which an audit knows where the newest redirects were written.
    const known = tables.get(of) ?? readSnapshot(workspace, { asked: [] }, task, of).then(({ redirects }) => redirects);
    tables.set(of, known);
    return known;
  };
  const addressed = (path: string) => urlPath(new URL(fullAddress(path, site ?? unnamed)).pathname);
  const targetOf = (rule: OwnRule) => targetIn(workspace, rule, addressed);
  return {
    targetOf,
    async hasPrecedent({ to, file }) {
      for (const site of workspace.sites)
        for (const rule of (await tableOf(site)).rules)
          if (to.kind === 'file' ? inPages.has(rule.format) : rule.file === file) return true;
      return false;
    },
    async write(rules) {
      const fixes: Fix[] = [];
      const refused = new Map<string, string>();
      for (const rule of rules) {
        const [from, to] = [addressed(rule.from), targetOf(rule)];
        if (to === undefined) {
          refused.set(rule.from, 'people led to what is no page here');
          continue;
        }
        const table = await tableOf(siteOf({ path: from, url: from }, workspace));
        const [fix] = await fixesTo(from, to, table, defaultAuditOptions);
        if (fix) fixes.push(fix);
        else refused.set(rule.from, 'no format can write it');
      }
      const planned = await planEdits(workspace, fixes, tableOf, (file) => readToEdit(workspace.directory, file));
      for (const edit of planned.edits) {
        const outcome = await writeEdit(workspace.directory, edit);
        if (!outcome.ok) throw new Error(outcome.failure.message);
      }
      for (const { fix, refused: reason } of planned.refused) refused.set(fix.redirect.from, reason);
      const written: WrittenFix[] = [];
      for (const fix of planned.written) {
        const { from } = fix.redirect;
        const { context } = await tableOf(siteOf({ path: from, url: from }, workspace));
        written.push({ ...fix, host: await hostIn(workspace, fix, context), basePath: context.basePath });
      }
      return { written, refused };
    },
  };
}

async function hostIn(
  { directory }: Workspace,
  { format, file }: Fix,
  context: RedirectContext,
): Promise<HostId | undefined> {
  const text = await readToEdit(directory, file);
  const read = redirectFormats.find(({ id }) => id === format);
  return typeof text === 'string' ? read?.parse(text, file, context).rules[0]?.host : undefined;
}

function targetIn({ sites }: Workspace, { to }: OwnRule, addressed: (path: string) => UrlPath): UrlPath | undefined {
  if (to.kind === 'address') return addressed(to.address.replace(/[?#].*$/, ''));
  const isMeant = (file: string) =>
    to.kind === 'file' ? file === to.path : file.replace(/(?:(?:^|\/)(?:index|README))?\.\w+$/i, '') === to.path;
  for (const { routes } of sites) {
    const found = routes.pages.find(({ file }) => isMeant(file));
    if (found) return found.url;
  }
  return undefined;
}
