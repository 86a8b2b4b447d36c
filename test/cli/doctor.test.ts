/** `doctor`, and what it asks: the answers of the stand-in are those of the documented contract. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCheck, oldestNode } from '../../src/io/setUp/programs.ts';
import { filterProblems, shapeProblems, shapes } from '../../src/io/sources/dataForSeo/shapes.ts';
import { hackerNewsServer } from '../support/freeServices/hackerNews.ts';
import { type FreeStandIn, freeStandIn, mediaWiki, waybackServer } from '../support/freeServices/server.ts';
import { gitRepository, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData, sampleFolder } from '../support/sampleIndex.ts';
import type { DataSet } from '../support/standIn/dataSet.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { never, openSource } from '../support/standIn/source.ts';
import { runCommand } from '../support/terminal.ts';

const paid = ['domain_pages', 'domain_pages_summary', 'backlinks', 'summary'].map((name) => `backlinks/${name}/live`);
const free = ['appendix/user_data', 'backlinks/available_filters'];

describe('doctor', () => {
  let repository: TestRepository;
  let home: string;
  let standIn: StandIn;
  let wikis: FreeStandIn;
  let archive: FreeStandIn;
  let stories: FreeStandIn;
  before(async () => {
    [wikis, archive, stories] = await Promise.all([
      freeStandIn(mediaWiki({})),
      freeStandIn(waybackServer([])),
      freeStandIn(hackerNewsServer([])),
    ]);
    repository = gitRepository();
    repository.commit({
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      'content/posts/hello.md': '---\ntitle: Hello\naliases: [/old/]\n---\n',
      '.broken-backlinks.json': '{ "ignore": ["/shop/**"] }\n',
    });
    home = mkdtempSync(join(tmpdir(), 'doctor-'));
    const data = JSON.stringify(await sampleData(sampleFolder)).replaceAll('tidewater.example', 'example.org');
    standIn = await startStandIn({ data: JSON.parse(data) as DataSet });
  });
  after(async () => {
    wikis.close();
    archive.close();
    stories.close();
    await standIn.close();
    removeFolder(repository.folder);
    removeFolder(home);
  });
  const env = (more: Readonly<Record<string, string>> = {}) => ({
    BROKEN_BACKLINKS_HOME: join(home, 'kept'),
    DATAFORSEO_LOGIN: standIn.login,
    DATAFORSEO_PASSWORD: standIn.password,
    DATAFORSEO_API: standIn.url,
    BROKEN_BACKLINKS_WIKIPEDIA: wikis.base,
    BROKEN_BACKLINKS_WAYBACK: archive.base,
    BROKEN_BACKLINKS_HACKERNEWS: stories.base,
    // Whatever is not the stand-in leads nowhere.
    HTTPS_PROXY: 'http://user:secret-word@127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
    ...more,
  });
  const doctor = (more: Readonly<Record<string, string>> = {}, ...words: readonly string[]) =>
    runCommand(['doctor', '--repo', repository.folder, ...words], { env: env(more) });

  it('says what is there and what was detected, and asks nobody', async () => {
    const before = standIn.requests.length;
    const { out, code } = await doctor();
    for (const line of [
      /fine +git 2\.\d+ \(.*git.*\)/,
      /fine +Hugo in the top folder, because of .*hugo\.toml.*: 1 page\. Redirects: 1 rule of hugo-?aliases/i,
      /fine +ignore +\/shop\/\*\* +\(\.broken-backlinks\.json:1\)/,
      /fine +Requests go through http:\/\/127\.0\.0\.1:9\./,
      /not tried +An audit also asks example\.org itself/,
      /doctor --ask also asks api\.dataforseo\.com, sandbox\.dataforseo\.com, .*web\.archive\.org, hn\.algolia\.com, ssl\.bing\.com, free of charge/,
    ]) {
      assert.match(out, line);
    }
    assert.equal(code, 0, out);
    assert.equal(standIn.requests.length, before);
    assert.doesNotMatch(out, /secret-word|api-password/);
  });
  it('leaves the repository as it was, and nothing but its lock in the store', async () => {
    await doctor();
    assert.equal(repository.git('status', '--porcelain'), '');
    assert.deepEqual(readdirSync(join(home, 'kept')), ['lock']);
  });
  it('tries every call where the user says that it is a sandbox, and books nothing', async () => {
    const { out, code } = await doctor({ DATAFORSEO_SANDBOX: '1' }, '--ask');
    for (const call of paid) assert.match(out, new RegExp(`fine +127.*${call}: .*every field is as documented`), call);
    assert.equal(code, 0, out);
    assert.deepEqual(readdirSync(join(home, 'kept')), ['lock']);
  });
  it('makes no call that is paid for at any other address', async () => {
    const before = standIn.requests.length;
    const { out } = await doctor({}, '--ask');
    const asked = new Set(standIn.requests.slice(before).map(({ path }) => path.replace('/v3/', '')));
    assert.deepEqual([...asked].sort(), [...free].sort());
    // The real sandbox was meant, and lies behind a proxy that is not there.
    for (const call of paid) assert.match(out, new RegExp(`broken +sandbox\\.dataforseo\\.com ${call}: `), call);
    const { source } = openSource(standIn, { sandbox: true, apiBase: 'https://api.dataforseo.com' });
    const calls = (await source.rehearse?.(AbortSignal.abort()))?.map(({ call }) => call);
    assert.deepEqual(
      calls,
      free.map((call) => `api.dataforseo.com ${call}`),
    );
  });
  it('says which answers are not as documented, and that an empty one tells nothing', async () => {
    standIn.setFault({ kind: 'no-items' }, { path: 'domain_pages_summary' });
    standIn.setFault({ kind: 'http', status: 502, body: '<html>' }, { path: 'backlinks/summary' });
    standIn.setFault({ kind: 'no-result' }, { path: 'backlinks/backlinks' });
    try {
      const { source } = openSource(standIn, { sandbox: true });
      const states = new Map((await source.rehearse?.(never))?.map(({ call, state }) => [call.split(' ')[1], state]));
      assert.deepEqual(
        paid.map((call) => states.get(call)),
        ['fine', 'broken', 'cannot tell', 'broken'],
      );
    } finally {
      standIn.clearFaults();
    }
  });
  it('tells a store that cannot be written, and ends with 2', async () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    const { out, code } = await doctor({ BROKEN_BACKLINKS_HOME: file });
    assert.match(out, /broken +Nothing can be kept: /);
    assert.equal(code, 2);
  });
  it('gives programs a line for each check', async () => {
    const { out } = await doctor({}, '--format', 'json');
    const checks = out.trim().split('\n');
    for (const check of checks) assert.deepEqual(Object.keys(JSON.parse(check)), ['version', 'about', 'state', 'says']);
    assert.ok(checks.length > 10);
  });
  it('knows the oldest Node', () => {
    const states = ['18.20.4', '20.18.0', oldestNode, '20.19.0', '22.1.0'].map((version) => nodeCheck(version).state);
    assert.deepEqual(states, ['broken', 'broken', 'fine', 'fine', 'fine']);
  });
});

describe('the fields that are read of DataForSEO', () => {
  const fixture = (name: string) => {
    const file = join(import.meta.dirname, '..', 'fixtures', 'dataforseo', `${name}.json`);
    return JSON.parse(readFileSync(file, 'utf8')).tasks[0].result[0];
  };
  it('are those of the documented answers', () => {
    for (const name of ['domain_pages', 'domain_pages_summary', 'backlinks'] as const) {
      assert.deepEqual(shapeProblems(shapes[name], fixture(name).items), [], name);
    }
    assert.deepEqual(shapeProblems(shapes.summary, [fixture('summary')]), []);
    assert.deepEqual(shapeProblems(shapes.userData, [fixture('appendix_user_data')]), []);
    const endpoints = ['domain_pages', 'domain_pages_summary', 'backlinks'];
    assert.deepEqual(filterProblems(fixture('available_filters'), endpoints), []);
  });
  it('are told by name where they are missing, or hold something else', () => {
    const [row] = fixture('domain_pages').items;
    const { status_code: _, ...without } = row;
    assert.deepEqual(shapeProblems(shapes.domain_pages, [without]), ['status_code is missing']);
    assert.deepEqual(shapeProblems(shapes.domain_pages, [{ ...row, status_code: '404' }]), [
      'status_code is "404", not a count',
    ]);
    assert.deepEqual(shapeProblems(shapes.domain_pages, [{ ...row, status_code: null }]), []);
    assert.deepEqual(filterProblems({ backlinks: {} }, ['backlinks']), [
      'backlinks is {}, not an object with the keys that can be filtered by',
    ]);
  });
});
