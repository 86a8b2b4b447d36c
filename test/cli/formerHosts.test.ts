// After a move, the links to the old host are asked about, judged by the pages of today, and never written here: what
// is right of each is told from the two hosts and the mapping alone.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

const dead = [
  'https://example.org/gone/',
  'https://example.org/blog/first/',
  'https://old.example.net/docs/setup/',
  'https://old.example.net/docs/nothing/',
  'https://old.example.net/shop/',
];
const data = {
  pages: dead.map((url) => ({ url, status: 404 })),
  links: dead.flatMap((to, at) =>
    Array.from({ length: at + 1 }, (_, from) => ({ from: `https://s${from}.test/${at}`, to })),
  ),
};

describe('former hosts of a site', () => {
  let folder: string;
  let standIn: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'former-'));
    mkdirSync(join(folder, 'site', 'guide'), { recursive: true });
    writeFileSync(join(folder, 'site', 'guide', 'setup.md'), '# Setup\n');
    writeFileSync(
      join(folder, 'site', '.broken-backlinks.json'),
      `{
  "site": "https://example.org/",
  "pages": { "guide/*.md": "/guide/{path}/" },
  "formerHosts": { "https://old.example.net/docs/": "/guide/" },
  "ownedElsewhere": { "/blog/": "https://git.example/blog" }
}
`,
    );
    standIn = await startStandIn({ data });
  });
  after(async () => {
    await standIn.close();
    removeFolder(folder);
  });
  const audit = (...words: readonly string[]) =>
    runCommand(['audit', '--repo', join(folder, 'site'), '--no-recheck', '--format', 'json', ...words], {
      env: {
        DATAFORSEO_LOGIN: standIn.login,
        DATAFORSEO_PASSWORD: standIn.password,
        DATAFORSEO_API: standIn.url,
        BROKEN_BACKLINKS_HOME: join(folder, 'kept'),
      },
    });
  const said = (out: string) => {
    const { findings, leftOut } = JSON.parse(out);
    return {
      findings: findings.map(({ message, fixes, place }: Said) => [
        message.replace(/ \(seen [^)]*\)/, ''),
        fixes.length,
        place.line,
      ]),
      leftOut: leftOut.map(({ url, reason, detail }: Record<string, string>) => [url, reason, detail]),
    };
  };
  interface Said {
    readonly message: string;
    readonly fixes: readonly unknown[];
    readonly place: { readonly line: number };
  }

  it('are quoted and paid as a question of their own, judged by the pages of today, and never written here', async () => {
    const { out, err } = await audit('--max-cost', '1');
    assert.match(
      err,
      /for up to 1,000 broken pages of example\.org.*\n.*for up to 1,000 broken pages of old\.example\.net/s,
    );
    const hosts = standIn.requests
      .filter(({ method }) => method === 'POST')
      .map(({ body }) => (body as { target: string }[])[0]?.target);
    // Each its pages, and who links to them.
    assert.deepEqual(hosts, ['example.org', 'example.org', 'old.example.net', 'old.example.net']);
    const { findings, leftOut } = said(out);
    assert.deepEqual(findings.slice(0, 2), [
      [
        'old.example.net/docs/nothing/ answers 404: 4 links from 4 domains. old.example.net is a former host of this site, and no site of this repository is served there. Perhaps the redirect to write there: /docs/nothing/ to https://example.org/guide/setup/ (301).',
        0,
        4,
      ],
      [
        'old.example.net/docs/setup/ answers 404: 3 links from 3 domains. old.example.net is a former host of this site, and no site of this repository is served there. The redirect to write there: /docs/setup/ to https://example.org/guide/setup/ (301).',
        0,
        4,
      ],
    ]);
    assert.equal(findings.length, 3);
    assert.match(String(findings[2]?.[0]), /^\/gone\/ /);
    assert.deepEqual(leftOut, [
      [
        'https://example.org/blog/first/',
        'elsewhere',
        'published by another repository: hand it over to https://git.example/blog',
      ],
    ]);
    const again = await audit();
    assert.deepEqual(said(again.out), { findings, leftOut });
  });

  it('are read from saved answers as well', async () => {
    const file = join(folder, 'saved.json');
    writeFileSync(file, savedBody([pageRow('/docs/setup/', { page: 'https://old.example.net/docs/setup/' })]));
    const { findings } = said((await audit('--source', file)).out);
    assert.equal(findings.length, 1);
    assert.match(String(findings[0]?.[0]), /to https:\/\/example\.org\/guide\/setup\/ \(301\)\.$/);
  });

  it('are paid within the price that is allowed for all, and what that leaves out is missing', async () => {
    const { code, out, err } = await audit('--refresh', '--max-cost', '0.03');
    const { findings, gaps } = JSON.parse(out);
    assert.equal(code, 2);
    assert.match(
      gaps[0].message,
      /^Links to https:\/\/old\.example\.net\/docs\/ are not known: .*your limit leaves less than \$0\.01/,
    );
    assert.ok(!findings.some(({ message }: Said) => message.startsWith('old.')), err);
  });

  const saved = (...paths: readonly string[]) => {
    const file = join(folder, 'saved-old.json');
    writeFileSync(file, savedBody(paths.map((path) => pageRow(path, { page: `https://old.example.net${path}` }))));
    return file;
  };

  it('are simulated by rules that name them, to where the site of today ends', async () => {
    const site = join(folder, 'ruled');
    mkdirSync(join(site, 'guide'), { recursive: true });
    writeFileSync(join(site, 'guide', 'setup.md'), '# Setup\n');
    writeFileSync(
      join(site, '.broken-backlinks.json'),
      '{ "site": "https://example.org/", "pages": { "guide/*.md": "/guide/{path}/" }, "formerHosts": { "https://old.example.net/docs/": "/guide/" } }\n',
    );
    writeFileSync(
      join(site, '_redirects'),
      'https://old.example.net/docs/* https://example.org/guide/:splat 301!\n/x /guide/setup/ 302 Country=de\n',
    );
    const file = saved('/docs/setup/', '/docs/other/');
    const { out } = await runCommand(['audit', '--repo', site, '--no-recheck', '--format', 'json', '--source', file], {
      env: { BROKEN_BACKLINKS_HOME: join(folder, 'kept') },
    });
    const { findings, redirected } = JSON.parse(out);
    assert.deepEqual(
      redirected.map(({ message }: Said) => message.replace(/^.*domains?\. /, '')),
      [
        'old.example.net is a former host of this site. _redirects:1 redirects it to https://example.org/guide/setup/, waiting for deploy.',
      ],
    );
    assert.deepEqual(
      findings.map(({ message }: Said) => message.replace(/^.*domains?\. /, '')),
      [
        'old.example.net is a former host of this site. _redirects:1 redirects it to https://example.org/guide/other/, where no page is; redirect it elsewhere.',
      ],
    );
  });

  it('are explained as they are audited', async () => {
    const explain = (...words: readonly string[]) =>
      runCommand(['explain', '--repo', join(folder, 'site'), ...words], {
        env: { BROKEN_BACKLINKS_HOME: join(folder, 'kept') },
      });
    const { code, out, err } = await explain('https://old.example.net/docs/setup/');
    assert.equal(code, 0, err);
    assert.match(out, /^https:\/\/old\.example\.net\/docs\/setup\/ {2}moved$/m);
    assert.match(
      out,
      /The redirect to write there: \/docs\/setup\/ to https:\/\/example\.org\/guide\/setup\/ \(301\)\.$/m,
    );
    const json = await explain('https://old.example.net/docs/setup/', '--format', 'json');
    assert.match(JSON.parse(json.out).former, /^old\.example\.net is a former host of this site/);
    const elsewhere = await explain('https://old.example.net/shop/');
    assert.match(elsewhere.err, /is not an address of example\.org/);
  });

  it('get their redirect written where another site of the repository is served there', async () => {
    const top = join(folder, 'both');
    mkdirSync(join(top, 'new', 'guide'), { recursive: true });
    mkdirSync(join(top, 'old'), { recursive: true });
    writeFileSync(join(top, 'new', 'guide', 'setup.md'), '# Setup\n');
    writeFileSync(
      join(top, 'new', '.broken-backlinks.json'),
      '{ "site": "https://example.org/", "pages": { "guide/*.md": "/guide/{path}/" }, "formerHosts": { "https://old.example.net/docs/": "/guide/" } }\n',
    );
    writeFileSync(
      join(top, 'old', '.broken-backlinks.json'),
      '{ "site": "https://old.example.net/", "pages": { "*.md": "/{path}/" } }\n',
    );
    writeFileSync(join(top, 'old', 'index.md'), '# We moved\n');
    writeFileSync(join(top, 'old', '_redirects'), '/a /b 301\n/x /y 302 Country=de\n');
    const file = saved('/docs/setup/');
    const words = ['audit', '--repo', top, '--site', 'https://example.org/', '--no-recheck', '--source', file];
    const { err } = await runCommand([...words, '--fix', 'safe'], {
      env: { BROKEN_BACKLINKS_HOME: join(folder, 'kept') },
    });
    assert.match(
      readFileSync(join(top, 'old', '_redirects'), 'utf8'),
      /^\/docs\/setup\/ https:\/\/example\.org\/guide\/setup\/ 301$/m,
      err,
    );
  });

  it('that cannot be used are named with their line', async () => {
    const odd = join(folder, 'odd');
    mkdirSync(odd, { recursive: true });
    writeFileSync(join(odd, 'a.md'), '# A\n');
    writeFileSync(
      join(odd, '.broken-backlinks.json'),
      '{ "site": "https://example.org/", "pages": { "*.md": "/{path}/" },\n"formerHosts": { "nonsense": "/",\n"https://a.example/": "guide" } }\n',
    );
    const { out, err } = await runCommand(['config', '--repo', odd]);
    assert.match(out + err, /nonsense is not an address; write one such as https:\/\/old\.example\.net\//);
    assert.match(out + err, /guide is not a path of this site; write one such as \/guide\//);
  });
});
