/** Variables that a server sets once, to a text that is the same for every request. https://nginx.org/r/set */
import { reachOf } from '../../reach.ts';
import type { NginxDirective } from './blocks.ts';
import type { NginxRedirect } from './directives.ts';

interface Constant {
  readonly value: string;
  readonly start: number;
}

/** The redirects with the values of such variables in their targets. */
export function withConstants(
  redirects: readonly NginxRedirect[],
  scope: readonly NginxDirective[],
): readonly NginxRedirect[] {
  const constants = constantsOf(scope);
  if (constants.size === 0) return redirects;
  return redirects.map((rule) => {
    // What the server itself does goes in the order of the text, and before any location.
    const isServers = /^(?:rewrite |(?:if )?return$)/.test(rule.from);
    return { ...rule, to: filled(rule.to, constants, isServers ? rule.start : Number.POSITIVE_INFINITY) };
  });
}

function constantsOf(scope: readonly NginxDirective[]): ReadonlyMap<string, Constant> {
  const often = new Map<string, number>();
  for (const name of namesSet(scope)) often.set(name, (often.get(name) ?? 0) + 1);
  const constants = new Map<string, Constant>();
  for (const { words, start } of scope) {
    const [directive, variable = '', text] = words;
    const name = variable.slice(1);
    if (directive !== 'set' || text === undefined || often.get(name) !== 1) continue;
    const value = filled(text, constants, start);
    if (isPlain(value)) constants.set(name, { value, start });
  }
  return constants;
}

/** Every name that is set, also inside of conditions and locations. */
function namesSet(scope: readonly NginxDirective[]): readonly string[] {
  return scope.flatMap(({ words: [directive, variable = ''], block }) =>
    block ? namesSet(block) : directive === 'set' ? [variable.slice(1)] : [],
  );
}

function filled(text: string, constants: ReadonlyMap<string, Constant>, before: number): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced?: string, plain?: string) => {
    const constant = constants.get(braced ?? plain ?? '');
    return constant && constant.start < before ? constant.value : whole;
  });
}

/** Nothing in it changes on the way through the server. */
function isPlain(value: string): boolean {
  return !value.replace(/\$(?:scheme|host|http_host|server_name|request_uri)\b/g, '').includes('$');
}

/** What a configuration makes of the query before it redirects. */
export type QuerySet = 'dropped' | 'changed';

/** `set $args '';`, and any other value, also inside of a condition. */
export function querySet({ words: [name, variable, value], block = [] }: NginxDirective): QuerySet | undefined {
  if (name === 'set' && variable === '$args') return value === '' ? 'dropped' : 'changed';
  return name === 'if' && block.some((inner) => querySet(inner) !== undefined) ? 'changed' : undefined;
}

const ofQuery = /\$(?:is_args|args|query_string|arg_\w+)\b/g;

/** A redirect behind that: a rewrite carries the query on, a return where it names it. */
export function withQuery(rule: NginxRedirect, query: QuerySet | undefined): NginxRedirect {
  const isRewrite = /(?:^| )rewrite /.test(rule.from);
  if (query === undefined || (!isRewrite && rule.to.search(ofQuery) < 0)) return rule;
  if (query === 'changed') {
    const reason = 'set changes the query in front of it';
    return { ...rule, source: { kind: 'unknown', reason, reach: reachOf(rule.source) } };
  }
  const to = rule.to.replace(ofQuery, '');
  return { ...rule, to: isRewrite && !to.endsWith('?') ? `${to}?` : to };
}
