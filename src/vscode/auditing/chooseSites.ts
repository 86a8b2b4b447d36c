/** Which sites of a folder an audit is about: asks where there are several. */
import type { WorkspaceFolder } from 'vscode';
import { distinctTargets } from '../../app/auditTargets.ts';
import { type SiteTarget, siteTarget, targetAddress } from '../../core/backlinks/siteTarget.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import type { OpenedSite } from '../analysis/analyst.ts';
import { readEditorSettings } from '../shared/settings.ts';
import { type Choice, choose } from '../shown/messages.ts';
import { askSite } from './askSite.ts';

/** Those that are asked about, the one that gives the audit its name first. */
export type ChosenSites = readonly [SiteTarget, ...SiteTarget[]];

interface SiteChoice extends Choice {
  readonly sites: ChosenSites;
}

/** `each`: what a site more costs, as a clause; nothing is asked where it is `undefined`, and all of them are meant. */
export async function chooseSites(
  folder: WorkspaceFolder,
  opened: OpenedSite,
  each: string | undefined,
): Promise<Result<ChosenSites>> {
  const [first] = opened.targets;
  const found = first && distinctTargets(opened.targets, siteTarget(opened.site ?? '') ?? first);
  // Who wrote an address into the settings of the folder has chosen.
  if (found === undefined || found.length < 2 || readEditorSettings(folder).site !== '') return oneSite(folder, opened);
  if (each === undefined) return success(found);
  const single = found.map((site): SiteChoice => ({ label: targetAddress(site), sites: [site] }));
  const all: SiteChoice = { label: `All ${found.length} sites`, description: each, sites: found };
  const chosen = await choose([...single, all], {
    title: `${folder.name} publishes several sites`,
    placeHolder: 'Which site do you want to audit?',
    ignoreFocusOut: true,
  });
  return chosen === undefined ? failed('cancelled', 'Cancelled. No site was chosen.') : success(chosen.sites);
}

async function oneSite(folder: WorkspaceFolder, opened: OpenedSite): Promise<Result<ChosenSites>> {
  const site = opened.site ?? (await askSite(folder, opened));
  if (site === undefined) return failed('cancelled', 'Cancelled. No site was named.');
  const meant = siteTarget(site);
  if (meant === undefined) {
    return failed(
      'bad-request',
      `brokenBacklinks.site is "${site}", which is not an address. Write for example https://example.org/.`,
    );
  }
  return success([distinctTargets(opened.targets, meant)[0]]);
}
