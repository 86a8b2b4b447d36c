import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { Agent } from 'undici';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import { hackerNews } from '../../../src/io/sources/hackerNews.ts';
import { sources } from '../../../src/io/sources/index.ts';
import { hackerNewsServer, type Story } from '../../support/freeServices/hackerNews.ts';
import { type FreeStandIn, freeStandIn, type StandInAnswer } from '../../support/freeServices/server.ts';
import { removeFolder } from '../../support/removeFolder.ts';
import { runCommand } from '../../support/terminal.ts';

const request = {
  targets: [siteTarget('https://example.org/')!],
  dofollowOnly: false,
  includeSubdomains: false,
  maximumRows: 1000,
  capMicros: undefined,
};
const never = new AbortController().signal;
const quiet = () => undefined;

describe('Hacker News', () => {
  let standIn: FreeStandIn | undefined;
  let dispatcher: Agent;
  beforeEach(() => {
    dispatcher = new Agent();
  });
  afterEach(async () => {
    standIn?.close();
    await dispatcher.destroy();
  });
  const fetched = async (answer: (url: URL, number: number) => StandInAnswer) => {
    standIn = await freeStandIn(answer);
    const opened = hackerNews.access!.open({
      ...{ dispatcher, credentials: undefined, sandbox: false, apiBase: standIn.base },
      logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
      now: () => Date.parse('2026-11-28T10:00:00Z'),
      wait: async () => undefined,
      book: async () => assert.fail('nothing is booked'),
    });
    assert.ok(opened.ok);
    const quote = await opened.value.quote(request, never);
    assert.ok(quote.ok);
    return opened.value.fetchPages(request, quote.value, { report: quiet }, never);
  };
  const story = (id: number, url: string | null): Story => ({
    id: `${id}`,
    title: `Story ${id}`,
    url,
    at: 1_700_000_000 + id,
  });

  it('shows stories as what they are, and none of another host that is only alike', async () => {
    const stories = [
      story(1, 'https://example.org/docs/tides/'),
      story(2, 'http://www.example.org/docs/tides/'),
      story(3, 'https://example.org.example.net/x'),
      story(4, null),
    ];
    const answer = await fetched(hackerNewsServer(stories));
    assert.ok(answer.ok);
    const { pages, leftOut, notes, costMicros } = answer.value;
    assert.deepEqual(
      pages.map(({ path, backlinks, referringDomains }) => [path, backlinks, referringDomains]),
      [['/docs/tides/', 2, 1]],
    );
    assert.deepEqual(
      pages[0]?.referrers.map(({ from, fromTitle, firstSeen }) => [from, fromTitle, firstSeen]),
      [
        ['https://news.ycombinator.com/item?id=1', 'Story 1', '2023-11-14'],
        ['https://news.ycombinator.com/item?id=2', 'Story 2', '2023-11-14'],
      ],
    );
    assert.deepEqual(
      leftOut.map(({ reason }) => reason),
      ['malformed'],
    );
    assert.match(notes[0]?.message ?? '', /^Hacker News: \d links\. It does not know links from other sites/);
    assert.equal(costMicros, 0);
  });

  it('goes on with what is older where there are more than a thousand, and says where it stops', async () => {
    const many = (number: number) =>
      Array.from({ length: number }, (_, at) => story(at, `https://example.org/p${at}/`));
    const whole = await fetched(hackerNewsServer(many(2300)));
    assert.ok(whole.ok);
    assert.match(whole.value.notes[0]?.message ?? '', /: 2,300 links\./);
    assert.deepEqual([standIn?.asked.length, whole.value.gaps], [3, []]);
    standIn?.close();
    const cut = await fetched(hackerNewsServer(many(6000)));
    assert.ok(cut.ok);
    assert.equal(standIn?.asked.length, 5);
    assert.match(cut.value.gaps?.[0]?.message ?? '', /hn\.algolia\.com has more stories about example\.org/);
  });

  for (const [what, body] of [
    ['an error', '{"message":"invalid","status":400}'],
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['hits of another form', '{"hits":{}}'],
  ] as const) {
    it(`takes ${what} for no all-clear`, async () => {
      assert.ok(!(await fetched(() => ({ body }))).ok, what);
    });
  }
});

describe('a source without an account is one file', () => {
  const root = join(import.meta.dirname, '..', '..', '..');
  const text = (file: string) => readFileSync(join(root, file), 'utf8');
  const names = /hacker ?news|hn\.algolia|ycombinator/i;
  const others = sources.filter((entry) => entry !== hackerNews);
  const run = (words: readonly string[], listed: typeof sources) =>
    runCommand(words, {
      sources: listed,
      env: { BROKEN_BACKLINKS_HOME: join(folder, 'kept'), HTTPS_PROXY: 'http://127.0.0.1:9' },
    });

  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'one-file-'));
    writeFileSync(
      join(folder, '.broken-backlinks.json'),
      '{ "site": "https://example.org/", "pages": { "*.md": "/{name}/" } }',
    );
    writeFileSync(join(folder, 'home.md'), '# Home\n');
  });
  after(() => removeFolder(folder));

  it('which is named nowhere else but in the list', () => {
    const files = fastGlob.globSync('src/**/*.ts', { cwd: root }).filter((file) => names.test(text(file)));
    assert.deepEqual(files.sort(), ['src/io/sources/hackerNews.ts', 'src/io/sources/index.ts']);
    const lines = text('src/io/sources/index.ts')
      .split('\n')
      .filter((line) => names.test(line));
    assert.deepEqual(lines, ["import { hackerNews } from './hackerNews.ts';", '  hackerNews,']);
  });

  it('and with that entry it is listed, named where another is asked for, asked about, and tried', async () => {
    for (const listed of [sources, others]) {
      const isThere = listed === sources;
      const { out } = await run(['sources'], listed);
      assert.equal(/^hackernews {2}Hacker News\n {2}asks +hn\.algolia\.com$/m.test(out), isThere, out);
      const known = await run(['audit', '--repo', folder, '--source', 'nobody'], listed);
      assert.equal(/known source \(.*\bhackernews\b/.test(known.err), isThere, known.err);
      // Who is asked, and what is sent, is said before it is.
      const asked = await run(['audit', '--repo', folder, '--no-recheck', '--source', 'hackernews'], listed);
      assert.equal(
        /Asked are hn\.algolia\.com, .* Only the name example\.org is sent/.test(asked.err),
        isThere,
        asked.err,
      );
      const tried = JSON.parse((await run(['sources', '--probe', '--format', 'json'], listed)).out);
      assert.equal(
        tried.sources.some(
          ({ id, probe }: { id: string; probe?: { ok: boolean } }) => id === 'hackernews' && probe?.ok === false,
        ),
        isThere,
      );
    }
  });

  it('and the page that says who can be asked says so of it', () => {
    // That it names every host, every source without an account and every variable is held by the test of that page.
    assert.match(text('docs/privacy.md'), /^\| `hn\.algolia\.com` \|.*`audit --source hackernews`/m);
  });
});
