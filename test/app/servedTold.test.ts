import assert from 'node:assert/strict';
import { openServed } from '../../src/app/servedSite.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** Below which folder a site of Sphinx that names no address is served, by its files and the addresses that are asked. */
async function servedBelow(files: Readonly<Record<string, string>>, ...asked: readonly string[]) {
  const repo = memoryRepo(
    new Map(
      Object.entries({
        'docs/conf.py': "project = 'Snap Craft'\nextensions = []\n",
        'docs/index.rst': 'Home\n====\n',
        'docs/how-to/set-up.rst': 'Set up\n======\n',
        'docs/how-to/publish.rst': 'Publish\n=======\n',
        '.readthedocs.yaml': 'version: 2\nsphinx:\n  configuration: docs/conf.py\n',
        ...files,
      }).filter(([, text]) => text !== ''),
    ),
  );
  const [detected] = await detectSites(repo);
  assert.equal(detected?.generator, 'sphinx');
  return (await openServed(await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' }), repo, { asked })).served
    ?.served;
}

describe('the folder that a project says its site is served below', () => {
  // canonical/snapcraft at 3cc6ffc31e: its pyproject.toml has the changelog of PyNaCl in a comment.
  it('is not that of another project on Read the Docs', async () => {
    const files = {
      'pyproject.toml': '[project]\nname = "snap-craft"\n# https://pynacl.readthedocs.io/en/latest/changelog/\n',
    };
    assert.equal(await servedBelow(files), undefined);
  });

  for (const [name, file, text] of [
    [
      'its package',
      'pyproject.toml',
      '[project]\nname = "snap_craft"\nurls = "https://snap-craft.readthedocs.io/en/stable/"\n',
    ],
    ['its title', 'README.md', '# Snap Craft\n\nRead <https://snapcraft.readthedocs.io/en/stable/>.\n'],
    [
      'its badge',
      'README.rst',
      'x\n\nhttps://readthedocs.org/projects/craft9/badge https://craft9.readthedocs.io/en/stable/\n',
    ],
  ] as const) {
    it(`is that of its own project, by ${name}`, async () => {
      assert.equal(await servedBelow({ [file]: text }), '/en/stable');
    });
  }

  // matrix-profile-foundation/matrix-profile-foundation.github.io at 495e80b: its SITE_URL is https://matrixprofile.org/, its
  // README links https://nikola.readthedocs.io/en/latest/manual/, and conf.py has `{"name": "Nikola"}` for what it is made with.
  it('is not that of the generator, of a site on a host of its own that Read the Docs does not build', async () => {
    const files = {
      'docs/conf.py': "project = 'Snap Craft'\nextensions = []\nhtml_baseurl = 'https://www.snap.example/'\n",
      'README.md': '# Sphinx\n\nSee <https://sphinx.readthedocs.io/en/latest/manual/>.\n',
    };
    assert.equal(await servedBelow(files), '/en/latest');
    assert.equal(await servedBelow({ ...files, '.readthedocs.yaml': '' }), undefined);
  });

  // aiidateam/aiida-core at 60eef76a73: https://aiida.readthedocs.io/projects/aiida-core/en/latest/
  it('is that of a part of another project', async () => {
    const text = '# Snap Craft\n\n<https://parts.readthedocs.io/projects/snapcraft/en/latest/index.html>\n';
    assert.equal(await servedBelow({ 'README.md': text }), '/projects/snapcraft/en/latest');
  });

  // pymc-devs/pymc.io at its html_baseurl https://www.pymc.io/ names https://www.pymc.io/projects/docs/en/stable/ for
  // intersphinx: the site of another repository below the same host.
  it('is not that of another project on its own host', async () => {
    const conf = "project = 'Snap Craft'\nextensions = []\nhtml_baseurl = 'https://www.snap.example/'\n";
    const other = "intersphinx_mapping = { 'x': ('https://www.snap.example/projects/docs/en/stable/', None) }\n";
    assert.equal(await servedBelow({ 'docs/conf.py': conf + other }), undefined);
    const own = '# Snap Craft\n\n<https://www.snap.example/projects/snap-craft/en/stable/>\n';
    assert.equal(await servedBelow({ 'docs/conf.py': conf, 'README.md': own }), '/projects/snap-craft/en/stable');
  });

  // SEKOIA-IO/documentation at 3ebf6404b3: its README names a page of its API, below /xdr/develop/ of the same host.
  it('is none that only looks like one, and leads to no page of the site', async () => {
    const told = (path: string) =>
      servedBelow({ 'README.md': `# Snap Craft\n\n<https://snapcraft.readthedocs.io${path}>\n` });
    assert.equal(await told('/xdr/develop/rest_api/'), undefined);
    assert.equal(await told('/develop/rest_api/'), undefined);
    assert.equal(await told('/develop/how-to/publish.html'), '/develop');
    assert.equal(await told('/develop/'), '/develop');
    assert.equal(await told('/en/latest/gone.html'), '/en/latest');
  });

  it('is none where the addresses that are asked lie where the site is built', async () => {
    const files = { 'README.md': '# Snap Craft\n\n<https://snapcraft.readthedocs.io/en/latest/>\n' };
    assert.equal(await servedBelow(files, '/how-to/old.html', '/how-to/older.html', '/guide.html'), undefined);
    assert.equal(await servedBelow(files, '/en/latest/how-to/old.html', '/how-to/older.html'), '/en/latest');
    assert.equal(await servedBelow(files, '/elsewhere.html'), '/en/latest');
  });
});

describe('the folder that the addresses asked lie in', () => {
  // ansible/ansible-lint at 262624cd0a: the site is at /projects/lint/, and half of its old addresses lie in /en/latest/.
  it('is none where the site is configured for another one', async () => {
    const conf = "html_baseurl = 'https://docs.example/projects/lint/'\n";
    assert.equal(await servedBelow({ 'docs/conf.py': conf }, '/en/latest/how-to/old.html'), undefined);
    assert.equal(
      await servedBelow({ 'docs/conf.py': conf }, '/projects/lint/en/latest/how-to/old.html'),
      '/projects/lint/en/latest',
    );
  });

  it('is none where more of them lie where the site is built', async () => {
    assert.equal(await servedBelow({}, '/en/latest/how-to/a.html', '/how-to/b.html', '/how-to/c.html'), undefined);
    assert.equal(await servedBelow({}, '/en/latest/how-to/a.html', '/how-to/b.html'), '/en/latest');
  });
});

describe('the path of the address that a configuration gives', () => {
  // sabinmarcu/tscmono at HEAD of its master: siteUrl has the path of GitHub Pages, and no pathPrefix is set.
  async function servedOfGatsby(siteUrl: string, ...asked: readonly string[]) {
    const repo = memoryRepo(
      new Map([
        ['gatsby-config.js', `module.exports = { siteMetadata: { siteUrl: '${siteUrl}' } };`],
        ['package.json', '{ "dependencies": { "gatsby": "^5.0.0" } }'],
        ['src/pages/index.js', ''],
        ['src/pages/about.js', ''],
      ]),
    );
    const [detected] = await detectSites(repo);
    assert.ok(detected);
    const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
    return (await openServed(site, repo, { asked })).served;
  }

  it('is where the site is served, as a guess, if all that is asked lies there', async () => {
    const served = await servedOfGatsby('https://mono.example/tools', 'https://mono.example/tools/gone/');
    assert.equal(served?.served, '/tools');
    assert.equal(served?.isGuess, true);
  });

  it('is not where addresses elsewhere are asked, or none', async () => {
    const asked = ['https://mono.example/tools/gone/', 'https://mono.example/about/'];
    assert.equal(await servedOfGatsby('https://mono.example/tools', ...asked), undefined);
    assert.equal(await servedOfGatsby('https://mono.example/tools'), undefined);
    assert.equal(await servedOfGatsby('https://mono.example', 'https://mono.example/gone/'), undefined);
  });
});
