/**
 * `i18n.fallback`: pages a language lacks are answered by another's, by a redirect or, with `fallbackType: 'rewrite'`,
 * in their place. https://docs.astro.build/en/reference/configuration-reference/#i18nfallback
 */
import type { Route } from '../../model.ts';
import { urlKey } from '../../paths.ts';
import { dataOf, entriesOf, textValue, writtenProperty } from '../../script/value.ts';
import { pageAddress, pathOfAddress } from './address.ts';
import type { AstroConfiguration } from './configuration.ts';

export function languageFallbacks(routes: readonly Route[], configuration: AstroConfiguration): readonly Route[] {
  const { i18n } = configuration;
  const main = textValue(writtenProperty(i18n, 'defaultLocale'));
  const isPrefixed = dataOf(writtenProperty(i18n, 'routing', 'prefixDefaultLocale')) === true;
  const isRewritten = textValue(writtenProperty(i18n, 'routing', 'fallbackType')) === 'rewrite';
  const languages = localeFolders(configuration);
  const taken = new Set(routes.map(({ url }) => urlKey(url)));
  const pages = routes.filter(({ kind }) => ['page', 'section', 'home', 'post'].includes(kind));
  return entriesOf(writtenProperty(i18n, 'fallback')).flatMap(([from, value]) => {
    const to = textValue(value);
    const source = to === main && !isPrefixed ? '' : to;
    if (source === undefined) return [];
    return pages.flatMap((route): readonly Route[] => {
      const path = pathOfAddress(route.url, configuration);
      const language = languages.find((name) => path === name || path.startsWith(`${name}/`)) ?? '';
      if (language !== source) return [];
      const bare = source === '' ? path : path.slice(source.length + 1);
      const url = pageAddress(bare === '' ? from : `${from}/${bare}`, configuration);
      if (taken.has(urlKey(url))) return [];
      return [{ ...route, url, kind: isRewritten ? 'fallback' : 'redirect', language: from }];
    });
  });
}

function localeFolders({ i18n }: AstroConfiguration): readonly string[] {
  const locales = writtenProperty(i18n, 'locales');
  const items = locales.kind === 'list' ? locales.items : [];
  return items.flatMap((item) => textValue(item) ?? textValue(writtenProperty(item, 'path')) ?? []);
}
