/**
 * `vuepress-plugin-redirect` of VuePress 1: `redirectors: [{ base: '/a/', alternative: ['b', 'c'] }]`, by which a script of
 * the site leads from `/a/x` to the first of `/a/b/x` and `/a/c/x` that is a page, and `locales: true`, by which it leads
 * from `/x` into a language. The server answers 404 there, and who follows the script is led on: nobody can tell.
 * https://vuepress.github.io/vuepress-community/plugins/redirect/
 */
import type { DataText } from '../../../data/data.ts';
import type { RepoPath } from '../../../paths.ts';
import { configurationOf } from '../../../script/script.ts';
import { entriesOf, itemsOf, textValue, textValues, type Value, writtenProperty } from '../../../script/value.ts';
import type { InvalidRule, Reach, RedirectContext } from '../../format.ts';
import { literal } from '../../host.ts';
import { withBase, withoutBase } from '../../target.ts';

/** More addresses than this are not put together, and no more places than these are looked through for each. */
const mostAddresses = 2000;
const mostPlaces = 50;

/** One entry for each redirector: the addresses that it leads on from, as far as they are told. */
export function ledByScript(data: DataText, file: RepoPath, context: RedirectContext): readonly InvalidRule[] {
  const config = data.script && configurationOf(data.script);
  if (!config) return [];
  const options = optionsOf(writtenProperty(config, 'plugins'));
  if (options === undefined) return [];
  const say = (by: Value, reach: Reach): InvalidRule => ({
    format: 'vuepressRedirect',
    file,
    line: data.line(by.origin.start),
    message: 'A script of the site leads on from here, behind an answer 404: who does not run it finds nothing.',
    isHidden: true,
    writtenIn: file,
    reach,
  });
  const locales = writtenProperty(options, 'locales');
  const languages = entriesOf(writtenProperty(config, 'locales')).map(([name]) => name);
  const isOn = locales.kind !== 'literal' || Boolean(locales.value);
  return [
    ...(isOn ? [say(locales, reachOf('/', languages.length > 0 ? languages : undefined, context))] : []),
    ...itemsOf(writtenProperty(options, 'redirectors')).map((redirector, place) => {
      const alternative = writtenProperty(redirector, 'alternative');
      const base = textValue(writtenProperty(redirector, 'base')) ?? '/';
      const isTold = place < mostPlaces && (alternative.kind === 'list' || textValue(alternative) !== undefined);
      return say(redirector, reachOf(base, isTold ? textValues(alternative) : undefined, context));
    }),
  ];
}

function optionsOf(plugins: Value): Value | undefined {
  const isName = (name: string) => /^(?:vuepress-plugin-)?redirect$/.test(name);
  const named = entriesOf(plugins).find(([name]) => isName(name))?.[1];
  const listed = itemsOf(plugins).find(
    (entry) => entry.kind === 'list' && entry.items[0] !== undefined && isName(textValue(entry.items[0]) ?? ''),
  );
  return named ?? (listed?.kind === 'list' ? listed.items[1] : undefined);
}

/** What has a page in one of the places that are tried; anything below the base where these are not told. */
function reachOf(base: string, alternatives: readonly string[] | undefined, context: RedirectContext): Reach {
  const under = withBase(base.replace(/(?<!\/)\/+$/, '') || '/', context.basePath).replace(/(.)\/$/, '$1');
  const pages = context.pages?.();
  if (alternatives === undefined || alternatives.length > mostPlaces || pages === undefined) return { under };
  const folders = alternatives.map((name) => `${joined(base, name)}/`.replace('//', '/'));
  const froms = new Set<string>();
  for (const { url } of pages) {
    const path = withoutBase(url, context.basePath);
    for (const folder of folders) {
      const rest = path?.startsWith(folder) ? path.slice(folder.length) : `${path}/` === folder ? '' : undefined;
      if (rest !== undefined) froms.add(withBase(joined(base, rest.replace(/(?:\.html|\/)$/, '')), context.basePath));
    }
    if (froms.size > mostAddresses) return { under };
  }
  if (froms.size === 0) return { under: '/', regex: '[^\\s\\S]' };
  return { under: '/', regex: `^(?:${[...froms].map(literal).join('|')})(?:/|\\.html)?$` };
}

function joined(...parts: readonly string[]): string {
  return `/${parts.join('/')}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}
