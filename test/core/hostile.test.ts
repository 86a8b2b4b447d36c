import assert from 'node:assert/strict';
import { generators } from '../../src/core/generators/index.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import { openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** Aliases that would expand to ten thousand million values. */
const yamlBomb = [
  'a: &a [x, x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghij'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[i]}`).join(', ')}]`),
  'title: Bomb',
].join('\n');

const code = 'globalThis.wasRun = true; while (true) {} export default { title: f(f) };';
const files: Record<string, string> = {
  'docs/index.md': `---\n${yamlBomb}\n---\n# Bomb\n`,
  'docs/code.md': '---js\n{ title: (globalThis.wasRun = true) }\n---\n# Code\n',
  'docs/deep.md': `---\ntitle: ${'['.repeat(5000)}\n---\n`,
  'package.json': '{"dependencies":{"next":"1","nuxt":"1","astro":"1","gatsby":"1","@11ty/eleventy":"1"}}',
  'conf.py': `${'('.repeat(5000)}\nextensions = [`,
  'hugo.toml': 'ignoreFiles = ["(a+)+$"]\n[permalinks]\ndocs = "/:sections[99999999999]/"\n',
  'mkdocs.yml': yamlBomb,
  '_config.yml': yamlBomb,
  'antora.yml': yamlBomb,
  Makefile: `all:\n\tnode one.js && node two.js && node three.js\n\tgit clone x:y ${'/'.repeat(250_000)}x\n`,
  'one.js': 'run('.repeat(70_000),
  'two.js': 'run'.repeat(90_000),
  'three.js': `'degit'; ${`"a${'/'.repeat(250_000)}a"`}`,
  '.github/workflows/build.yml': `jobs:\n${'\n'.repeat(250_000)}x: git clone a b\n- uses: actions/checkout@v4\n${'\n'.repeat(20_000)}`,
  'make.jl': `makedocs(${'deploydocs('.repeat(100_000)}${'#='.repeat(100_000)}${'"\\'.repeat(100_000)}`,
  '_bookdown.yml': 'book_filename: x\n',
  '_site.yml': `output_dir: ../../..\nexclude: ["${'*a'.repeat(2000)}"]\ncollections: {"../../x": 1}\n`,
  [`${'a'.repeat(5000)}.txt`]: '',
  'index.Rmd': [
    '---\nsite: bookdown::bookdown_site\n---\n',
    `\`\`\`{r}\n${'#| results: a\n'.repeat(100_000)}\`\`\`\n\n`,
    `# ${'['.repeat(900)}\n\n# ${'[a]('.repeat(200)}\n\n# ${'_a'.repeat(450)}\n\n# ${'$x'.repeat(450)}\n\n`,
    `# ${'`'.repeat(100_000)}\n\n# a {${'.b '.repeat(100)}\n\n# ${'{'.repeat(100_000)}}\n\n# ${' '.repeat(100_000)}x\n`,
    '## Same\n\n'.repeat(30_000),
    `\`r if (${'is_html_output('.repeat(20_000)}\n\n${'<!--'.repeat(50_000)}\n\n${'['.repeat(100_000)}\n`,
    `\`\`\`{r child=${'"a",'.repeat(30_000)}}\n`,
  ].join(''),
  'SUMMARY.md': '<!--'.repeat(60_000),
  'docs/index.html': `<script>window.$docsify = {}</script>${'<!--'.repeat(60_000)}`,
  'docs/README.md': '# Read\n',
  'src/pages/a/[b].astro': `${'<!---->'.repeat(60)}x`,
  Gemfile: "gem 'middleman'\n",
  'config.rb': `activate :a, ${'{b: ['.repeat(50_000)}\n${'"#{'.repeat(50_000)}\n`,
  'config/tech-docs.yml': yamlBomb,
  '_config.ts': `import lume from "lume/mod.ts";\nlume(${'['.repeat(3000)}`,
  '_data.ts': `export const url = "${'x'.repeat(250_000)}`,
  '.broken-backlinks.json': `{"pages": {"${'{a,'.repeat(2000)}": "/"}}`,
};
for (const name of ['docusaurus', 'astro', 'next', 'nuxt', 'gatsby', 'svelte', 'eleventy', 'vite']) {
  files[`${name}.config.js`] = code;
}
files['.eleventy.js'] = code;
files['.vitepress/config.js'] = code;
files['.vuepress/config.js'] = code;

describe('a hostile repository', () => {
  for (const generator of generators) {
    it(`neither stops nor stalls ${generator.title}, and nothing of it is run`, async () => {
      const repo = memoryRepo(files);
      await generator.detect(repo);
      const config = repo.files.find((path) => path.includes(generator.id));
      const detected = { generator: generator.id, root: '' as RepoPath, config, because: 'the test', certainty: 1 };
      const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
      assert.ok(site.routes.all.length < 1000);
      assert.equal('wasRun' in globalThis, false);
    });
  }
});
