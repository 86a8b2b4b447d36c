import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openDiskRepo } from '../../src/io/repository/diskRepo.ts';
import { gitRepository, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

describe('files that git ignores and a site is built from', () => {
  let repository: TestRepository;
  beforeEach(() => {
    repository = gitRepository();
  });
  afterEach(() => removeFolder(repository.folder));
  const make = (...paths: readonly string[]) => {
    for (const path of paths) {
      mkdirSync(dirname(join(repository.folder, path)), { recursive: true });
      writeFileSync(join(repository.folder, path), `# ${path}\n`);
    }
  };

  it('are the versions of Docusaurus that a tracked versions.json names', async () => {
    repository.commit({
      '.gitignore': 'versioned_*\n*_versioned_docs\nbuild/\n',
      'site/versions.json': '["2.x"]',
      'site/api_versions.json': '["1"]',
      'other/reversions.json': '[]',
    });
    make('site/versioned_docs/version-2.x/wick.md', 'site/api_versioned_docs/version-1/a.md');
    make('site/build/wick.md', 'other/versioned_docs/version-2.x/b.md', 'site/versioned_docs/node_modules/c/d.md');
    assert.deepEqual((await openDiskRepo(repository.folder)).files, [
      '.gitignore',
      'other/reversions.json',
      'site/api_versioned_docs/version-1/a.md',
      'site/api_versions.json',
      'site/versioned_docs/version-2.x/wick.md',
      'site/versions.json',
    ]);
  });

  it("are what lies beside Hugo's tracked configuration, and nothing else that is ignored", async () => {
    repository.commit({ '.gitignore': 'module.yaml\nsecret.md\n', 'config/_default/hugo.yaml': 'title: x\n' });
    make('config/_default/module.yaml', 'module.yaml', 'content/secret.md');
    assert.deepEqual((await openDiskRepo(repository.folder)).files, [
      '.gitignore',
      'config/_default/hugo.yaml',
      'config/_default/module.yaml',
    ]);
  });
});
