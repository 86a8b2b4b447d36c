/** Whatever a note advises to write into `.broken-backlinks.json` is written there, and the note is gone. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RepoPath } from '../../src/core/paths.ts';
import { detectSites, noSiteIn, openSite, type Site, type SiteChoice } from '../../src/core/site/site.ts';
import { fixtures } from '../support/fixtures.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const now = '2026-06-01T00:00:00Z';

async function open(files: ReadonlyMap<string, string>, choice?: SiteChoice): Promise<readonly Site[]> {
  const repo = memoryRepo(files);
  const sites: Site[] = [];
  for (const detected of await detectSites(repo, choice)) sites.push(await openSite(detected, repo, { now }));
  return sites;
}

const advice = /such as (\{ "(pages|site)": .* \})\.$/;

const choiceAdvised = /, write (\{ "generator": .* \}) in \.broken-backlinks\.json at the top of the repository/;

/** What a file with that advice chooses, as `choiceOf` reads it. */
function chosen(message: string): SiteChoice | undefined {
  const [, text] = choiceAdvised.exec(message) ?? [];
  if (text === undefined) return undefined;
  const { generator, root } = JSON.parse(text) as { readonly generator: string; readonly root: string };
  return { generator, root: (root === '.' ? '' : root) as RepoPath };
}

/** The repository after somebody followed the advice. */
function followed(message: string, files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const [, text = ''] = advice.exec(message) ?? [];
  const beside = /beside (\S+?),/.exec(message)?.[1];
  const owner = [...files.keys()].filter((file) => file.endsWith(`/${beside}`));
  // The last of several, as the fixture with two docsets notes the second.
  const folder = beside === undefined ? '' : (owner.at(-1)?.replace(/[^/]*$/, '') ?? '');
  return new Map([...files, [`${folder}.broken-backlinks.json`, text]]);
}

describe('the remedy of a note', () => {
  const seen: string[] = [];
  for (const fixture of fixtures('generators')) {
    it(`works where it is given: ${fixture.name}`, async () => {
      const files = new Map(fixture.files);
      for (const name of ['want', 'want notes', '.broken-backlinks.json']) files.delete(name);
      for (const { notes } of await open(files)) {
        for (const { message } of notes.filter((note) => note.message.includes('.broken-backlinks.json'))) {
          const choice = chosen(message);
          if (choice !== undefined) {
            const [site, ...others] = await open(files, choice);
            assert.deepEqual(others, []);
            assert.ok(
              site?.routes.pages.every(({ guess }) => guess === undefined),
              message,
            );
            continue;
          }
          const kind = advice.exec(message)?.[2];
          assert.ok(kind !== undefined, `no advice that can be followed: ${message}`);
          seen.push(message);
          const sites = await open(followed(message, files));
          const after = sites.flatMap((site) => site.notes.map((note) => note.message));
          // A second version that is missing is another note, and its advice another one.
          assert.ok(!after.includes(message), message);
          assert.deepEqual(
            after.filter((text) => /matches no file|is no key|decides nothing/.test(text)),
            [],
          );
          if (kind === 'pages') assert.ok(sites.some(declaresPages), message);
        }
      }
    });
  }

  it('is given by at least a dozen fixtures', () => assert.ok(seen.length >= 12, `${seen.length}`));

  it('works for a site whose content nothing places', async () => {
    for (const extension of ['md', 'mdx', 'markdown']) {
      const content = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [`web/src/texts/${name}.${extension}`, '# A\n']);
      const files = new Map([
        ['web/package.json', '{ "dependencies": { "next": "15.0.0", "react": "19.0.0" } }'],
        ['web/app/[slug]/page.tsx', 'export default function Page() { return null }'],
        ...(content as [string, string][]),
      ]);
      const [message = ''] = (await open(files)).flatMap(({ notes }) => notes.map((note) => note.message));
      assert.match(message, new RegExp(`web/src/texts/\\*\\*/\\*\\.${extension}"`));
      const sites = await open(followed(message, files));
      assert.deepEqual(
        sites.flatMap(({ notes }) => notes),
        [],
      );
      assert.equal(sites.length, 1);
      assert.equal(sites[0]?.routes.ofFile(`web/src/texts/a.${extension}` as RepoPath)[0]?.url, '/a/');
    }
  });

  it('works where no site was found', async () => {
    const files = new Map([
      ['(texts)/one.md', '# One'],
      ['(texts)/deep/two.mdx', '# Two'],
      ['README.md', '# Tools'],
    ]);
    assert.deepEqual(await open(files), []);
    const message = noSiteIn('here', memoryRepo(files), '' as RepoPath);
    const [site] = await open(followed(message, files));
    assert.deepEqual(site?.notes, []);
    assert.deepEqual(site?.routes.all.map(({ url }) => url).sort(), ['/deep/two/', '/one/']);
    assert.doesNotMatch(noSiteIn('here', memoryRepo(new Map([['a.c', '']])), '' as RepoPath), /such as/);
  });

  // https://docs.antora.org/antora/latest/playbook/configure-content-sources/: the content lies in other repositories
  it('names a playbook whose pages lie in other repositories', async () => {
    const files = new Map([
      ['antora-playbook.yml', 'site:\n  title: Docs\ncontent:\n  sources:\n    - url: https://example.org/docs.git\n'],
      ['README.adoc', '= Docs\n'],
    ]);
    assert.deepEqual(await open(files), []);
    assert.match(
      noSiteIn('here', memoryRepo(files), '' as RepoPath),
      /antora-playbook\.yml is a playbook of Antora, which takes the pages from elsewhere: open a repository that holds them\.$/,
    );
  });
});

/** Some file got its address by a pattern. */
function declaresPages({ detected, routes }: Site): boolean {
  const isDeclared = detected.generator === 'declared' || detected.siteFiles !== undefined;
  return isDeclared && routes.all.some(({ kind }) => kind === 'page' || kind === 'home');
}
