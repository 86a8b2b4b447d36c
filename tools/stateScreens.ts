// Makes a picture of each state of the editor in each theme, to be looked at: .cache/screenshots/states.
//   node tools/node24.mjs tools/stateScreens.ts [STATE ...]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSet } from '../test/support/standIn/dataSet.ts';
import { answer, runAudit, smallSite } from '../test/ui/support/auditFlow.ts';
import {
  type AuditWorkbench,
  type AuditWorkbenchOptions,
  openAuditWorkbench,
} from '../test/ui/support/auditWorkbench.ts';
import { closeSharedBrowser } from '../test/ui/support/browser.ts';
import { packageExtension } from './packageExtension.ts';
import { screenshotFolder } from './testing/paths.ts';

/** By the name that their list shows, as which the settings know them. */
const themes = new Map([
  ['Light Modern', 'Default Light Modern'],
  ['Dark Modern', 'Default Dark Modern'],
  ['Light High Contrast', 'Default High Contrast Light'],
  ['Dark High Contrast', 'Default High Contrast'],
]);
const folder = join(screenshotFolder, 'states');

interface State {
  readonly options?: AuditWorkbenchOptions;
  /** Leads to the state; the side bar shows our view then. */
  readonly reach: (opened: AuditWorkbench) => Promise<void>;
  /** It does not last long enough for more than one theme. */
  readonly isShort?: boolean;
}

/** Broken pages of the sample's site, of which most were never there. */
function many(count: number): DataSet {
  const url = (n: number) => `https://tidewater.example/docs/${n % 7 === 0 ? 'setup' : 'station'}-${n}/`;
  const numbers = Array.from({ length: count }, (_, n) => n);
  return {
    pages: numbers.map((n) => ({ url: url(n), status: 404, fetchTime: '2026-10-02' })),
    links: numbers.flatMap((n) =>
      Array.from({ length: 1 + (n % 23) }, (_, from) => ({ from: `https://harbour${from}.example/${n}`, to: url(n) })),
    ),
  };
}

const small = smallSite('plain', 'https://eddy.example/stations.html');

const states: Readonly<Record<string, State>> = {
  empty: { reach: async () => undefined },
  price: {
    reach: async ({ workbench }) => {
      await workbench.runCommand('Broken Backlinks: Audit Site');
      await answer(workbench, /Which site/);
      await workbench.page.locator('.monaco-dialog-box').waitFor();
    },
    isShort: true,
  },
  busy: {
    options: { api: { latencyMs: 8000 } },
    reach: async ({ workbench }) => {
      await workbench.runCommand('Broken Backlinks: Audit Site');
      await answer(workbench, /Which site/);
      await workbench.dialog.press(/Continue/);
    },
    isShort: true,
  },
  refused: {
    options: { env: () => ({ DATAFORSEO_PASSWORD: 'wrong' }) },
    reach: async ({ workbench }) => {
      await workbench.runCommand('Broken Backlinks: Audit Site');
      await answer(workbench, /Which site/);
      await workbench.page.locator('.notification-toast, .monaco-dialog-box').first().waitFor();
    },
    isShort: true,
  },
  incomplete: {
    options: { ...small, settings: { 'brokenBacklinks.recheck.enabled': true } },
    reach: (opened) => runAudit(opened, 'https://eddy.example/'),
  },
  none: {
    options: { data: { pages: [], links: [] } },
    reach: async ({ workbench }) => {
      await workbench.runCommand('Broken Backlinks: Audit Site');
      await answer(workbench, /Which site/);
      await workbench.dialog.press(/Continue/);
      await workbench.statusBar.waitFor(/0|no broken/i);
    },
  },
  one: { options: small, reach: (opened) => runAudit(opened, 'https://eddy.example/') },
  sample: { reach: (opened) => runAudit(opened) },
  narrow: {
    reach: async (opened) => {
      await runAudit(opened);
      const { page } = opened.workbench;
      const box = await page.locator('.part.sidebar').boundingBox();
      if (box === null) throw new Error('There is no side bar.');
      await page.mouse.move(box.x + box.width, box.y + box.height / 2);
      await page.mouse.down();
      await page.mouse.move(box.x + 190, box.y + box.height / 2, { steps: 10 });
      await page.mouse.up();
      // Where it could lead is cut off behind the address, and stands below it.
      await page
        .locator('.part.sidebar .monaco-list-row', { hasText: '/docs/setup/' })
        .locator('.monaco-tl-twistie')
        .click();
      await page.locator('.part.sidebar .monaco-list-row', { hasText: '→ /guides/install/' }).last().waitFor();
    },
  },
  hundreds: { options: { data: many(165) }, reach: (opened) => runAudit(opened) },
  thousands: {
    options: { data: many(2000), settings: { 'brokenBacklinks.maximumPages': 2000 } },
    reach: (opened) => runAudit(opened),
  },
};

mkdirSync(folder, { recursive: true });
process.env.EXTENSION_PACKAGE = packageExtension().file;
const wanted = process.argv.slice(2);
try {
  for (const [name, { options, reach, isShort = false }] of Object.entries(states)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const names = [...themes.keys()];
    for (const chosen of isShort ? names.map((theme) => [theme]) : [names]) {
      const settings = { ...options?.settings, 'workbench.colorTheme': themes.get(chosen[0] ?? '') };
      const opened = await openAuditWorkbench({ ...options, settings });
      try {
        const { page, views } = opened.workbench;
        await page.setViewportSize({ width: 1280, height: 760 });
        await views.open('Broken Backlinks');
        await reach(opened).catch(async (error: unknown) => {
          await page.screenshot({ path: join(folder, `${name}-failed.png`) });
          throw error;
        });
        for (const theme of chosen) {
          if (theme !== chosen[0]) {
            await opened.workbench.runCommand('Preferences: Color Theme');
            await opened.workbench.quickInput.enter(theme);
          }
          await page.waitForTimeout(1500);
          // Many rows come later than the line above them.
          await page.locator('.part.sidebar .monaco-progress-container.active').waitFor({ state: 'hidden' });
          const file = `${name} ${theme}`.toLowerCase().replaceAll(' ', '-');
          await page.screenshot({ path: join(folder, `${file}.png`), animations: 'disabled' });
          console.log(file);
        }
      } finally {
        await opened.close();
      }
    }
  }
} finally {
  await closeSharedBrowser();
}
