/**
 * What the Marketplace, Open VSX and npm want of a package before they take it, and what a stranger looks for in it.
 * https://code.visualstudio.com/api/references/extension-manifest
 * https://code.visualstudio.com/api/working-with-extensions/publishing-extension
 * https://docs.npmjs.com/cli/v11/configuring-npm/package-json
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { issuesAddress } from '../../src/io/http/userAgent.ts';
import { oldestNode } from '../../src/io/setUp/programs.ts';

const root = join(import.meta.dirname, '..', '..');
const text = (file: string) => readFileSync(join(root, file), 'utf8');

interface Manifest {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly version: string;
  readonly publisher: string;
  readonly license: string;
  readonly private?: boolean;
  readonly preview?: boolean;
  readonly repository: { readonly url: string };
  readonly homepage: string;
  readonly bugs: { readonly url: string };
  readonly icon: string;
  readonly galleryBanner: { readonly color: string; readonly theme: string };
  readonly engines: Readonly<Record<'vscode' | 'node', string>>;
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly activationEvents: readonly string[];
  readonly enabledApiProposals?: readonly string[];
  readonly main: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
const manifest = JSON.parse(text('package.json')) as Manifest;

/** As the Marketplace lists them. */
const categories =
  'Programming Languages, Snippets, Linters, Themes, Debuggers, Formatters, Keymaps, SCM Providers, Other, Extension Packs, Language Packs, Data Science, Machine Learning, Visualization, Notebooks, Education, Testing'.split(
    ', ',
  );

describe('before a release', () => {
  it('the manifest has what the Marketplace and Open VSX show and check', () => {
    assert.match(manifest.name, /^[a-z0-9-]+$/);
    assert.match(manifest.publisher, /^[a-z0-9][a-z0-9-]*$/i);
    assert.match(manifest.version, /^\d+\.\d+\.\d+$/);
    assert.ok(manifest.displayName.length > 3 && manifest.description.length <= 200, `${manifest.description.length}`);
    assert.notEqual(manifest.private, true);
    assert.ok(manifest.keywords.length <= 30);
    assert.deepEqual(
      manifest.categories.filter((category) => !categories.includes(category)),
      [],
    );
    assert.match(manifest.galleryBanner.color, /^#[0-9a-f]{6}$/i);
  });
  it('its addresses are of one repository', () => {
    const home = manifest.repository.url.replace(/\.git$/, '');
    assert.match(home, /^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
    assert.equal(manifest.homepage, `${home}#readme`);
    assert.equal(manifest.bugs.url, `${home}/issues`);
    assert.equal(issuesAddress, manifest.bugs.url);
    assert.ok(text('SECURITY.md').includes(`${home}/security/advisories/new`));
  });
  it('its licence is the one of the file', () => {
    assert.equal(manifest.license, 'MIT');
    assert.match(text('LICENSE'), /^MIT License\n\nCopyright \(c\) \d{4} .+\n/);
  });
  it('its icon is a PNG of at least 128 pixels', () => {
    const bytes = readFileSync(join(root, manifest.icon));
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    assert.ok(bytes.readUInt32BE(16) >= 128 && bytes.readUInt32BE(16) === bytes.readUInt32BE(20));
  });
  it('it starts for nothing that it has no part in, and uses no proposed interface', () => {
    assert.ok(!manifest.activationEvents.includes('*'));
    assert.equal(manifest.enabledApiProposals, undefined);
  });
  it('the oldest editor and the oldest Node are those that it is written for', () => {
    assert.equal(manifest.engines.vscode, `^${manifest.devDependencies['@types/vscode']}`);
    assert.equal(manifest.engines.node, `>=${oldestNode}`);
  });
  it('it brings all it needs, and is built before it is packed', () => {
    assert.equal(manifest.dependencies, undefined);
    assert.equal(manifest.scripts['vscode:prepublish'], manifest.scripts.prepack);
    for (const script of ['preinstall', 'install', 'postinstall']) assert.equal(manifest.scripts[script], undefined);
    assert.match(text('src/cli/main.ts'), /^#!\/usr\/bin\/env node\n/);
    assert.deepEqual(manifest.bin, { 'broken-backlinks': 'dist/cli.mjs' });
  });
  it('it is tested on the three systems, and can be started from its folder', () => {
    const workflow = text('.github/workflows/test.yml');
    const [, systems = ''] = /^ +system: \[([^\]]+)\]$/m.exec(workflow) ?? [];
    assert.deepEqual(
      systems
        .split(', ')
        .map((name) => name.split('-')[0])
        .sort(),
      ['macos', 'ubuntu', 'windows'],
    );
    assert.match(workflow, /^ +- run: npm test$/m);
    const { configurations } = JSON.parse(text('.vscode/launch.json'));
    const { preLaunchTask, args, outFiles } = configurations.find(
      ({ type }: { type: string }) => type === 'extensionHost',
    );
    assert.ok(preLaunchTask.replace(/^npm: /, '') in manifest.scripts);
    const folder = `$${'{workspaceFolder}'}`;
    assert.deepEqual(args, [`--extensionDevelopmentPath=${folder}`]);
    assert.ok(outFiles.every((each: string) => each.startsWith(`${folder}/dist/`)));
    assert.ok(manifest.main.startsWith('./dist/'));
  });
  it('the change log begins with what is not released, or with this version', () => {
    const [, first] = /^## (.+)$/m.exec(text('CHANGELOG.md')) ?? [];
    assert.match(first ?? '', new RegExp(`^(?:Unreleased|${manifest.version.replaceAll('.', '\\.')})\\b`));
  });
  it('every page that is shown leads to files that are there', () => {
    const pages = [
      'README.md',
      'CHANGELOG.md',
      'SECURITY.md',
      'CONTRIBUTING.md',
      ...fastGlob.globSync('docs/**/*.md', { cwd: root }),
    ];
    const dead = pages.flatMap((page) => {
      const links = [...text(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link]) => link ?? '');
      return links.filter((link) => !existsSync(join(root, page, '..', link))).map((link) => `${page}: ${link}`);
    });
    assert.deepEqual(dead, []);
  });
  it('every picture of the README is one the Marketplace shows, with words for who cannot see it', () => {
    const pictures = [...text('README.md').matchAll(/!\[([^\]]*)\]\(([^)]+)\)/g)];
    for (const [whole, words = '', address = ''] of pictures) {
      assert.ok(words.length > 20, whole);
      assert.match(address, /^(?!http:).*\.png$/, whole);
    }
    assert.doesNotMatch(text('README.md'), /<(?:img|svg|script|iframe)/i);
  });
  it('nothing in it names a machine or a secret', () => {
    const shipped = [
      'package.json',
      'README.md',
      'CHANGELOG.md',
      'SECURITY.md',
      ...fastGlob.globSync(['docs/**/*.md', 'media/**/*.{json,txt}'], { cwd: root }),
    ];
    const strange = /\/(?:home|Users|work|root)\/\w|BEGIN [A-Z ]*PRIVATE KEY|\bgh[pousr]_\w{20}|\bnpm_\w{20}/;
    assert.deepEqual(
      shipped.filter((file) => strange.test(text(file))),
      [],
    );
  });
});
