/**
 * A crawl whose program is ended as by a crash or a power cut: DataForSEO has no key by which a task that is posted twice counts
 * once (https://docs.dataforseo.com/v3/on_page/task_post/), so the next run has to find the one that is paid for.
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askForPages } from '../../src/core/backlinks/ask.ts';
import { dataForSeoCrawl } from '../../src/io/sources/dataForSeo/crawl/crawl.ts';
import { openStore } from '../../src/io/stores/store.ts';
import { auditUntil, type KillMoment } from '../support/payingKill.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleAnswer, sampleData } from '../support/standIn/fixtures.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { askingHost, never, openSource, requestFor, silent, value } from '../support/standIn/source.ts';
import type { WireRow } from '../support/standIn/wire.ts';

const rowsOf = (name: string) => sampleAnswer(`on_page_${name}`).tasks[0]!.result![0]!.items as readonly WireRow[];
const items = { pages: rowsOf('pages'), links: rowsOf('links'), resources: rowsOf('resources') };
const balanceMicros = 50_000_000;
const site = 'https://example.com/';

/** Of the request whose path has this; `looks`: so many find the crawl going on. */
const moments: readonly (Pick<KillMoment, 'moment'> & { readonly path: string; readonly looks: number })[] = [
  ...(['before', 0, 3, 30] as const).map((moment) => ({ path: 'on_page/task_post', moment, looks: 3 })),
  // Finished when the next run begins, and nobody knows its id.
  { path: 'on_page/task_post', moment: 'before', looks: 0 },
  ...(['before', 0, 80] as const).map((moment) => ({ path: 'on_page/summary', moment, looks: 3 })),
  { path: 'on_page/pages', moment: 'before', looks: 0 },
  { path: 'on_page/links', moment: 0, looks: 0 },
  { path: 'on_page/resources', moment: 'before', looks: 0 },
];

describe('a crawl whose program is killed', () => {
  for (const { path, moment, looks } of moments) {
    const when = moment === 'before' ? 'at' : `${moment} ms after`;
    it(`is taken up and not paid for twice: ${when} ${path}, ${looks === 0 ? 'finished' : 'going on'}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'crawl-kill-'));
      const data = { ...sampleData(), crawl: { pages: 96, looks, items } };
      const standIn = await startStandIn({ data, balanceMicros });
      try {
        const killed = { request: 1, moment, signal: 'SIGKILL' } as const;
        const words = ['--site', site, '--source', 'dataforseo-crawl'];
        const { err } = await auditUntil(standIn, killed, folder, 100, { path, source: words });
        await goOn(standIn, folder, err);
      } finally {
        await standIn.close();
        removeFolder(folder);
      }
    });
  }
});

async function goOn(standIn: StandIn, folder: string, err: string): Promise<void> {
  const charged = () => balanceMicros - standIn.balanceMicros;
  const posted = () => standIn.requests.filter(({ path }) => path.endsWith('task_post')).length;
  assert.deepEqual([posted(), charged()], [1, 45_000], err);
  const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: assert.fail };
  const { answers, spend } = openStore({ folder: join(folder, 'kept'), former: [], logger, now: Date.now });
  const spent = Object.values(await spend.read());
  const [certain, possible] = [
    spent.reduce((sum, { certainMicros }) => sum + certainMicros, 0),
    spent.reduce((sum, { possibleMicros }) => sum + possibleMicros, 0),
  ];
  assert.ok(certain <= 45_000 && 45_000 <= certain + possible, `certain ${certain}, possible ${possible}\n${err}`);

  const book = (charge: Parameters<typeof spend.book>[0]) => spend.book(charge, undefined);
  const { source } = openSource(standIn, { now: Date.now, book }, dataForSeoCrawl);
  const host = askingHost(source, { answers, spend }, { sourceId: 'dataforseo-crawl' });
  const request = requestFor(site, { maximumRows: 100, includeSubdomains: false });
  const { answer } = value(await askForPages(host, request, false, silent, never));
  assert.equal(answer.pages.length, 3, err);
  assert.deepEqual([posted(), charged()], [1, 45_000], err);
  // A new one is wanted: what was taken is not taken for it.
  value(await askForPages(host, request, true, silent, never));
  assert.deepEqual([posted(), charged()], [2, 90_000], err);
}
