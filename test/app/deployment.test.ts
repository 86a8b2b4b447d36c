// A redirect in the working tree, in what is deployed, and on the live site: three states, told apart (issue "Never green
// when it is not, never red when it is fine", item 6).
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { auditAnswer } from '../../src/app/auditAnswer.ts';
import { openWorkspace } from '../../src/app/workspace.ts';
import { defaultAuditOptions } from '../../src/core/audit/audit.ts';
import type { AuditResult, LiveCheck } from '../../src/core/report/findings.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { gitRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const task = { progress: { report: () => undefined }, signal: new AbortController().signal };
const files = {
  'mkdocs.yml': 'site_name: x\nsite_url: https://example.org/\n',
  'docs/index.md': '# Home\n',
  'docs/new.md': '# New\n',
};
const rule = '/old/ /new/ 301\n';
const failing: Partial<LiveCheck> = { verdict: 'broken', status: 404, detail: '' };

interface Row {
  readonly name: string;
  /** Commits before and after the state that `origin/main` is at. */
  readonly deployed: Readonly<Record<string, string>>;
  readonly later?: Readonly<Record<string, string>>;
  readonly uncommitted?: Readonly<Record<string, string>>;
  readonly hasRemote?: false;
  /** Of the page, where it is not `/old/` of the site. */
  readonly url?: string;
  readonly live?: Partial<LiveCheck>;
  readonly group: 'findings' | 'redirected' | 'fine';
  readonly outcome: AuditResult['outcome'];
  readonly says: RegExp;
}

const withRule = { ...files, 'docs/_redirects': rule };
const formerHost = { '.broken-backlinks.json': '{ "formerHosts": { "https://old.example.net/": "/" } }\n' };
const withFormerRule = {
  ...files,
  ...formerHost,
  'docs/_redirects': 'https://old.example.net/* https://example.org/:splat 301!\n',
};
const rows: readonly Row[] = [
  {
    name: 'deployed for years, and the live site fails',
    deployed: withRule,
    live: failing,
    group: 'findings',
    outcome: 'findings',
    says: /The redirect in docs\/_redirects:1 does not work on the live site: it has been in origin\/main since before 2026-11-21; only Netlify reads docs\/_redirects; another server ignores it\.$/,
  },
  {
    name: 'deployed for years, beside rules of another server',
    deployed: { ...withRule, 'vercel.json': '{ "redirects": [{ "source": "/x", "destination": "/new/" }] }\n' },
    live: failing,
    group: 'findings',
    outcome: 'findings',
    says: /; this repository has rules of Vercel, too, which does not read docs\/_redirects\.$/,
  },
  {
    name: 'deployed for years, in a way that only one of the hosts that read the file takes',
    deployed: { ...files, 'docs/_redirects': '/old/ /new/ 301!\n' },
    live: failing,
    group: 'findings',
    outcome: 'findings',
    says: /2026-11-21; if Cloudflare serves the site, it reads docs\/_redirects otherwise: 301! is not a status Cloudflare takes: 200, 301, 302, 303, 307 or 308\.$/,
  },
  {
    name: 'deployed for years, and nobody asked the live site',
    deployed: withRule,
    group: 'redirected',
    outcome: 'none',
    says: /Redirected in docs\/_redirects:1, waiting for deploy\.$/,
  },
  {
    name: 'deployed for years, and the live site cannot be asked',
    deployed: withRule,
    live: { verdict: 'cannot-tell', status: undefined, detail: 'example.org was not found' },
    group: 'redirected',
    outcome: 'none',
    says: /waiting for deploy\.$/,
  },
  {
    name: 'deployed for years, and it works',
    deployed: withRule,
    live: { verdict: 'fine', status: 200, end: 'https://example.org/new/' },
    group: 'fine',
    outcome: 'none',
    says: /./,
  },
  {
    name: 'deployed for less time than a deploy takes',
    deployed: { ...withRule, '.broken-backlinks.json': '{ "deployDays": 9000 }\n' },
    live: failing,
    group: 'redirected',
    outcome: 'none',
    says: /waiting for deploy\.$/,
  },
  {
    name: 'on a branch only',
    deployed: files,
    later: { 'docs/_redirects': rule },
    live: failing,
    group: 'redirected',
    outcome: 'incomplete',
    says: /Redirected in docs\/_redirects:1, not merged: origin\/main does not have it\.$/,
  },
  {
    name: 'in the working tree only',
    deployed: files,
    uncommitted: { 'docs/_redirects': rule },
    group: 'redirected',
    outcome: 'incomplete',
    says: /not merged: origin\/main does not have it\.$/,
  },
  {
    name: 'with another target in what is deployed',
    deployed: { ...files, 'docs/_redirects': '/old/ / 301\n' },
    later: { 'docs/_redirects': rule },
    live: failing,
    group: 'redirected',
    outcome: 'incomplete',
    says: /not merged/,
  },
  {
    name: 'in a branch that is said to be deployed',
    deployed: files,
    later: { 'docs/_redirects': rule, '.broken-backlinks.json': '{ "deployedRef": "main" }\n' },
    live: failing,
    group: 'findings',
    outcome: 'findings',
    says: /it has been in main since before 2026-11-21/,
  },
  {
    name: 'where there is no remote',
    deployed: withRule,
    hasRemote: false,
    live: failing,
    group: 'redirected',
    outcome: 'none',
    says: /waiting for deploy\.$/,
  },
  // https://docs.netlify.com/routing/redirects/redirect-options/: a rule of another domain that the same site serves.
  {
    name: 'of a former host, deployed for years, and that host fails',
    deployed: withFormerRule,
    url: 'https://old.example.net/new/',
    live: failing,
    group: 'findings',
    outcome: 'findings',
    says: /old\.example\.net is a former host of this site\. docs\/_redirects:1 should redirect it: it has been in origin\/main since before 2026-11-21; if Cloudflare serves the site, it reads docs\/_redirects otherwise: A source must be a path of the site\.$/,
  },
  {
    name: 'of a former host, deployed for years, and nobody asked that host',
    deployed: withFormerRule,
    url: 'https://old.example.net/new/',
    group: 'redirected',
    outcome: 'none',
    says: /docs\/_redirects:1 redirects it to https:\/\/example\.org\/new\/, waiting for deploy\.$/,
  },
  {
    name: 'of a former host, on a branch only',
    deployed: { ...files, ...formerHost },
    later: withFormerRule,
    url: 'https://old.example.net/new/',
    live: failing,
    group: 'redirected',
    outcome: 'incomplete',
    says: /docs\/_redirects:1 redirects it to https:\/\/example\.org\/new\/, not merged: origin\/main does not have it\.$/,
  },
];

describe('a redirect', () => {
  const folders: string[] = [];
  after(() => {
    for (const folder of folders) removeFolder(folder);
  });
  for (const row of rows) {
    it(`${row.name}: ${row.group}, ${row.outcome}`, async () => {
      const { folder, git, commit } = gitRepository();
      folders.push(folder);
      commit(row.deployed);
      if (row.hasRemote !== false) git('update-ref', 'refs/remotes/origin/main', 'HEAD');
      if (row.later !== undefined) commit(row.later);
      for (const [path, text] of Object.entries(row.uncommitted ?? {})) writeFileSync(join(folder, path), text);
      const opened = await openWorkspace({ folder, now: '2026-11-23T12:00:00.000Z' }, task);
      assert.ok(opened.ok);
      const page = row.url === undefined ? brokenPage('/old/') : { ...brokenPage('/new/'), url: row.url };
      const check = { verdict: 'broken', status: 404, checked: '2026-11-23', detail: '', ...row.live } as const;
      const { result } = await auditAnswer(
        opened.value,
        {
          siteName: 'example.org',
          answer: {
            source: 'file',
            asked: '2026-11-20',
            pages: [page],
            leftOut: [],
            truncated: false,
            costMicros: 0,
            notes: [],
          },
          checks: row.live === undefined ? new Map() : new Map([[page.url, check]]),
          options: defaultAuditOptions,
        },
        task,
      );
      assert.equal(result.outcome, row.outcome);
      const [finding] = result[row.group];
      assert.match(finding?.message ?? 'none', row.says);
      const unmerged = result.gaps.filter(({ kind }) => kind === 'not-merged');
      assert.equal(unmerged.length, row.outcome === 'incomplete' ? 1 : 0);
      for (const { message } of unmerged)
        assert.match(message, /^1 redirect is not in origin\/main, which is deployed, /);
    });
  }
});
