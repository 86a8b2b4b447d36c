/** Whether everything this stands on is there and works: what both hosts say of the set-up. */
import { defaultAuditOptions } from '../core/audit/audit.ts';
import { siteHost } from '../core/backlinks/siteTarget.ts';
import { isPage } from '../core/routeTable.ts';
import type { SetUpCheck } from '../core/setUp/setUpCheck.ts';
import type { Site } from '../core/site/site.ts';
import { append, greatest } from '../core/text/longLists.ts';
import { count } from '../core/wording/amounts.ts';
import type { Environment } from '../io/environment.ts';
import type { ProxySettings } from '../io/http/proxySettings.ts';
import { diskChecks } from '../io/setUp/disk.ts';
import { keptChecks } from '../io/setUp/kept.ts';
import { askedChecks, networkChecks, type OpenedTwice, sourceCheck } from '../io/setUp/network.ts';
import { programChecks } from '../io/setUp/programs.ts';
import type { Credentials, SourceEntry } from '../io/sourceHost.ts';
import { type AskedEntry, askedEntries } from '../io/sources/openSource.ts';
import { readRedirects } from './reading.ts';
import { originText, settingsOf } from './settingsList.ts';
import type { Workspace } from './workspace.ts';

/** What a host knows of the set-up, and how it asks. */
export interface SetUpRequest {
  /** The folder somebody works in. */
  readonly folder: string;
  /** What runs this, with its version. */
  readonly program: string;
  readonly environment: Environment;
  readonly proxy: ProxySettings;
  /** See `storeFolder`. */
  readonly store: string;
  readonly sources: readonly SourceEntry[];
  credentialsOf(entry: AskedEntry): Promise<Credentials | undefined>;
  /** What is said of the site in the folder, by `siteChecks`. */
  site(): Promise<readonly SetUpCheck[]>;
  /** Opens a source for being asked free of charge; `undefined` as long as the user has not allowed that. */
  open: ((entry: AskedEntry, credentials: Credentials | undefined) => OpenedTwice) | undefined;
}

/** In the order in which one thing stands on the other. Nothing of the repository is changed. */
export async function checkSetUp(request: SetUpRequest, signal: AbortSignal): Promise<readonly SetUpCheck[]> {
  const { folder, program, environment, proxy, store } = request;
  return [
    ...(await programChecks(folder, program, signal)),
    ...(await diskChecks(folder, store)),
    ...(await keptChecks(store)),
    ...(await request.site()),
    ...networkChecks(proxy, environment),
    ...(await sourcesChecks(request, signal)),
  ];
}

/** Every host that is asked where the user allows it, in the order of the sources. */
export function hostsToAsk(sources: readonly SourceEntry[]): readonly string[] {
  return [...new Set(askedEntries(sources).flatMap(({ access }) => access.hosts))];
}

async function sourcesChecks(
  { sources, credentialsOf, open }: SetUpRequest,
  signal: AbortSignal,
): Promise<readonly SetUpCheck[]> {
  const checks: SetUpCheck[] = [];
  for (const entry of askedEntries(sources)) {
    const credentials = await credentialsOf(entry);
    const mayAsk = entry.access.credentials === undefined || credentials !== undefined;
    checks.push(sourceCheck(entry, credentials !== undefined));
    if (!mayAsk) continue;
    if (open === undefined) {
      const says = 'It was not asked whether it works as expected. Asking is free of charge and needs your consent.';
      checks.push({ about: entry.title, state: 'not tried', says });
    } else {
      append(checks, await askedChecks(entry, open(entry, credentials), signal));
    }
  }
  return checks;
}

const about = 'Site';

/** What was detected in a folder, why, and who says so. */
export async function siteChecks(workspace: Workspace): Promise<readonly SetUpCheck[]> {
  const { sites, directory, address } = workspace;
  const named = settingsOf(workspace, defaultAuditOptions).filter(({ origin }) => origin.kind !== 'usual');
  const width = greatest(named.map(({ key }) => key.length));
  const settings = named.map(({ key, value, origin }): SetUpCheck => {
    const shown = typeof value === 'string' ? value : JSON.stringify(value ?? null);
    return { about: 'Settings', state: 'fine', says: `${key.padEnd(width)}  ${shown}  (${originText(origin)})` };
  });
  const checks: SetUpCheck[] = [{ about, state: 'fine', says: `Everything is read from ${directory}.` }];
  for (const site of sites) append(checks, await checksOf(site, workspace));
  return [...checks, hostCheck(address ?? sites[0].permalinks.address?.url), ...settings];
}

async function checksOf(site: Site, workspace: Workspace): Promise<readonly SetUpCheck[]> {
  const { generator, detected, routes, notes } = site;
  const pages = routes.pages.filter(isPage).length;
  const where = detected.root === '' ? 'the top folder' : detected.root;
  const { rules } = await readRedirects(workspace, site);
  const formats = [...new Set(rules.map(({ format }) => format))].map((format) => {
    return `${count(rules.filter((rule) => rule.format === format).length, 'rule')} of ${format}`;
  });
  const redirects = formats.length === 0 ? 'No redirect is written yet.' : `Redirects: ${formats.join(', ')}.`;
  return [
    {
      about,
      state: pages > 0 ? 'fine' : 'broken',
      says: `${generator.title} in ${where}, because of ${detected.because}: ${count(pages, 'page')}. ${redirects}`,
    },
    ...notes.map(({ file, line, message }): SetUpCheck => {
      const place = file === undefined ? '' : `${file}:${line ?? 1}: `;
      return { about, state: 'cannot tell', says: `${place}${message}` };
    }),
  ];
}

function hostCheck(address: string | undefined): SetUpCheck {
  const host = siteHost(address ?? '');
  if (host === undefined) {
    const says =
      'The configuration names no address of the site. An audit asks for it, or write it as "site" into .broken-backlinks.json.';
    return { about, state: 'cannot tell', says };
  }
  const says = `An audit also asks ${host} itself whether pages still fail, and the hosts that its redirects lead to.`;
  return { about, state: 'not tried', says };
}
