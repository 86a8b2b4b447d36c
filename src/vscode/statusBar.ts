/** One line when an audit has a result: `$(link) 38 · 412 links`. */
import { type Disposable, StatusBarAlignment, window } from 'vscode';
import { count } from '../core/report.ts';
import { title, views } from './manifest.ts';
import type { Sessions } from './session.ts';

export function registerStatusBar(sessions: Sessions): Disposable {
  const item = window.createStatusBarItem('result', StatusBarAlignment.Left);
  item.name = title;
  item.command = `${views.brokenPages}.focus`;
  const show = () => {
    const results = sessions.all().map(({ result }) => result);
    if (results.length === 0) {
      item.hide();
      return;
    }
    const findings = results.flatMap((result) => result.findings);
    const links = findings.reduce((sum, { broken }) => sum + broken.backlinks, 0);
    item.text = findings.length === 0 ? '$(link) 0' : `$(link) ${findings.length} · ${count(links, 'link')}`;
    item.tooltip = results.map((result) => describeResult(result.site, result.findings.length)).join('\n');
    item.show();
  };
  const changes = sessions.onDidChange(show);
  return {
    dispose() {
      changes.dispose();
      item.dispose();
    },
  };
}

function describeResult(site: string, open: number): string {
  return open === 0
    ? `No broken page of ${site} that receives backlinks is left to decide.`
    : `${count(open, 'broken page')} of ${site} ${open === 1 ? 'receives' : 'receive'} backlinks. Click to list them.`;
}
