/** Lists that exist because of a page: its top section's, where that has no file, and those of its terms. */
import type { Route } from '../../model.ts';
import type { UrlPath } from '../../paths.ts';
import { type Settings, textsOf } from '../../text/settings.ts';
import { addressOf, cleanPath } from './address.ts';
import { sectionOf } from './contentPath.ts';
import { outputFile } from './outputs.ts';
import { expandPattern } from './pattern.ts';
import type { HugoLanguage, HugoSite } from './site.ts';
import { logicalPath, sanitizePath } from './slug.ts';
import type { ContentTree, Placed } from './tree.ts';

/** The lists a published page appears in; a list is one route, of the page that was first seen in it. */
export type Lists = (route: Route, place: Placed, values: Settings, language: HugoLanguage) => readonly Route[];

/** Each of its pages asks for a list, so that it is made once. */
export function generatedLists(site: HugoSite, tree: ContentTree): Lists {
  const known = new Map<string, Map<string, Route | undefined>>();
  const listsOf = (group: string) => {
    const lists = known.get(group) ?? new Map<string, Route | undefined>();
    known.set(group, lists);
    return lists;
  };
  return ({ file }, place, values, language) => {
    const routes: Route[] = [];
    const add = (kind: 'section' | 'term', folder: string, name: string) => {
      const lists = listsOf(language.key + folder);
      let route = lists.get(name);
      if (route === undefined && !lists.has(name)) {
        const url = listUrl(kind, folder, name, language, site);
        route = url && { url, file, kind: 'generated', language: language.key };
        lists.set(name, route);
      }
      if (route !== undefined) routes.push(route);
    };
    const section = sectionOf(place.logical, place.type);
    if (section !== '' && tree.branch(place.key, `/${section}`) === undefined) {
      add('section', '/', sectionOf(place.written, place.type));
    }
    for (const taxonomy of language.taxonomies) {
      if (values[taxonomy] === undefined) continue;
      for (const term of textsOf(values[taxonomy])) add('term', `/${taxonomy}/`, term);
    }
    return routes;
  };
}

/** `undefined` where such lists are switched off, or a token that only Hugo knows for lists decides. */
function listUrl(
  kind: 'section' | 'term',
  folder: string,
  name: string,
  language: HugoLanguage,
  site: HugoSite,
): UrlPath | undefined {
  const written = folder + name;
  const target = { kind, path: logicalPath(written), language: language.key };
  if (language.disabledKinds.has(kind)) return undefined;
  const rule = language.permalinks.find((entry) => entry.target.matches(target));
  const permalink = rule === undefined ? undefined : listPermalink(rule.pattern, target.path, name, site);
  if (rule !== undefined && permalink === undefined) return undefined;
  return addressOf({
    kind,
    basePath: language.basePath,
    prefix: language.prefix,
    path: site.style.keepCase ? written : target.path,
    isBundle: true,
    slug: '',
    url: undefined,
    permalink,
    ugly: language.uglyUrls(sectionOf(target.path, 'branch')),
    style: site.style,
    output: outputFile(language.outputs.get(kind) ?? [], language.formats),
  });
}

/** A list without a page of its own has no date and no slug: its title is its name. */
function listPermalink(pattern: string, path: string, name: string, site: HugoSite): string | undefined {
  if (!/^(?:[^:]|:(?:section|title|slug)(?![\w[]))*$/.test(pattern)) return undefined;
  const title = sanitizePath(name, site.style);
  const none = () => '';
  const expanded = expandPattern(pattern, {
    date: undefined,
    section: sectionOf(path, 'branch'),
    sections: () => [],
    sectionSlugs: () => [],
    title: () => title,
    slug: '',
    fileName: none,
    contentBaseName: none,
  });
  return expanded === undefined ? undefined : cleanPath(expanded);
}
