import assert from 'node:assert/strict';
import { editsOf } from '../../src/core/audit/fixEdits.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import type { Fix } from '../../src/core/report/findings.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { redirectSite } from '../support/redirectSite.ts';

const rules = 'static/_redirects' as RepoPath;
const page = 'content/new.md' as RepoPath;
const pages = '/new/ content/new.md\n/about/ content/about.md\n/back/ content/back.md\n';

function fix(from: string, to: string, format = 'redirectsFile', file = rules): Fix {
  const redirect = { from: urlPath(from), to, status: 301 } as const;
  return { title: '', redirect, format, file, create: false, isPreferred: true };
}

async function written(fixes: readonly Fix[], files: Readonly<Record<string, string>>) {
  const texts = new Map(Object.entries(files));
  const context = redirectSite({ context: 'host: netlify\ngenerators: hugo', pages, files: texts });
  const done = await editsOf(fixes, await openRedirects(context), async (file) => texts.get(file));
  return { ...done, texts: done.edits.map(({ file, before = '', edits }) => [file, applyEdits(before, edits)]) };
}

describe('the edits of fixes', () => {
  it('are one change for each file', async () => {
    const files = { [rules]: '/x /about/ 301\n', [page]: '---\ntitle: New\n---\n' };
    const fixes = [
      fix('/a/', '/new/'),
      fix('/b/', '/new/', 'hugoAliases', page),
      fix('/c/', '/about/'),
      fix('/d/', '/new/', 'hugoAliases', page),
    ];
    const { texts, edits } = await written(fixes, files);
    assert.deepEqual(texts, [
      [rules, '/x /about/ 301\n/a/ /new/ 301\n/c/ /about/ 301\n'],
      [page, '---\ntitle: New\naliases:\n  - /b/\n  - /d/\n---\n'],
    ]);
    assert.ok(edits.every((edit) => edit.edits.length === 1));
  });
  it('take along the rules that led to the old address', async () => {
    const { texts } = await written([fix('/old/', '/new/')], { [rules]: '/older /old/ 302\n/x /about/ 301\n' });
    assert.deepEqual(texts, [[rules, '/older /new/ 302\n/x /about/ 301\n/old/ /new/ 301\n']]);
  });
  it('take out the rule that led away from a page that came back', async () => {
    const { texts } = await written([fix('/old/', '/back/')], { [rules]: '/back/ /old/ 301\n/x /about/ 301\n' });
    assert.deepEqual(texts, [[rules, '/x /about/ 301\n/old/ /back/ 301\n']]);
  });
  it('are none for what is there already', async () => {
    const done = await written([fix('/a/', '/new/')], { [rules]: '/a/ /new/ 301\n' });
    assert.deepEqual([done.edits, done.written, done.refused], [[], [], []]);
  });
  it('make a file that is not there', async () => {
    const { edits, texts } = await written([fix('/a/', '/new/')], {});
    assert.equal(edits[0]?.before, undefined);
    assert.deepEqual(texts, [[rules, '/a/ /new/ 301\n']]);
  });
  it('count among the new ones none that was there, wherever it stands in the batch', async () => {
    const there = '/c/ /new/ 301\n';
    const fixes = ['/a/', '/b/', '/c/', '/d/', '/e/'].map((from) => fix(from, '/new/'));
    const done = await written(fixes, { [rules]: there });
    assert.deepEqual(
      done.written.map(({ redirect }) => redirect.from),
      ['/a/', '/b/', '/d/', '/e/'],
    );
    assert.deepEqual(done.texts, [[rules, `${there}/a/ /new/ 301\n/b/ /new/ 301\n/d/ /new/ 301\n/e/ /new/ 301\n`]]);
  });
  it('read a file as often for many redirects as for a few', async () => {
    const config = 'next.config.js' as RepoPath;
    const reads = async (many: number): Promise<number> => {
      const known = Array.from(
        { length: 60 },
        (_, i) => `      { source: '/k${i}', destination: '/x', permanent: true },`,
      );
      const text = `module.exports = {\n  async redirects() {\n    return [\n${known.join('\n')}\n    ];\n  },\n};\n`;
      const site = redirectSite({ context: 'generators: nextjs', pages, files: new Map([[config, text]]) });
      let asked = 0;
      // Every rule that is read asks for the folder the site is served below.
      const context = Object.defineProperty({ ...site }, 'basePath', {
        get: () => {
          asked++;
          return '/';
        },
      });
      const table = await openRedirects(context);
      asked = 0;
      const fixes = Array.from({ length: many }, (_, i) => fix(`/a${i}`, '/new/', 'nextConfig', config));
      const done = await editsOf(fixes, table, async () => text);
      assert.equal(done.written.length, many, JSON.stringify(done.refused.slice(0, 2)));
      return asked / (60 + many);
    };
    const [few, lots] = [await reads(4), await reads(64)];
    assert.ok(few > 0 && lots < few * 2, `${few} reads of each rule for 4 redirects, ${lots} for 64`);
  });
  // docs.netlify.com/routing/redirects/redirect-options/#trailing-slash: /old also answers for /old/; /old.html is another.
  it('write the spellings that the host does not answer by the redirect itself, once each', async () => {
    const spellings = ['/old', '/old.html', '/older.html', '/oldest/'].map((path) => urlPath(path));
    const known = '/older.html /new/ 301\n';
    const batch = [{ ...fix('/old/', '/new/'), spellings }, fix('/b/', '/about/')];
    const done = await written(batch, { [rules]: known });
    assert.deepEqual(done.texts, [
      [rules, `${known}/old/ /new/ 301\n/b/ /about/ 301\n/old.html /new/ 301\n/oldest/ /new/ 301\n`],
    ]);
    assert.deepEqual(
      done.written.map((entry) => [entry.redirect.from, entry.spellings]),
      [
        ['/old/', ['/old.html', '/oldest/']],
        ['/b/', undefined],
      ],
    );
    assert.deepEqual(done.refused, []);
    const again = await written(batch, { [rules]: String(done.texts[0]?.[1]) });
    assert.deepEqual([again.edits, again.written, again.refused], [[], [], []]);
  });
  it('write no spelling of a redirect that cannot be written', async () => {
    const files = { [page]: '---\naliases: {}\n---\n' };
    const refusing = { ...fix('/b/', '/new/', 'hugoAliases', page), spellings: [urlPath('/b.html')] };
    const done = await written([refusing], files);
    assert.deepEqual([done.edits, done.written], [[], []]);
    assert.deepEqual(
      done.refused.map(({ fix: { redirect }, spelling }) => [redirect.from, spelling]),
      [['/b/', undefined]],
    );
  });
  // Next.js 16.4 compares addresses as they are sent: a rule for /a/b answers nothing at /a%2Fb. netlify-redirector 0.5.0 decodes them.
  it('are none for an escaped slash that the host would not lead on', async () => {
    const config = 'next.config.js' as RepoPath;
    const text = 'module.exports = {};\n';
    const files = new Map([[config, text]]);
    const table = await openRedirects(redirectSite({ context: 'generators: nextjs', pages, files }));
    const escaped = { ...fix('/a%2Fb', '/new/', 'nextConfig', config), escaped: ['/a%2Fb'] };
    const done = await editsOf([escaped, fix('/c', '/about/', 'nextConfig', config)], table, async () => text);
    assert.deepEqual(
      done.written.map(({ redirect }) => redirect.from),
      ['/c'],
    );
    assert.deepEqual(
      done.refused.map(({ refused }) => refused),
      [
        '/a%2Fb has an escaped slash, and a redirect from /a/b does not answer it there. Write it by hand, if the host can say it.',
      ],
    );
    const decoding = await written([{ ...fix('/a%2Fb', '/new/'), escaped: ['/a%2Fb'] }], { [rules]: '' });
    assert.deepEqual(decoding.texts, [[rules, '/a/b /new/ 301\n']]);
  });
  it('leave out what cannot be written, and say why', async () => {
    const files = { [page]: '---\naliases: {}\n---\n' };
    const refusing = fix('/b/', '/new/', 'hugoAliases', page);
    const { refused, texts } = await written([refusing, fix('/a/', '/new/')], files);
    assert.deepEqual(
      refused.map((entry) => [entry.fix.redirect.from, /cannot/.test(entry.refused)]),
      [['/b/', true]],
    );
    assert.deepEqual(texts, [[rules, '/a/ /new/ 301\n']]);
  });

  it('are none in a file that cannot be edited, and say why', async () => {
    const context = redirectSite({ context: 'host: netlify\ngenerators: hugo', pages, files: new Map([[rules, '']]) });
    const table = await openRedirects(context);
    const fixes = [
      fix('/a/', '/new/'),
      fix('/c/', '/about/'),
      { ...fix('/b/', '/new/', 'hugoAliases', page), decision: 'accepted' as const },
    ];
    const reason = { refused: 'It is UTF-16.' };
    const some = await editsOf(fixes, table, async (file) => (file === rules ? reason : '---\ntitle: New\n---\n'));
    assert.deepEqual(
      some.edits.map(({ file }) => file),
      [page],
    );
    assert.deepEqual(
      some.written.map(({ redirect }) => redirect.from),
      ['/b/'],
    );
    assert.deepEqual(
      some.refused.map(({ fix: { redirect }, refused }) => `${redirect.from} ${refused}`),
      ['/a/ It is UTF-16.', '/c/ It is UTF-16.'],
    );
  });
});
