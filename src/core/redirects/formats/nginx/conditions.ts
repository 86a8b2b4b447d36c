/** `if (condition)` of nginx. https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#if */
import { ownMember } from '../../../data/ownMember.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import type { RedirectContext } from '../../format.ts';
import { literal } from '../../host.ts';
import type { Requirement } from '../../requirement.ts';

/** What the words between the parentheses ask for: one of it is enough. */
export function nginxCondition(words: readonly string[], context: RedirectContext): readonly Requirement[] {
  const [first = '', second = '', third = ''] = words
    .join(' ')
    .replace(/^\(\s*|\s*\)$/g, '')
    .split(/\s+/);
  const file = /^(!?)-([fde])$/.exec(first);
  if (file && second === '$request_filename') return fileTest(file[2] ?? '', file[1] !== '!');
  const operator = /^(!?)(=|~\*?)$/.exec(second);
  if (second === '') return [filled(first)];
  if (!operator) return [unknown];
  const isWanted = operator[1] !== '!';
  const value = third.replace(/^["']|["']$/g, '');
  const regex = operator[2] === '=' ? `^${literal(value)}$` : operator[2] === '~*' ? `(?i)${value}` : value;
  const argument = /^\$arg_(\w+)$/.exec(first)?.[1];
  if (argument !== undefined && operator[2] === '=') {
    return [
      { kind: 'text', of: 'query', regex: `(?:^|&)(?i:${literal(argument)})=${literal(value)}(?:&|$)`, isWanted },
    ];
  }
  const compiled = compileRegex(regex);
  if (!compiled) return [unknown];
  const constant = constantOf(first, context);
  if (constant !== undefined) return [{ kind: 'always', is: compiled.test(constant) === isWanted }];
  const of = ownMember(parts, first);
  return [of ? { kind: 'text', of, regex, isWanted } : unknown];
}

/** A variable alone asks whether it holds anything but `0`. */
function filled(variable: string): Requirement {
  const argument = /^\$arg_(\w+)$/.exec(variable)?.[1];
  if (argument !== undefined)
    return {
      kind: 'text',
      of: 'query',
      regex: `(?:^|&)(?i:${literal(argument)})=(?:[^&0]|0[^&])`,
      isWanted: true,
    };
  if (variable === '$is_args') return { kind: 'text', of: 'query', regex: '.', isWanted: true };
  const of = ownMember(parts, variable);
  return of ? { kind: 'text', of, regex: '^(?:[^0]|0.)', isWanted: true } : unknown;
}

const unknown: Requirement = { kind: 'unknown' };

const parts: Readonly<Record<string, 'path' | 'query' | 'uri'>> = {
  $uri: 'path',
  $document_uri: 'path',
  $request_uri: 'uri',
  $args: 'query',
  $query_string: 'query',
};

function fileTest(test: string, isWanted: boolean): readonly Requirement[] {
  const file = { kind: 'published', as: 'file', suffix: '', isWanted } as const;
  const folder = { kind: 'published', as: 'folder', suffix: '', isWanted } as const;
  if (test === 'f') return [file];
  if (test === 'd') return [folder];
  // Neither of both is two conditions, which one list cannot say.
  return isWanted
    ? [file, folder]
    : [
        {
          kind: 'earlier',
          regex: '',
          all: [
            [
              { ...file, isWanted: true },
              { ...folder, isWanted: true },
            ],
          ],
          ends: true,
        },
      ];
}

function constantOf(name: string, { siteHosts = [] }: RedirectContext): string | undefined {
  switch (name) {
    case '$scheme':
    case '$http_x_forwarded_proto':
      return 'https';
    case '$https':
      return 'on';
    case '$server_port':
      return '443';
    case '$request_method':
      return 'GET';
    case '$host':
    case '$http_host':
    case '$server_name':
      return siteHosts[0];
    default:
      return undefined;
  }
}
