/** The redirects of an nginx configuration or of a file for a `map` block, as they stand in the text. */
import { builtUrl, fileName, urlPath } from '../../../paths.ts';
import type { RedirectContext, RedirectRule, SourcePattern } from '../../format.ts';
import { literal } from '../../host.ts';
import { nginxRegex } from '../../hosts/nginx.ts';
import { reachOf } from '../../reach.ts';
import type { Requirements } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { splitTarget } from '../../target.ts';
import type { SiteBlock } from '../../writing/siteBlocks.ts';
import { type NginxDirective, nginxBlocks } from './blocks.ts';
import { locationAround, mayLeave } from './locations.ts';
import { type NginxRules, serverRules } from './servers.ts';

export type NginxRedirect = RuleMeaning & Pick<RedirectRule, 'start' | 'end'>;

/** A file of nothing but `key value;` lines is made to be included in a `map` block. */
export function isMap(text: string): boolean {
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$|^\uFEFF/g, '').trim())
    .filter((line) => line !== '');
  return (
    lines.length > 0 &&
    lines.every(
      (line) => /^("[^"]*"|'[^']*'|[~/]\S*|default)\s+\S+;$/.test(line) && !/^(rewrite|return|location)\b/.test(line),
    )
  );
}

/** `of`: the variable whose value is looked up; a file of its own does not tell. */
export function mapEntries(text: string, of?: string): readonly NginxRedirect[] {
  return [...text.matchAll(/(?<=^|;)[ \t\uFEFF]*(?!#)("[^"]*"|[^\s;]+)[ \t]+("[^"]*"|[^\s;]+);/gm)].flatMap(
    (found): NginxRedirect[] => {
      const [whole, key = '', value = ''] = found;
      const from = key.replace(/^["']|["']$/g, '');
      if (/^(default|include|hostnames|volatile)$/.test(from)) return [];
      const lead = /^[ \t\uFEFF]*/.exec(whole)?.[0].length ?? 0;
      const caseless = from.startsWith('~*');
      const place = { start: found.index + lead, end: found.index + whole.length };
      const meaning = { from: `map ${from}`, to: value.replace(/^["']|["']$/g, ''), status: 301 };
      if (!from.startsWith('~')) {
        const [path = ''] = of === 'request_uri' ? splitTarget(from) : [from];
        const isRaw = of === undefined || of === 'request_uri';
        const source: SourcePattern = { kind: 'exact', path: isRaw ? urlPath(path) : builtUrl(path) };
        return [{ ...place, ...meaning, source, ...(of === 'request_uri' && { requires: sentAs(from) }) }];
      }
      const pattern = from.slice(caseless ? 2 : 1);
      const source = nginxRegex(pattern, caseless);
      if (of !== 'request_uri' || source.kind !== 'pattern') {
        return [{ ...place, ...meaning, source }];
      }
      // The variable holds the address as it was sent, with its query.
      const requires: Requirements = [[{ kind: 'text', of: 'uri', regex: source.regex, isWanted: true }]];
      return [{ ...place, ...meaning, source: { kind: 'prefix', path: builtUrl('/') }, requires }];
    },
  );
}

/** `$request_uri` holds the address as it was sent, with its query: a key is that of just this spelling. */
function sentAs(key: string): Requirements {
  return [[{ kind: 'text', of: 'uri', regex: `(?i)^${literal(key)}$`, isWanted: true }]];
}

/** Entries of `map $uri $to { … }` in a configuration that answers with the variable: `return 301 $to;`. */
function inlineMaps(plain: string): readonly NginxRedirect[] {
  return [...plain.matchAll(/\bmap[ \t]+\$(uri|document_uri|request_uri)[ \t]+\$(\w+)\s*\{/g)].flatMap((head) => {
    const start = head.index + head[0].length;
    const end = closingBrace(plain, start);
    const answer = answerWith(head[2] ?? '', plain);
    if (end === undefined || !answer) return [];
    return mapEntries(plain.slice(start, end), head[1]).map((entry) => ({
      ...entry,
      start: entry.start + start,
      end: entry.end + start,
      to: answer.target(entry.to),
      status: answer.status,
      ...(answer.isElsewhere(entry.source) && { source: inLocation(entry.source) }),
    }));
  });
}

/** Which location a request comes to is not asked for each entry. */
function inLocation(source: SourcePattern): SourcePattern {
  return { kind: 'unknown', reason: 'only in a location the map is answered with', reach: reachOf(source) };
}

/** Where the brace stands that closes a block. */
function closingBrace(text: string, start: number): number | undefined {
  const end = blockEnd(text, start);
  return text[end - 1] === '}' ? end - 1 : undefined;
}

interface MapAnswer {
  readonly status: number;
  /** Whether a request for the source of an entry may come to a location that does not answer with it. */
  isElsewhere(source: SourcePattern): boolean;
  /** The target of an entry: its value, with what stands around the variable. The site's own host is left out. */
  target(value: string): string;
}

/** How a variable is answered with; `undefined` when the file does not tell, or only some requests get it. */
function answerWith(name: string, plain: string): MapAnswer | undefined {
  const uses = plain.matchAll(
    /\breturn\s+(30[12378])\s+"?([^\s;"]+)"?\s*;|\brewrite\s+\S+\s+"?([^\s;"]+)"?\s+(permanent|redirect)\s*;/g,
  );
  const scope = nginxBlocks(plain);
  let found: MapAnswer | undefined;
  for (const { index, 1: code, 2: returned, 3: rewritten, 4: flag } of uses) {
    const text = (returned ?? rewritten ?? '').replace(
      /^(\$scheme|https?):\/\/(\$host|\$http_host|\$server_name)(?=[$/])/,
      '',
    );
    const [before, after, ...more] = text.split(new RegExp(`\\$(?:${name}|\\{${name}\\})(?!\\w)`));
    if (before === undefined || after === undefined || more.length > 0) continue;
    const status = code === undefined ? (flag === 'permanent' ? 301 : 302) : Number(code);
    const around = locationAround(scope, index);
    const isElsewhere = (source: SourcePattern) => around !== undefined && mayLeave(around, source);
    const answer: MapAnswer = { status, isElsewhere, target: (value) => before + value + after };
    if (around === undefined || around.own.head === '/') return answer;
    found ??= answer;
  }
  return found;
}

/** Comments blanked, so that nothing in them is read and offsets stay. */
export function withoutComments(text: string): string {
  return text.replace(/(^|\s)#[^\n]*/g, (whole, lead: string) => lead + ' '.repeat(whole.length - lead.length));
}

/** The server blocks, in their order. https://nginx.org/en/docs/http/request_processing.html */
export function serverBlocks(text: string): readonly SiteBlock[] {
  const plain = withoutComments(text);
  const away = new Set(
    serversIn(nginxBlocks(plain))
      .filter(leadsAway)
      .map(({ start }) => start),
  );
  return [...plain.matchAll(/\bserver\s*\{/g)].map(({ index: start, 0: head }) => {
    const end = blockEnd(plain, start + head.length);
    const inside = plain.slice(start, end);
    const names = wordsOf('server_name', inside).map((name) => name.toLowerCase());
    const listened = wordsOf('listen', inside);
    const places = inside.matchAll(/\blisten[ \t]+([^\s;{}]+)/g);
    return {
      start,
      end,
      names: names.some((name) => name === '_' || name === '""' || /[~*$]|^\./.test(name)) ? [] : names,
      isSecure: listened.some((word) => /^(?:ssl|quic)$|(?:^|:)443$/.test(word)),
      listens: [...places].flatMap(([, place = '']) => (/[$%{]/.test(place) ? [] : place)),
      leadsAway: away.has(start),
      handsOn:
        /\blocation\s+(?:\^~\s+)?\/\s*\{[^{}]*\b(?:proxy|fastcgi|uwsgi|scgi|grpc)_pass\s/.test(inside) &&
        !/\b(?:root|alias|try_files)\s/.test(inside),
    };
  });
}

function serversIn(blocks: readonly NginxDirective[]): readonly NginxDirective[] {
  return blocks.flatMap((directive) => {
    const { words, block = [] } = directive;
    return words[0] === 'server' ? [directive] : serversIn(block);
  });
}

/**
 * Whether a server, or its location for everything, sends every address to another server. What proves to others that the
 * name is one's own is still served beside it.
 */
function leadsAway({ block = [] }: NginxDirective): boolean {
  if (block.some(isSentAway)) return true;
  const locations = block.filter(({ words: [name] }) => name === 'location');
  const whole = locations.find(({ words: [, ...head] }) => /^(?:\^~ )?\/$/.test(head.join(' ')));
  const others = locations.filter((each) => each !== whole && !each.words.join(' ').includes('.well-known'));
  return (whole?.block ?? []).some(isSentAway) && !others.some(({ block: inner = [] }) => inner.some(serves));
}

function serves({ words: [name = ''] }: NginxDirective): boolean {
  return /^(?:root|alias|try_files|[a-z]+_pass)$/.test(name);
}

function isSentAway({ words: [name, first = '', second = ''] }: NginxDirective): boolean {
  const isOther = /^(?:https?|\$scheme):\/\/./.test(second);
  if (name === 'return') return isOther && /^30[1278]$/.test(first) && /\$(?:request_)?uri/.test(second);
  return (
    name === 'rewrite' &&
    isOther &&
    /^\^?(?:\/?\(?\.\*\)?\$?)?$/.test(first) &&
    /\$(?:1|(?:request_)?uri)\b/.test(second)
  );
}

/** The words of every directive of this name. */
function wordsOf(directive: string, block: string): readonly string[] {
  return [...block.matchAll(new RegExp(`\\b${directive}[ \\t]+([^;{}]*);`, 'g'))].flatMap(([, words = '']) =>
    words.split(/\s+/).filter(Boolean),
  );
}

/** Behind the brace that closes a block; braces of expressions (`\d{4}`) and in quotes are none. */
function blockEnd(plain: string, from: number): number {
  let depth = 1;
  const braces = /\{\d+(?:,\d*)?\}|"[^"\n]*"|'[^'\n]*'|[{}]/g;
  braces.lastIndex = from;
  for (let brace = braces.exec(plain); brace !== null; brace = braces.exec(plain)) {
    if (brace[0] === '{') depth++;
    else if (brace[0] === '}' && --depth === 0) return braces.lastIndex;
  }
  return plain.length;
}

/** Every redirect of a configuration, in the order of the text; that of a whole location comes behind what stands in it. */
export function directives(text: string, context: RedirectContext): NginxRules {
  const plain = withoutComments(text);
  const maps = inlineMaps(plain);
  const names = mapNames(plain, context);
  const asked = new Set([...names, ...switchesOf(names, plain)]);
  const { redirects, hidden } = serverRules(nginxBlocks(plain), asked, context);
  return { redirects: [...maps, ...redirects].sort((a, b) => a.end - b.end), hidden };
}

/** The variables of maps over addresses whose entries are read, here or in a file of their own. */
function mapNames(plain: string, { repo }: RedirectContext): ReadonlySet<string> {
  const heads = plain.matchAll(/\bmap[ \t]+\$(?:uri|document_uri|request_uri)[ \t]+\$(\w+)\s*\{/g);
  return new Set(
    [...heads].flatMap((head) => {
      const start = head.index + head[0].length;
      const end = closingBrace(plain, start);
      if (end === undefined) return [];
      const body = plain.slice(start, end);
      const included = [...body.matchAll(/\binclude[ \t]+"?([^\s;"]+)/g)].map(([, path = '']) =>
        path.replace(/^.*\//, ''),
      );
      const isRead =
        included.length === 0
          ? answerWith(head[1] ?? '', plain) !== undefined
          : included.every((name) => repo.files.some((file) => fileName(file) === name));
      return isRead && head[1] !== undefined ? [head[1]] : [];
    }),
  );
}

/** Tests of a map that only says whether another has a value: `map $to $go { default 1; "" 0; }` makes `$go` and `$go = 1`. */
function switchesOf(names: ReadonlySet<string>, plain: string): readonly string[] {
  const heads = plain.matchAll(/\bmap[ \t]+\$(\w+)[ \t]+\$(\w+)\s*\{([^{}]*)\}/g);
  return [...heads].flatMap(([, from = '', name = '', body = '']) => {
    if (!names.has(from)) return [];
    const entries = [...body.matchAll(/("[^"]*"|'[^']*'|[^\s;]+)[ \t]+("[^"]*"|'[^']*'|[^\s;]+)\s*;/g)];
    const values = new Map(entries.map(([, key = '', value = '']) => [bare(key), bare(value)]));
    const isOn = values.get('default') ?? '';
    const isSwitch = values.size === 2 && !/^0?$/.test(isOn) && /^0?$/.test(values.get('') ?? '1');
    return isSwitch ? [name, `${name} = ${isOn}`, `${name} = "${isOn}"`] : [];
  });
}

function bare(word: string): string {
  return word.replace(/^(["'])(.*)\1$/s, '$2');
}
