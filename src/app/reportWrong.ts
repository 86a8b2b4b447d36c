/** Makes the report about a wrong suggestion, for either host. Nothing is sent or written. */
import { defaultAuditOptions } from '../core/audit/audit.ts';
import { askedPage } from '../core/audit/explain.ts';
import { type ReportedSite, wrongSuggestion } from '../core/feedback/wrongSuggestion.ts';
import { urlKey } from '../core/paths.ts';
import type { Site } from '../core/site/site.ts';
import { type ExplainOptions, explainAddresses } from './explainAddresses.ts';
import { readRedirects, siteOf } from './reading.ts';
import { settingsOf } from './settingsList.ts';
import type { Task, Workspace } from './workspace.ts';

/** What somebody reports. */
export interface WrongReport {
  /** The address, as a path or whole. */
  readonly url: string;
  /** The page it should lead to, where the user says so. */
  readonly right: string | undefined;
  /** Programs with their versions. */
  readonly programs: readonly string[];
  readonly options: ExplainOptions;
}

/** The report as JSON of several lines, to be looked at. */
export async function reportWrong(
  workspace: Workspace,
  { url, right, programs, options }: WrongReport,
  task: Task,
): Promise<string> {
  const site = siteOf(askedPage(url), workspace);
  const [explained] = await explainAddresses(workspace, [url], options, task);
  if (explained === undefined) throw new Error('an address was asked for and not explained');
  const target = right === undefined ? undefined : askedPage(right).path;
  const report = wrongSuggestion({
    explained,
    programs,
    right: target && {
      url: target,
      isPublished: site.routes.pages.some((page) => urlKey(page.url) === urlKey(target)),
    },
    site: await reportedSite(site, workspace),
  });
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

async function reportedSite(site: Site, workspace: Workspace): Promise<ReportedSite> {
  const { detected, routes, notes } = site;
  const { rules } = await readRedirects(workspace, site);
  return {
    generator: detected.generator,
    because: detected.because,
    root: detected.root,
    routes: tally(routes.pages.map(({ kind }) => kind)),
    redirects: tally(rules.map(({ format }) => format)),
    notes: notes.length,
    // Where a setting stands is a file of the site; that it stands in one is enough.
    settings: settingsOf(workspace, defaultAuditOptions).map(({ key, value, origin }) => {
      return { key, value, from: origin.kind };
    }),
  };
}

function tally(names: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
