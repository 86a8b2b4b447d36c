/** The test sites of Zola, and the pages that its own tests make of single files. */
import { isAnswered, isLedOn, listed, sitesIn } from './siteCase.ts';
import type { Case, Suite } from './suite.ts';

export const zola: Suite = {
  id: 'zola',
  repository: 'getzola/zola',
  at: 'HEAD',
  leftOut: 'sites that a test changes before it builds them, numbered list pages, feeds and files that are no pages',
  async run(read, list) {
    const cases: Case[] = [];
    for (const [tests, site] of [
      ['site.rs', 'test_site'],
      ['site_i18n.rs', 'test_site_i18n'],
    ] as const) {
      const paths = list(site).filter((path) => /\.(?:md|toml|html|txt)$/.test(path));
      const files = new Map(paths.map((path) => [path.slice(site.length + 1), read(path)]));
      for (const body of functionsOf(read(`components/site/tests/${tests}`)))
        if (body.includes(`build_site("${site}")`)) cases.push(...(await builtCases(body, files)));
    }
    for (const body of functionsOf(read('components/content/src/page.rs'))) cases.push(...(await pageCases(body)));
    return cases;
  },
};

function functionsOf(text: string): readonly string[] {
  return text.split(/^ *#\[test(?:_case)?[^\n]*\]\n/m).slice(1);
}

function nameOf(body: string): string {
  return /fn (\w+)/.exec(body)?.[1] ?? '';
}

async function builtCases(body: string, files: ReadonlyMap<string, string>): Promise<readonly Case[]> {
  const sites = await sitesIn(files, 'zola');
  const cases: Case[] = [];
  for (const [, no, path = ''] of body.matchAll(/assert!\((!?)file_exists!\(public, "([^"]*)"\)/g)) {
    if (!path.endsWith('.html') || /page\/\d/.test(path)) continue;
    const address = `/${path}`.replace(/\/index\.html$/, '/');
    const isThere = isAnswered(sites, address) || (/\bold-/.test(path) && (await isLedOn(files, sites, address)));
    const wrong = isThere === (no === '') ? undefined : `${no ? 'not published' : 'missing'}; ${listed(sites)}`;
    cases.push({ name: `${nameOf(body)} ${address}`, wrong });
  }
  return cases;
}

/** One file with its front matter, and the path or slug it has to get. */
async function pageCases(body: string): Promise<readonly Case[]> {
  const strategy = /SlugifyStrategy::(\w+)/.exec(body)?.[1]?.toLowerCase();
  const written = [...(/(?:Path::new\(|path\.join\()"([^"]*\.md)"\)/.exec(body) ?? [])][1];
  const folders = [...body.matchAll(/\.join\("([^"]*)"\)/g)].map(([, name = '']) => name);
  const wanted = /assert_eq!\(page\.path, "([^"]*)"/.exec(body)?.[1];
  const slug = /assert_eq!\(page\.slug, "([^"]*)"/.exec(body)?.[1];
  const permalink = /assert_eq!\(page\.permalink, "http:\/\/[^/"]*([^"]*)"/.exec(body)?.[1];
  const nested = folders.includes('index.md') ? folders.slice(0, folders.indexOf('index.md') + 1).join('/') : undefined;
  const isNested = nested !== undefined && body.includes('nested_path');
  const path = isNested ? [...new Set(nested.split('/'))].join('/') : written;
  const address = wanted ?? permalink ?? (slug === undefined ? undefined : `/${slug}/`);
  if (path === undefined || address === undefined || body.includes('colocated_page')) return [];
  const content =
    /\+\+\+\\n([\s\S]*?)\\n\+\+\+/.exec(body)?.[1]?.replaceAll('\\"', '"') ??
    /\+\+\+\n([\s\S]*?)\+\+\+/.exec(body)?.[1] ??
    '';
  const files = new Map([
    [
      'config.toml',
      `base_url = "http://hello.com"\n${strategy === undefined ? '' : `[slugify]\npaths = "${strategy}"\n`}${body.includes('LanguageOptions') ? '[languages.fr]\n' : ''}`,
    ],
    [path.startsWith('content/') ? path : `content/${path}`, `+++\n${content}\n+++\n`],
  ]);
  const sites = await sitesIn(files, 'zola');
  const inLanguage = body.includes('LanguageOptions') && permalink === undefined ? `/fr${address}` : address;
  return [
    {
      name: `page ${nameOf(body)} ${inLanguage}`,
      wrong: isAnswered(sites, inLanguage) ? undefined : `missing for ${path}; ${listed(sites)}`,
    },
  ];
}
