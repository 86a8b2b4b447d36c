/**
 * The locations of a server, and which of them nginx chooses for an address.
 * https://nginx.org/en/docs/http/ngx_http_core_module.html#location
 */
import { compileRegex } from '../../../text/linearRegex.ts';
import type { SourcePattern } from '../../format.ts';
import { literal } from '../../host.ts';
import { nginx } from '../../hosts/nginx.ts';
import { reachOf } from '../../reach.ts';
import type { Requirements } from '../../requirement.ts';
import type { NginxDirective } from './blocks.ts';

/** A `location` that may be chosen: no named one. */
export interface Location {
  /** As `location` is followed by it: `= /a`, `/a/`; of an expression inside of a folder behind that one: `^~ /a/ ~ \.htm$`. */
  readonly head: string;
  readonly sign: string;
  readonly path: string;
  readonly source: SourcePattern;
  readonly directive: NginxDirective;
}

export function locationsIn(blocks: readonly NginxDirective[], folder?: string): readonly Location[] {
  return blocks.flatMap((directive): readonly Location[] => {
    const [name, ...words] = directive.words;
    const within = (around: string | undefined) => (directive.block ? locationsIn(directive.block, around) : []);
    if (name !== 'location') return within(folder);
    const [, glued = '', rest = ''] = /^(=|\^~|~\*|~)?(.*)$/s.exec(words.length > 1 ? '' : (words[0] ?? '')) ?? [];
    const [sign, path] = words.length > 1 ? [words[0] ?? '', words[1] ?? ''] : [glued, rest];
    if (path.startsWith('@')) return within(folder);
    const own = sign === '' ? path : `${sign} ${path}`;
    const isRegex = sign.startsWith('~');
    // It is asked before every expression outside of the folder.
    const head = isRegex && folder !== undefined ? `^~ ${folder} ${own}` : own;
    return [{ head, sign, path, source: nginx.source(own), directive }, ...within(isRegex ? folder : path)];
  });
}

interface LocationAround {
  readonly own: Location;
  /** The locations beside it. */
  readonly others: readonly Location[];
}

/** The location in which an offset stands; `undefined` where it stands in none. */
export function locationAround(scope: readonly NginxDirective[], offset: number): LocationAround | undefined {
  const holds = ({ start, end }: NginxDirective) => start <= offset && offset < end;
  const around = scope.find((directive) => directive.block !== undefined && holds(directive));
  if (around === undefined) return undefined;
  if (around.words[0] !== 'server') return locationAround(around.block ?? [], offset);
  const all = locationsIn(around.block ?? []);
  const own = all.findLast(({ directive }) => holds(directive));
  return own && { own, others: all.filter(({ directive }) => !holds(directive)) };
}

/** Whether what a source answers may come to another location. */
export function mayLeave({ own, others }: LocationAround, source: SourcePattern): boolean {
  if (own.head !== '/') return true;
  if (source.kind !== 'exact') return others.some(({ sign }) => sign !== '=');
  return others.some((other) => compileRegex(reachOf(other.source).regex ?? '')?.test(source.path) !== false);
}

/** Nobody from outside gets what a location answers that is `internal`. */
export function isInternal({ block = [] }: NginxDirective): boolean {
  return block.some(({ words: [name] }) => name === 'internal');
}

/** A location that lets nobody in answers 403, not 404. */
export function isClosed({ block = [] }: NginxDirective): boolean {
  return block.some(({ words: [name, who] }) => name === 'deny' && who === 'all');
}

/** A location that redirects all it is chosen for. */
export function isAnswered(directive: NginxDirective): boolean {
  const { block = [] } = directive;
  return (
    !isInternal(directive) &&
    block.some(
      ({ words: [name, code = ''] }) => name === 'return' && /^(?:30[12378]|4\d\d|https?:|\$scheme)/.test(code),
    )
  );
}

/** What has to be so for a location: that its outer one is chosen, and none that serves files. */
export function chosen(location: Location, outer: Location | undefined, serving: readonly Location[]): Requirements {
  const regex = outer && reachOf(outer.source).regex;
  const isIn: Requirements = regex ? [[{ kind: 'text', of: 'path', regex, isWanted: true }]] : [];
  const others = serving.filter(({ directive }) => directive !== outer?.directive);
  return [...isIn, ...unless(location, others)];
}

/** The locations without a redirect that are chosen before this one. */
function unless(location: Location, serving: readonly Location[]): Requirements {
  return chosenBefore(serving.filter((other) => other.directive !== location.directive && goesBefore(other, location)));
}

export function chosenBefore(first: readonly Location[]): Requirements {
  const regexes = first.flatMap(({ sign, path }) =>
    sign === '='
      ? `^${literal(path)}$`
      : sign.startsWith('~')
        ? sign === '~*'
          ? `(?i:${path})`
          : path
        : `^${literal(path)}`,
  );
  if (regexes.length === 0) return [];
  return [[{ kind: 'earlier', regex: regexes.map((regex) => `(?:${regex})`).join('|'), all: [], ends: true }]];
}

function goesBefore(other: Location, one: Location): boolean {
  if (one.directive.start < other.directive.start && other.directive.end < one.directive.end) return true;
  const [isRegex, isOther] = [one.sign.startsWith('~'), other.sign.startsWith('~')];
  if (one.sign === '=') return false;
  if (other.sign === '=') return true;
  if (isOther) return isRegex ? other.directive.start < one.directive.start : one.sign !== '^~';
  if (isRegex) return other.sign === '^~';
  return other.path.length > one.path.length;
}
