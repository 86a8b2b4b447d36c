/**
 * Starlight: every entry of the collection `docs` is at `/<id>/`, its `index` at `/`. With several languages, each
 * page the default language has and another lacks is published there as well, with the default's text.
 *
 * https://starlight.astro.build/guides/i18n/
 */
import type { Route } from '../../model.ts';
import { entriesOf, textValue, type Value, writtenProperty } from '../../script/value.ts';
import { pageAddress, pathOfAddress } from './address.ts';
import type { AstroConfiguration } from './configuration.ts';

/** The folders of the languages of a Starlight site. */
export interface Languages {
  /** Folder of the default language; empty for the root. */
  readonly main: string;
  /** Folders of the others; empty for the root. */
  readonly others: readonly string[];
}

export function readLanguages(starlight: Value, i18n: Value): Languages | undefined {
  const own = entriesOf(writtenProperty(starlight, 'locales')).map(([name]) => name);
  if (own.length > 0) {
    const main =
      textValue(writtenProperty(starlight, 'defaultLocale')) ?? (own.includes('root') ? 'root' : (own[0] ?? 'root'));
    return languages(main, own);
  }
  // Without languages of its own, Starlight takes those of Astro.
  const shared = writtenProperty(i18n, 'locales');
  const names = (shared.kind === 'list' ? shared.items : []).flatMap(
    (item) => textValue(item) ?? textValue(writtenProperty(item, 'path')) ?? [],
  );
  const main = textValue(writtenProperty(i18n, 'defaultLocale'));
  if (names.length === 0 || main === undefined) return undefined;
  const prefixed = writtenProperty(i18n, 'routing', 'prefixDefaultLocale');
  const isPrefixed = prefixed.kind === 'literal' && prefixed.value === true;
  return isPrefixed ? languages(main, names) : languages('root', ['root', ...names.filter((name) => name !== main)]);
}

function languages(main: string, names: readonly string[]): Languages | undefined {
  if (names.length < 2) return undefined;
  const folder = (name: string): string => (name === 'root' ? '' : name);
  return { main: folder(main), others: names.filter((name) => name !== main).map(folder) };
}

/** Address path of an entry by its id. */
export function documentPath(id: string): string {
  return (id === 'index' ? '' : id.replace(/\/index$/, '')).normalize();
}

export function languageOf(path: string, { main, others }: Languages): string {
  return [main, ...others].find((name) => name !== '' && (path === name || path.startsWith(`${name}/`))) ?? '';
}

/** The pages shown in place of missing translations. */
export function fallbackRoutes(
  documents: readonly Route[],
  { main, others }: Languages,
  configuration: AstroConfiguration,
): readonly Route[] {
  const known = { main, others };
  const paths = new Map(documents.map((route) => [pathOfAddress(route.url, configuration), route]));
  return others.flatMap((language) =>
    [...paths].flatMap(([path, route]): readonly Route[] => {
      if (languageOf(path, known) !== main) return [];
      const bare = main === '' ? path : path.slice(main.length).replace(/^\//, '');
      const translated = [language, bare].filter((part) => part !== '').join('/');
      if (paths.has(translated)) return [];
      return [
        { ...route, url: pageAddress(translated, configuration), kind: 'fallback', language: language || 'root' },
      ];
    }),
  );
}
