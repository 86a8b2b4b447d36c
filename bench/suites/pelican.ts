/** The samples of Pelican, built in three ways, with all files that are published. */
import { isPublished } from '../../src/core/routeTable.ts';
import { isAnswered, listed, sitesIn } from './siteCase.ts';
import type { Case, Suite } from './suite.ts';

/** The output's folder, the configuration that made it, and what its test sets besides. */
const builds: readonly (readonly [string, string | undefined, string])[] = [
  ['basic', undefined, "PATH = 'content'\nLOCALE = 'en_US'\n"],
  ['custom', 'samples/pelican.conf.py', "PATH = 'content'\nLOCALE = 'en_US.UTF-8'\n"],
  ['custom_locale', 'samples/pelican.conf_FR.py', "PATH = 'content'\nLOCALE = 'fr_FR.UTF-8'\n"],
];

export const pelican: Suite = {
  id: 'pelican',
  repository: 'getpelican/pelican',
  at: 'HEAD',
  leftOut:
    'drafts, which are written and called drafts here, feeds, files of the theme and images; tests that look at values within Python',
  async run(read, list) {
    const content = list('samples/content').filter((path) => !/\.(?:jpg|png)$/.test(path));
    const cases: Case[] = [];
    for (const [output, config, more] of builds) {
      const files = new Map(content.map((path) => [path.slice('samples/'.length), read(path)]));
      files.set('pelicanconf.py', `${config === undefined ? '' : read(config)}\n${more}`);
      const sites = await sitesIn(files, 'pelican');
      const folder = `pelican/tests/output/${output}/`;
      const published = new Set(
        list(folder)
          .map((path) => `/${path.slice(folder.length)}`)
          .filter((path) => !/^\/(?:theme|feeds|pictures|drafts)\//.test(path))
          .map((path) => path.replace(/\/index\.html$/, '/')),
      );
      for (const path of published) {
        const wrong = isAnswered(sites, path) ? undefined : `missing; ${listed(sites)}`;
        cases.push({ name: `${output} ${path}`, wrong });
      }
      for (const { url, kind } of sites.flatMap(({ routes }) => routes.all).filter(isPublished))
        if (kind !== 'static' && !published.has(url)) cases.push({ name: `${output} ${url}`, wrong: 'not published' });
    }
    return cases;
  },
};
