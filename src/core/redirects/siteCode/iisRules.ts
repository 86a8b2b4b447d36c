/**
 * Which addresses a `web.config` of IIS may answer: rules of URL Rewrite that redirect or say that nothing is there, keys
 * of the maps that they look up, and `httpRedirect` with the path it stands in.
 * https://learn.microsoft.com/iis/extensions/url-rewrite-module/url-rewrite-module-configuration-reference
 */
import { compileRegex } from '../../text/linearRegex.ts';
import { loosened } from '../../text/lookAround.ts';
import { literal } from '../host.ts';

/** What such a file begins to redirect with; rules and maps may stand in a file of their own. */
export const iisBegins =
  /<action\b[^<>]*\btype\s*=\s*["'](?:Redirect["']|CustomResponse["'][^<>]*\bstatusCode\s*=\s*["']4)|<httpRedirect\b[^<>]*\benabled\s*=\s*["']true["']|<(?:rules|rewriteMaps)\b[^<>]*\bconfigSource\s*=/i;

/** Each source as an expression; `undefined` where it may be any address, an empty list where nothing redirects. */
export function iisSources(text: string): readonly string[] | undefined {
  const plain = text.split('<!--').map((part, i) => (i === 0 ? part : part.slice(part.indexOf('-->') + 3)));
  const own = plain.join('');
  if (/<(?:rules|rewriteMaps)\b[^<>]*\bconfigSource\s*=/i.test(own)) return undefined;
  const rules = partsOf(own, 'rule').filter((rule) => attribute(rule, 'rule', 'enabled')?.toLowerCase() !== 'false');
  const sources = [...rules.map((rule) => ruleSources(rule, own)), ...folderSources(own)];
  return sources.some((source) => source === undefined) ? undefined : sources.flatMap((source) => source ?? []);
}

/** The texts of all elements of a name, with their heads. */
function partsOf(text: string, name: string): readonly string[] {
  const [, ...parts] = text.split(new RegExp(`<${name}(?=[\\s>])`, 'i'));
  return parts.map((part) => `<${name}${part.split(new RegExp(`</${name}>`, 'i'))[0] ?? ''}`);
}

/** The value of an attribute of the first element of a name. */
function attribute(text: string, element: string, name: string): string | undefined {
  const head = new RegExp(`<${element}\\b[^<>]*`, 'i').exec(text)?.[0] ?? '';
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'i').exec(head) ?? [];
  return double ?? single;
}

function ruleSources(rule: string, text: string): readonly string[] | undefined {
  const type = attribute(rule, 'action', 'type')?.toLowerCase();
  const isRefusal = type === 'customresponse' && /^4/.test(attribute(rule, 'action', 'statusCode') ?? '');
  if (type !== 'redirect' && !isRefusal) return [];
  const url = attribute(rule, 'match', 'url') ?? '';
  const isAll = /^\^?\(?\.\*\)?\$?$|^\*?$/.test(url);
  if (attribute(rule, 'match', 'negate')?.toLowerCase() === 'true') return undefined;
  const maps = [...rule.matchAll(/\{([^{}:"']+):\{/g)].flatMap(([, name]) => name ?? []);
  if (isAll && maps.length > 0) return mapKeys(maps, text);
  // To https, or to another name of the site: its visitors do not meet these.
  if (isAll && /\{(?:HTTPS|HTTP_HOST|SERVER_PORT)\}/i.test(rule) && !/\{(?:REQUEST_URI|URL|PATH_INFO)\}"/i.test(rule))
    return [];
  return [expressionOf(url, attribute(rule, 'rule', 'patternSyntax')?.toLowerCase())];
}

/** The pattern is compared with the address without the slash in front. */
function expressionOf(url: string, syntax: string | undefined): string {
  if (syntax === 'exactmatch') return `^/${literal(url)}$`;
  if (syntax === 'wildcard') return `^/${url.split('*').map(literal).join('.*')}$`;
  const loose = loosened(url.startsWith('^') ? `^/${url.slice(1)}` : url);
  return loose !== '' && compileRegex(loose) ? `(?:${loose})` : '';
}

/** The addresses that are keys; `undefined` where a map is not in the file. */
function mapKeys(names: readonly string[], text: string): readonly string[] | undefined {
  const all = partsOf(text, 'rewriteMap');
  const own = names.map((name) => all.find((map) => attribute(map, 'rewriteMap', 'name') === name));
  if (own.some((map) => map === undefined || attribute(map, 'rewriteMap', 'defaultValue'))) return undefined;
  return own
    .flatMap((map) => [...(map ?? '').matchAll(/<add\b[^<>]*\skey\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)])
    .map(([, double, single]) => `^/?${literal((double ?? single ?? '').split('?')[0]?.replace(/^\//, '') ?? '')}/?$`);
}

/** `httpRedirect` inside of `<location path="…">` is for what lies there. */
function folderSources(text: string): readonly (readonly string[] | undefined)[] {
  const isOn = /<httpRedirect\b[^<>]*\benabled\s*=\s*["']true["']/i;
  const places = partsOf(text, 'location').filter((place) => isOn.test(place));
  const all = text
    .split(/<httpRedirect\b/i)
    .slice(1)
    .filter((rest) => isOn.test(`<httpRedirect${rest}`));
  const own = places.map((place) => {
    const path = (attribute(place, 'location', 'path') ?? '').replace(/^\.?\/?|\/$/g, '');
    return path === '' ? undefined : [`^/${literal(path)}(?:/|$)`];
  });
  return all.length > places.length ? [undefined] : own;
}
