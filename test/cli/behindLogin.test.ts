// A site on a port, and previews behind a login: what is sent, and to whom, is read at the servers themselves.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
}

describe('a site that not everybody may see', () => {
  let folder: string;
  let other: Server;
  let site: Server;
  const atSite: Asked[] = [];
  const atOther: Asked[] = [];
  const portOf = (server: Server) => (server.address() as AddressInfo).port;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'login-'));
    mkdirSync(join(folder, 'site'));
    writeFileSync(join(folder, 'site', 'index.md'), '# Home\n');
    other = createServer((request, response) => {
      atOther.push({ path: request.url ?? '', headers: request.headers });
      response.writeHead(404).end('<title>Nothing</title>');
    });
    site = createServer((request, response) => {
      const { url = '', headers } = request;
      atSite.push({ path: url, headers });
      if (headers['x-preview-key'] !== 'open sesame') response.writeHead(401).end('<title>Who are you?</title>');
      else if (url === '/away/') response.writeHead(302, { location: `http://127.0.0.1:${portOf(other)}/away/` }).end();
      else if (url === '/') response.end(`<title>Home</title>${'home '.repeat(200)}`);
      else if (url === '/back/') response.end(`<title>Back again</title>${'back again '.repeat(200)}`);
      else response.writeHead(404).end('<title>Nothing</title>');
    });
    await Promise.all(
      [other, site].map((server) => new Promise((done) => server.listen(0, '127.0.0.1', () => done(0)))),
    );
  });
  after(() => {
    for (const server of [other, site]) server.close();
    removeFolder(folder);
  });
  beforeEach(() => {
    atSite.length = 0;
    atOther.length = 0;
  });

  const here = () => `http://127.0.0.1:${portOf(site)}/`;
  const audit = async (address: string, origin: string, env: Readonly<Record<string, string>>, ...words: string[]) => {
    const rows = ['/gone/', '/back/', '/away/'].map((path) => pageRow(path, { page: `${origin}${path.slice(1)}` }));
    const file = join(folder, 'saved.json');
    writeFileSync(file, savedBody(rows));
    writeFileSync(
      join(folder, 'site', '.broken-backlinks.json'),
      JSON.stringify({ site: address, pages: { '*.md': '/{path}/' } }),
    );
    const { out, err, code } = await runCommand(
      ['audit', '--repo', join(folder, 'site'), '--source', file, '--delay', '1', '--format', 'json', ...words],
      { env: { BROKEN_BACKLINKS_HOME: join(folder, 'kept', `${Math.random()}`), ...env } },
    );
    const paths = (group: readonly { broken: { path: string } }[] = []) =>
      group.map(({ broken }) => broken.path).sort();
    const { findings, fine, cannotTell } = out === '' ? {} : JSON.parse(out);
    return { code, err, out, findings: paths(findings), fine: paths(fine), cannotTell: paths(cannotTell) };
  };
  const key = { BROKEN_BACKLINKS_LIVE_HEADER: 'X-Preview-Key: open sesame' };

  it('is checked on its port, with the header that the environment names, which nobody else gets', async () => {
    const { findings, fine, out, err } = await audit(here(), here(), key);
    assert.deepEqual([findings, fine], [['/away/', '/gone/'], ['/back/']], err);
    assert.ok(atSite.length > 0 && atSite.every(({ headers }) => headers['x-preview-key'] === 'open sesame'));
    assert.ok(atOther.some(({ path }) => path === '/away/'));
    assert.ok(atOther.every(({ headers }) => headers['x-preview-key'] === undefined));
    assert.doesNotMatch(out + err, /sesame/);
  });
  it('cannot be told without it', async () => {
    const { findings, fine, cannotTell } = await audit(here(), here(), {});
    assert.deepEqual([findings, fine], [['/away/', '/back/', '/gone/'], []]);
    assert.deepEqual(cannotTell, []);
  });
  it('on another port is another site', async () => {
    const { findings, out } = await audit(here(), `http://127.0.0.1:${portOf(other)}/`, key);
    assert.deepEqual(findings, []);
    assert.match(out, /port \d+ is another site/);
    assert.deepEqual(atOther, []);
  });
  it('is asked at a preview in its place, whose answers are not kept as its own', async () => {
    const place = ['--live-at', here()];
    const { findings, fine, err } = await audit('https://docs.invalid/', 'https://docs.invalid/', key, ...place);
    assert.deepEqual([findings, fine], [['/away/', '/gone/'], ['/back/']], err);
    assert.match(err, /Asking http:\/\/127\.0\.0\.1:\d+ in place of https:\/\/docs\.invalid\./);
  });
  it('gets a token, and never one that is no header, which is not repeated', async () => {
    await audit(here(), here(), { BROKEN_BACKLINKS_LIVE_TOKEN: 'abc.def' });
    assert.ok(atSite.length > 0 && atSite.every(({ headers }) => headers.authorization === 'Bearer abc.def'));
    for (const bad of ['sesame', 'X-Key: sesame\r\nX-Other: 1', 'Host: sesame', 'X-Key: sésame']) {
      const { code, err } = await audit(here(), here(), { BROKEN_BACKLINKS_LIVE_HEADER: bad });
      assert.equal(code, 1, bad);
      assert.doesNotMatch(err, /s[eé]same/);
    }
    const both = await audit(here(), here(), { ...key, BROKEN_BACKLINKS_LIVE_TOKEN: 'abc.def' });
    assert.match(both.err, /Leave one of them out/);
    assert.equal((await audit(here(), here(), key, '--live-at', 'nowhere')).code, 1);
  });
});
