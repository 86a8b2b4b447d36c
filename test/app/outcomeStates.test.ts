// The rows of `test/fixtures/outcomes/states.txt`: one site in several states of its repository, and what it answers live.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

const text = readFileSync(new URL('../fixtures/outcomes/states.txt', import.meta.url), 'utf8');
const rows = text
  .slice(text.indexOf('\nrepository |'))
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()));

const redirects = '/moved/ /guide/setup/ 301\n';
const said = {
  formerHosts: { 'https://old.invalid/docs/': '/guide/' },
  ownedElsewhere: { '/blog/': 'the people of the blog' },
};

/** Of each group, in the order of the heading. */
function countsIn(out: string): string | undefined {
  const line =
    /^(\d+) broken pages?, .*?(\d+) redirected here .*?, (\d+) works? again .*?, (\d+) cannot tell, (\d+) ignored, (\d+) left out/m;
  return line.exec(out)?.slice(1).join(' ');
}

describe('an audit ends, by repository and live site,', () => {
  const folders = new Map<string, string>();
  let place: string;
  let server: Server;
  let live = '-';
  before(async () => {
    place = mkdtempSync(join(tmpdir(), 'states-'));
    for (const state of ['whole', 'unmerged', 'settled', 'former']) folders.set(state, repositoryIn(state));
    const whole = folders.get('whole') ?? '';
    for (const state of ['nogit', 'shallow']) {
      folders.set(state, join(place, state));
      cpSync(whole, join(place, state), { recursive: true });
    }
    rmSync(join(place, 'nogit', '.git'), { recursive: true });
    const top = readFileSync(join(whole, '.git', 'refs', 'heads', 'main'), 'utf8');
    writeFileSync(join(place, 'shallow', '.git', 'shallow'), top);
    // The site is asked through a proxy, so that it may have any name.
    server = createServer((request, response) => {
      if (live === 'reset') return void request.socket.destroy();
      const { pathname } = new URL(request.url ?? '/', 'http://docs.invalid');
      const told = live.split(' ').find((word) => word.replace(/[=>].*$/, '') === pathname);
      const [, sign, what = ''] = /([=>])(.*)$/.exec(told ?? '') ?? [];
      if (sign === '>') return void response.writeHead(301, { location: what }).end();
      const isThere = ['/', '/guide/setup/'].includes(pathname);
      const status = sign === '=' ? Number(what) : isThere || live === 'soft' ? 200 : 404;
      const isPage = status === 200 && (sign === '=' || isThere);
      const html = isPage
        ? `<title>${pathname}</title><p>The text of ${pathname}, word by word.`
        : '<title>Nothing</title>';
      response.writeHead(status, { 'content-type': 'text/html', 'retry-after': '0' }).end(html);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  after(() => {
    server.closeAllConnections();
    server.close();
    for (const folder of [place, ...folders.values()]) removeFolder(folder);
  });

  function repositoryIn(state: string): string {
    const { folder, git, commit } = gitRepository();
    const own = { 'docs/_redirects': redirects };
    commit({
      'mkdocs.yml': 'site_name: Docs\nsite_url: https://docs.invalid/\n',
      'docs/index.md': '# Docs\n',
      'docs/guide/setup.md': longPage('setting up'),
      'docs/old/page.md': longPage('cables'),
      'docs/gone/page.md': longPage('harbours'),
      ...(state === 'unmerged' ? {} : own),
      ...(state === 'former' ? { '.broken-backlinks.json': JSON.stringify(said) } : {}),
    });
    const gone = { 'docs/old/page.md': undefined, 'docs/gone/page.md': undefined };
    commit({ ...gone, 'docs/new/page.md': `${longPage('cables')}More.\n` });
    if (state === 'unmerged' || state === 'settled') git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    if (state === 'unmerged') commit(own);
    return folder;
  }

  for (const [state = '', asked = '', answers = '', options = '', code, counts, says = ''] of rows) {
    it(`with ${code} in ${state} for ${asked}, live ${answers} ${options}`, async () => {
      const folder = folders.get(state) ?? assert.fail(state);
      live = answers;
      const pages = asked.split(' ').map((word) => {
        const [, path = '', status] = /^(.*?)(?:=(\d{3}))?$/.exec(word) ?? [];
        return pageRow(path, status === undefined ? {} : { status_code: Number(status) });
      });
      writeFileSync(join(place, 'rows.json'), savedBody(pages));
      writeFileSync(join(folder, 'docs/_redirects'), redirects);
      const isAsked = answers !== '-';
      const { port } = server.address() as AddressInfo;
      const home = mkdtempSync(join(place, 'kept-'));
      const proxy = `http://127.0.0.1:${answers === 'off' ? 1 : port}`;
      const env = { HTTP_PROXY: proxy, HTTPS_PROXY: proxy, BROKEN_BACKLINKS_HOME: home };
      const words = ['audit', '--repo', folder, '--delay', '1', '--source', join(place, 'rows.json')];
      const given = [...(isAsked ? [] : ['--no-recheck']), ...options.split(' ').filter((word) => word !== '')];
      const ran = await runCommand([...words, ...given], { env });
      assert.equal(ran.code, Number(code), ran.out + ran.err);
      assert.equal(countsIn(ran.out), counts, ran.out + ran.err);
      assert.ok((ran.out + ran.err).includes(says), `${ran.out}${ran.err}`);
    });
  }
});
