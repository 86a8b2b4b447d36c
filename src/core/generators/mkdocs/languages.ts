/**
 * Languages of mkdocs-static-i18n: `page.fr.md` (suffix) or `fr/page.md` (folder) is at `/fr/page/`, the default
 * language has no prefix, and a page that lacks a translation is shown in the default language at every prefix.
 * https://ultrabug.github.io/mkdocs-static-i18n/
 */
import { extensionOf, fileName } from '../../paths.ts';
import { isYamlMap, type MkdocsSettings, type Options } from './settings.ts';

/** A source by the language it is written in. */
export interface Localised {
  readonly language: string | undefined;
  /** In front of the address: `fr/` or nothing. */
  readonly prefix: string;
  /** The source without its language. */
  readonly source: string;
  readonly isFallback: boolean;
}

/** Where a source is published, its own language first; empty when its language is not built. */
export type Localise = (source: string) => readonly Localised[];

interface Languages {
  readonly folders: boolean;
  readonly standard: string;
  readonly configured: readonly string[];
  readonly built: readonly string[];
  readonly fallback: boolean;
}

/** Takes every source of the site, as translations decide which fallbacks there are. */
export function localiser(settings: MkdocsSettings, sources: readonly string[]): Localise {
  const options = settings.plugins.find(({ name }) => name === 'i18n')?.options;
  const languages = options === undefined ? undefined : readLanguages(options);
  if (languages === undefined) return (source) => [{ language: undefined, prefix: '', source, isFallback: false }];

  const translations = new Set(sources.map((source) => keyOf(split(languages, source))));
  return (source) => {
    const own = split(languages, source);
    return languages.built.flatMap((language) => {
      const isFallback = language !== own.language;
      const prefix = language === languages.standard ? '' : `${language}/`;
      if (isFallback) {
        if (!languages.fallback || own.language !== languages.standard) return [];
        if (translations.has(keyOf({ ...own, language }))) return [];
      }
      return [{ language, prefix, source: own.source, isFallback }];
    });
  };
}

function readLanguages(options: Options): Languages | undefined {
  const listed = Array.isArray(options.languages) ? options.languages.filter(isYamlMap) : undefined;
  // Before 1.0: a map of languages, and the default one beside it.
  const mapped = isYamlMap(options.languages) ? Object.entries(options.languages) : [];
  const entries =
    listed?.map((entry) => ({ key: String(entry.locale), build: entry.build !== false })) ??
    mapped.map(([key, value]) => ({ key, build: !(isYamlMap(value) && value.build === false) }));
  const named = entries.filter(({ key }) => key !== 'null' && key !== 'undefined');
  const standard = listed?.find((entry) => entry.default === true)?.locale ?? options.default_language;
  if (typeof standard !== 'string') return undefined;
  const built = named.filter(({ key, build }) => build && key !== standard).map(({ key }) => key);
  return {
    folders: options.docs_structure === 'folder',
    standard,
    configured: [...new Set([standard, ...named.map(({ key }) => key)])],
    built: [standard, ...built],
    fallback: options.fallback_to_default !== false,
  };
}

/** A language folder or suffix is recognised by its form, also when it is not configured: then it is not built. */
const languageForm = /^(?:[a-z]{2}(?:-[A-Za-z]{4})?(?:-[A-Z]{2})?|[a-z]{2}_[A-Z]{2})$/;

function split(languages: Languages, source: string): { readonly language: string; readonly source: string } {
  const isLanguage = (text: string) => languages.configured.includes(text) || languageForm.test(text);
  if (languages.folders) {
    const [first = '', ...rest] = source.split('/');
    if (rest.length > 0 && isLanguage(first)) return { language: first, source: rest.join('/') };
  } else {
    const extension = extensionOf(source);
    const stem = source.slice(0, source.length - extension.length);
    const suffix = extensionOf(fileName(stem)) === '' ? '' : stem.slice(stem.lastIndexOf('.') + 1);
    if (isLanguage(suffix)) {
      return { language: suffix, source: stem.slice(0, -suffix.length - 1) + source.slice(stem.length) };
    }
  }
  return { language: languages.standard, source };
}

function keyOf({ language, source }: { readonly language: string; readonly source: string }): string {
  return `${language} ${source}`;
}
