import assert from 'node:assert/strict';
import { decodePath, type RepoPath } from '../../../src/core/paths.ts';
import { type Compaction, compactions } from '../../../src/core/redirects/compact/compact.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectTable } from '../../../src/core/redirects/resolution.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { type Fixture, fixtures } from '../../support/fixtures.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const names = ['a', 'b-b', 'c'];
/** What a page of the folder ends in, before and after. */
const forms = [
  ['', ''],
  ['/', '/'],
  ['', '/'],
  ['/', ''],
] as const;

/** What people ask for that mistype, decorate or guess the addresses of the rules that go. */
const nearMisses = [
  ...names.flatMap((name) => {
    const path = `/zzold/${name}`;
    return [
      ...[path, `${path}/`, `${path}.html`, `${path}x`, `${path}/x`, `${path}/index.html`, `${path}//`, `/x${path}`],
      ...[path.toUpperCase(), `/ZZold/${name}`, `/zzold/${name.toUpperCase()}`, `/%7Azold/${name}`, `${path}%20`],
      ...[`${path}?q=1`, `${path}/?a=b&c=d`, `/zzold//${name}`, `/zzoldx/${name}`, `/zzold/../${name}`],
    ];
  }),
  ...['/zzold', '/zzold/', '/ZZOLD', '/ZZOLD/', '/zzold?x=1', '/zzol', '/zzold-x', '/zzold.html', '/zzold/index.html'],
  ...['/zzold/other', '/zzold/other/', '/zzold/x/y/z.pdf', '/zzold/é', '/zzold/%C3%A9', '/', '/zznew', '/zznew/a'],
];

const formatOf = ({ name }: Fixture) =>
  redirectFormats.find(({ id }) => name === id || name.startsWith(`${id}-`)) ?? assert.fail(name);

function siteOf({ files: sections }: Fixture, file: string, text: string) {
  const others = [...sections].flatMap(([path, own]) =>
    path.startsWith('repo/') ? [[path.slice(5), own] as const] : [],
  );
  const files = new Map([...others, [file, text]]);
  return redirectSite({ context: sections.get('context'), pages: sections.get('pages'), files });
}

/** All that is seen of an address: where it leads, whatever slash it has at its end, and what may answer it first. */
function seen(table: RedirectTable, url: string): string {
  const { steps, outcome, undecided } = table.resolve(url);
  const by = undecided.map(({ from, condition }) => `${from} ${condition}`);
  const way = steps.map(({ status, location }) => `${status} ${location.replace(/\/(?=$|\?)/, '')}`);
  return `${way.join(', ')}; ${outcome.kind}; ${by.join(', ')}`;
}

/** Whether the words of a compaction speak of the address; `seen` does not tell slashes apart. */
function isNamed(url: string, { others = '' }: Compaction): boolean {
  // `%7A` is the letter itself.
  const path = decodePath(url.split('?')[0] ?? '').toLowerCase();
  // A host that takes `.html` away asks its rules for the folder then.
  const isFolder = /^\/zzold(?:\/|\.html)?$/.test(path);
  return isFolder
    ? ` ${others.replace(/,/g, '')} `.includes(` ${path.replace('.html', '')} `)
    : path.startsWith('/zzold/') && others.includes('every other address below /zzold/');
}

const spellings = 'other spellings of the addresses that have a rule';

describe('what compactions change', () => {
  let offered = 0;
  for (const fixture of fixtures('redirects')) {
    for (const [before, after] of forms)
      it(`is said of every address: ${fixture.name}, ${before || 'nothing'} to ${after || 'nothing'}`, async () => {
        await isSaid(fixture, names.map((name) => `/zzold/${name}${before} -> /zznew/${name}${after}`).join('\n'));
      });
  }
  async function isSaid(fixture: Fixture, added: string) {
    const format = formatOf(fixture);
    const file = (fixture.files.get('file')?.trim() ?? 'static/_redirects') as RepoPath;
    const before = fixture.files.get('before') ?? '';
    const edits = format.add(redirectsOf(added), before, file, siteOf(fixture, file, before));
    if ('refused' in edits) return;
    const text = applyEdits(before, edits);
    const table = await openRedirects(siteOf(fixture, file, text));
    for (const compaction of compactions(file, text, table, { addresses: [] })) {
      if (!compaction.redirect.from.startsWith('/zzold/')) continue;
      offered++;
      const after = await openRedirects(siteOf(fixture, file, applyEdits(text, compaction.edit.edits)));
      const unsaid = nearMisses.filter((url) => seen(table, url) !== seen(after, url) && !isNamed(url, compaction));
      assert.deepEqual(
        unsaid.map((url) => `${url}: ${seen(table, url)} -> ${seen(after, url)}`),
        [],
        compaction.others,
      );
    }
  }
  const three = names.map((name) => `/zzold/${name} /zznew/${name} 301\n`).join('');
  // Behind all of them stands a rule that answers the folder as the new one would: nothing else is left to differ.
  const between: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['a rule for some visitors', '/zzold/q /de/q 302 Country=de\n'],
    ['a rule for a query', '/zzold/q id=:id /product/:id 301\n'],
    ['a rule for one address', '/zzold/q /elsewhere 301\n'],
    ['a forced one', '/zzold/q /elsewhere 301!\n'],
  ];
  for (const [what, line] of between) {
    it(`is nothing that stands between the rules and what answers all of the folder: ${what}`, async () => {
      const file = 'static/_redirects' as RepoPath;
      const text = `${three}${line}`;
      const files = (redirects: string) =>
        redirectSite({
          context: 'host: netlify',
          files: new Map([
            ['netlify.toml', '[[redirects]]\n  from = "/zzold/*"\n  to = "/zznew/:splat"\n'],
            [file, redirects],
          ]),
        });
      const table = await openRedirects(files(text));
      const asked = [...nearMisses, '/zzold/q', '/zzold/q?id=7', '/zzold/a?id=7', '/zzold/q?id=8&x=1'];
      for (const { edit, others } of compactions(file, text, table, { addresses: [] })) {
        // The slash at the end of a target is that of the line, or of the address where a splat answers.
        assert.match(others ?? spellings, new RegExp(`^${spellings}`));
        const after = await openRedirects(files(applyEdits(text, edit.edits)));
        for (const url of asked) assert.equal(seen(after, url), seen(table, url), url);
      }
    });
  }
  it('was tried in the formats that know rules for folders', () => assert.ok(offered >= 12, `${offered}`));
});
