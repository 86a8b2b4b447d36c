import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes } from './drawer.ts';

function configuration(random: Random): string {
  return [
    "SITENAME = 'T'",
    "AUTHOR = 'Ann'",
    "TIMEZONE = 'UTC'",
    "DEFAULT_LANG = 'en'",
    'FEED_ALL_ATOM = None',
    'CATEGORY_FEED_ATOM = None',
    'TRANSLATION_FEED_ATOM = None',
    'AUTHOR_FEED_ATOM = None',
    'AUTHOR_FEED_RSS = None',
    sometimes(
      random,
      0.4,
      "ARTICLE_URL = 'posts/{date:%Y}/{slug}/'\nARTICLE_SAVE_AS = 'posts/{date:%Y}/{slug}/index.html'",
      "ARTICLE_SAVE_AS = '{category}/{slug}.html'\nARTICLE_URL = '{category}/{slug}.html'",
      "ARTICLE_PATHS = ['blog']",
    ),
    sometimes(random, 0.3, "PAGE_PATHS = ['docs']", "PAGE_SAVE_AS = '{slug}/index.html'\nPAGE_URL = '{slug}/'"),
    sometimes(random, 0.3, 'USE_FOLDER_AS_CATEGORY = False', "DEFAULT_CATEGORY = 'other'"),
    sometimes(random, 0.3, "SLUG_REGEX_SUBSTITUTIONS = [(r'\\s+', '_')]"),
    sometimes(
      random,
      0.3,
      "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)'",
      "FILENAME_METADATA = r'(?P<slug>.*)'",
    ),
    sometimes(
      random,
      0.2,
      "STATIC_PATHS = ['images', 'extra']",
      "STATIC_PATHS = ['extra/robots.txt']\nEXTRA_PATH_METADATA = {'extra/robots.txt': {'path': 'robots.txt'}}",
    ),
    sometimes(
      random,
      0.2,
      'DIRECT_TEMPLATES = ["index", "archives"]',
      "TAG_SAVE_AS = ''",
      "CATEGORY_SAVE_AS = 'c/{slug}.html'\nCATEGORY_URL = 'c/{slug}.html'",
    ),
    sometimes(
      random,
      0.2,
      'DEFAULT_PAGINATION = 2',
      'WITH_FUTURE_DATES = False',
      "DEFAULT_METADATA = {'status': 'draft'}",
    ),
    sometimes(random, 0.2, "YEAR_ARCHIVE_SAVE_AS = 'posts/{date:%Y}/index.html'"),
    '',
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

function draw(random: Random): SiteFiles {
  const files: Record<string, string> = { 'pelicanconf.py': configuration(random), 'content/extra/robots.txt': 'r\n' };
  const tops = ['', '', 'news/', 'blog/', 'pages/', 'docs/', 'extra/'].map((top) => `content/${top}`);
  for (let count = 5 + random.below(12); count > 0; count--) {
    const dated = random.chance(0.3) ? random.pick(['2023-04-05-', '2021-12-31-']) : '';
    const name = `${dated}${nameOf(random)}${count}`;
    const isRst = random.chance(0.3);
    // Pelican builds no site where two pages have one address.
    const title = `${random.pick(['Some Title', 'A: B & C', '2024', 'Größe?', 'C++'])} ${count}`;
    const fields = [
      `${random.chance(0.9) ? 'Date' : 'Modified'}: ${random.pick(['2023-04-05', '2022-12-31 23:30', '2099-01-01'])}`,
      sometimes(random, 0.25, `Slug: own-${count}`, `Slug: Own Slug/x${count}`),
      sometimes(random, 0.3, 'Category: News', 'Category: A B/C'),
      sometimes(random, 0.3, 'Tags: x, Y Z', 'Tags: c++'),
      sometimes(random, 0.15, 'Status: draft', 'Status: hidden', 'Status: published'),
      sometimes(random, 0.1, `URL: own${count}/\nSave_as: own${count}/index.html`, `Save_as: here${count}.html`),
      sometimes(random, 0.1, 'Lang: de', 'Authors: Ann, Bob', 'Template: page'),
    ].filter((field) => field !== undefined);
    files[`${folderOf(random, tops)}${name}${isRst ? '.rst' : random.pick(['.md', '.md', '.markdown', '.html'])}`] =
      isRst
        ? `${title}\n${'#'.repeat(title.length)}\n\n${fields.join('\n').replace(/^/gm, ':').toLowerCase()}\n\ntext ${count}\n`
        : `Title: ${title}\n${fields.join('\n')}\n\ntext ${count}\n`;
  }
  return files;
}

export const pelican: SiteDrawer = { id: 'pelican', draw };
