import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectEdit } from '../../../src/core/redirects/repair/repairOffer.ts';
import { reviewRedirects } from '../../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const file = 'static/_redirects' as RepoPath;
const pages = `
/ content/_index.md home
/new/ content/new.md
/about/ content/about.md
/soon/ content/soon.md draft
`;

function siteOf(redirects: string, host = 'netlify', files: Readonly<Record<string, string>> = {}) {
  const all = new Map([[file as string, redirects], ...Object.entries(files)]);
  return redirectSite({ context: `host: ${host}\ngenerators: hugo`, pages, files: all });
}

async function reviewOf(redirects: string, host?: string, files?: Readonly<Record<string, string>>) {
  return reviewRedirects(await openRedirects(siteOf(redirects, host, files))).findings;
}

/** The text after the fix whose title this is. */
async function fixed(redirects: string, title: RegExp, host?: string): Promise<string> {
  const context = siteOf(redirects, host);
  const { findings } = reviewRedirects(await openRedirects(context));
  const fix = findings.flatMap(({ fixes }) => fixes).find((entry) => title.test(entry.title));
  assert.ok(fix, findings.flatMap(({ fixes }) => fixes.map((entry) => entry.title)).join('\n'));
  const edit = redirectEdit(fix, redirects, context);
  assert.ok(!('refused' in edit));
  return applyEdits(redirects, edit.edits);
}

const chains = '# top\r\n/a   /b   301  # one\r\n/c\t/b\t302\r\n/b /new/ 301\r\n';

describe('fixes of everything of one kind in a redirect file', () => {
  it('lead all chains straight to their ends', async () => {
    assert.equal(
      await fixed(chains, /^Lead all 2 chains of static\/_redirects straight to their ends$/),
      '# top\r\n/a   /new/   301  # one\r\n/c\t/new/\t302\r\n/b /new/ 301\r\n',
    );
  });
  it('stand behind the fix of the one rule, which alone is preferred', async () => {
    const [first] = await reviewOf(chains);
    assert.deepEqual(
      first?.fixes.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ['Lead /a straight to /new/', true],
        ['Lead all 2 chains of static/_redirects straight to their ends', false],
      ],
    );
  });
  it('make all without a status permanent, and leave the others', async () => {
    const text = '/a /new/\n/b /about/ 302\n/c /about/\n';
    assert.equal(
      await fixed(text, /^Make all 2 redirects/, 'cloudflare'),
      '/a /new/ 301\n/b /about/ 302\n/c /about/ 301\n',
    );
  });
  it('remove all duplicates', async () => {
    assert.equal(
      await fixed('/a /new/ 301\n/a /new/ 301\n/b /about/ 301\n/a /about/ 301\n', /^Remove all 2 duplicates/),
      '/a /new/ 301\n/b /about/ 301\n',
    );
  });
  it('move all that never answer, in their order', async () => {
    assert.equal(
      await fixed('/w/* /about/ 301\n/w/a /new/ 301\n/z /new/ 301\n/w/b /new/ 301\n', /^Move all 2 redirects/),
      '/w/a /new/ 301\n/w/b /new/ 301\n/w/* /about/ 301\n/z /new/ 301\n',
    );
  });
  it('make room behind the first wildcard of Cloudflare', async () => {
    const many = Array.from({ length: 95 }, (_, i) => `/p${i} /new/ 301\n`).join('');
    assert.equal(
      await fixed(`/w/* /about/ 301\n${many}`, /^Move 95 redirects of single addresses above/, 'cloudflare'),
      `${many}/w/* /about/ 301\n`,
    );
  });
  it('are not offered for one rule, nor for rules that answer today', async () => {
    const titles = (await reviewOf('/a /b 301\n/b /new/ 301\n/x /y 301\n/y /x 301\n')).flatMap(({ fixes }) =>
      fixes.map(({ title }) => title),
    );
    assert.deepEqual(titles, ['Lead /a straight to /new/', 'Remove the redirect of /x', 'Remove the redirect of /y']);
  });
});

describe('findings in redirect files', () => {
  it('offer no fix that could not be written', async () => {
    const findings = await reviewOf('/w/*/a /about/ 301\n/w/:x/a /new/ 301\n');
    assert.deepEqual(
      findings.map(({ code, fixes }) => [code, fixes.length]),
      [['shadowed-by-rule', 0]],
    );
  });
  it('ask where a rule should lead that leads nowhere, to a draft or home', async () => {
    const findings = await reviewOf('/a /gone/ 301\n/b /soon/ 301\n/c / 301\n/d /e 301\n/e /new/ 301\n');
    assert.deepEqual(
      findings.map(({ code, asksTarget }) => [code, asksTarget]),
      [
        ['dead-target', true],
        ['draft-target', true],
        ['leads-home', true],
        ['chain', false],
      ],
    );
  });
  it('name the page that is not published, and where it says so', async () => {
    const [draft] = await reviewOf('/b /soon/ 301\n');
    assert.match(
      draft?.message ?? '',
      /^\/b leads to \/soon\/, which is not published: content\/soon\.md is a draft\./,
    );
    assert.deepEqual(draft?.other, { file: 'content/soon.md', line: 1, what: 'The page that is not published' });
  });
});

describe('taking a redirect out', () => {
  it('says what is left to do where the host keeps it', async () => {
    const head = 'services:\n  - type: web\n    name: docs\n    runtime: static\n    routes:\n';
    const [loop, other] = ['/a', '/b'].map(
      (from) =>
        `      - type: redirect\n        source: ${from}\n        destination: ${from === '/a' ? '/a' : '/new/'}\n`,
    );
    const text = `${head}${loop}${other}`;
    const context = redirectSite({ pages, files: new Map([['render.yaml', text]]) });
    const { findings } = reviewRedirects(await openRedirects(context));
    const fix = findings[0]?.fixes[0];
    assert.equal(fix?.title, 'Remove the redirect of /a, then delete it in the Render Dashboard, which keeps it');
    const edit = redirectEdit(fix!, text, context);
    assert.ok(!('refused' in edit));
    assert.equal(applyEdits(text, edit.edits), `${head}${other}`);
  });
});
