/**
 * Sites that are served below another folder than they are built for: below a language and a version on Read the Docs,
 * below `/docs/` of a product's site, by a deployment that copies `/versioned/…` to `/docs/…`.
 */
import type { Permalinks } from '../generators/shared/generator.ts';
import type { Note, Route } from '../model.ts';
import { type UrlPath, urlPath } from '../paths.ts';
import type { RouteTable } from '../routeTable.ts';
import { servedRules } from './addresses.ts';
import type { Site } from './site.ts';

/** The folder a site is served below, where it is built for another. */
export interface ServedPrefix {
  /** As the generator gives it, without a slash at its end: `/versioned`. */
  readonly built: string;
  /** As visitors see it: `/docs`. */
  readonly served: string;
  /** What says so, as a clause for the user. */
  readonly because: string;
  /** The site may as well have been there once: nothing that rests on it is certain. */
  readonly isGuess?: boolean | undefined;
}

/** An address as visitors see it. */
export function toServed(url: UrlPath, { built, served }: ServedPrefix): UrlPath {
  return moved(url, built, served);
}

/** An address as the generator gives it. */
export function toBuilt(url: UrlPath, { built, served }: ServedPrefix): UrlPath {
  return moved(url, served, built);
}

/** The whole site, rather than a folder of it. */
function isOfWholeSite({ built }: ServedPrefix, { basePath }: Pick<Permalinks, 'basePath'>): boolean {
  return built === basePath.replace(/(?<!\/)\/+$/, '');
}

/** The site by the addresses its visitors see, with a note that says why. */
export function servedSite(site: Site, prefix: ServedPrefix): Site {
  const { permalinks } = site;
  const { routes } = servedRules(permalinks, (url) => toServed(url, prefix));
  const basePath = isOfWholeSite(prefix, permalinks) ? `${prefix.served}/` : permalinks.basePath;
  // Where a note would say that the prefix is not known, and nothing rests on it.
  const kept = site.notes.filter((note) => note.wantsAddress !== true || note.doubtsAddresses === true);
  const notes = [...kept, noteOf(prefix)];
  const table = servedRoutes(site.routes, prefix);
  const asRead = new Map(
    [...site.asRead].map(([file, own]) => [file, own.map((route) => ({ ...route, url: toServed(route.url, prefix) }))]),
  );
  return { ...site, permalinks: { ...permalinks, basePath, routes }, routes: table, asRead, notes, served: prefix };
}

function noteOf({ built, served, because, isGuess }: ServedPrefix): Note {
  const what = built === '' ? 'Addresses are given' : `What is built below ${built}/ is given`;
  const advice = isGuess === true ? '; no answer is strong until the address of the site says so (--site)' : '';
  return { message: `${what} below ${served}/, as ${because}${advice}.` };
}

/** The same routes by their served addresses; those as built still find them, as redirect rules may be written so. */
export function servedRoutes(table: RouteTable, prefix: ServedPrefix): RouteTable {
  const guess = prefix.isGuess === true ? { guess: `that the site is served below ${prefix.served}/ is a guess` } : {};
  const show = <Entry extends Route | undefined>(route: Entry): Entry =>
    route === undefined ? route : { ...route, url: toServed(route.url, prefix), ...guess };
  return {
    all: table.all.map(show),
    pages: table.pages.map(show),
    answer: (path) => show(table.answer(toBuilt(path, prefix))),
    unknownPattern: (path) => show(table.unknownPattern(toBuilt(path, prefix))),
    unpublished: (path) => show(table.unpublished(toBuilt(path, prefix))),
    otherCase: (path) => show(table.otherCase(toBuilt(path, prefix))),
    publishesBelow: (folder) => table.publishesBelow(toBuilt(urlPath(folder), prefix)),
    ofFile: (file) => table.ofFile(file).map(show),
  };
}

function moved(url: UrlPath, from: string, to: string): UrlPath {
  if (!isUnder(url, from)) return url;
  const rest = url.slice(from.length);
  return (`${to}${rest}` || '/') as UrlPath;
}

export function isUnder(url: string, folder: string): boolean {
  return url === folder || url.startsWith(`${folder}/`);
}
