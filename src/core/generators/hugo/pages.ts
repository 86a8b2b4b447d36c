/** The addresses of one content file. https://gohugo.io/content-management/urls/ */

import type { ContentFile, Route, RouteKind } from '../../model.ts';
import { builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import { flagOf, type Settings, textsOf } from '../../text/settings.ts';
import { pageTitle } from '../../text/title.ts';
import { sinceInstant } from '../../text/writtenDate.ts';
import { type Addressed, addressOf, expandedPath, unescapeQuery } from './address.ts';
import { cascadeRules, withCascade } from './cascade.ts';
import { sectionOf, splitLast } from './contentPath.ts';
import { type FoundDate, pageDate } from './dates.ts';
import { furtherFiles } from './further.ts';
import { cascadesFor, guessOfHeadless, unrenderedBy, withoutDoubtedHeadless } from './handedDown.ts';
import type { Lists } from './lists.ts';
import { plural } from './listTitle.ts';
import { outputFile } from './outputs.ts';
import { expandPattern, type TokenValues, usesDate } from './pattern.ts';
import { resourcePlaces, resourceRoute } from './resources.ts';
import { hugoText, hugoValues, numberGuess } from './scalars.ts';
import type { HugoLanguage, HugoSite } from './site.ts';
import { urlize } from './slug.ts';
import type { ProjectTemplates } from './templates.ts';
import type { ContentTree, Placed } from './tree.ts';
import { folderPage, guessOfBundle } from './unknownLanguage.ts';

type Kind = Addressed['kind'];

/** What decides the pages of a site. */
export interface PageRules {
  readonly site: HugoSite;
  readonly tree: ContentTree;
  readonly lists: Lists;
  readonly templates: ProjectTemplates;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function pageRoutes(file: ContentFile, rules: PageRules): readonly Route[] {
  // HTML without front matter is copied as it is.
  const isCopied = file.frontMatter.format === 'none' && /\.html?$/i.test(file.path);
  if (isCopied || rules.tree.isPlainFile(file.path)) return plainRoutes(file.path, rules);
  const places = rules.tree.placesOf(file.path);
  const [only] = places;
  // Nearly always: a place of its own for each file.
  if (only !== undefined && places.length === 1) return routesAt(file, only, rules);
  return places.flatMap((place) => routesAt(file, place, rules));
}

function plainRoutes(file: RepoPath, rules: PageRules): readonly Route[] {
  const { site, tree } = rules;
  return resourcePlaces(file, site.languages, tree).flatMap((resource): readonly Route[] => {
    const { place, bundle } = resource;
    const language = site.languages.find(({ key }) => key === place.key);
    if (language === undefined) return [];
    if (bundle === undefined) return [resourceRoute(file, resource, language, undefined)];
    const { values, name, date, address } = pageAt(bundle.place, bundle.values, language, rules);
    if (address === undefined) return [];
    const heldBack = heldBackKind(values, rules, name, date)?.kind;
    const page = { url: address.url, isUrlWritten: values.url !== undefined, values, heldBack };
    return [resourceRoute(file, resource, language, page)];
  });
}

function routesAt(file: ContentFile, place: Placed, rules: PageRules): readonly Route[] {
  const { site, tree } = rules;
  const language = site.languages.find(({ key }) => key === place.key);
  if (tree.isShadowed(file.path, place)) return [];
  const base = { file: file.path, title: pageTitle(file), language: place.key };
  if (language === undefined) return [{ ...base, url: builtUrl(place.key, place.logical, '/'), kind: 'unpublished' }];
  const own = hugoValues(file.frontMatter);
  const { kind, values, name, date, address } = pageAt(place, own, language, rules);
  // Where git's or the file system's date would make the address, nothing is said rather than guessed.
  if (address === undefined) return [];

  const hidden = hiddenKind(place, kind, withoutDoubtedHeadless(values, own, place), language, rules, name, date);
  const shown: RouteKind = kind === 'home' ? 'home' : kind === 'page' ? 'page' : 'section';
  const published = { kind: place.isFallback ? ('fallback' as const) : shown, key: address.key };
  const folder = folderPage(place, tree);
  const former = folder && pageAt(folder, own, language, rules).address?.url;
  const guess = guessOf(file, place, address, former, tree);
  const route: Route = { ...base, url: address.url, ...(hidden ?? published), guess };
  if (hidden !== undefined) {
    // One that is built and not rendered still makes its section, and its terms where it can be linked to.
    const isBuilt = hidden.key !== undefined && heldBackKind(values, rules, name, date) === undefined;
    const listed = unrenderedBy(values)?.hasTerms === false ? {} : values;
    return isBuilt ? [route, ...rules.lists(route, place, listed, language)] : [route];
  }
  const further = address.further.map((one) => ({
    ...base,
    kind: 'generated' as const,
    url: one.url,
    guess: guess ?? one.guess,
  }));
  const formerly = former === undefined || former === address.url ? [] : [{ ...route, url: former }];
  return [route, ...formerly, ...further, ...rules.lists(route, place, values, language)];
}

/** Why the versions of Hugo do not agree on the address; `former` is the one that earlier ones give. */
function guessOf(
  file: ContentFile,
  place: Placed,
  { url, key }: Address,
  former: UrlPath | undefined,
  tree: ContentTree,
) {
  const ofBundle = former === url ? undefined : guessOfBundle(file.path, place, tree);
  return ofBundle ?? numberGuess(file.frontMatter, key) ?? guessOfHeadless(hugoValues(file.frontMatter), place);
}

interface PageAt {
  readonly kind: Kind;
  /** Its own, and what is handed down to it. */
  readonly values: Settings;
  readonly name: string;
  readonly date: FoundDate | 'outside' | undefined;
  /** `undefined` where only the build knows it. */
  readonly address: Address | undefined;
}

/** A page by its place and its own front matter. */
function pageAt(place: Placed, own: Settings, language: HugoLanguage, rules: PageRules): PageAt {
  const kind = kindOf(place, language);
  const reading = { language: language.key, environment: rules.site.environment };
  const handed = cascadesFor(place.logical, language, rules.tree);
  // What a page hands down it has itself, before what its sections hand down; a section's is known to the tree.
  const cascades =
    kind === 'page' && own.cascade !== undefined ? [...cascadeRules(own.cascade, reading), ...handed] : handed;
  const target = { kind, path: place.logical === '' ? '/' : place.logical, language: place.key };
  const values = cascades.length === 0 ? own : withCascade(own, cascades, target);
  const name = place.type === 'single' ? place.name : splitLast(place.written)[1];
  const date = pageDate(values, rules.site.dates.date, name);
  return { kind, values, name, date, address: addressIn(place, kind, values, date, language, rules) };
}

function kindOf({ type, logical }: Placed, { taxonomies }: HugoLanguage): Kind {
  if (logical === '') return 'home';
  if (type !== 'branch') return 'page';
  if (taxonomies.some((plural) => logical === `/${plural}`)) return 'taxonomy';
  return taxonomies.some((plural) => logical.startsWith(`/${plural}/`)) ? 'term' : 'section';
}

interface Address {
  readonly url: UrlPath;
  readonly key: string | undefined;
  /** Of its further outputs in HTML, such as AMP, and of all that its front matter names. */
  readonly further: readonly { readonly url: UrlPath; readonly guess?: string | undefined }[];
}

function addressIn(
  place: Placed,
  kind: Kind,
  values: Settings,
  date: FoundDate | 'outside' | undefined,
  language: HugoLanguage,
  rules: PageRules,
): Address | undefined {
  const target = { kind, path: place.logical === '' ? '/' : place.logical, language: place.key };
  const rule = language.permalinks.find((entry) => entry.target.matches(target));
  const written = hugoText(values.url);
  const pattern = written?.includes(':') ? written : rule?.pattern;
  const usesPattern = written === undefined ? rule !== undefined : written.includes(':');
  if (usesPattern && pattern !== undefined && date === 'outside' && usesDate(pattern)) return undefined;

  const ownSlug = (hugoText(values.slug) ?? '').replace(/^-+|-+$/g, '');
  const slug = values.slug === undefined && date !== 'outside' ? (date?.slug ?? '') : ownSlug;
  const expanded =
    usesPattern && pattern !== undefined
      ? expandPattern(
          pattern,
          tokenValues(place, values, slug, date === 'outside' ? undefined : date, language, rules.tree),
        )
      : undefined;
  const url = written === undefined ? undefined : written.includes(':') ? unescapeQuery(expanded ?? written) : written;
  const permalink = written === undefined && expanded !== undefined ? expandedPath(expanded) : undefined;
  const outputs =
    values.outputs === undefined ? (language.outputs.get(kind) ?? []) : textsOf(values.outputs).map(lower);
  const page = {
    kind,
    basePath: language.basePath,
    prefix: language.prefix,
    path: language.style.keepCase ? place.written : place.logical,
    isBundle: place.type !== 'single',
    slug,
    url,
    permalink,
    ugly: language.uglyUrls(sectionOf(place.logical, place.type)),
    style: language.style,
  };
  return {
    url: addressOf({ ...page, output: outputFile(outputs, language.formats) }),
    further: furtherFiles(kind, values, outputs, language, rules.templates).map(({ output, guess }) => ({
      url: addressOf({ ...page, output }),
      guess,
    })),
    key: written === undefined ? (hugoText(values.slug) === undefined ? undefined : 'slug') : 'url',
  };
}

function lower(text: string): string {
  return text.toLowerCase();
}

function tokenValues(
  place: Placed,
  values: Settings,
  slug: string,
  date: FoundDate | undefined,
  language: HugoLanguage,
  tree: ContentTree,
): TokenValues {
  const toPart = (text: string) => urlize(text, language.style);
  const sections = () => sectionPath(place, tree);
  const titleOf = (logical: string): string => {
    const branch = tree.branch(place.key, logical)?.values ?? {};
    const name = splitLast(logical)[1];
    return hugoText(branch.slug) ?? hugoText(branch.title) ?? (language.pluralTitles ? plural(name) : name);
  };
  const contentBaseName = () => toPart(splitLast(place.written)[1]);
  return {
    date: date?.date,
    section: sectionOf(place.logical, place.type),
    sections,
    sectionSlugs: () => {
      const folders = sections();
      return folders.map((_, i) => toPart(titleOf(`/${folders.slice(0, i + 1).join('/')}`)));
    },
    title: () => toPart(hugoText(values.title) ?? ''),
    slug: toPart(slug),
    fileName: () => (place.type === 'branch' ? '' : contentBaseName()),
    contentBaseName,
  };
}

/** Folders down to the nearest section: one with a page of its own, or the top one. */
function sectionPath(place: Placed, tree: ContentTree): readonly string[] {
  const start = place.type === 'branch' ? place.logical : splitLast(place.logical)[0];
  for (let at = start; at !== ''; at = splitLast(at)[0]) {
    const segments = at.split('/').slice(1);
    if (segments.length === 1 || tree.branch(place.key, at) !== undefined) return segments;
  }
  return [];
}

interface Hidden {
  readonly kind: RouteKind;
  readonly key: string | undefined;
}

/** Why a file has no page of its own; `undefined` for one that is published. */
function hiddenKind(
  place: Placed,
  kind: Kind,
  values: Settings,
  language: HugoLanguage,
  rules: PageRules,
  name: string,
  date: FoundDate | 'outside' | undefined,
): Hidden | undefined {
  if (rules.tree.isResource(place) || language.disabledKinds.has(kind)) return { kind: 'unpublished', key: undefined };
  const unrendered = unrenderedBy(values);
  if (unrendered !== undefined) return { kind: 'unpublished', key: unrendered.key };
  if (rules.templates.isEmpty(place, values, kind)) return { kind: 'unpublished', key: 'layout' };
  return heldBackKind(values, rules, name, date);
}

/** Why a page is not built at all, and with it the files of its bundle. */
function heldBackKind(
  values: Settings,
  { site, now }: PageRules,
  name: string,
  date: FoundDate | 'outside' | undefined,
): Hidden | undefined {
  const draft = flagOf(values.draft);
  const isDraft = draft ?? flagOf(values.published) === false;
  if (isDraft && !site.buildDrafts) return { kind: 'draft', key: draft === undefined ? 'published' : 'draft' };
  const publish = pageDate(values, site.dates.publishDate, name, date);
  if (isFound(publish) && !site.buildFuture && sinceInstant(publish.date, now, site.timeZone) > 0) {
    return { kind: 'future', key: publish.key };
  }
  const expiry = pageDate(values, site.dates.expiryDate, name);
  if (isFound(expiry) && !site.buildExpired && sinceInstant(expiry.date, now, site.timeZone) < 0) {
    return { kind: 'expired', key: expiry.key };
  }
  return undefined;
}

function isFound(date: FoundDate | 'outside' | undefined): date is FoundDate {
  return date !== undefined && date !== 'outside';
}
