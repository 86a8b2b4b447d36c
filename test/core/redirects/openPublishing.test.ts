import assert from 'node:assert/strict';
import { redirectContext } from '../../../src/app/readSnapshot.ts';
import { urlPath } from '../../../src/core/paths.ts';
import { checkRedirects } from '../../../src/core/redirects/checks/checks.ts';
import { openPublishing } from '../../../src/core/redirects/formats/openPublishing.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../../src/core/site/site.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { memoryRepo } from '../../support/memoryRepo.ts';

/** A repository of Learn as most are: the docset in a folder, `guide` published as `/tool/scripting`. */
async function site(
  redirections: readonly Readonly<Record<string, unknown>>[],
  file = '.openpublishing.redirection.json',
) {
  const repo = memoryRepo({
    '.openpublishing.publish.config.json': '{ "docsets_to_publish": [{ "build_source_folder": "Docs" }] }',
    'Docs/docfx.json': JSON.stringify({
      build: {
        content: [
          { files: '**/*.{md,yml}', exclude: 'guide/**' },
          { files: '**/*.md', src: 'guide', dest: 'scripting' },
        ],
        globalMetadata: { breadcrumb_path: '/tool/start/toc.json' },
      },
    }),
    'Docs/start/toc.yml': '- name: Start',
    'Docs/start/index.md': '# Start',
    'Docs/start/setup.md': '# Setup',
    'Docs/guide/loops.md': '# Loops',
    [file]: JSON.stringify({ redirections }, undefined, 4),
  });
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const context = redirectContext(await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' }), {
    repo,
    address: undefined,
  });
  return { repo, context, table: await openRedirects(context) };
}

const gone = { redirect_url: '/tool/start/setup', redirect_document_id: false };

describe('redirections of Microsoft Learn', () => {
  it('answer the address that the docset gave the source', async () => {
    const { table } = await site([
      { source_path: 'Docs/start/Old-Setup.md', ...gone },
      { source_path: 'docs/guide/for.md', ...gone },
      { source_path_from_root: '/Docs/start/old/index.yml', ...gone },
    ]);
    for (const url of ['/tool/start/old-setup', '/tool/scripting/for', '/tool/start/old']) {
      assert.equal(table.resolve(url).outcome.kind, 'page', url);
    }
    assert.equal(table.resolve('/tool/docs/start/old-setup').outcome.kind, 'none');
  });

  it('are read from the folder of their file', async () => {
    const { table } = await site(
      [{ source_path: '../Docs/start/old.md', ...gone }],
      'redir/.openpublishing.redirection.start.json',
    );
    assert.equal(table.resolve('/tool/start/old').outcome.kind, 'page');
  });

  it('are read with fields in any letter case', async () => {
    const { table } = await site([{ source_path: 'Docs/start/old.md', redirect_URL: '/tool/start/setup' }]);
    assert.deepEqual(table.invalid, []);
    assert.equal(table.resolve('/tool/start/old').outcome.kind, 'page');
  });

  it('may lead to another docset of the same host, which is nothing dead', async () => {
    const { table } = await site([
      { source_path: 'Docs/start/a.md', redirect_url: '/previous-versions/tool/a' },
      { source_path: 'Docs/start/b.md', redirect_url: '/tool/start/nowhere' },
    ]);
    assert.deepEqual(
      checkRedirects(table).map(({ code, rule }) => [code, rule.from]),
      [['dead-target', 'Docs/start/b.md']],
    );
  });

  it('are written with the source as the docset would hold it', async () => {
    const file = 'redir/.openpublishing.redirection.json';
    const { repo, context } = await site([], file);
    const redirect = { to: '/tool/start/setup', status: 301 } as const;
    const plan = await openPublishing.plan({ ...redirect, from: urlPath('/tool/scripting/while') }, context);
    assert.ok('file' in plan);
    const text = (await repo.read(plan.file)) ?? '';
    const edits = openPublishing.add(
      [{ ...redirect, from: urlPath('/tool/scripting/while') }],
      text,
      plan.file,
      context,
    );
    assert.ok(!('refused' in edits));
    const written = JSON.parse(applyEdits(text, edits)) as unknown;
    assert.deepEqual(written, { redirections: [{ source_path: '../Docs/guide/while.md', ...gone }] });
  });

  it('are refused for an address no docset would have', async () => {
    const { context } = await site([]);
    const plan = await openPublishing.plan(
      { from: urlPath('/other/place'), to: '/tool/start/setup', status: 301 },
      context,
    );
    assert.deepEqual(plan, { refused: 'No docset of the repository would publish /other/place.' });
  });
});
