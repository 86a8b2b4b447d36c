import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { audit, defaultAuditOptions } from '../../src/core/audit/audit.ts';
import type { SiteSnapshot } from '../../src/core/audit/diagnose.ts';
import { directoryRules } from '../../src/core/audit/directoryRules.ts';
import { directoryRuleText } from '../../src/core/audit/directoryRuleText.ts';
import { editsOf } from '../../src/core/audit/fixEdits.ts';
import { movedDirectories } from '../../src/core/audit/movedDirectories.ts';
import type { PastAddresses } from '../../src/core/history/past.ts';
import type { PastPage } from '../../src/core/model.ts';
import { type RepoPath, type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

interface Given {
  /** Files of today below `content/`, without ending. */
  readonly pages: readonly string[];
  /** `/old/address/ file` each, the file below `content/` as above; without one the page was deleted. */
  readonly past: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
}

function pastOf(lines: readonly string[]): PastAddresses {
  const pages = lines.map((line): PastPage => {
    const [url = '', file] = line.split(' ');
    const commit = { hash: 'a'.repeat(40), date: '2024-01-01' };
    const fate =
      file === undefined
        ? ({ kind: 'deleted' } as const)
        : ({ kind: 'renamed', to: [`content/${file}.md` as RepoPath] } as const);
    return { url: urlPath(url), file: `content${url}.md` as RepoPath, first: commit, last: commit, fate };
  });
  return {
    lookup: (path) => pages.filter(({ url }) => urlKey(url) === urlKey(path)),
    urls: () => pages.map(({ url }) => url),
    size: pages.length,
    reach: 'whole',
  };
}

async function snapshotOf({ pages, past, files = {} }: Given): Promise<SiteSnapshot> {
  const repo = memoryRepo({
    'hugo.toml': "baseURL = 'https://example.org/'\n",
    ...Object.fromEntries(pages.map((name) => [`content/${name}.md`, `---\ntitle: ${name}\n---\n`])),
    'static/_redirects': '# Rules\n',
    ...files,
  });
  const [detected] = await detectSites(repo);
  const site = await openSite(detected!, repo, { now: '2026-01-01T00:00:00Z' });
  const redirects = await openRedirects(redirectContext(site, { repo }));
  return { site, redirects, past: pastOf(past), suggest: () => [] };
}

async function moves(given: Given): Promise<readonly string[]> {
  const { past, site, redirects } = await snapshotOf(given);
  const found = movedDirectories(past, site.routes, (url) => redirects.resolve(url).steps.length > 0);
  return found.map(({ from, to, right, gone, exceptions }) =>
    [
      `${from} ${to} ${right.length} right ${gone.length} gone`,
      ...exceptions.map((rule) => `except ${rule.from} ${rule.to}`),
    ].join(', '),
  );
}

const names = ['cables', 'plugs', 'sockets', 'fuses'];
const guides = names.map((name) => `guides/${name}`);
const docsToGuides = names.map((name) => `/docs/${name}/ guides/${name}`);

describe('directories that moved', () => {
  it('are found by the pages that kept their place in them', async () => {
    assert.deepEqual(await moves({ pages: guides, past: docsToGuides }), ['/docs/ /guides/ 4 right 0 gone']);
  });
  it('are told by the highest directory that says it all', async () => {
    const pages = ['guides/a/x', 'guides/a/y', 'guides/b/x', 'guides/b/y'];
    const past = pages.map((page) => `/old/docs/${page.slice(7)}/ ${page}`);
    assert.deepEqual(await moves({ pages, past }), ['/old/docs/ /guides/ 4 right 0 gone']);
  });
  it('may have become the root', async () => {
    assert.deepEqual(await moves({ pages: names, past: names.map((name) => `/docs/${name}/ ${name}`) }), [
      '/docs/ / 4 right 0 gone',
    ]);
  });
  it('leave an exception where one page went elsewhere, and tell what was deleted', async () => {
    const past = [...docsToGuides, '/docs/tools/ shop/hammers', '/docs/rumours/'];
    assert.deepEqual(await moves({ pages: [...guides, 'shop/hammers'], past }), [
      '/docs/ /guides/ 4 right 1 gone, except /docs/tools/ /shop/hammers/',
    ]);
  });
  it('are none where many pages went elsewhere or were deleted, or only two moved', async () => {
    const scattered = ['/docs/a/ shop/a', '/docs/b/ shop/c'];
    assert.deepEqual(
      await moves({ pages: [...guides, 'shop/a', 'shop/c'], past: [...docsToGuides, ...scattered] }),
      [],
    );
    assert.deepEqual(await moves({ pages: guides, past: [...docsToGuides, '/docs/a/', '/docs/b/'] }), []);
    assert.deepEqual(await moves({ pages: guides, past: docsToGuides.slice(0, 2) }), []);
  });
  it('never moved into themselves, into another language or into another version', async () => {
    const into = (folder: string) => names.map((name) => `${folder}/${name}`);
    const past = (folder: string, to: string) => names.map((name) => `/${folder}/${name}/ ${to}/${name}`);
    assert.deepEqual(await moves({ pages: into('docs/v'), past: past('docs', 'docs/v') }), []);
    assert.deepEqual(
      await moves({ pages: [...into('de/docs'), ...into('fr/help')], past: past('fr/docs', 'de/docs') }),
      [],
    );
    assert.deepEqual(await moves({ pages: [...into('v1.0'), ...into('v2.0')], past: past('next', 'v2.0') }), []);
  });
  it('are those that hold an address that is asked about, when asked', async () => {
    const shops = names.map((name) => `shop/${name}`);
    const past = [...docsToGuides, ...names.map((name) => `/old/${name}/ shop/${name}`)];
    const { past: addresses, site } = await snapshotOf({ pages: [...guides, ...shops], past });
    const found = (asked: readonly string[]) =>
      movedDirectories(addresses, site.routes, () => false, asked.map(urlPath)).map(({ from }) => from as string);
    assert.deepEqual(found(['/docs/never/']), ['/docs/']);
    assert.deepEqual(found(['/docs/cables/', '/old/cables']), ['/docs/', '/old/']);
    assert.deepEqual(found(['/docs/', '/other/cables/']), []);
    assert.deepEqual(found([]), []);
  });
  it('leave out what is redirected already', async () => {
    const files = { 'static/_redirects': '/docs/* /guides/:splat 301\n' };
    assert.deepEqual(await moves({ pages: guides, past: docsToGuides, files }), []);
  });
});

async function rules(
  given: Given,
  asked: readonly string[],
  preferredFormats: readonly string[] = [],
): Promise<readonly string[]> {
  const snapshot = await snapshotOf(given);
  const found = await directoryRules(asked.map(urlPath), snapshot, { preferredFormats });
  return found.map(directoryRuleText);
}

describe('the rule for a directory', () => {
  it('says what it covers, in the words of the file', async () => {
    const past = [...docsToGuides, '/docs/tools/ shop/hammers', '/docs/rumours/'];
    assert.deepEqual(await rules({ pages: [...guides, 'shop/hammers'], past }, ['/docs/cables/', '/docs/plugs']), [
      '/docs/* → /guides/:splat 301 in static/_redirects covers 2 broken pages and 4 addresses of the past, after 1 rule for what went elsewhere; 1 address whose page was deleted stays dead',
    ]);
  });
  it('is not offered for an address that it would not lead to a page', async () => {
    const past = [...docsToGuides, '/docs/tools/ shop/hammers', '/docs/rumours/'];
    const given = { pages: [...guides, 'shop/hammers'], past };
    assert.deepEqual(await rules(given, ['/docs/tools/', '/docs/rumours/', '/docs/never/', '/other/']), []);
  });
  it('is not offered where a page that is published there would be hidden', async () => {
    const files = { 'static/.htaccess': 'Redirect 301 /a /guides/cables/\n' };
    const placesOf = async (pages: readonly string[]) => {
      const found = await rules({ pages, past: docsToGuides, files }, ['/docs/cables/'], ['htaccess']);
      return found.map((text) => / in (\S+) covers/.exec(text)?.[1]);
    };
    assert.deepEqual(await placesOf(guides), ['static/.htaccess']);
    // Netlify serves the page first, Apache the rule.
    assert.deepEqual(await placesOf([...guides, 'docs/new']), ['static/_redirects']);
  });
  it('is written with its exceptions in front of it', async () => {
    const past = [...docsToGuides, '/docs/tools/ shop/hammers'];
    const snapshot = await snapshotOf({ pages: [...guides, 'shop/hammers'], past });
    const [rule] = await directoryRules(['/docs/cables/' as UrlPath], snapshot, { preferredFormats: [] });
    const { edits } = await editsOf([rule!.fix], snapshot.redirects, async () => '# Rules\n');
    assert.equal(
      applyEdits('# Rules\n', edits[0]!.edits),
      '# Rules\n/docs/tools/ /shop/hammers/ 301\n/docs/* /guides/:splat 301\n',
    );
  });
  it('stands behind the redirect of the address alone, and is never the preferred fix', async () => {
    const snapshot = await snapshotOf({ pages: guides, past: docsToGuides });
    const page = snapshot.site.routes.answer(urlPath('/guides/cables/'))!;
    const suggestion = { url: page.url, file: page.file, confidence: 0.99, confident: true, evidence: [] };
    const { findings, directoryRules: found } = await audit({
      siteName: 'example.org',
      answer: {
        source: 'file',
        asked: '2026-11-20',
        pages: [brokenPage('/docs/cables/')],
        leftOut: [],
        truncated: false,
        costMicros: 0,
        notes: [],
      },
      snapshot: { ...snapshot, suggest: () => [suggestion] },
      checks: new Map(),
      options: defaultAuditOptions,
    });
    assert.equal(found.length, 1);
    const [best, directory] = findings[0]!.fixes;
    assert.equal(best?.isPreferred, true);
    assert.equal(directory?.isPreferred, false);
    assert.equal(
      directory?.title,
      'Redirect everything below /docs/ to /guides/ (static/_redirects, 301): 1 broken page, 4 addresses of the past',
    );
  });
});

describe('a directory below which more is published than is listed', () => {
  const asked = docsToGuides.map((line) => urlPath(line.split(' ')[0] ?? ''));
  const rulesWith = async (files: Readonly<Record<string, string>>) => {
    const snapshot = await snapshotOf({ pages: guides, past: docsToGuides, files });
    return (await directoryRules(asked, snapshot, { preferredFormats: [] })).length;
  };

  it('gets one rule where nothing else is there', async () => assert.equal(await rulesWith({}), 1));

  const others: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'a submodule': {
      '.gitmodules': '[submodule "api"]\n\tpath = static/docs/api\n\turl = https://example.org/api.git\n',
    },
    'a folder that git ignores': { '.gitignore': '/static/docs/built/\n' },
  };
  for (const [what, files] of Object.entries(others)) {
    it(`gets none over ${what}: a rule of the host would answer in its place`, async () => {
      assert.equal(await rulesWith(files), 0);
    });
  }
});
