/** The rules of a file as its text shows them, without our parsers: by what a line of each engine looks like. */

/** A rule that leads on, and what it says of the addresses it takes. */
export interface RuleLine {
  /** From 1; in JSON the place among the rules. */
  readonly line: number;
  /** A path, a pattern or an expression. */
  readonly source: string;
  /** Expressions of the query it asks for. */
  readonly queries: readonly string[];
}

/** Rules of another host, method or visitor are left out: nobody is asked under another name here. */
export function ruleLines(kind: string, text: string): readonly RuleLine[] {
  switch (kind) {
    case 'apache':
      return ofApache(text);
    case 'nginx':
      return ofNginx(text);
    case 'caddy':
      return ofCaddy(text);
    case 'firebase':
    case 'vercel':
      return ofJson(text);
    case 'next':
      return ofNext(text);
    case 'netlify-toml':
      return ofToml(text);
    case 'cloudflare':
      // It takes no forced rule.
      return ofRedirects(text).filter(({ line }) => !/\s3\d\d!/.test(text.split('\n')[line - 1] ?? ''));
    default:
      return ofRedirects(text);
  }
}

function rule(line: number, source: string | undefined, queries: readonly string[] = []): readonly RuleLine[] {
  return source === undefined || source === '' ? [] : [{ line, source, queries }];
}

function unquoted(word: string | undefined): string | undefined {
  return word?.replace(/^(["'])(.*)\1$/, '$2');
}

const word = /"(?:\\.|[^"])*"|'(?:\\.|[^'])*'|(?:\\.|\S)+/g;

function words(line: string): readonly string[] {
  return line.match(word) ?? [];
}

function ofRedirects(text: string): readonly RuleLine[] {
  return text.split(/\r?\n/).flatMap((line, i) => {
    const [from = '', ...rest] = line
      .replace(/(?:^|\s)#.*/, '')
      .trim()
      .split(/\s+/);
    const status = rest.find((part) => /^\d{3}!?$/.test(part)) ?? '301';
    const isAsked = /^\/(?!\/)/.test(from) && rest.length > 0 && /^3/.test(status);
    // What follows the status is who has to ask.
    const isForAll = /^\d{3}!?$/.test(rest.at(-1) ?? '') || rest.length === 1;
    return isAsked && isForAll ? rule(i + 1, from) : [];
  });
}

function ofApache(text: string): readonly RuleLine[] {
  let queries: string[] = [];
  let paths: string[] = [];
  let isOthers = false;
  const lines = text.replace(/\\\r?\n/g, '  ').split(/\r?\n/);
  return lines.flatMap((line, i) => {
    const [name = '', ...rest] = words(line.trim());
    if (/^RewriteCond$/i.test(name)) {
      const [asked = '', pattern = ''] = rest.map((part) => unquoted(part) ?? '');
      if (/^%\{QUERY_STRING\}$/i.test(asked) && !/^[!<>=-]/.test(pattern)) queries.push(pattern);
      else if (/^%\{REQUEST_URI\}$/i.test(asked) && !/^[!<>=-]/.test(pattern)) paths.push(pattern);
      else if (!/^[!-]/.test(pattern)) isOthers = true;
      return [];
    }
    if (/^Redirect(?:Match|Permanent|Temp)?$/i.test(name))
      return rule(i + 1, unquoted(rest.find((part) => /^["']?[\^(/.\\]/.test(part))));
    if (!/^RewriteRule$/i.test(name)) return [];
    const given = { queries, path: paths[0], isOthers };
    [queries, paths, isOthers] = [[], [], false];
    const leadsOn =
      /\[(?:.*,)?\s*(?:R|redirect)\b/i.test(rest.slice(2).join(' ')) || /^["']?https?:/i.test(rest[1] ?? '');
    const pattern = unquoted(rest[0]) ?? '';
    if (!leadsOn || given.isOthers || pattern.startsWith('!')) return [];
    return rule(i + 1, /^\^?\(?\.[*+]?\)?\$?$|^\^$/.test(pattern) ? (given.path ?? pattern) : pattern, given.queries);
  });
}

function ofNginx(text: string): readonly RuleLine[] {
  const bare = text.replace(/^[ \t]*#.*$/gm, '');
  const lineAt = (at: number) => bare.slice(0, at).split('\n').length;
  const all = (pattern: RegExp, leadsOn: (match: RegExpExecArray) => boolean) =>
    [...bare.matchAll(pattern)].flatMap((match) =>
      leadsOn(match) ? rule(lineAt(match.index), unquoted(match[1])) : [],
    );
  return [
    ...all(/\brewrite\s+("[^"]*"|'[^']*'|\S+)\s+[^;]*;/g, ([found]) =>
      /(?:permanent|redirect)\s*;$|\shttps?:/.test(found),
    ),
    ...all(
      /\blocation\s+(?:=|~\*?|\^~)?\s*("[^"]*"|'[^']*'|(?:\\.|\{\d[^}]*\}|[^\s{])+)\s*\{([^{}]*)\}/g,
      ([, , body = '']) => /\breturn\s+30[1278]|\brewrite\s+\^?\s/.test(body),
    ),
    ...all(
      /\bif\s*\(\s*\$(?:request_)?uri\s*(?:=|~\*?)\s*("[^"]*"|'[^']*'|[^\s)]+)\s*\)\s*\{([^{}]*)\}/g,
      ([, , body = '']) => /\breturn\s+30[1278]/.test(body),
    ),
    ...all(/^[ \t]*(?:~\*?)?("[^"\n]*"|'[^'\n]*'|[/^][^\s;{]*)[ \t]+["']?(?:https?:|\/)[^\s;{]*;/gm, () =>
      /\bmap\s/.test(bare),
    ),
  ];
}

function ofCaddy(text: string): readonly RuleLine[] {
  const lines = text.split(/\r?\n/);
  const named = new Set([...text.matchAll(/^\s*redir\s+(@\S+)/gm)].map(([, name = '']) => name));
  return lines.flatMap((line, i) => {
    const [name = '', ...rest] = words(line.trim());
    if (name === 'redir')
      return /^["']?\//.test(rest[0] ?? '') && /^[^\d{]/.test(rest[1] ?? '') ? rule(i + 1, unquoted(rest[0])) : [];
    if (!named.has(name)) return [];
    const [kind, ...sources] = rest;
    if (kind === 'path') return sources.slice(0, 3).flatMap((source) => rule(i + 1, unquoted(source)));
    return kind === 'path_regexp' ? rule(i + 1, unquoted(sources.at(-1))) : [];
  });
}

interface Record {
  readonly source?: string;
  readonly glob?: string;
  readonly regex?: string;
  readonly has?: readonly unknown[];
}

/** Node's own parser tells which sources stand among the redirects. */
function ofJson(text: string): readonly RuleLine[] {
  type Part = { readonly redirects?: readonly Record[] };
  const whole = JSON.parse(text) as Part & { readonly hosting?: Part | readonly Part[] };
  const [hosting] = [whole.hosting ?? []].flat().filter(({ redirects }) => redirects !== undefined);
  return (
    (hosting ?? whole).redirects?.flatMap(({ source, glob, regex, has }, i) =>
      has === undefined ? rule(i + 1, source ?? glob ?? regex) : [],
    ) ?? []
  );
}

/** Records with a source, a target and a status; those for some visitors are left out. */
function ofNext(text: string): readonly RuleLine[] {
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, (gone) => gone.replace(/[^\n]/g, '')).replace(/^[ \t]*\/\/.*$/gm, '');
  const record = /\{[^{}]*?["']?\bsource["']?\s*:\s*(?:"((?:\\.|[^"\\\n])*)"|'((?:\\.|[^'\\\n])*)'|`([^`$]*)`)/g;
  return [...bare.matchAll(record)].flatMap((match) => {
    const line = bare.slice(0, match.index + match[0].length).split('\n').length;
    // A pattern holds braces of its own.
    const rest = bare.slice(match.index, match.index + match[0].length + 600).split(/["']?\bsource["']?\s*:/);
    const all = rest.slice(0, 2).join(' ');
    if (!/\b(?:permanent|statusCode)\b/.test(all) || /\b(?:has|missing)["']?\s*:/.test(all)) return [];
    return rule(line, (match[1] ?? match[2] ?? match[3] ?? '').replace(/\\(.)/g, '$1'));
  });
}

/** Tables `[[redirects]]`; those for some visitors are left out. */
function ofToml(text: string): readonly RuleLine[] {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, i) => (/^\s*\[\[\s*redirects\s*\]\]/.test(line) ? [i] : []));
  return starts.flatMap((start) => {
    const length = lines.slice(start + 1).findIndex((line) => /^\s*\[(?!\s*redirects\.)/.test(line));
    const body = lines
      .slice(start + 1, length < 0 ? undefined : start + 1 + length)
      .filter((line) => !/^\s*#/.test(line));
    const settingOf = (key: string) =>
      body
        .map((line) => new RegExp(`^\\s*${key}\\s*=\\s*["']?([^"'#]*?)["']?\\s*(?:#.*)?$`).exec(line)?.[1])
        .find(Boolean);
    const isForSome = body.some((line) => /^\s*(?:\[\s*redirects\.)?(?:conditions|signed|query)\b/.test(line));
    const from = settingOf('from');
    return !isForSome && /^\/(?!\/)/.test(from ?? '') && /^3/.test(settingOf('status') ?? '301')
      ? rule(start + 1, from)
      : [];
  });
}
