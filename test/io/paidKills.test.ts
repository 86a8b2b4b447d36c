import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askForPages } from '../../src/core/backlinks/ask.ts';
import type { ListedAnswer } from '../../src/core/backlinks/listing.ts';
import type { Quote } from '../../src/core/backlinks/source.ts';
import { openStore } from '../../src/io/stores/store.ts';
import { auditUntil, type KillMoment, killMoments } from '../support/payingKill.ts';
import { isPicked } from '../support/picked.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { askingHost, never, openSource, requestFor, silent, value } from '../support/standIn/source.ts';

const rows = 4500;
const rowsPerRequest = 1000;
const balanceMicros = 50_000_000;
/** All moments of the first five requests: 105, of which 100 are the bar of the issue. */
const moments = killMoments(rows / rowsPerRequest + 0.5);
const urls = Array.from({ length: rows }, (_, at) => `https://example.org/gone/${at}`);
const data = {
  pages: urls.map((url) => ({ url, status: 404 })),
  links: urls.map((to, at) => ({ from: `https://site${at}.test/`, to, rank: 1 })),
};

describe('a paid list whose program is ended', () => {
  it('is tried at 100 moments and more', () => assert.ok(moments.length >= 100, `${moments.length}`));

  for (const moment of moments) {
    const name = `${moment.signal} ${moment.moment === 'before' ? 'before' : `${moment.moment} ms after`} request ${moment.request}`;
    if (!isPicked(name, 16)) continue;
    it(`loses nothing that was paid for: ${name}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'paid-kill-'));
      const standIn = await startStandIn({ data, balanceMicros });
      try {
        await endAndGoOn(standIn, moment, folder);
      } finally {
        await standIn.close();
        removeFolder(folder);
      }
    });
  }
});

async function endAndGoOn(standIn: StandIn, moment: KillMoment, folder: string): Promise<void> {
  const { err, wasRunning } = await auditUntil(standIn, moment, folder, 5000);
  assert.ok(wasRunning || moment.request === 5, `the signal came too late\n${err}`);
  const charged = balanceMicros - standIn.balanceMicros;
  const places = offsetsOf(standIn);
  assert.ok(places.length >= moment.request, err);

  const logger = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: assert.fail };
  const { answers, spend } = openStore({ folder: join(folder, 'kept'), former: [], logger, now: Date.now });
  const request = requestFor('example.org', { maximumRows: 5000, includeSubdomains: false });
  const read = async (): Promise<ListedAnswer | undefined> =>
    (await answers.read({ call: 'pages', source: 'dataforseo', request }))?.value;
  const held = (await read())?.listing?.rows ?? 0;
  const spent = Object.values(await spend.read());
  const certain = spent.reduce((sum, { certainMicros }) => sum + certainMicros, 0);
  const possible = spent.reduce((sum, { possibleMicros }) => sum + possibleMicros, 0);
  const shown = `charged ${charged}, certain ${certain}, possible ${possible}, held ${held}, asked ${places}\n${err}`;

  // No charge is hidden, and every page that was had is there: all of them where the program could still listen.
  assert.ok(certain <= charged && charged <= certain + possible, shown);
  const isGraceful = moment.signal !== 'SIGKILL' && process.platform !== 'win32';
  const paidRows = Math.min(rows, places.length * rowsPerRequest);
  if (isGraceful) assert.deepEqual([held, possible], [paidRows, 0], shown);
  else assert.ok(held >= Math.min(rows, (places.length - 1) * rowsPerRequest), shown);
  if (isGraceful && /Cancelled/.test(err)) assert.match(err, /Cancelled\. You paid \$\d+\.\d\d\b/, shown);
  assert.doesNotMatch(err, /nothing was changed|Nothing was charged/, shown);

  // The next run asks for the rest alone, and says what may be charged twice before it is.
  const quotes: Quote[] = [];
  const { source } = openSource(standIn, { now: Date.now, book: (charge) => spend.book(charge, undefined) });
  const host = askingHost(
    source,
    { answers, spend },
    {
      sourceId: 'dataforseo',
      confirm: async (quote) => {
        quotes.push(quote);
        return { kind: 'go' };
      },
    },
  );
  const { answer } = value(await askForPages(host, request, false, silent, never));
  assert.deepEqual([answer.pages.length, answer.truncated, answer.gaps], [rows, false, []], shown);
  const rest = offsetsOf(standIn).slice(places.length);
  assert.deepEqual(
    rest,
    [0, 1000, 2000, 3000, 4000].filter((place) => place >= held),
    shown,
  );
  const told = quotes.flatMap(({ notes }) => notes.map(({ message }) => message)).join('\n');
  const isAskedAgain = rest.some((place) => places.includes(place));
  assert.equal(/got no answer and may have been charged/.test(told), possible > 0 && rest.length > 0, shown);
  if (isAskedAgain) assert.ok(possible > 0, shown);
}

function offsetsOf(standIn: StandIn): readonly number[] {
  return standIn.requests
    .filter(({ path }) => path.endsWith('/live'))
    .map(({ body }) => (body as readonly { readonly offset: number }[])[0]?.offset ?? -1);
}
