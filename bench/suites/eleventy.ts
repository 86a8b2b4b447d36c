/** The templates and permalinks of Eleventy's tests, with the address that each has to get. */
import type { RepoPath } from '../../src/core/paths.ts';
import { isPublished } from '../../src/core/routeTable.ts';
import { isAnswered, listed, sitesIn } from './siteCase.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

export const eleventy: Suite = {
  id: 'eleventy',
  repository: '11ty/eleventy',
  at: 'HEAD',
  leftOut:
    'templates with a configuration or data that a test makes, permalinks that are buffers or promises, which are said to be unknown, and tests that look at no address',
  async run(read, list) {
    const stubs = stubsOf(read, list);
    return [
      ...(await permalinkCases(read)),
      ...(await slugCases(read)),
      ...(await templateCases(read, stubs)),
      ...(await paginationCases(read, stubs)),
    ];
  },
};

type Read = (path: string) => string;

/** A page with this permalink of its own. */
async function permalinkCases(read: Read): Promise<readonly Case[]> {
  const text = read('test/TemplatePermalinkTest.js');
  const cases: Case[] = [];
  for (const [, permalink = '', address = ''] of text.matchAll(
    /new TemplatePermalink\("([^"]*)"\)\.toHref\(\),\s*"([^"]*)"/g,
  )) {
    const files = new Map([
      ['.eleventy.js', 'module.exports = () => ({});\n'],
      ['page.md', `---\npermalink: ${JSON.stringify(permalink)}\n---\n`],
    ]);
    cases.push(await caseOf(files, 'page.md', address, `permalink ${permalink}`));
  }
  return cases;
}

function stubsOf(read: Read, list: (below: string) => readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    list('test/stubs')
      .filter((path) => !/node_modules|\.(?:png|jpg|gif)$/.test(path))
      .map((path) => [path, read(path)]),
  );
}

/** A file of this name whose permalink asks for its slug and for its path. */
async function slugCases(read: Read): Promise<readonly Case[]> {
  const cases: Case[] = [];
  for (const [, path = '', input = '.', slug = '', stem = ''] of read('test/TemplateFileSlugTest.js').matchAll(
    /getNewSlugInstance\(\s*"\.\/([^"]*)"(?:,\s*"([^"]*)")?\s*\);\s*t\.is\(fs\.getSlug\(\), "([^"]*)"\);\s*t\.is\(\s*fs\.getFullPathWithoutExtension\(\),\s*"([^"]*)"/g,
  )) {
    // What a file of JavaScript says of itself is made by code.
    if (path.endsWith('.11ty.js')) continue;
    const files = new Map([
      ['.eleventy.js', `module.exports = () => ({ dir: { input: ${JSON.stringify(input)} } });\n`],
      [path, '---\npermalink: "/x{{ page.filePathStem }}/{{ page.fileSlug }}-y/"\n---\n'],
    ]);
    cases.push(await caseOf(files, path, `/x${stem}/${slug}-y/`, 'slug of'));
  }
  return cases;
}

/** Each page that a template gives by pagination. */
async function paginationCases(read: Read, stubs: ReadonlyMap<string, string>): Promise<readonly Case[]> {
  const cases: Case[] = [];
  const text = read('test/PaginationTest.js');
  for (const test of callsOf(nodesOf(text), 'test')) {
    const [title, body] = test.arguments;
    const source = text.slice(body?.start ?? 0, body?.end ?? 0);
    const [, template = '', input = ''] = /getNewTemplate\(\s*"\.\/([^"]*)",\s*"\.\/([^"]*)"/.exec(source) ?? [];
    if (!stubs.has(template) || /eleventyConfig\.|\.config\./.test(source)) continue;
    const root = input.replace(/\/$/, '');
    const sites = await sitesIn(filesBelow(root, stubs), 'eleventy');
    for (const [, made = ''] of source.matchAll(/outputPath,\s*"\.\/dist\/([^"]*)"/g)) {
      const address = `/${made.replace(/(^|\/)index\.html$/, '$1')}`;
      const wrong = isAnswered(sites, address) ? undefined : `wanted ${address}`;
      cases.push({ name: `PaginationTest.js ${literalOf(title)} ${template}`, wrong });
    }
  }
  return cases;
}

function filesBelow(root: string, stubs: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map([
    [`${root}/.eleventy.js`, 'module.exports = () => ({ dir: { input: "." } });\n'],
    ...[...stubs].filter(([path]) => path.startsWith(`${root}/`) && !/eleventy\.config|\.eleventy\.js$/.test(path)),
  ]);
}

async function templateCases(read: Read, stubs: ReadonlyMap<string, string>): Promise<readonly Case[]> {
  const cases: Case[] = [];
  const seen = new Set<string>();
  for (const file of [
    'test/TemplateTest.js',
    'test/TemplateTest_Permalink.js',
    'test/TemplateTest-JavaScript.js',
    'test/TemplateTest-Dates.js',
    'test/TemplateRenderMarkdownTest.js',
  ]) {
    const text = read(file);
    for (const test of callsOf(nodesOf(text), 'test')) {
      const [title, body] = test.arguments;
      const source = text.slice(body?.start ?? 0, body?.end ?? 0);
      const [, template = '', input = '', output = ''] =
        /getNewTemplate\(\s*"\.?\/?([^"]*)",\s*"\.\/([^"]*)",\s*"\.?\/?([^"]*?)\/?"(?:,\s*(?:dataObj|null))?\s*\)/.exec(
          source,
        ) ?? [];
      const made =
        /t\.is\(\s*(?:await tmpl\.getOutputPath\(data\)|data\.page\.outputPath),\s*(?:"\.?\/?([^"]*)"|(false))\)/.exec(
          source,
        );
      if (
        template === '' ||
        made === null ||
        !stubs.has(template) ||
        seen.has(template) ||
        /eleventyConfig\.|templateConfig|\.config\./.test(source) ||
        /Buffer|new Promise/.test(stubs.get(template) ?? '')
      )
        continue;
      seen.add(template);
      const inside = made[2] === undefined ? (made[1] ?? '').slice(output.length) : undefined;
      const address = inside?.replace(/\/index\.html$/, '/');
      const root = input.replace(/\/$/, '');
      cases.push(await caseOf(filesBelow(root, stubs), template, address, `${file} ${literalOf(title)}`));
    }
  }
  return cases;
}

async function caseOf(
  files: ReadonlyMap<string, string>,
  path: string,
  address: string | undefined,
  name: string,
): Promise<Case> {
  const sites = await sitesIn(files, 'eleventy');
  const routes = sites.flatMap((site) => site.routes.ofFile(path as RepoPath)).filter(isPublished);
  const isRight = address === undefined ? routes.length === 0 : routes.some(({ url }) => url === address);
  const said =
    routes.map(({ url, kind }) => `${url} (${kind})`).join(' ') || (files.size < 5 ? listed(sites) : 'nothing');
  return { name: `${name} ${path}`, wrong: isRight ? undefined : `wanted ${address}, ours ${said}` };
}
