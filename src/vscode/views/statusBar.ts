/** One line when an audit has a result: `$(link) 1,038 · 4,412 links`, `$(question) incomplete`. */
import type { Disposable } from 'vscode';
import { lostSource } from '../../core/audit/lost.ts';
import { certainLinks } from '../../core/backlinks/certain.ts';
import type { AuditResult } from '../../core/report/findings.ts';
import { count } from '../../core/wording/amounts.ts';
import { title, views } from '../shared/manifest.ts';
import type { FolderResult, Sessions } from '../shared/session.ts';
import { statusBarEntry } from '../shown/statusBar.ts';
import { asOf, lostLine, siteNames } from './summary.ts';

export function registerStatusBar(sessions: Sessions): Disposable {
  const item = statusBarEntry('result', title, `${views.brokenPages}.focus`);
  const show = () => {
    const folders = sessions.all();
    const results = folders.map(({ result }) => result);
    if (results.length === 0) {
      item.hide();
      return;
    }
    const findings = results.flatMap((result) => result.findings);
    const links = findings.reduce((sum, { broken }) => sum + certainLinks(broken), 0);
    const isIncomplete = results.some(({ outcome }) => outcome === 'incomplete');
    const tooltip = folders.map(describeResult);
    const known = findings.some(({ broken }) => broken.backlinks !== undefined) ? links : undefined;
    const isUnreached = results.some(({ unconfirmed }) => unconfirmed !== undefined);
    const reach = isUnreached ? ' · site not reached' : '';
    const linked = known === undefined ? 'links unknown' : count(known, 'link');
    if (findings.length > 0)
      item.show('link', `${findings.length.toLocaleString('en-US')} · ${linked}${reach}`, tooltip);
    else if (isIncomplete) item.show('question', 'incomplete', tooltip);
    else item.show('link', '0', tooltip);
  };
  show();
  const changes = sessions.onDidChange(show);
  return {
    dispose() {
      changes.dispose();
      item.dispose();
    },
  };
}

function describeResult({ result, asOf: at }: FolderResult): string {
  const said = [describeFindings(result), result.unconfirmed].filter((text) => text).join(' ');
  return at === undefined ? said : `${said} That is ${asOf(at)}, and is being checked again now.`;
}

function describeFindings(result: AuditResult): string {
  const { outcome, findings, gaps } = result;
  const site = siteNames(result);
  if (result.source === lostSource) return `${lostLine(result)} Click to list them.`;
  const open = findings.length;
  switch (outcome) {
    case 'none':
      return `No broken page of ${site} that receives backlinks is left to decide.`;
    case 'incomplete':
      return `${site}: no page is known for certain to be broken, and not everything is known. ${gaps[0]?.message ?? ''}`.trimEnd();
    case 'findings':
      return `${count(open, 'broken page')} of ${site} ${open === 1 ? 'receives' : 'receive'} backlinks. Click to list them.`;
    default:
      return outcome satisfies never;
  }
}
