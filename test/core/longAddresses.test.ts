import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { diagnose, type SiteSnapshot } from '../../src/core/audit/diagnose.ts';
import { askedPage, explainPages } from '../../src/core/audit/explain.ts';
import { type Explained, explanation } from '../../src/core/audit/explanation.ts';
import { readSpelling } from '../../src/core/backlinks/spelling.ts';
import { hostSpellings } from '../../src/core/backlinks/webAddress.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import type { RedirectTable } from '../../src/core/redirects/resolution.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { emptyFolders } from '../../src/core/site/servedEvidence.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { readPast } from '../../src/core/suggest/past/readPast.ts';
import { toldPast } from '../../src/core/suggest/past/toldPast.ts';
import { suggest } from '../../src/core/suggest/suggest.ts';
import { prepareSuggestions } from '../../src/core/suggest/world/world.ts';
import { type Fixture, fixtures } from '../support/fixtures.ts';
import { memoryHistory } from '../support/memoryHistory.ts';
import { memoryRepo } from '../support/memoryRepo.ts';
import { redirectSite } from '../support/redirectSite.ts';
import { longAddresses, type StepCounter, stepCounter } from '../support/steps.ts';

const page = (title: string) => `---\ntitle: ${title}\n---\n# ${title}\n\nHow ${title} goes, step by step.\n`;
const files: Record<string, string> = {
  'hugo.toml': 'baseURL = "https://example.org/"\n[languages.en]\n[languages.de]\n',
  'static/_redirects': [
    '/a-a/x /b-b/x 301',
    '/a-a/y /b-b/y 301',
    '/old/a-a /guide/install/ 301',
    '/old/a /new/b 301',
    '/older/a /new/b 301',
    '/below/* /guide/:splat 301',
    '/:a/:b/nothing /guide/ 301',
    '/a/* /b/:splat 302',
    '/twice/* /thrice/:splat/:splat/:splat 301',
    '/thrice/* /twice/:splat 301',
    '',
  ].join('\n'),
  'nginx.conf':
    'server { location ~ ^/(a+)+$ { return 301 /guide/; } location ~* "^/(.*)-(.*)$" { return 301 /$1/$2; } }\n',
};
for (const name of [
  'guide/install',
  'guide/_index',
  'guide/v1.2/use',
  'guide/v1.3/use',
  'a/a/a',
  'a-a-a',
  'b-b/x',
  'b-b/y',
]) {
  files[`content/${name}.md`] = page(name);
}

/** What is read before anybody asks, of a site that has some of all. */
async function readSite() {
  const repo = memoryRepo(files);
  const [detected] = await detectSites(repo);
  const site = await openSite(detected!, repo, { now: '2026-01-01T00:00:00Z' });
  const context = redirectContext(site, { repo });
  const redirects = await openRedirects(context);
  const live = repo.files;
  const log = `c2 2024-02-02
    D content/a/gone.md
    R90 content/guide/setup.md -> content/guide/install.md
    c1 2024-01-01
    A content/a/gone.md
    A content/guide/setup.md`;
  const history = memoryHistory({ log, live, texts: { 'content/a/gone.md': page('gone') } });
  const { ledger, edits, unpublishings } = await readPast(history, [site.permalinks], new Set(['example.org']));
  return { repo, site, redirects, history, ledger, edits, unpublishings };
}

let read: ReturnType<typeof readSite> | undefined;

/** Everything `explain` looks at. */
async function snapshotFor(address: string): Promise<SiteSnapshot> {
  read ??= readSite();
  const { repo, site, redirects, history, ledger, edits, unpublishings } = await read;
  const asked = askedPage(address);
  const world = await prepareSuggestions(
    {
      routes: site.routes.pages,
      hosts: hostSpellings(['example.org']),
      ledger,
      edits,
      known: redirects.rules.flatMap(({ source, to }) =>
        source.kind === 'exact' ? [{ from: source.path, to: to as never }] : [],
      ),
      isFile: (path) => repo.has(path),
      isRedirected: (url) => redirects.resolve(url).steps.length > 0,
      hidden: (path) => site.routes.unpublished(path)?.file as RepoPath | undefined,
    },
    [asked],
    { read: (file) => repo.read(file), pastTexts: (blobs) => history.texts(blobs) },
  );
  return {
    site,
    redirects,
    past: toldPast({ ledger, unpublishings }, world),
    suggest: (broken) => suggest(broken, world),
  };
}

async function explained(address: string): Promise<Explained | undefined> {
  readSpelling(`https://example.org${address}`);
  const snapshot = await snapshotFor(address);
  const asked = askedPage(`https://example.org${address}`);
  emptyFolders(snapshot.site.routes, [asked.path]);
  diagnose(asked, snapshot);
  const [found] = await explainPages([asked], snapshot, { preferredFormats: [] });
  if (found !== undefined) explanation(found);
  return found;
}

/** The redirects of a fixture of a format, with the simulator of its host. */
function tableOf({ files: sections }: Fixture): Promise<RedirectTable> {
  const file = sections.get('file')?.trim() ?? 'static/_redirects';
  const others = [...sections].flatMap(([path, text]) =>
    path.startsWith('repo/') ? [[path.slice(5), text] as const] : [],
  );
  const written = new Map([...others, [file, sections.get('after') ?? sections.get('before') ?? '']]);
  return openRedirects(
    redirectSite({ context: sections.get('context'), pages: sections.get('pages'), files: written }),
  );
}

describe('long addresses', () => {
  let steps: StepCounter;
  let base = 0;
  before(async () => {
    steps = await stepCounter();
    // What is remembered from one question to the next is there before anything is counted.
    await steps.count(async () => {
      for (const of of Object.values(longAddresses)) await explained(of(300));
    });
    base = await steps.count(() => explained('/guide/instal'));
  });
  after(() => steps.stop());
  it('take steps in proportion to their length in every redirect format', async () => {
    const tables = await Promise.all(fixtures('redirects').map(tableOf));
    const resolved = (of: (length: number) => string, length: number) =>
      tables.map((table) => table.resolve(of(length)));
    const follow = (of: (length: number) => string, length: number) => steps.count(() => resolved(of, length));
    // What a table remembers is there before anything is counted.
    await steps.count(() => Object.values(longAddresses).map((of) => resolved(of, 10)));
    const growth = async (of: (length: number) => string) => {
      const base = await follow(of, 10);
      const once = (await follow(of, 250)) - base;
      const twice = (await follow(of, 500)) - base;
      return { isLinear: twice <= 2.5 * Math.max(once, base / 2, 5000), told: `${once} steps, ${twice} for twice` };
    };
    for (const [name, of] of Object.entries(longAddresses)) {
      // What the engine optimises meanwhile is counted in part only. What is not linear fails each time.
      let grown = await growth(of);
      for (let again = 0; !grown.isLinear && again < 3; again++) grown = await growth(of);
      assert.ok(grown.isLinear, `${name}: ${grown.told} the length`);
    }
  });

  for (const [name, of] of Object.entries(longAddresses)) {
    it(`take steps in proportion to their length: ${name}`, async () => {
      const growth = async () => {
        const once = (await steps.count(() => explained(of(250)))) - base;
        const twice = (await steps.count(() => explained(of(500)))) - base;
        return {
          isLinear: twice <= 2.5 * Math.max(once, base / 2),
          told: `${once} steps, and ${twice} for twice the length`,
        };
      };
      // As above: what is not linear fails each time.
      let grown = await growth();
      for (let again = 0; !grown.isLinear && again < 3; again++) grown = await growth();
      assert.ok(grown.isLinear, grown.told);
    });
  }
});

describe('addresses of any length', () => {
  it('are answered up to what servers take', async () => {
    for (const of of Object.values(longAddresses)) await explained(of(8000));
  });

  it('are listed and not looked up beyond', async () => {
    for (const part of ['install-'.repeat(100_000), 'install/'.repeat(300)]) {
      const found = await explained(`/guide/${part}`);
      assert.equal(found?.diagnosis.code, 'never-existed');
      assert.equal(found?.diagnosis.typo, 'too-long');
    }
  });

  it('end where rules make them longer with every step', async () => {
    const { redirects } = await snapshotFor('/');
    const { outcome } = redirects.resolve(`/twice/${'x'.repeat(100)}`);
    assert.equal(outcome.kind, 'loop');
  });
});

describe('patterns that take very many steps', () => {
  const heavy = '(.*a){500}';
  const written: Readonly<Record<string, readonly [host: string, text: string]>> = {
    'static/.htaccess': ['apache', `RewriteEngine On\nRewriteRule ^${heavy}$ /new/ [R=301,L]\n`],
    'nginx.conf': ['nginx', `server {\n  location ~ "^/${heavy}$" { return 301 /new/; }\n}\n`],
    'vercel.json': [
      'vercel',
      `{"redirects":[{"source":"/:old((?:.*a){1000})","destination":"/new/","permanent":true}]}`,
    ],
    'firebase.json': ['firebase', `{"hosting":{"redirects":[{"regex":"/${heavy}","destination":"/new/","type":301}]}}`],
  };
  for (const [file, [host, text]] of Object.entries(written)) {
    it(`are not tried on an address that is too long for them, and it is said where they stand: ${file}`, async () => {
      const table = await openRedirects(redirectSite({ context: `host: ${host}`, files: new Map([[file, text]]) }));
      assert.equal(table.rules.length, 1, JSON.stringify(table.invalid));
      const { outcome } = table.resolve(`/${'a'.repeat(7900)}`);
      assert.equal(outcome.kind, 'undecided');
      assert.ok(outcome.kind === 'undecided' && outcome.by.file === file && outcome.by.line > 0);
      assert.match(outcome.by.condition, /more than 16 million steps/);
      assert.equal(table.resolve(`/${'a'.repeat(100)}`).outcome.kind, 'none');
    });
  }
});
