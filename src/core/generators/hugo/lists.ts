/** Lists that exist because of a page: its top section's, where that has no file, and those of its terms. */
import type { Route } from '../../model.ts';
import type { UrlPath } from '../../paths.ts';
import { type Settings, textsOf } from '../../text/settings.ts';
import { addressOf } from './address.ts';
import { sectionOf } from './contentPath.ts';
import { outputFile } from './outputs.ts';
import type { HugoLanguage, HugoSite } from './site.ts';
import { logicalPath } from './slug.ts';
import type { ContentTree, Placed } from './tree.ts';

/** The lists a published page appears in. */
export type Lists = (route: Route, place: Placed, values: Settings, language: HugoLanguage) => readonly Route[];

/** Lists are asked for by each of their pages, so their addresses are kept. */
export function generatedLists(site: HugoSite, tree: ContentTree): Lists {
  const known = new Map<string, UrlPath | undefined>();
  const urlOf = (kind: 'section' | 'term', path: string, language: HugoLanguage): UrlPath | undefined => {
    const key = `${language.key}\0${path}`;
    if (!known.has(key)) known.set(key, listUrl(kind, path, language, site));
    return known.get(key);
  };
  return (route, place, values, language) => {
    const routes: Route[] = [];
    const add = (kind: 'section' | 'term', path: string) => {
      const url = urlOf(kind, path, language);
      if (url !== undefined) routes.push({ url, file: route.file, kind: 'generated', language: place.key });
    };
    const section = sectionOf(place.logical, place.type);
    if (section !== '' && tree.branch(place.key, `/${section}`) === undefined) {
      add('section', `/${sectionOf(place.written, place.type)}`);
    }
    for (const taxonomy of language.taxonomies) {
      if (values[taxonomy] === undefined) continue;
      for (const term of textsOf(values[taxonomy])) add('term', `/${taxonomy}/${term}`);
    }
    return routes;
  };
}

/** `undefined` where such lists are switched off, or a pattern of tokens only Hugo knows for lists decides. */
function listUrl(
  kind: 'section' | 'term',
  written: string,
  language: HugoLanguage,
  site: HugoSite,
): UrlPath | undefined {
  const target = { kind, path: logicalPath(written), language: language.key };
  if (language.disabledKinds.has(kind) || language.permalinks.some((rule) => rule.target.matches(target)))
    return undefined;
  return addressOf({
    kind,
    basePath: language.basePath,
    prefix: language.prefix,
    path: site.style.keepCase ? written : target.path,
    isBundle: true,
    slug: '',
    url: undefined,
    permalink: undefined,
    ugly: language.uglyUrls(sectionOf(target.path, 'branch')),
    style: site.style,
    output: outputFile(language.outputs.get(kind) ?? [], language.formats),
  });
}
