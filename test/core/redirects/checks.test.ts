import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { compactions } from '../../../src/core/redirects/compact/compact.ts';
import { permanentRepair, redirectEdit } from '../../../src/core/redirects/repair/repairOffer.ts';
import { repairRule } from '../../../src/core/redirects/repair/repairRules.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { changesFor } from '../../../src/core/redirects/writing/insert.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const file = 'static/_redirects' as RepoPath;
const pages = `
/ content/_index.md home
/new/ content/new.md
/about/ content/about.md
/soon/ content/soon.md draft
/guides/a/ content/guides/a.md
/guides/b/ content/guides/b.md
/guides/c/ content/guides/c.md
`;

function siteOf(redirects: string, host = 'netlify', files: Readonly<Record<string, string>> = {}) {
  const all = new Map([[file as string, redirects], ...Object.entries(files)]);
  return redirectSite({ context: `host: ${host}\ngenerators: hugo`, pages, files: all });
}

async function check(
  redirects: string,
  host?: string,
  files?: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const table = await openRedirects(siteOf(redirects, host, files));
  return checkRedirects(table).map(
    ({ rule, code, repair }) => `${rule.line} ${code}${repair ? ` ${repair.kind}` : ''}`,
  );
}

/** The text after repair the first problem. */
async function mended(redirects: string, host?: string): Promise<string> {
  const context = siteOf(redirects, host);
  const [first] = checkRedirects(await openRedirects(context));
  assert.ok(first?.repair);
  const edits = repairRule(first.rule, first.repair, redirects, context);
  assert.ok(!('refused' in edits), 'refused' in edits ? edits.refused : '');
  return applyEdits(redirects, edits);
}

describe('checks of redirects', () => {
  it('find nothing wrong with good rules', async () => {
    assert.deepEqual(
      await check('/old /new/ 301\n/x/* /guides/:splat 301\n/out https://example.net/ 301\n/de /new/ 302 Country=de\n'),
      [],
    );
    assert.deepEqual(await check('/old /new/ 301\n', 'cloudflare'), []);
  });
  it('find chains and point straight at the end', async () => {
    const text = '# top\n/a   /b   301  # one\n/b   /new/   301\n';
    assert.deepEqual(await check(text), ['2 chain retarget']);
    assert.equal(await mended(text), '# top\n/a   /new/   301  # one\n/b   /new/   301\n');
  });
  it('keep the temporary status of a rule that is pointed elsewhere', async () => {
    assert.equal(await mended('/a /b 302\n/b /new/ 301\n'), '/a /new/ 302\n/b /new/ 301\n');
    const table = '[[redirects]]\n  from = "/a"\n  to = "/b"\n  status = 302\n';
    const files = { 'netlify.toml': `${table}\n[[redirects]]\n  from = "/b"\n  to = "/new/"\n` };
    const context = siteOf('', 'netlify', files);
    const [first] = checkRedirects(await openRedirects(context));
    assert.ok(first?.repair);
    const edits = repairRule(first.rule, first.repair, files['netlify.toml'], context);
    assert.ok(!('refused' in edits));
    assert.deepEqual(
      edits.map(({ text }) => text),
      ['"/new/"'],
    );
  });
  it('name where a loop leads, not where it begins', async () => {
    const said = async (text: string) =>
      checkRedirects(await openRedirects(siteOf(text))).map(({ message }) => message);
    const what = 'Choose another target or remove the rule.';
    assert.deepEqual(await said('/loop1 /loop2 301\n/loop2 /loop1 301\n'), [
      `/loop1 leads to /loop2, and from there into a redirect loop. ${what}`,
      `/loop2 leads to /loop1, and from there into a redirect loop. ${what}`,
    ]);
    assert.deepEqual(await said('/self /self 301\n'), [`/self redirects to itself. ${what}`]);
  });
  it('find circles, dead ends, drafts and the way home', async () => {
    assert.deepEqual(await check('/a /b 301\n/b /a 301\n'), ['1 loop remove', '2 loop remove']);
    assert.deepEqual(await check('/a /gone/ 301\n/b /soon/ 301\n/c / 301\n/index.php / 301\n'), [
      '1 dead-target',
      '2 draft-target',
      '3 leads-home',
    ]);
    assert.deepEqual(await check('/* /docs/:splat 301\n', 'cloudflare'), ['1 loop remove']);
  });
  it('find what never answers', async () => {
    assert.deepEqual(await check('/old/* /guides/:splat 301\n/old/x /new/ 301\n'), ['2 shadowed-by-rule reorder']);
    assert.equal(
      await mended('/old/* /guides/:splat 301\n/old/x /new/ 301\n/z /new/ 301\n'),
      '/old/x /new/ 301\n/old/* /guides/:splat 301\n/z /new/ 301\n',
    );
    assert.deepEqual(await check('/old /new/ 301\n/old/ /about/ 301\n'), ['2 duplicate remove']);
    // Netlify documents an encoded source, and its local server (@netlify/redirects 4.0.2) compares a decoded one.
    assert.deepEqual(await check('/caf%C3%A9 /new/ 301\n/café /new/ 301\n'), []);
    assert.deepEqual(await check('/caf%C3%A9 /new/ 301\n/café /about/ 301\n'), ['2 duplicate remove']);
    assert.equal(await mended('/old /new/ 301\n/old/ /about/ 301\n'), '/old /new/ 301\n');
    assert.deepEqual(await check('/about /new/ 301\n'), ['1 shadowed-by-page remove']);
    assert.deepEqual(await check('/n/*/m/* /new/ 301\n', 'cloudflare'), ['1 never-matches remove']);
  });
  it('let the host put the slash right before a rule answers', async () => {
    const redirects = [{ source: '/old/(.*)', destination: '/new/', statusCode: 301 }];
    const files = { 'vercel.json': JSON.stringify({ trailingSlash: true, redirects }) };
    assert.deepEqual(await check('', 'vercel', files), []);
  });
  it('blame no alias for the way its host spells addresses', async () => {
    const vercel = { 'vercel.json': '{ "trailingSlash": false }' };
    const page = (alias: string) => ({ ...vercel, 'content/new.md': `---\naliases: [${alias}]\n---\n` });
    assert.deepEqual(await check('', 'vercel', page('/old/')), []);
    assert.deepEqual(await check('', 'vercel', page('/about/')), ['2 shadowed-by-page remove']);
    const rules = (to: string) =>
      `{ "trailingSlash": false,\n"redirects": [{ "source": "/old", "destination": "${to}" }] }`;
    const twice = await check('', 'vercel', { ...page('/old/'), 'vercel.json': rules('/about') });
    assert.deepEqual(twice, ['2 duplicate remove']);
  });
  // Apache 2.4.71 answers /old with /srv/www/new, and with RewriteBase with /new: the fixtures of test/fixtures/written.
  it('find a target that Apache takes for a file on its disk', async () => {
    const rules = 'RewriteEngine On\nRewriteRule ^old$ about/ [R=301,L]\nRewriteRule ^older$ /about/ [R=301,L]\n';
    const found = async (text: string) => {
      const files = new Map([['static/.htaccess', text]]);
      const site = redirectSite({ context: 'host: apache\ngenerators: hugo', pages, files });
      return checkRedirects(await openRedirects(site)).map(
        ({ rule, code, severity }) => `${rule.line} ${code} ${severity}`,
      );
    };
    assert.deepEqual(await found(rules), ['2 dead-target error']);
    assert.deepEqual(await found(`RewriteBase /\n${rules}`), []);
  });
  it('find a pattern that is written twice', async () => {
    assert.deepEqual(await check('/a/* /new/\n/b /about/\n/a/* /new/\n'), ['1 duplicate remove']);
  });
  it('find a rule that hides a page', async () => {
    // Who forces a rule means it: nobody is offered to take it out.
    assert.deepEqual(await check('/about/ /new/ 301!\n'), ['1 hides-page']);
    assert.deepEqual(await check('/about/ /new/ 301\n', 'cloudflare'), ['1 hides-page remove']);
  });
  it('find a status that is temporary by default only', async () => {
    assert.deepEqual(await check('/a /new/\n/b /new/ 302\n', 'cloudflare'), ['1 temporary permanent']);
    assert.equal(await mended('/a /new/\n', 'cloudflare'), '/a /new/ 301\n');
    assert.deepEqual(await check('/a /new/\n'), []);
  });
  it('find rules beyond the limit, and take one to where it is read', async () => {
    const wildcards = Array.from({ length: 100 }, (_, i) => `/w${i}/* /guides/:splat 301\n`).join('');
    assert.deepEqual(await check(`${wildcards}/late /new/ 301\n`, 'cloudflare'), [
      '101 never-matches reorder',
      '1 limit',
    ]);
    assert.equal(await mended(`${wildcards}/late /new/ 301\n`, 'cloudflare'), `/late /new/ 301\n${wildcards}`);
    const many = Array.from({ length: 1900 }, (_, i) => `/p${i} /new/ 301\n`).join('');
    assert.deepEqual(await check(many, 'cloudflare'), ['1 limit']);
  });
  it('tell the two limits of Cloudflare apart, and which rules need not count for the second', async () => {
    const many = Array.from({ length: 95 }, (_, i) => `/p${i} /new/ 301\n`).join('');
    const table = await openRedirects(siteOf(`/w/* /guides/:splat 301\n${many}`, 'cloudflare'));
    const [limit, ...others] = checkRedirects(table);
    assert.equal(others.length, 0);
    assert.match(limit?.message ?? '', /has 96 rules from its first wildcard on; .* 95 of them have no wildcard/);
    assert.equal(limit?.full?.misplaced.length, 95);
  });
  it('leave a good rule alone that only the limit keeps from being read', async () => {
    const wildcards = Array.from({ length: 101 }, (_, i) => `/w${i}/* /guides/:splat 301\n`).join('');
    assert.deepEqual(await check(wildcards, 'cloudflare'), ['101 never-matches', '1 limit']);
  });
  it('do not move an alias to another page', async () => {
    const files = { 'content/new.md': '---\naliases: [/old/]\n---\n' };
    assert.deepEqual(await check('/new/ /about/ 301!\n', 'netlify', files), ['2 chain', '1 hides-page']);
  });
});

describe('a new redirect among others', () => {
  async function changes(redirects: string, wanted: string): Promise<readonly string[]> {
    const table = await openRedirects(siteOf(redirects));
    const [redirect] = redirectsOf(wanted);
    assert.ok(redirect);
    return changesFor(redirect, table).map((change) => {
      if (change.kind === 'add') return `add ${change.redirect.from} ${change.redirect.to}`;
      return change.kind === 'remove' ? `remove ${change.rule.from}` : `retarget ${change.rule.from} ${change.to}`;
    });
  }
  it('takes those along that led to the old address', async () => {
    assert.deepEqual(await changes('/older /old/ 301\n/x /about/ 301\n', '/old/ -> /new/'), [
      'retarget /older /new/',
      'add /old/ /new/',
    ]);
  });
  it('leads to the end of the way', async () => {
    assert.deepEqual(await changes('/mid /new/ 301\n', '/old/ -> /mid'), ['add /old/ /new/']);
  });
  it('takes out the rule against a page that came back', async () => {
    assert.deepEqual(await changes('/new/ /old/ 301\n', '/old/ -> /new/'), ['remove /new/', 'add /old/ /new/']);
  });
});

describe('a temporary status that its author wrote', () => {
  async function permanent(text: string, host?: string, name = file): Promise<string | undefined> {
    const context = siteOf(name === file ? text : '', host, name === file ? {} : { [name]: text });
    const table = await openRedirects(context);
    assert.ok(!checkRedirects(table).some(({ code }) => code === 'temporary'));
    const rule = table.rules.find((one) => one.file === name);
    const fix = rule && permanentRepair(rule);
    if (!fix) return undefined;
    assert.match(fix.title, /^Make the redirect of \/old permanent \(301\)$/);
    const edit = redirectEdit(fix, text, context);
    assert.ok('edits' in edit);
    return applyEdits(text, edit.edits);
  }

  it('is no problem, and made permanent for who asks', async () => {
    assert.equal(await permanent('# top\n/old  /new/  302  # for now\n'), '# top\n/old  /new/  301  # for now\n');
    assert.equal(await permanent('/old /new/ 307\n', 'cloudflare'), '/old /new/ 301\n');
    assert.equal(
      await permanent(
        '[[redirects]]\nfrom = "/old"\nto = "/new/"\nstatus = 302\n',
        'netlify',
        'netlify.toml' as RepoPath,
      ),
      '[[redirects]]\nfrom = "/old"\nto = "/new/"\nstatus = 301\n',
    );
    const vercel = (permanent: boolean) =>
      `{ "redirects": [{ "source": "/old", "destination": "/new/", "permanent": ${permanent} }] }`;
    assert.equal(await permanent(vercel(false), 'vercel', 'vercel.json' as RepoPath), vercel(true));
  });
  it('is left alone where the rule says more than that, is permanent, or says nothing', async () => {
    assert.equal(await permanent('/old /new/ 302 Country=de\n'), undefined);
    assert.equal(await permanent('/old id=:id /new/ 302\n'), undefined);
    assert.equal(await permanent('/old /new/ 308\n'), undefined);
    assert.equal(await permanent('/old /new/\n'), undefined);
  });
  it('keeps what forces the rule', async () => {
    assert.equal(await permanent('/old /new/ 302!\n'), '/old /new/ 301!\n');
  });
});

describe('what answers for whole folders', () => {
  it('is told of rules behind a page for every address: netlify-redirector 0.5.0', async () => {
    for (const everything of ['/* /404.html 404', '/* /404.html 404!', '/* /index.html 200', '/* /app.html 200!']) {
      assert.deepEqual(await check(`${everything}\n/x /new/ 301\n`), ['2 shadowed-by-rule reorder'], everything);
      assert.equal(await mended(`${everything}\n/x /new/ 301\n`), `/x /new/ 301\n${everything}\n`);
    }
    assert.deepEqual(await check('/x /new/ 301\n/* /404.html 404\n'), []);
    assert.deepEqual(await check('/* /de/404.html 404 Language=de\n/x /new/ 301\n'), []);
    // The rules that one host reads in order say nothing of another one's.
    assert.deepEqual(await check('/* /new/ 200\n/x /new/ 301\n', 'cloudflare'), ['2 shadowed-by-rule reorder']);
  });
  it('is told of what hides pages', async () => {
    assert.deepEqual(await check('/guides/* /new/ 301\n', 'cloudflare'), ['1 hides-page']);
    assert.deepEqual(await check('/guides/:name/ /new/ 301\n', 'cloudflare'), ['1 hides-page']);
    // Netlify shows the pages, unless the rule is forced, which says it is meant.
    assert.deepEqual(await check('/guides/* /new/ 301\n/about/* /new/ 301!\n', 'netlify'), []);
    assert.deepEqual(await check('/old-guides/* /guides/:splat 301\n', 'cloudflare'), []);
  });
  it('hides no page that it only spells otherwise', async () => {
    const nginx = async (text: string) => {
      const files = new Map([['nginx.conf', `server {\n${text}\n}\n`]]);
      const table = await openRedirects(redirectSite({ context: 'host: nginx\ngenerators: hugo', pages, files }));
      return checkRedirects(table).map(({ code, rule }) => `${rule.line} ${code}`);
    };
    assert.deepEqual(await nginx('location = /about { return 301 /about/; }'), []);
    assert.deepEqual(await nginx('location = /about { return 301 /new/; }'), ['2 hides-page']);
    assert.deepEqual(await nginx('rewrite ^/(.*)/$ /$1 permanent;'), []);
    assert.deepEqual(await nginx('rewrite ^/guides/(.*)/$ /new/ permanent;'), ['2 hides-page']);
  });
  it('is told where nothing fills a part of the target: netlify-redirector 0.5.0, Apache 2.4', async () => {
    // Netlify leads /docs/k to /guides/:y, and /b/k to /q/:spalt.
    assert.deepEqual(await check('/docs/:x /guides/:y 301\n/b/* /q/:spalt 301\n'), ['1 dead-target', '2 dead-target']);
    assert.deepEqual(await check('/docs/:x /guides/:x 301\n/b/* https://example.net:8080/:splat 301\n'), []);
    const files = {
      'static/.htaccess': 'RedirectMatch 301 ^/a/(.*)$ /guides/$2\nRedirectMatch 301 ^/b/(.*)$ /guides/$1\n',
    };
    const table = await openRedirects(siteOf('', 'apache', files));
    assert.deepEqual(
      checkRedirects(table).map(({ code, rule }) => `${rule.line} ${code}`),
      ['1 dead-target'],
    );
  });
  it('is told where a wildcard leads into a folder without a page', async () => {
    const folders = new Set(['/guides/', '/new/']);
    const context = {
      ...siteOf('/x/* /guides/old/:splat 301\n/y/* /guides/:splat 301\n/z/* /elsewhere/:splat 301\n'),
      publishesBelow: (folder: string) => folders.has(folder),
    };
    const problems = checkRedirects(await openRedirects(context));
    // What another repository may publish in a folder of its own, nobody knows.
    assert.deepEqual(
      problems.map(({ rule, code }) => `${rule.line} ${code}`),
      ['1 dead-target'],
    );
    const copied = siteOf('/x/* /guides/old/:splat 301\n', 'netlify', { 'static/guides/old/a.pdf': '' });
    assert.deepEqual(
      checkRedirects(await openRedirects({ ...copied, publishesBelow: (folder) => folders.has(folder) })),
      [],
    );
  });
});

describe('compacting', () => {
  const three = '/docs/a/ /guides/a/ 301\n/docs/b/ /guides/b/ 301\n/docs/c/ /guides/c/ 301\n/x /new/ 301\n';
  async function compacted(text: string, known: readonly string[]): Promise<readonly string[]> {
    const table = await openRedirects(siteOf(text));
    return compactions(file, text, table, { addresses: known }).map(({ edit }) => applyEdits(text, edit.edits));
  }
  it('puts one pattern in the place of several rules', async () => {
    assert.deepEqual(await compacted(three, ['/x', '/new/', '/other']), ['/x /new/ 301\n/docs/* /guides/:splat 301\n']);
  });
  it('keeps the order in which files are read', async () => {
    const toml = '[[redirects]]\n  from = "/docs/*"\n  to = "/about/"\n';
    const table = await openRedirects(siteOf(three, 'netlify', { 'netlify.toml': toml }));
    assert.deepEqual(compactions(file, three, table, { addresses: ['/docs/d/'] }), []);
    // What the rule of the other file answers is known as well, by that rule.
    assert.deepEqual(compactions(file, three, table, { addresses: ['/docs/a/', '/x'] }), []);
    const alike = toml.replace('/about/', '/guides/:splat');
    const agreeing = await openRedirects(siteOf(three, 'netlify', { 'netlify.toml': alike }));
    const [made] = compactions(file, three, agreeing, { addresses: ['/docs/a/', '/docs/d/', '/x'] });
    assert.equal(made?.written.length, 1);
    assert.match(
      made?.others ?? '',
      /^other spellings .* \(\/docs\/a to \/guides\/a; now it leads to \/guides\/a\/\)$/,
    );
  });
  it('is not offered when a known address would change', async () => {
    assert.deepEqual(await compacted(three, ['/docs/d/']), []);
  });
  it('is not offered for fewer than three rules', async () => {
    assert.deepEqual(await compacted('/docs/a/ /guides/a/ 301\n/docs/b/ /guides/b/ 301\n', []), []);
  });

  /** Three rules of a folder in every format that knows rules for everything below one. */
  const inFormats: readonly (readonly [string, string, string])[] = [
    ['static/_redirects', 'netlify', ['a', 'b', 'c'].map((name) => `/docs/${name}/ /guides/${name}/ 301\n`).join('')],
    [
      'static/_redirects',
      'cloudflare',
      ['a', 'b', 'c'].map((name) => `/docs/${name}/ /guides/${name}/ 301\n`).join(''),
    ],
    [
      'vercel.json',
      'vercel',
      JSON.stringify({
        redirects: ['a', 'b', 'c'].map((name) => ({
          source: `/docs/${name}`,
          destination: `/guides/${name}`,
          permanent: true,
        })),
      }),
    ],
    [
      'netlify.toml',
      'netlify',
      ['a', 'b', 'c'].map((name) => `[[redirects]]\n  from = "/docs/${name}/"\n  to = "/guides/${name}/"\n`).join('\n'),
    ],
    [
      'firebase.json',
      'firebase',
      JSON.stringify({
        hosting: {
          redirects: ['a', 'b', 'c'].map((name) => ({
            source: `/docs/${name}`,
            destination: `/guides/${name}`,
            type: 301,
          })),
        },
      }),
    ],
  ];
  for (const [name, host, text] of inFormats) {
    it(`leaves files that are published as they are: ${name}, ${host}`, async () => {
      const own = `${pages}/docs/brochure.pdf static/docs/brochure.pdf static\n`;
      const files = new Map([[name, text]]);
      const site = redirectSite({ context: `host: ${host}\ngenerators: hugo`, pages: own, files });
      const table = await openRedirects(site);
      const before = JSON.stringify(table.resolve('/docs/brochure.pdf').outcome);
      for (const { edit } of compactions(name as RepoPath, text, table, { addresses: ['/docs/brochure.pdf'] })) {
        const changed = new Map([[name, applyEdits(text, edit.edits)]]);
        const after = await openRedirects(
          redirectSite({ context: `host: ${host}\ngenerators: hugo`, pages: own, files: changed }),
        );
        assert.equal(JSON.stringify(after.resolve('/docs/brochure.pdf').outcome), before);
      }
    });
    it(`says what it writes, and what else is answered: ${name}, ${host}`, async () => {
      const files = new Map([[name, text]]);
      const table = await openRedirects(redirectSite({ context: `host: ${host}\ngenerators: hugo`, pages, files }));
      const [made] = compactions(name as RepoPath, text, table, { addresses: [] });
      assert.ok(made);
      const after = applyEdits(text, made.edit.edits);
      const context = redirectSite({
        context: `host: ${host}\ngenerators: hugo`,
        pages,
        files: new Map([[name, after]]),
      });
      assert.equal((await openRedirects(context)).rules.length, made.written.length);
      // Cloudflare's wildcard does not catch the folder itself.
      assert.equal(made.written.length, host === 'cloudflare' ? 2 : 1);
      assert.match(made.others ?? '', /^\/docs.* and every other address below \/docs\/ would be redirected as well/);
    });
  }
});
