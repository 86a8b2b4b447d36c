/**
 * Pages of a site in several languages: each template of `localizable/` is a page in every one, at the top in the
 * first and below its name in the others. https://middlemanapp.com/advanced/localization/
 */
import { fileName, folderOf } from '../../paths.ts';
import { textOf } from '../../text/settings.ts';
import type { MiddlemanLanguages } from './settings.ts';

/** The paths of a template as files of the site; `undefined` where it is in no folder of languages. */
export function inLanguages(
  path: string,
  languages: MiddlemanLanguages | undefined,
): readonly { readonly path: string; readonly language: string }[] | undefined {
  if (languages === undefined || !path.startsWith(`${languages.folder}/`)) return undefined;
  const inside = path.slice(languages.folder.length + 1);
  const [stem = '', own, ...rest] = splitName(inside);
  if (own !== undefined && languages.names.includes(own))
    return [{ language: own, path: translated(`${stem}.${rest.join('.')}`, own, languages) }];
  return languages.names.map((language) => ({ language, path: translated(inside, language, languages) }));
}

/** `a/b.en.html` is `a/b`, `en`, `html`: the language stands in front of the last extension. */
function splitName(inside: string): readonly string[] {
  const parts = inside.split('.');
  if (parts.length < 3) return [];
  return [parts.slice(0, -2).join('.'), parts.at(-2) ?? '', parts.at(-1) ?? ''];
}

function translated(inside: string, language: string, languages: MiddlemanLanguages): string {
  const words = languages.paths.get(language) ?? {};
  const word = (name: string) => textOf(words[name]) ?? name;
  const name = fileName(inside);
  const stem = name.replace(/\.[^.]*$/, '');
  const folders = folderOf(inside).split('/').filter(Boolean).map(word);
  const path = [...folders, name.replace(stem, word(stem))].join('/');
  if (language === languages.atRoot) return path;
  const prefix = languages.path.replace(/:(?:locale|lang)/, languages.map.get(language) ?? language);
  return `${prefix}/${path}`.replace(/\/{2,}/g, '/').replace(/^\//, '');
}
