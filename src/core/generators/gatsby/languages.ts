/**
 * Languages that gatsby-theme-i18n gives every page: each page is made again below the code of each language, and of the
 * default one only with `prefixDefault`.
 *
 * https://github.com/gatsbyjs/themes/tree/main/packages/gatsby-theme-i18n
 */
import type { Route } from '../../model.ts';
import { builtUrl, type RepoPath, type UrlPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isPage } from '../../routeTable.ts';
import { booleanOf, textValue, type Value, writtenProperty } from '../../script/value.ts';
import { isSettings, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';

/** The languages of a site. */
export interface GatsbyLanguages {
  readonly standard: string;
  /** Whether addresses of the default language begin with its code. */
  readonly isPrefixed: boolean;
  /** Those of the others. */
  readonly others: readonly string[];
}

/** By the options of the theme; `config` is the file that lists the languages. */
export async function readThemeLanguages(
  options: Value,
  config: RepoPath | undefined,
  repo: Repo,
): Promise<GatsbyLanguages> {
  const standard = textValue(writtenProperty(options, 'defaultLang')) ?? 'en';
  const listed = textValue(writtenProperty(options, 'locales'));
  const { value } = readYaml((config && (await repo.read(config))) ?? '');
  const codes = (Array.isArray(value) ? value : []).flatMap((entry) =>
    isSettings(entry) ? (textOf(entry.code) ?? []) : [],
  );
  const all = listed === undefined ? codes : listed.split(' ').filter((code) => codes.includes(code));
  return {
    standard,
    isPrefixed: booleanOf(writtenProperty(options, 'prefixDefault')) === true,
    others: all.filter((code) => code !== standard),
  };
}

/** The same pages in every language; in the others the page stands in, whatever of it is translated. */
export function inThemeLanguages(
  routes: readonly Route[],
  basePath: string,
  languages: GatsbyLanguages | undefined,
): readonly Route[] {
  if (languages === undefined) return routes;
  const { standard, isPrefixed, others } = languages;
  return routes.flatMap((route): readonly Route[] => {
    const url = (code: string) => localised(route.url, basePath, code);
    const own = { ...route, language: standard };
    const first = isPrefixed ? [{ ...own, url: url(standard) }] : [own];
    // The page for what is not found is made without a language, too.
    const plain = isPrefixed && /^\/404(?:\/|\.html)$/.test(inside(route.url, basePath)) ? [route] : [];
    const kind = isPage(route) ? 'fallback' : route.kind;
    const more = others.map((code): Route => ({ ...route, url: url(code), kind, language: code }));
    return [...plain, ...first, ...more];
  });
}

function inside(url: string, basePath: string): string {
  return basePath !== '/' && url.startsWith(basePath) ? `/${url.slice(basePath.length).replace(/^\//, '')}` : url;
}

/** An address that begins with the code is left as it is. */
function localised(url: UrlPath, basePath: string, code: string): UrlPath {
  const path = inside(url, basePath);
  return path.split('/')[1] === code ? url : builtUrl(basePath, code, path);
}
