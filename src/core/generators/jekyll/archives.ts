/**
 * Lists of posts by tag, category and date that jekyll-archives makes.
 *
 * - `enabled` names the kinds, or is `all`; `permalinks` has a template for each kind.
 * - `:name` is the tag or the category as Jekyll slugifies it, by `slug_mode`.
 *
 * https://github.com/jekyll/jekyll-archives/blob/master/docs/configuration.md
 */
import type { ContentFile, Route } from '../../model.ts';
import { builtUrl } from '../../paths.ts';
import { settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { padded } from '../../text/writtenDate.ts';
import type { JekyllSite } from './config.ts';
import { categoriesOf, type DocumentPlace, wordsOf, writtenIn } from './documents.ts';
import { slugify } from './slugify.ts';
import { expandTemplate, type Placeholders } from './template.ts';

const kinds = [
  ['tags', 'tag', '/tag/:name/'],
  ['categories', 'category', '/category/:name/'],
  ['year', 'year', '/:year/'],
  ['month', 'month', '/:year/:month/'],
  ['day', 'day', '/:year/:month/:day/'],
] as const;

type Kind = (typeof kinds)[number][1];

/** The lists that a post which is published stands in. */
export function archiveRoutes(file: ContentFile, place: DocumentPlace, site: JekyllSite): readonly Route[] {
  const settings = settingsAt(site.settings, 'jekyll-archives');
  // A theme brings the plugins that its gem depends on.
  if (!site.plugins.has('jekyll-archives') && textOf(site.settings.theme) === undefined) return [];
  const { enabled } = settings;
  const isOn = (name: string) => enabled === true || enabled === 'all' || textsOf(enabled).includes(name);
  const wanted = kinds.filter(([name]) => isOn(name));
  if (wanted.length === 0 || place.collection.label !== 'posts') return [];
  const { values, written } = writtenIn(file, place, site);
  const mode = textOf(settings.slug_mode) === 'pretty' ? 'pretty' : 'default';
  const named = (names: readonly string[]) => [...new Set(names)].map((name) => ({ name: slugify(name, mode) }));
  const dates =
    written === undefined
      ? []
      : [{ year: padded(written.year, 4), month: padded(written.month), day: padded(written.day) }];
  const placeholders: Readonly<Record<Kind, readonly Placeholders[]>> = {
    tag: named([...wordsOf(values.tags), ...textsOf(values.tag)]),
    category: named(categoriesOf(place, values, site)),
    year: dates,
    month: dates,
    day: dates,
  };
  const templates = settingsAt(settings, 'permalinks');
  return wanted.flatMap(([, kind, usual]) =>
    placeholders[kind].flatMap((own): readonly Route[] => {
      const path = expandTemplate(textOf(templates[kind]) ?? usual, { ...own, type: kind });
      return path === undefined ? [] : [{ url: builtUrl(site.baseUrl, path), file: file.path, kind: 'generated' }];
    }),
  );
}
