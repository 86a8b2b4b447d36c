import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { openServed, openSiteRedirects } from '../../src/app/servedSite.ts';
import { placesFor } from '../../src/core/audit/fix.ts';
import { generators } from '../../src/core/generators/index.ts';
import { encodeUrl, type RepoPath, type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';
import type { Redirect } from '../../src/core/redirects/format.ts';
import { detectSites, openSite, type Site } from '../../src/core/site/site.ts';
import { readPast } from '../../src/core/suggest/past/readPast.ts';
import { suggest } from '../../src/core/suggest/suggest.ts';
import { prepareSuggestions } from '../../src/core/suggest/world/world.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { fixtures } from '../support/fixtures.ts';
import { memoryHistory } from '../support/memoryHistory.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const now = '2026-06-01T00:00:00Z';
const host = 'https://served.example';
const prefixes = ['/en/latest', '/docs', '/product/docs'];

interface Example {
  readonly site: Site;
  readonly repo: Repo;
  readonly files: ReadonlyMap<string, string>;
}

let examples: Promise<ReadonlyMap<string, Example>> | undefined;

/** Of each generator the fixture whose site has most pages. */
async function readExamples(): Promise<ReadonlyMap<string, Example>> {
  const found = new Map<string, Example>();
  for (const fixture of fixtures('generators')) {
    const files = new Map([...fixture.files].filter(([name]) => !name.startsWith('want')));
    const repo = memoryRepo(files);
    for (const detected of await detectSites(repo)) {
      const site = await openSite(detected, repo, { now });
      const most = found.get(detected.generator)?.site.routes.pages.length ?? 0;
      if (site.routes.pages.length > most) found.set(detected.generator, { site, repo, files });
    }
  }
  return found;
}

async function siteOf(id: string): Promise<Example> {
  examples ??= readExamples();
  const example = (await examples).get(id);
  assert.ok(example, `no fixture of ${id}`);
  return example;
}

const isBelow = (url: string, prefix: string) => urlKey(url) === prefix || url.startsWith(`${prefix}/`);
const baseOf = ({ permalinks }: Site) => permalinks.basePath.replace(/\/$/, '');

/** What the site suggests without any history. */
async function answerTo(path: string, site: Site, repo: Repo) {
  const asked = { path: urlPath(path) };
  const history = memoryHistory({ log: '', live: [...repo.files] });
  const { ledger, edits } = await readPast(history, [site.permalinks], new Set());
  const input = {
    routes: site.routes.pages,
    hosts: new Set<string>(),
    ledger,
    edits,
    known: [],
    isRedirected: () => false,
  };
  const world = await prepareSuggestions(input, [asked], {
    read: (file) => repo.read(file),
    pastTexts: (blobs) => history.texts(blobs),
  });
  return suggest(asked, world)[0];
}

/** A page's address with a slip in its last name. */
const slipped = (url: string) => url.replace(/([a-z])([a-z]{4,}(?:\.html)?\/?)$/, '$1$1$2');

for (const { id } of generators) {
  describe(`a site of ${id} that is served below another folder`, () => {
    for (const prefix of prefixes) {
      it(`has every address there when the user says ${prefix}/`, async () => {
        const { site, repo } = await siteOf(id);
        const served = await openServed(site, repo, { address: host + prefix });
        if (site.routes.all.some(({ url }) => isBelow(url, prefix))) return assert.equal(served, site);
        const base = baseOf(site);
        for (const { url, file } of site.routes.all.filter((route) => isBelow(route.url, base))) {
          const now = prefix + url.slice(base.length) || '/';
          assert.ok(
            served.routes.all.some((route) => urlKey(route.url) === urlKey(now)),
            now,
          );
          assert.ok(
            served.routes.ofFile(file).every((route) => isBelow(route.url, prefix)),
            file,
          );
        }
        assert.equal(served.permalinks.basePath, `${prefix}/`);
        assert.match(served.notes.at(-1)?.message ?? '', /as the address you gave says/);
      });

      it(`gives no sure answer outside ${prefix}/ to an address below it, whatever is known`, async () => {
        const { site, repo, files } = await siteOf(id);
        const base = baseOf(site);
        const page = site.routes.pages.find(({ url }) => isBelow(url, base) && slipped(url) !== url);
        if (page === undefined || site.routes.all.some(({ url }) => isBelow(url, prefix))) return;
        const asked = `${host}${prefix}${slipped(page.url.slice(base.length))}`;
        const linking = new Map(files);
        const links = site.routes.pages.map(
          ({ url }) => `[page](${host}${encodeUrl(prefix + url.slice(base.length))})`,
        );
        linking.set(page.file, `${linking.get(page.file)}\n\n${links.join(' and ')}\n`);
        const known: readonly (readonly [string, Site])[] = [
          ['the address given', await openServed(site, repo, { address: host + prefix })],
          ['an address asked', await openServed(site, repo, { asked: [asked] })],
          ['addresses asked', await openServed(site, repo, { asked: [1, 2, 3].map((n) => `${asked}${n}`) })],
          ['own links', await openServed(site, memoryRepo(linking), { asked: [asked] })],
          ['nothing', site],
        ];
        for (const [what, served] of known) {
          const answer = await answerTo(asked, served, repo);
          assert.ok(!answer?.confident || isBelow(answer.url, prefix), `${what}: ${asked} → ${answer?.url}`);
        }
        const given = await answerTo(asked, known[0]?.[1] ?? site, repo);
        assert.ok(given === undefined || isBelow(given.url, prefix), `${asked} → ${given?.url}`);
      });

      it(`gets its rules below ${prefix}/`, async () => {
        const { site, repo, files } = await siteOf(id);
        const served = await openServed(site, repo, { address: host + prefix });
        const page = served.routes.pages.find(
          ({ url }) => isBelow(url, prefix) && urlKey(url) !== prefix && encodeUrl(url) === url,
        );
        if (page === undefined || served === site) return;
        const from = `${prefix}/gone/for-good/` as UrlPath;
        const redirect: Redirect = { from, to: page.url, status: 301 };
        for (const { format, plan } of await placesFor(
          redirect,
          { context: redirectContext(served, { repo }), rules: [] },
          [],
        )) {
          // What has to be done by hand before it answers is told with it.
          if (plan.needs !== undefined && plan.needs.length > 0) continue;
          const text = files.get(plan.file) ?? '';
          const edits = format.add([redirect], text, plan.file, redirectContext(served, { repo }));
          if ('refused' in edits) continue;
          const after = memoryRepo(new Map([...files, [plan.file, applyEdits(text, edits)]]));
          const { outcome } = (await openSiteRedirects(served, redirectContext(served, { repo: after }))).resolve(from);
          const end = 'route' in outcome ? outcome.route.url : outcome.kind;
          assert.equal(end, page.url, `${format.id} in ${plan.file as RepoPath}`);
        }
      });
    }
  });
}
