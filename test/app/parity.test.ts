// One repository, two hosts, one answer. Whatever the command line says of a repository the editor says, too, word for
// word: findings of an audit, explanations, and what is wrong with the redirects.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { askedTarget } from '../../src/app/auditTargets.ts';
import { auditJson } from '../../src/cli/audit/auditJson.ts';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import { explanation } from '../../src/core/audit/explanation.ts';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import type { AuditResult } from '../../src/core/report/findings.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { readSavedAnswers } from '../../src/io/sources/dataForSeo/savedAnswer.ts';
import { createAnalyst } from '../../src/vscode/analysis/folderAnalyst.ts';
import { askLiveSite } from '../../src/vscode/auditing/checkLive.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

const site = 'https://docs.invalid/';
const now = '2026-11-23T12:00:00.000Z';
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const task = { progress: { report: () => undefined }, signal: new AbortController().signal };

type Files = Readonly<Record<string, string | undefined>>;

interface Case {
  readonly name: string;
  /** One commit each. */
  readonly commits: readonly Files[];
  /** Written after the last commit. */
  readonly uncommitted?: Readonly<Record<string, string>>;
  /** Makes the folder to be opened out of the repository with these commits; that itself where it is not given. */
  readonly open?: (repository: ReturnType<typeof gitRepository>, temporary: () => string) => string;
  readonly urls: readonly string[];
  /** As both hosts are told it; that of the configuration where it is not given. */
  readonly address?: string;
  /** The live site is asked, which nobody can reach. */
  readonly isLive?: true;
  /** The redirects with strong evidence are written, too. */
  readonly isFixed?: true;
  /** What both say, beside that they say the same. */
  readonly says?: {
    readonly explain?: readonly RegExp[];
    readonly check?: RegExp | '';
    readonly audit?: RegExp;
    readonly outcome?: AuditResult['outcome'];
  };
}

const mkdocs = (address: string) => `site_name: x\nsite_url: ${address}\n`;
/** A MkDocs site with a page that moved. */
const single: readonly Files[] = [
  {
    'mkdocs.yml': `${mkdocs(site)}plugins: [search, redirects]\n`,
    'docs/index.md': '# Home\n',
    'docs/guide/setup.md': longPage('setup'),
    'docs/guide/other.md': longPage('other'),
  },
  { 'docs/guide/setup.md': undefined, 'docs/guide/install.md': `${longPage('setup')}More.\n` },
];
const moved = ['/guide/setup/', '/guide/instal/', '/nowhere/'];
const withFiles = (files: Files): readonly Files[] => [...single, files];
const clone = (options: readonly string[]): NonNullable<Case['open']> => {
  return ({ folder, git }, temporary) => {
    const target = join(temporary(), 'clone');
    git('config', 'uploadpack.allowFilter', 'true');
    git('clone', '-q', ...options, pathToFileURL(folder).href, target);
    return target;
  };
};
const inside = (name: string): NonNullable<Case['open']> => {
  return ({ folder }) => join(folder, name);
};

/** A site at the top, and a second one in handbook/ that is published below /guide/ of the same host. */
const several: readonly Files[] = [
  {
    'mkdocs.yml': mkdocs(site),
    'docs/index.md': '# Home\n',
    'docs/_redirects': '/old/ /guide/post/ 301\n/older/ /guide/none/ 301\n',
    'handbook/mkdocs.yml': mkdocs(`${site}guide/`),
    'handbook/docs/index.md': '# Guide\n',
    'handbook/docs/draft.md': longPage('posting'),
  },
  { 'handbook/docs/draft.md': undefined, 'handbook/docs/post.md': `${longPage('posting')}More.\n` },
];

const cases: readonly Case[] = [
  {
    name: 'a single site',
    commits: single,
    urls: moved,
    isFixed: true,
    says: { explain: [/^\/guide\/setup\/ {2}moved$/m], check: '', outcome: 'findings' },
  },
  {
    name: 'several sites, from the top',
    commits: several,
    urls: ['/old/', '/older/', '/guide/draft/', '/none/'],
    says: {
      // The rows of the site at the top, and those of the one below it, in one file.
      outcome: 'findings',
      audit: /"findings":\[(?=.*"path":"\/guide\/draft\/")(?=.*"path":"\/none\/").*"leftOut":\[\]/,
      explain: [/^\/old\/ {2}redirected$/m, /^\/guide\/draft\/ {2}moved$/m],
      check: /^((?!\/old\/ ).)*$/s,
    },
  },
  {
    name: 'several sites, of which the one below the other is found first',
    commits: [
      {
        'mkdocs.yml': mkdocs(`${site}guide/`),
        'docs/index.md': '# Guide\n',
        'docs/draft.md': longPage('posting'),
        'home/mkdocs.yml': mkdocs(site),
        'home/docs/index.md': '# Home\n',
        'home/docs/a.md': longPage('a'),
      },
      {
        'docs/draft.md': undefined,
        'docs/post.md': `${longPage('posting')}More.\n`,
        'home/docs/a.md': undefined,
        'home/docs/b.md': `${longPage('a')}More.\n`,
      },
    ],
    urls: ['/a/', '/guide/draft/', '/none/'],
    isFixed: true,
    says: {
      explain: [/^\/a\/ {2}moved$/m, /^\/guide\/draft\/ {2}moved$/m],
      outcome: 'findings',
      audit: /"findings":\[(?=.*"path":"\/a\/")(?=.*"path":"\/guide\/draft\/").*"leftOut":\[\]/,
    },
  },
  {
    name: 'several sites, opened in the folder of one',
    commits: several,
    open: inside('handbook'),
    urls: ['/guide/draft/', '/guide/post/'],
    says: { explain: [/^\/guide\/draft\/ {2}moved$/m] },
  },
  {
    name: 'several sites, opened in the content of the first',
    commits: several,
    open: inside('docs'),
    urls: ['/old/'],
    says: { explain: [/^\/old\/ {2}redirected$/m] },
  },
  {
    name: 'sites on several hosts, by the address of the second',
    commits: [
      {
        'blog/hugo.toml': 'baseURL = "https://blog.invalid/"\n',
        'blog/content/a.md': longPage('a'),
        'docs/mkdocs.yml': mkdocs(site),
        'docs/docs/guide/a.md': longPage('guide'),
        'docs/docs/_redirects': '/x/ /a/ 301\n/y/ /guide/a/ 301\n',
      },
      { 'blog/content/a.md': undefined, 'blog/content/b.md': `${longPage('a')}More.\n` },
    ],
    address: site,
    urls: ['/x/', '/y/', 'https://blog.invalid/a/'],
    // The page of another host is none of this one.
    says: { check: /\/x\/ leads to \/a\/, which no file publishes/ },
  },
  {
    name: 'no network',
    commits: single,
    urls: moved,
    isLive: true,
    says: { outcome: 'findings' },
  },
  {
    name: 'a shallow clone',
    commits: withFiles({ 'docs/more.md': '# More\n' }),
    open: clone(['--depth=1']),
    urls: moved,
    says: { explain: [/^\/nowhere\/ {2}unknown-past$/m] },
  },
  { name: 'a partial clone', commits: single, open: clone(['--filter=blob:none']), urls: moved },
  {
    name: 'no git',
    commits: single,
    open: ({ folder }) => {
      removeFolder(join(folder, '.git'));
      return folder;
    },
    urls: moved,
    says: { explain: [/^\/guide\/setup\/ {2}unknown-past$/m] },
  },
  {
    name: 'documents that are not saved',
    commits: single,
    uncommitted: {
      'docs/_redirects': '/nowhere/ /guide/install/ 301\n/dead/ /guide/none/ 301\n',
      'docs/guide/other.md': '---\nslug: another\n---\n# Other\n',
      'docs/fresh.md': '# Fresh\n',
    },
    urls: ['/nowhere/', '/fresh/', '/dead/'],
    says: { explain: [/^\/nowhere\/ {2}redirected$/m, /^\/fresh\/ {2}published$/m], check: /\/dead\/ leads/ },
  },
  {
    name: 'a folder below the top of its repository, with pages beside it',
    commits: [
      {
        'website/package.json': '{"dependencies":{"@docusaurus/core":"3.5.0","@docusaurus/preset-classic":"3.5.0"}}\n',
        'website/docusaurus.config.js':
          "module.exports = { title: 't', url: 'https://docs.invalid', baseUrl: '/', presets: [['classic', { docs: { path: '../docs', routeBasePath: 'docs' }, blog: false }]] };\n",
        'website/static/_redirects': '/start /docs/intro 301\n/end /docs/none 301\n',
        'docs/intro.md': '# Intro\n',
        'docs/alpha.md': longPage('alpha'),
        'old/beta.md': longPage('beta'),
      },
      { 'docs/alpha.md': undefined, 'docs/omega.md': `${longPage('alpha')}More.\n` },
    ],
    open: inside('website'),
    urls: ['/docs/alpha', '/docs/intro', '/start'],
    says: {
      explain: [/^\/docs\/alpha {2}moved$/m, /^\/docs\/intro {2}published$/m],
      check: /website\/static\/_redirects:2\twarning\tdead-target/,
    },
  },
  {
    name: 'a site that is served below a prefix',
    commits: [
      {
        'docs/conf.py': "project = 'x'\nextensions = []\n",
        'docs/index.rst': 'Home\n====\n\n.. toctree::\n\n   install\n',
        'docs/install.rst': 'Install\n=======\n',
        'docs/setup.rst': `Setup\n=====\n\n${longPage('setup')}`,
      },
      { 'docs/setup.rst': undefined, 'docs/guide.rst': `Setup\n=====\n\n${longPage('setup')}More.\n` },
    ],
    address: 'https://docs.invalid/en/latest/',
    urls: ['/en/latest/setup.html', '/en/latest/install.html'],
    says: { explain: [/^\/en\/latest\/setup\.html {2}moved$/m, /^\/en\/latest\/install\.html {2}published$/m] },
  },
  {
    name: 'a declared site',
    commits: [
      {
        '.broken-backlinks.json': '{ "site": "https://docs.invalid/", "pages": { "pages/**/*.md": "/{path}/" } }\n',
        'pages/a.md': longPage('a'),
      },
      { 'pages/a.md': undefined, 'pages/b.md': `${longPage('a')}More.\n` },
    ],
    address: site,
    urls: ['/a/', '/b/'],
    says: { explain: [/^\/a\/ {2}moved$/m, /^\/b\/ {2}published$/m] },
  },
  {
    name: 'settings and pages of a configuration file',
    commits: withFiles({
      '.broken-backlinks.json':
        '{ "site": "https://docs.invalid/", "ignore": ["/{nowhere,elsewhere}/**", "/nowhere/"], "minimumDomains": 2,\n "pages": { "notes/*.{md,mdx}": "/n/{path}/" }, "ignores": 1 }\n',
      'notes/a.mdx': longPage('note'),
    }),
    urls: [...moved, '/n/a/'],
    says: {
      explain: [/^\/n\/a\/ {2}published$/m],
      audit: /ignores\W+ is not a known key of this file\. Did you mean ignore\?/,
    },
  },
  {
    name: 'rules that cannot be decided',
    commits: withFiles({
      'docs/_redirects': '/guide/setup/ /guide/none/ 302 Country=de\n/x/ /guide/install/ 301 Language=fr\n',
      'docs/.htaccess':
        'RewriteEngine On\nRewriteCond %{HTTP_COOKIE} seen\nRewriteRule ^nowhere/$ /guide/install/ [R=301]\n',
    }),
    urls: [...moved, '/x/'],
    says: { explain: [/undecided may answer first/] },
  },
  {
    name: 'targets that the repository cannot know',
    commits: withFiles({ 'docs/_redirects': '/rss/ /feed_rss_created.xml 301\n' }),
    urls: ['/rss/'],
    says: { explain: [/^\/rss\/ {2}redirected$/m], check: '', outcome: 'none' },
  },
  {
    name: 'decisions',
    commits: withFiles({
      '.broken-backlinks-decisions': '/guide/setup/ /guide/other/ changed\n/nowhere/ ignored\nnonsense\n',
    }),
    urls: moved,
  },
  {
    name: 'decisions with notes, one of which has ended',
    commits: withFiles({
      '.broken-backlinks-decisions':
        '#: /nowhere/ ignored until 2026-11-01, by ana, because it comes back\n/nowhere/ ignored\n#: /x/ ignored until 2099-01-01\n/x/ ignored\n',
    }),
    urls: ['/nowhere/', '/x/'],
    says: {
      audit: /\/nowhere\/ was ignored until 2026-11-01 \(by ana: it comes back\), and is judged again/,
      outcome: 'findings',
    },
  },
  {
    name: 'decisions below the top, which a note tells to move',
    commits: [
      {
        'web/mkdocs.yml': mkdocs(site),
        'web/docs/index.md': '# Home\n',
        'web/.broken-backlinks-decisions': '/gone/ ignored\n',
      },
    ],
    open: inside('web'),
    urls: ['/gone/'],
    says: {
      audit: /Decisions are not read here\. Move the lines to \.broken-backlinks-decisions at the top/,
      outcome: 'findings',
    },
  },
  {
    name: 'drafts and dates',
    commits: [
      {
        'hugo.toml': 'baseURL = "https://docs.invalid/"\n',
        'content/a.md': '---\ntitle: A\ndraft: true\n---\n',
        'content/b.md': '---\ntitle: B\ndate: 2026-11-24\n---\n',
        'content/c.md': '---\ntitle: C\nexpiryDate: 2026-11-22\naliases: [/d/]\n---\n',
        'static/_redirects': '/e/ /a/ 301\n',
      },
    ],
    urls: ['/a/', '/b/', '/c/', '/d/', '/e/'],
    says: { explain: [/^\/a\/ {2}draft$/m, /^\/b\/ {2}future$/m, /^\/c\/ {2}expired$/m], check: /draft-target/ },
  },
  {
    name: 'a plain folder of pages',
    commits: [
      { 'index.html': '<h1>Home</h1>', 'a/index.html': `<h1>A</h1>${longPage('a')}`, _redirects: '/x /gone 301\n' },
      { 'a/index.html': undefined, 'b/index.html': `<h1>A</h1>${longPage('a')}More.` },
    ],
    address: site,
    urls: ['/a/', '/b/', '/x'],
  },
  {
    name: 'a monorepo with two generators',
    commits: [
      {
        'hugo.toml': 'baseURL = "https://docs.invalid/"\n',
        'content/a.md': longPage('a'),
        'static/_redirects': '/to /manual/start/ 301\n/from /manual/none/ 301\n',
        'manual/mkdocs.yml': mkdocs(`${site}manual/`),
        'manual/docs/start.md': longPage('start'),
        'manual/docs/setup.md': longPage('setup'),
      },
      {
        'content/a.md': undefined,
        'content/b.md': `${longPage('a')}More.\n`,
        'manual/docs/setup.md': undefined,
        'manual/docs/install.md': `${longPage('setup')}More.\n`,
      },
    ],
    urls: ['/a/', '/manual/setup/', '/to', '/from'],
    isFixed: true,
    says: { explain: [/^\/manual\/setup\/ {2}moved$/m, /^\/to {2}redirected$/m], outcome: 'findings' },
  },
];

interface Told {
  readonly check: string;
  readonly explain: string;
  readonly audit: string;
}

/** What an index's saved answer names: the addresses that are asked about. */
function savedOf({ urls, address = site }: Case): string {
  const target = siteTarget(address);
  const rows = urls.map((url) => pageRow(url.startsWith('/') ? `https://${target?.host}${url}` : url));
  return savedBody(rows);
}

async function byCommandLine(folder: string, entry: Case, source: string): Promise<Told> {
  const about = ['--repo', folder, ...(entry.address === undefined ? [] : ['--site', entry.address])];
  const out = async (...words: readonly string[]) => {
    const { out: text, err, code } = await runCommand([...words, ...about]);
    assert.notEqual(code, 1, err);
    return text;
  };
  const check = await out('redirects', '--check');
  const explain = await out('explain', ...entry.urls);
  const words = entry.isLive ? [] : ['--no-recheck'];
  const audit = await out('audit', '--source', source, '--format', 'json', ...words);
  return { check, explain, audit };
}

async function byEditor(
  folder: string,
  entry: Case,
  source: string,
): Promise<Told & { readonly written: ReadonlyMap<string, string> }> {
  const analyst = createAnalyst();
  const overlay = new Map(Object.entries(entry.uncommitted ?? {}) as [RepoPath, string][]);
  const request = { root: folder, overlay, site: entry.address ?? '', cache: undefined, now };
  const opened = await analyst.open(request, task);
  assert.ok(opened.ok, opened.ok ? '' : opened.failure.message);
  const { findings } = await analyst.review({ ignore: [] }, task);
  const line = ({ place, severity, code, message }: (typeof findings)[number]) =>
    `${place.file}:${place.line}\t${severity}\t${code}\t${message}\n`;
  const check = findings.map(line).join('');
  const explained: string[] = [];
  for (const url of entry.urls) {
    const found = await analyst.explain({ url, options: defaultAuditOptions }, task);
    explained.push(`${found === undefined ? '' : explanation(found)}\n`);
  }
  const meant = siteTarget(entry.address ?? opened.value.address?.url ?? '');
  assert.ok(meant);
  const target = entry.address === undefined ? askedTarget(opened.value.targets, meant) : meant;
  const maximumRows = 1000;
  const limits = { dofollowOnly: false, includeSubdomains: false, maximumRows, capMicros: undefined };
  const saved = readSavedAnswers(
    [{ name: source, text: savedOf(entry) }],
    { targets: [target], ...limits },
    now.slice(0, 10),
  );
  assert.ok(saved.ok, saved.ok ? '' : saved.failure.message);
  const settings = {
    recheck: { enabled: entry.isLive === true, delayMilliseconds: 0 },
    index: { includeSubdomains: false },
    proxy: {},
  } as Parameters<typeof askLiveSite>[0]['settings'];
  const published = await analyst.published(target, task);
  const question = { answer: saved.value, target, published, settings, logger: silent };
  const checks = await askLiveSite(question, task);
  const judged = { siteName: target.host, answer: saved.value, checks, options: defaultAuditOptions };
  const result = await analyst.judge(judged, task);
  const fixes = result.findings.flatMap((finding) => finding.fixes.find(({ isPreferred }) => isPreferred) ?? []);
  const { edits } = await analyst.edits({ fixes, overlay }, task);
  const written = edits.map(({ file, before = '', edits: own }) => [file, applyEdits(before, own)] as const);
  return {
    check,
    explain: explained.join(''),
    audit: [...auditJson(result, { costMicros: 0, isStored: true, written: [] })].join(''),
    written: new Map(written),
  };
}

/** The day of a live check is that of the clock. */
const withoutDay = (text: string) => text.replace(/\b20\d\d-\d\d-\d\d\b/g, 'DAY');

describe('the editor and the command line say the same of', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  const temporary = (): string => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'parity-')));
    folders.push(folder);
    return folder;
  };
  const made = (entry: Case): string => {
    const repository = gitRepository(temporary());
    for (const files of entry.commits) repository.commit(files);
    return entry.open?.(repository, temporary) ?? repository.folder;
  };

  for (const entry of cases) {
    it(entry.name, async () => {
      const source = join(temporary(), 'domain_pages.json');
      writeFileSync(source, savedOf(entry));
      const folder = made(entry);
      // What is not saved in the editor is saved where the command line looks: in a copy that is otherwise the same.
      const saved = entry.uncommitted === undefined ? folder : made(entry);
      for (const [path, text] of Object.entries(entry.uncommitted ?? {})) {
        mkdirSync(dirname(join(saved, path)), { recursive: true });
        writeFileSync(join(saved, path), text);
      }
      const told = await byCommandLine(saved, entry, source);
      const shown = await byEditor(folder, entry, source);
      assert.equal(shown.check, told.check);
      assert.equal(shown.explain, told.explain);
      const [edited, printed] = [shown.audit, told.audit].map(entry.isLive ? withoutDay : (text) => text);
      assert.deepEqual(JSON.parse(edited ?? ''), JSON.parse(printed ?? ''));
      const { explain = [], check, audit, outcome } = entry.says ?? {};
      if (audit !== undefined) assert.match(told.audit, audit);
      for (const words of explain) assert.match(told.explain, words);
      if (typeof check === 'string') assert.equal(told.check, check);
      else if (check !== undefined) assert.match(told.check, check);
      if (entry.isFixed) {
        assert.ok(shown.written.size > 0);
        await runCommand(['audit', '--source', source, '--no-recheck', '--fix', 'safe', '--repo', saved]);
        for (const [file, text] of shown.written) assert.equal(readFileSync(join(saved, file), 'utf8'), text, file);
      }
      if (outcome !== undefined) assert.equal((JSON.parse(told.audit) as AuditResult).outcome, outcome);
    });
  }
});
