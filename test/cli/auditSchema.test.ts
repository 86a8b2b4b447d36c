// What audit, lost and explain print for programs is what `docs/audit.schema.json` says, and every field of it is told.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { mistakes } from '../support/jsonSchema.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { linkRow, pageRow, savedBody } from '../support/savedBody.ts';
import { runCommand } from '../support/terminal.ts';

type Schema = Readonly<Record<string, unknown>>;
const schema = JSON.parse(readFileSync(new URL('../../docs/audit.schema.json', import.meta.url), 'utf8')) as Schema;

describe('JSON for programs', () => {
  const folders: string[] = [];
  let folder: string;
  before(() => {
    const repository = gitRepository();
    folder = repository.folder;
    folders.push(folder);
    repository.commit({
      'hugo.toml': 'baseURL = "https://docs.invalid/"\n',
      'static/_redirects': '/x/ /install/ 301\n/dead/ /nowhere/ 301\n/once/ /install/ 301\n/teapot/ / 410\n',
      'content/setup.md': longPage('setup'),
      'content/gone.md': longPage('gone'),
      'content/draft.md': '---\ndraft: true\n---\n# Draft\n',
    });
    repository.commit({
      'content/setup.md': undefined,
      'content/gone.md': undefined,
      'content/install.md': `${longPage('setup')}More.\n`,
    });
    repository.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    writeFileSync(join(folder, 'static/_redirects'), '/x/ /install/ 301\n/dead/ /nowhere/ 301\n/teapot/ / 410\n');
  });
  after(() => {
    for (const each of folders) removeFolder(each);
  });
  const asks = (name: 'audit' | 'explain', value: unknown) => {
    const root = (schema.$defs as Record<string, Schema>)[name];
    assert.ok(root);
    return mistakes(value as never, root, schema);
  };
  const saved = (name: string, rows: readonly unknown[]) => {
    const place = mkdtempSync(join(tmpdir(), 'schema-'));
    folders.push(place);
    writeFileSync(join(place, 'a.json'), savedBody(rows, { function: name }));
    return join(place, 'a.json');
  };
  const pages = [
    ...['/setup/', '/setup/)', '/gone/', '/x/', '/dead/', '/draft/', '/once/', '/teapot/', '/instal/', '/install/'],
    ...['/a.png', 'http://else.invalid/', '/ignored/'],
  ];

  it('is as documented for every group of an audit', async () => {
    const rows = [
      ...pages.map((path) => pageRow(path)),
      pageRow('/unclear/', { status_code: 403 }),
      pageRow('/odd/', { page_summary: null }),
      pageRow('/unknown/', { status_code: null }, { referring_domains: null, rank: null, first_seen: null }),
    ];
    const words = ['--repo', folder, '--ignore', '/ignored/', '--format', 'json'];
    const { out } = await runCommand(['audit', '--no-recheck', '--source', saved('domain_pages', rows), ...words]);
    const result = JSON.parse(out);
    assert.deepEqual(asks('audit', result), []);
    for (const group of ['findings', 'redirected', 'fine', 'cannotTell', 'ignored', 'leftOut'])
      assert.ok(result[group].length > 0, group);
    assert.deepEqual([...new Set(rows.length > 0 ? Object.keys(result.counts) : [])].length, 7);
  });
  it('is as documented where each row is a link', async () => {
    const source = saved('backlinks', [linkRow('/setup/'), linkRow('/gone/')]);
    const words = ['audit', '--no-recheck', '--source', source, '--repo', folder, '--format', 'json'];
    assert.deepEqual(asks('audit', JSON.parse((await runCommand(words)).out)), []);
  });
  it('is as documented for lost addresses', async () => {
    const { out } = await runCommand(['lost', '--repo', folder, '--format', 'json']);
    assert.deepEqual(asks('audit', JSON.parse(out)), []);
  });
  it('is as documented for each address that is explained', async () => {
    const paths = pages.filter((path) => path.startsWith('/'));
    const { out } = await runCommand(['explain', ...paths, '--repo', folder, '--format', 'json']);
    const lines = out.trim().split('\n');
    assert.equal(lines.length, paths.length);
    for (const line of lines) assert.deepEqual(asks('explain', JSON.parse(line)), []);
  });
  it('is told field by field', () => {
    const untold: string[] = [];
    const look = (value: unknown, at: string): void => {
      if (typeof value !== 'object' || value === null) return;
      const { properties, items, $ref: reference, description } = value as Record<string, unknown>;
      if (reference === undefined && description === undefined && !at.endsWith('[]')) untold.push(at);
      for (const [name, own] of Object.entries(properties ?? {})) look(own, `${at}.${name}`);
      if (items !== undefined) look(items, `${at}[]`);
    };
    for (const [name, own] of Object.entries(schema.$defs as object)) look(own, name);
    assert.deepEqual(untold, []);
  });
  it('that is not as documented is found', () => {
    assert.deepEqual(
      mistakes(
        { version: 2, url: '/a/', diagnosis: { path: '/a/', code: 'odd', suggestions: [] } },
        {
          $ref: '#/$defs/explain',
        },
        schema,
      ),
      ['$.version is not 1', '$.diagnosis.code is odd, which is none of its values'],
    );
    assert.ok(asks('audit', {}).includes('$.version is missing'));
  });
});
