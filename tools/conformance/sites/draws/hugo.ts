import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes, yamlHead } from './drawer.ts';

function configuration(random: Random): string {
  const kinds = ['taxonomy', 'term', 'rss', 'sitemap', 'home', 'section', 'page', '404', 'robotsTXT'];
  const lines = [
    sometimes(random, 0.9, ...['https://example.org/', 'https://example.org/base/', '//example.org/x', '/']) ?? '',
  ].map((base) => (base === '' ? '' : `baseURL = "${base}"`));
  const add = (probability: number, ...choices: readonly string[]) => {
    const line = sometimes(random, probability, ...choices);
    if (line !== undefined) lines.push(line);
  };
  add(0.2, 'disablePathToLower = true');
  add(0.2, 'removePathAccents = true');
  add(0.2, 'buildDrafts = true', 'buildFuture = true', 'buildExpired = true');
  add(0.3, `disableKinds = ["${random.pick(kinds)}", "${random.pick(kinds)}"]`);
  add(0.15, 'enableRobotsTXT = true');
  add(0.15, 'paginatePath = "seite"');
  add(0.2, 'ignoreFiles = ["faq", "\\\\.txt$"]');
  add(0.15, 'disableAliases = true');
  add(0.15, 'summaryLength = 3');
  const tables: string[] = [];
  const table = (probability: number, ...choices: readonly string[]) => {
    const text = sometimes(random, probability, ...choices);
    if (text !== undefined) tables.push(text);
  };
  table(
    0.5,
    '[permalinks]\nposts = "/:year/:month/:slug/"',
    '[permalinks]\nposts = "/:sections/:title/"\ndocs = "/d/:filename/"',
    '[permalinks]\nblog = "/:section/:slugorfilename"\nposts = "/:year/:yearday/:weekday/:filename.html"',
    '[permalinks]\nposts = ":sections[1:]/:title"\ndocs = "/:sections[last]/:slug/"',
    '[permalinks]\n"/" = "/:slug/"\nposts = "/:monthname/:weekdayname/:day-:title/"',
    '[permalinks]\ntags = "/t/:slug/"\nposts = "/p/:2006/:01/:title/"',
  );
  table(
    0.3,
    '[taxonomies]\ntag = "tags"',
    '[taxonomies]\nauthor = "authors"\ncategory = "categories"',
    '[taxonomies]\n"topic area" = "topic areas"',
    '[taxonomies]',
  );
  table(
    0.25,
    '[outputs]\nhome = ["HTML", "JSON"]\npage = ["HTML", "JSON"]',
    '[outputs]\nsection = ["HTML"]\nhome = ["HTML", "RSS"]',
    '[outputs]\npage = ["JSON"]',
  );
  table(
    0.3,
    '[languages.en]\nweight = 1\n[languages.de]\nweight = 2',
    '[languages.en]\ncontentDir = "content/en"\n[languages.de]\ncontentDir = "content/de"',
  );
  table(
    0.25,
    '[[module.mounts]]\nsource = "content"\ntarget = "content"\n[[module.mounts]]\nsource = "extra"\ntarget = "content/docs/extra"',
    '[[module.mounts]]\nsource = "content"\ntarget = "content"\nexcludeFiles = ["blog/**"]\n[[module.mounts]]\nsource = "static"\ntarget = "static/files"',
  );
  if (tables.some((text) => text.startsWith('[languages'))) {
    add(0.5, 'defaultContentLanguageInSubdir = true');
    add(0.3, 'defaultContentLanguage = "de"', 'defaultContentLanguage = "en"');
  }
  return [...lines, ...tables, ''].join('\n');
}

function head(random: Random): string {
  return yamlHead([
    sometimes(random, 0.8, 'title: Some Title', 'title: "A: B & C"', 'title: Größe?', 'title: x.y', 'title: 2024'),
    sometimes(random, 0.4, 'date: 2023-04-05', 'date: 2023-12-31T23:30:00-05:00', 'date: 2099-01-01', 'date: ""'),
    sometimes(random, 0.1, 'publishDate: 2098-01-01', 'expiryDate: 2020-01-01'),
    sometimes(random, 0.2, 'slug: own-slug', 'slug: Own Slug/With', 'slug: a.b', 'slug: ""', 'slug: Été'),
    sometimes(random, 0.15, 'url: /own/url/', 'url: rel/url', 'url: /own/page.html', 'url: /Own/Case'),
    sometimes(random, 0.1, 'draft: true', 'draft: false'),
    sometimes(random, 0.15, 'aliases: [/old/one/, old-two]', 'aliases: ["../up", "/a/b.html"]', 'aliases: /single'),
    sometimes(random, 0.25, 'tags: [x, "Y Z"]', 'tags: [C++, "a/b"]', 'categories: ["News More"]', 'authors: [Ann]'),
    sometimes(
      random,
      0.05,
      'headless: true',
      '_build: {render: never}',
      '_build: {render: link}',
      '_build: {list: never}',
    ),
    sometimes(random, 0.05, 'type: posts', 'layout: other', 'outputs: [JSON]', 'linkTitle: L', 'isCJKLanguage: true'),
  ]);
}

function draw(random: Random): SiteFiles {
  const config = configuration(random);
  const isSplit = config.includes('content/en');
  const tops = ['', 'posts/', 'docs/', 'blog/'].flatMap((top) =>
    isSplit ? [`content/en/${top}`, `content/de/${top}`] : [`content/${top}`],
  );
  if (config.includes('"extra"')) tops.push('extra/');
  const endings = config.includes('[languages') && !isSplit ? ['.md', '.md', '.de.md', '.en.md', '.fr.md'] : ['.md'];
  const files: Record<string, string> = { 'hugo.toml': config };
  for (let count = 6 + random.below(14); count > 0; count--) {
    const folder = folderOf(random, tops);
    const name = sometimes(random, 0.35, `leaf${count}/index`, '_index', '_index', 'README') ?? nameOf(random);
    const ending = random.chance(0.9)
      ? random.pick(endings)
      : random.pick(['.html', '.txt', '.json', '.markdown', '.htm']);
    files[`${folder}${name}${ending}`] = random.chance(0.93) ? head(random) : 'No front matter.\n';
  }
  if (random.chance(0.5)) files[`static/${random.pick(['posts/a.html', 'robots.txt', 'x/index.html'])}`] = 'static\n';
  return files;
}

export const hugo: SiteDrawer = { id: 'hugo', draw };
