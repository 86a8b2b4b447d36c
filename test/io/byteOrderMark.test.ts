import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RepoPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { removeFolder } from '../support/removeFolder.ts';

const rules = {
  '.htaccess': 'Redirect 301 /old /new/\n',
  'nginx.conf': 'server {\n  location = /old { return 301 /new/; }\n}\n',
  Caddyfile: 'x.example {\n  redir /old /new/ permanent\n}\n',
  _redirects: '/old /new/ 301\n',
} as const;

/** Apache 2.4.71 and nginx 1.22 were asked: 500 for everything, and no start. Caddy 2.6 passes over the mark. */
const refusing = new Set<string>(['.htaccess', 'nginx.conf']);

describe('a redirect file that begins with a byte order mark', () => {
  for (const [file, text] of Object.entries(rules)) {
    it(`${refusing.has(file) ? 'is told, and its rules are open' : 'is read'}: ${file}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bb-mark-'));
      try {
        for (const mark of ['', '\uFEFF']) {
          writeFileSync(join(folder, file), mark + text);
          const repo = await openDiskRepo(folder);
          const staticRoots = ['' as RepoPath];
          const context = {
            repo,
            generators: [],
            basePath: '',
            staticRoots,
            routeOf: () => undefined,
            routeOfFile: () => undefined,
          };
          const table = await openRedirects(context);
          const isRefused = mark !== '' && refusing.has(file);
          assert.equal(table.rules.length, 1);
          assert.equal(
            table.invalid.some(({ isUnread, line }) => isUnread && line === 1),
            isRefused,
          );
          assert.equal(table.resolve('/other').outcome.kind, isRefused ? 'undecided' : 'none');
        }
      } finally {
        removeFolder(folder);
      }
    });
  }
});

describe('a server configuration that is no text', () => {
  for (const file of ['nginx.conf', 'deploy/nginx/site.conf', '.htaccess', 'Caddyfile', 'vercel.json', '_redirects']) {
    it(`is told, and what it may redirect is open: ${file}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'bb-mark-'));
      try {
        mkdirSync(join(folder, file, '..'), { recursive: true });
        writeFileSync(join(folder, file), Buffer.from('\uFEFFserver { }', 'utf16le'));
        const repo = await openDiskRepo(folder);
        const staticRoots = ['' as RepoPath];
        const context = {
          repo,
          generators: [],
          basePath: '',
          staticRoots,
          routeOf: () => undefined,
          routeOfFile: () => undefined,
        };
        const table = await openRedirects(context);
        assert.deepEqual(
          table.invalid.map((entry) => [entry.file, entry.isUnread]),
          [[file, true]],
        );
        assert.equal(table.resolve('/other').outcome.kind, 'undecided');
      } finally {
        removeFolder(folder);
      }
    });
  }
});
