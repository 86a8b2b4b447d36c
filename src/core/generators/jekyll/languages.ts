/**
 * Plugins that build the site once for each language.
 *
 * - jekyll-multiple-languages-plugin: all of it again below `/LANG/` for each of `languages` but the first, with the posts of
 *   `_i18n/LANG/_posts`; `permalink_LANG` of the front matter stands before `permalink`.
 * - jekyll-polyglot: a file's `lang` is no part of its address. Below each language but `default_lang` every address is there
 *   again, with the file of that language, or else that of the default one.
 *
 * `exclude_from_localizations` and `exclude_from_localization` name what is not repeated: files that are copied, and with
 * polyglot pages too.
 *
 * https://github.com/kurtsson/jekyll-multiple-languages-plugin https://github.com/untra/polyglot
 */
import type { ContentFile, Route } from '../../model.ts';
import { builtUrl, type UrlPath } from '../../paths.ts';
import { flagOf, textOf, textsOf } from '../../text/settings.ts';
import type { JekyllSite } from './config.ts';

/** The site as one language has it. */
export interface LanguageSite extends JekyllSite {
  readonly language: string | undefined;
  readonly isDefault: boolean;
}

const polyglot = 'jekyll-polyglot';
const multiple = 'jekyll-multiple-languages-plugin';

/** Each multiplies all pages of the site; no site has more. */
const mostLanguages = 300;

/** The default language first. */
export function languageSites(site: JekyllSite): readonly LanguageSite[] {
  const named = textsOf(site.settings.languages);
  const first = site.plugins.has(polyglot) ? (textOf(site.settings.default_lang) ?? 'en') : named[0];
  if (first === undefined || !(site.plugins.has(polyglot) || site.plugins.has(multiple)))
    return [{ ...site, language: undefined, isDefault: true }];
  const isInFolder = site.plugins.has(multiple) && flagOf(site.settings.default_locale_in_subfolder) === true;
  return [...new Set([first, ...named])].slice(0, mostLanguages).map((language) => {
    const isDefault = language === first;
    const baseUrl = isDefault && !isInFolder ? site.baseUrl : builtUrl(site.baseUrl, language);
    return { ...site, baseUrl, language, isDefault };
  });
}

/** Where a file counts as lying, below the source: that of a post of a language among its posts. */
export function readPlace(inside: string, site: JekyllSite): { readonly inside: string; readonly language?: string } {
  if (!site.plugins.has(multiple) || textsOf(site.settings.exclude_from_localizations).includes('_posts'))
    return { inside };
  const [, language, rest] = /^_i18n\/([^/]+)\/(_posts\/.+)$/.exec(inside) ?? [];
  if (language !== undefined && rest !== undefined) return { inside: rest, language };
  // Those at the top are not read.
  return inside.startsWith('_posts/') ? { inside: `_${inside}` } : { inside };
}

/** The file as the language reads it. */
export function fileIn(file: ContentFile, { language, plugins }: LanguageSite): ContentFile {
  const { data } = file.frontMatter;
  const own = language === undefined || !plugins.has(multiple) ? undefined : data[`permalink_${language}`];
  if (own === undefined || own === null || textOf(data.permalink) === undefined) return file;
  return { ...file, frontMatter: { ...file.frontMatter, data: { ...data, permalink: own } } };
}

/** A route of a file in a language; none where the language leaves it out. */
export function routeIn(route: Route, file: ContentFile, inside: string, site: LanguageSite): readonly Route[] {
  const { language, isDefault, plugins } = site;
  if (language === undefined) return [route];
  const isOfPolyglot = plugins.has(polyglot);
  if (!isDefault && (isOfPolyglot || route.kind === 'static') && isNotRepeated(inside, site)) return [];
  if (!isOfPolyglot) return [{ ...route, language }];
  return route.kind === 'static' ? [route] : polyglotRoute(route, file, inside, { ...site, language });
}

function isNotRepeated(inside: string, { settings }: JekyllSite): boolean {
  const named = [...textsOf(settings.exclude_from_localization), ...textsOf(settings.exclude_from_localizations)];
  return named.some((name) => inside === name || inside.startsWith(`${name.replace(/(?<!\/)\/+$/, '')}/`));
}

function polyglotRoute(
  route: Route,
  { frontMatter: { data } }: ContentFile,
  inside: string,
  site: LanguageSite & { readonly language: string },
): readonly Route[] {
  const { language, isDefault } = site;
  const only = textsOf(data['lang-exclusive']);
  if (only.length > 0 && !only.includes(language)) return [];
  if (isDefault && isInOtherLanguage(route.url, site)) return [];
  if ((textOf(data.lang) ?? languageInPath(inside, site) ?? defaultOf(site)) === language)
    return [{ ...route, language }];
  if (['draft', 'unpublished', 'future'].includes(route.kind)) return [];
  return [{ ...route, language, ...(route.kind === 'generated' ? {} : { kind: 'fallback' as const }) }];
}

function defaultOf({ settings }: JekyllSite): string {
  return textOf(settings.default_lang) ?? 'en';
}

/** `fr/about.md`, `_posts/fr/…` with `lang_from_path`. */
function languageInPath(inside: string, { settings }: JekyllSite): string | undefined {
  if (flagOf(settings.lang_from_path) !== true) return undefined;
  const [first = '', second = '', third] = inside.split('/');
  const name = first.startsWith('_') && third !== undefined ? second : first;
  return name !== inside && /^[a-z]{2,3}(?:[_-][A-Za-z]{2,4}){0,2}$/.test(name) ? name : undefined;
}

/** What lies in the folder of another language is cleaned away when that one is built. */
function isInOtherLanguage(url: UrlPath, { baseUrl, language, settings }: LanguageSite): boolean {
  const [first = ''] = url.slice(builtUrl(baseUrl, '/').length).split('/');
  return first !== language && textsOf(settings.languages).includes(first);
}

/** Each address once: with the file of its language, else of the default one, else the last. */
export function withoutOthers(routes: readonly Route[], site: JekyllSite): readonly Route[] {
  if (!site.plugins.has(polyglot)) return routes;
  const own = new Set(routes.filter(({ kind }) => kind !== 'fallback').map(({ url }) => url));
  const isOfDefault = ({ kind, language }: Route) => kind !== 'fallback' && language === defaultOf(site);
  const ofDefault = new Set(routes.filter(isOfDefault).map(({ file }) => file));
  const kept = new Map<UrlPath, Route>();
  for (const route of routes) {
    if (route.kind !== 'fallback' || own.has(route.url)) continue;
    const known = kept.get(route.url);
    if (known === undefined || ofDefault.has(route.file) || !ofDefault.has(known.file)) kept.set(route.url, route);
  }
  return routes.filter((route) => route.kind !== 'fallback' || kept.get(route.url) === route);
}
