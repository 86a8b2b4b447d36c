import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { redirectContext } from '../../src/app/readSnapshot.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { type Fixture, fixtures } from '../support/fixtures.ts';
import { memoryRepo } from '../support/memoryRepo.ts';
import { isPicked } from '../support/picked.ts';

const deep = 5000;
const around = (open: string, inner: string, close: string) => open.repeat(deep) + inner + close.repeat(deep);

/** Nested in the syntax of the file, in place of its text. */
function nested(file: string): string {
  if (/\.jsonc?$|rc$/.test(file)) return around('{"a":', '1', '}');
  if (/\.ya?ml$/.test(file)) return `a: ${around('[', '', ']')}\n`;
  if (/\.toml$/.test(file)) return `a = ${around('[', '', ']')}\n`;
  if (/\.py$/.test(file)) return `extensions = ${around('[', '', ']')}\n`;
  if (/\.(?:[cm]?[jt]sx?|svelte|vue|astro)$/.test(file)) return `export default ${around('[', '', ']')}`;
  if (/\.(?:conf|htaccess)$|Caddyfile$|nginx/.test(file)) return around('location / {\n', 'return 301 /x;', '}\n');
  if (/\.(?:xml|html?)$/.test(file)) return around('<a>', '', '</a>');
  if (/\.(?:njk|liquid|j2)$/.test(file)) return around('{% if a %}', '{{ a }}', '{% endif %}');
  return `---\ntitle: ${around('[', '', ']')}\n---\n${around('[', '', '](a)')}\n${'> '.repeat(deep)}x\n`;
}

/** What stands in a file that is no text, as it is read: the same for the same file. */
function scrambled(file: string): string {
  let bytes = createHash('sha256').update(file).digest();
  for (let i = 0; i < 6; i++) bytes = Buffer.concat([bytes, createHash('sha256').update(bytes).digest(), bytes]);
  return bytes.toString('utf8').replaceAll('\0', '');
}

/** A file that is listed and cannot be read: a folder, a pipe, a link out of the repository. */
function withoutText(files: ReadonlyMap<string, string>, broken: string): Repo {
  const repo = memoryRepo(files);
  const hidden = async (path: RepoPath, text: Promise<string | undefined>) => (path === broken ? undefined : text);
  return {
    ...repo,
    read: (path) => hidden(path, repo.read(path)),
    readHead: (path) => hidden(path, repo.readHead(path)),
  };
}

const ways: Readonly<Record<string, (files: ReadonlyMap<string, string>, file: string) => Repo>> = {
  'cannot be read': withoutText,
  'nests 5,000 levels deep': (files, file) => memoryRepo(new Map([...files, [file, nested(file)]])),
  'is no text': (files, file) => memoryRepo(new Map([...files, [file, scrambled(file)]])),
};

async function readAll(repo: Repo): Promise<void> {
  for (const detected of await detectSites(repo)) {
    const site = await openSite(detected, repo, { now: '2026-01-01T00:00:00Z' });
    const { resolve } = await openRedirects(redirectContext(site, { repo }));
    for (const url of ['/', '/old/page/', '/x.html']) resolve(url);
  }
}

function filesOf({ files: sections }: Fixture): ReadonlyMap<string, string> {
  const file = sections.get('file')?.trim();
  if (file === undefined) {
    const plain = [...sections].filter(([name]) => !name.startsWith('want'));
    return new Map(plain);
  }
  const others = [...sections].flatMap(([path, text]) =>
    path.startsWith('repo/') ? [[path.slice(5), text] as const] : [],
  );
  return new Map([...others, [file, sections.get('after') ?? sections.get('before') ?? '']]);
}

describe('a broken file', () => {
  for (const folder of ['generators', 'redirects']) {
    for (const fixture of fixtures(folder)) {
      it(`stops nobody who reads the others: ${folder}/${fixture.name}`, async () => {
        const files = filesOf(fixture);
        // Content of one kind is read alike: some of it says enough. What a format reads is broken in every way.
        const tried = [...files.keys()].filter((file, i) => i < 3 || !/\.(?:md|mdx|rst|adoc|html)$/.test(file));
        const own = fixture.files.get('file')?.trim();
        for (const file of tried) {
          for (const [name, broken] of Object.entries(ways)) {
            if (file !== own && !isPicked(`${fixture.name} ${file} ${name}`, 3)) continue;
            await assert.doesNotReject(readAll(broken(files, file)), `${file} ${name}`);
          }
        }
      });
    }
  }
});

describe('a script that does not end', () => {
  const endless = '(() => { while (true) {} })()';
  const page = '---\ntitle: A\n---\n';
  /** The configuration of each generator that has a script for one, and what else makes it one. */
  const sites: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'docusaurus.config.js': { 'docs/a.md': page },
    'astro.config.mjs': { 'src/pages/a.md': page },
    'next.config.mjs': {
      'app/page.js': 'export default () => null;',
      'package.json': '{"dependencies":{"next":"15"}}',
    },
    'docs/.vitepress/config.mjs': { 'docs/a.md': page },
    'nuxt.config.mjs': { 'pages/a.vue': '<template></template>' },
    'svelte.config.js': { 'src/routes/+page.svelte': '', 'package.json': '{"devDependencies":{"@sveltejs/kit":"2"}}' },
    'gatsby-config.mjs': { 'src/pages/a.js': 'export default () => null;' },
    'eleventy.config.mjs': { 'a.md': page },
    'react-router.config.js': { 'app/routes.js': 'export default [];' },
  };
  for (const [file, others] of Object.entries(sites)) {
    it(`is named: ${file}`, async () => {
      const repo = memoryRepo({ ...others, [file]: `export default ${endless};` });
      const [detected] = await detectSites(repo);
      const { notes } = await openSite(detected!, repo, { now: '2026-01-01T00:00:00Z' });
      const said = notes.map((note) => `${note.file}: ${note.message}`);
      assert.ok(
        said.some((line) => line.startsWith(`${file}: `) && /takes too many steps/.test(line)),
        said.join('\n'),
      );
    });
  }
});
