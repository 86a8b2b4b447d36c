import assert from 'node:assert/strict';
import { fileName, type RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { fixtures } from '../../support/fixtures.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** Those whose files are pages or folders of pages, which the site publishes wherever they lie. */
const ofPages = new Set([
  'hugoAliases',
  'jekyllRedirectFrom',
  'redirectFrom',
  'refreshPage',
  'antoraAliases',
  'htaccess',
  'zolaAliases',
  'quartoAliases',
  'pelicanAlias',
]);
/** Those that go by the name of a content folder. */
const ofContent = new Set(['mdnRedirects', 'openPublishing', 'sveltekitRedirects']);

describe('redirect files of other packages', () => {
  for (const format of redirectFormats.filter(({ id }) => !ofPages.has(id) && !ofContent.has(id))) {
    const fixture = fixtures('redirects').find(({ name }) => name === format.id);
    const context = fixture?.files.get('context') ?? '';
    const name = fileName((fixture?.files.get('file')?.trim() ?? 'static/_redirects') as RepoPath);
    const text = fixture?.files.get('after') ?? '';

    it(`${format.id}: ${name} of an example is not the site's`, async () => {
      const files = new Map([
        [`examples/shop/${name}`, text],
        ['docs/index.md', ''],
      ]);
      const site = { ...redirectSite({ context, files }), root: '' as RepoPath };
      assert.deepEqual(await format.files(site), []);
    });
  }

  it('reads no configuration of a package beside the site', async () => {
    const format = redirectFormats.find(({ id }) => id === 'nextConfig');
    const files = new Map([
      ['docs/index.md', ''],
      ['packages/web/next.config.js', 'module.exports = {};\n'],
      ['packages/web/package.json', '{}'],
    ]);
    const site = { ...redirectSite({ files }), root: 'docs' as RepoPath };
    assert.deepEqual(await format?.files(site), []);
  });
});
