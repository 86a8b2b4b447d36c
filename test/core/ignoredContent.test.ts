// Content that git ignores and a build brings, in ways that nothing plain tells: tektoncd/website (a program fetches
// content/en/docs/Pipelines and others, whose pages https://tekton.dev/docs/pipelines/ has) and slsa-framework/slsa (a script
// that netlify.toml runs makes www/spec out of branches, as https://slsa.dev/spec/v1.0/ shows).
import assert from 'node:assert/strict';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import { diagnose } from '../../src/core/audit/diagnose.ts';
import { explanation } from '../../src/core/audit/explanation.ts';
import { removalOf } from '../../src/core/audit/removal.ts';
import type { PastPage, Suggestion } from '../../src/core/model.ts';
import { type RepoPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { message } from '../../src/core/report/report.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { likely } from '../../src/core/suggest/doubt.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { emptyPast } from '../support/emptyPast.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

const synced = {
  '.gitignore': 'node_modules/\n# Synced docs\ncontent/en/docs/Pipelines\ncontent/en/vault/\n',
  'config.yaml': 'baseURL: https://tekton.dev\ncontentDir: content/en\n',
  'content/en/_index.md': '# Home\n',
  'content/en/docs/concepts/tasks.md': '# Tasks\n',
};

const combined = {
  '.gitignore': '/www/spec\n',
  'netlify.toml': '[build]\nbase = "www/"\ncommand = "../tools/combine.sh && bundle exec jekyll build"\n',
  'tools/combine.sh': 'rm -rf spec\nmkdir spec\ngit worktree add spec/v1.0 origin/releases/v1.0\n',
  'www/_config.yml': 'title: SLSA\n',
  'www/index.md': '---\ntitle: Home\n---\n',
};

const best: Suggestion = {
  url: urlPath('/docs/concepts/tasks/'),
  file: 'content/en/docs/concepts/tasks.md' as RepoPath,
  title: 'Tasks',
  confidence: 0.97,
  confident: true,
  evidence: [],
};

async function opened(files: Readonly<Record<string, string>>) {
  const repo = memoryRepo(files);
  const [detected] = await detectSites(repo);
  assert.ok(detected);
  const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
  const redirects = await openRedirects(redirectContext(site, { repo, address: undefined }));
  return { site, redirects, past: emptyPast, suggest: () => [best] };
}

const why = (place: string) => `git ignores ${place}, where a build may make that page`;

describe('Content that git ignores and a build brings', () => {
  it('is said once, with where git is told so', async () => {
    const notes = async (files: Readonly<Record<string, string>>) =>
      (await opened(files)).site.permalinks.notes.map(({ file, line, message: text }) => `${file}:${line} ${text}`);
    assert.deepEqual(await notes(synced), [
      '.gitignore:3 git ignores content/en/docs/Pipelines and 1 other path, and nothing plain tells what is put there: a build may make pages there, which are not listed. An address below is not called lost, and no answer for it sure.',
    ]);
    assert.match((await notes(combined)).join('\n'), /^\.gitignore:1 git ignores www\/spec, and nothing plain tells/);
    // What only tools make or leave behind is no content, nor is a name that is ignored wherever it turns up.
    const tools =
      'node_modules/\npublic\n.cache\nThumbs.db\ncontent/en/bin\ncontent/en/data.json\nnpm-debug.log\nnotes\n';
    assert.deepEqual(await notes({ ...synced, '.gitignore': tools }), []);
  });

  // CDCgov/PyRenew: docs/tutorials/.gitignore names *.md, which Quarto writes beside the .qmd before MkDocs runs.
  it('is said of pages that are rendered beside their sources', async () => {
    const rendered = {
      'mkdocs.yml': 'site_name: x\n',
      'docs/index.md': '# Home\n',
      'docs/tutorials/.gitignore': '*.ipynb\n*.md\n',
      'docs/tutorials/first.qmd': '---\ntitle: First\n---\n',
    };
    const said = async (files: Readonly<Record<string, string>>) =>
      (await opened(files)).site.permalinks.notes.map(({ file, line, message: text }) => `${file}:${line} ${text}`);
    assert.match(
      (await said(rendered)).join('\n'),
      /^docs\/tutorials\/\.gitignore:2 git ignores docs\/tutorials\/\*\.md,/,
    );
    // With a page of its own, and without a source, it is the list of what nobody wants to keep.
    assert.deepEqual(await said({ ...rendered, 'docs/tutorials/own.md': '# Own\n' }), []);
    const { 'docs/tutorials/first.qmd': source, ...without } = rendered;
    assert.deepEqual(await said(without), [], source);
  });

  // openhab/website: docs/.gitignore names the folders that prepare-docs.rb fetches, and https://www.openhab.org/docs/concepts/ is one.
  it('is said where the list stands in the folder of content itself', async () => {
    const fetched = {
      '.vuepress/config.js': 'module.exports = { title: "x" }\n',
      'package.json': '{"devDependencies": {"vuepress": "^1.0.0"}}',
      'index.md': '# Home\n',
      'docs/.gitignore': 'concepts\nreadme.md\n',
      'addons/README.md': '# Add-ons\n',
      'addons/.gitignore': 'bindings\n',
    };
    const noted = async (files: Readonly<Record<string, string>>) => {
      const { site } = await opened(files);
      return site.permalinks.notes.map(({ file, line, message: text }) => `${file}:${line} ${text}`).join('\n');
    };
    const told = await noted(fetched);
    assert.match(told, /docs\/\.gitignore:1 git ignores docs\/concepts and/);
    // Folders of code have such lists, too.
    const code = { 'docs/.gitignore': 'concepts\n', 'docs/make.py': '', 'addons/.gitignore': '', 'addons/x.js': '' };
    assert.equal(await noted({ ...fetched, ...code }), '');
  });

  it('makes it unknown whether an address below was published, and no answer for it sure', async () => {
    const broken = brokenPage('/docs/pipelines/tasks/');
    const found = diagnose(broken, await opened(synced));
    assert.deepEqual([found.code, found.made], ['unknown-past', why('content/en/docs/Pipelines')]);
    const [first] = found.suggestions;
    assert.deepEqual([first?.confident, first?.doubt], [false, found.made]);
    assert.ok((first?.confidence ?? 1) <= likely);
    const told = message(broken, undefined, found, false);
    assert.match(told, /No commit holds a page for it; .* It may be there all the same: git ignores/);
    const explained = { url: broken.path, diagnosis: found, former: undefined, directoryRule: undefined };
    assert.match(
      explanation({ ...explained, removal: undefined }),
      /\n {2}built {5}it may be there all the same: git ignores/,
    );
    const beside = diagnose(brokenPage('/docs/tasks/'), await opened(synced));
    assert.deepEqual([beside.code, beside.made, beside.suggestions[0]?.confident], ['never-existed', undefined, true]);
  });

  // scalameta/scalafmt: mdoc writes website/target/docs, of which gh-pages has /docs/installation/.
  it('is unknown in a folder without which the site is not built, and nowhere else', async () => {
    const files = {
      'website/docusaurus.config.js':
        "module.exports = { presets: [['classic', { docs: { path: 'target/docs' }, blog: { path: 'news' } }]] };\n",
      'website/src/pages/index.md': '# Home\n',
    };
    const stateOf = async (path: string, given: Readonly<Record<string, string>>) =>
      diagnose(brokenPage(path), await opened(given)).code;
    assert.equal(await stateOf('/docs/installation', files), 'unknown-past');
    assert.equal(await stateOf('/guide/installation', files), 'never-existed');
    // Docusaurus builds without a folder of posts.
    assert.equal(await stateOf('/blog/first', files), 'never-existed');
    const whole = { ...files, 'website/target/docs/other.md': '# Other\n' };
    assert.equal(await stateOf('/docs/installation', whole), 'never-existed');
  });

  it('is never answered 410, though git had its pages once', async () => {
    const page: PastPage = {
      url: urlPath('/spec/v1.0/requirements'),
      file: 'www/spec/v1.0/requirements.md' as RepoPath,
      first: { hash: 'a'.repeat(40), date: '2022-09-20' },
      last: { hash: 'b'.repeat(40), date: '2026-03-05' },
      fate: { kind: 'deleted' },
    };
    const lookup = (path: string) => (urlKey(path) === urlKey(page.url) ? [page] : []);
    const snapshot = {
      ...(await opened(combined)),
      past: { ...emptyPast, lookup, size: 1 },
      suggest: () => [],
    };
    const broken = brokenPage('/spec/v1.0/requirements');
    const found = diagnose(broken, snapshot);
    assert.deepEqual([found.code, found.made], ['removed', why('www/spec')]);
    assert.equal(await removalOf(found, snapshot.redirects, { preferredFormats: [] }), undefined);
    assert.match(message(broken, undefined, found, false), /was deleted in bbbbbbb.* It may be there all the same/);
  });
});
