import { join } from 'node:path';
import type { DataSet } from '../../support/standIn/dataSet.ts';
import type { AuditWorkbench, AuditWorkbenchOptions } from './auditWorkbench.ts';
import { waitFor } from './waitFor.ts';
import type { Workbench } from './workbench.ts';

/** Palette, site (typed, or as it is offered), price: until the audit has a result. */
export async function runAudit({ workbench }: Pick<AuditWorkbench, 'workbench'>, site?: string): Promise<void> {
  await workbench.runCommand('Broken Backlinks: Audit Site');
  await answer(workbench, /Which site/, site);
  await workbench.dialog.press(/Continue/);
  await workbench.statusBar.waitFor(/\d+ · [\d,]+ links?/);
}

/** Types into the box that asks this, and accepts; without a value, accepts what is offered. */
export async function answer({ quickInput }: Workbench, question: RegExp, value?: string): Promise<void> {
  await waitFor(`a box that asks ${question}`, async () => question.test(await quickInput.text()));
  await quickInput.enter(value, { password: /password/.test(question.source) });
}

/** A site of `test/ui/sites` and an index that knows one broken page of it. */
export function smallSite(name: string, brokenUrl: string): AuditWorkbenchOptions {
  return { history: join(import.meta.dirname, '..', 'sites', name), data: oneBroken(brokenUrl) };
}

/** A page that fails, and three links to it from three domains. */
export function oneBroken(url: string): DataSet {
  const links = ['harbour', 'pilot', 'regatta'].map((name) => ({
    from: `https://${name}.example/links/`,
    to: url,
    anchor: 'how it is done',
    lastSeen: '2026-10-02',
  }));
  return { pages: [{ url, status: 404, fetchTime: '2026-10-02' }], links };
}
