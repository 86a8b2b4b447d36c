/**
 * Caddyfile: `redir [matcher] target [status]` in a site's block; the matcher is a path with `*` at an end, or the name of
 * one written before; no status means 302; `permanent` is 301. Lines are sorted by Caddy, not read in order.
 * https://caddyserver.com/docs/caddyfile/directives/redir
 */
import { fileName } from '../paths.ts';
import { type RuleLine, ruleLines } from '../text/redirectLines.ts';
import { planInFile } from './configFile.ts';
import type { RedirectFormat, SourcePattern } from './format.ts';
import { caddySource } from './hosts/caddy.ts';
import { addLines, type LineMeaning, parseLines, removeLine } from './lineFile.ts';
import { encodedTarget, isAside } from './target.ts';

export const caddyfile = {
  id: 'caddyfile',
  title: 'Caddyfile',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/redir',
  reads: 'whole',
  files: async (context) =>
    context.repo.files.filter((file) => /^Caddyfile(\..+)?$|\.caddy(file)?$/i.test(fileName(file)) && !isAside(file)),

  parse(text, file, _context) {
    const depths = depthsOf(text);
    const matchers = matchersOf(text);
    return parseLines('caddyfile', 'caddy', text, file, ({ words, number }) => {
      const [directive, ...rest] = words.map((word) => word.text);
      if (directive !== 'redir') return undefined;
      const meaning = meaningOf(rest, matchers);
      if ('problem' in meaning || (depths.get(number) ?? 0) < 2) return meaning;
      // Inside `handle`, `route` and the like other conditions hold.
      return { ...meaning, source: { kind: 'unknown', reason: 'it stands in a block with conditions of its own' } };
    });
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redir in {file}, 301',
      because: 'Caddy serves the site',
      fitness: 48,
      missing: 'The site has no Caddyfile.',
    });
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const added = [];
    for (const redirect of redirects) {
      if (redirect.status === 410) return { refused: 'redir has no status 410; write `respond` by hand.' };
      if (/[\s{}*]/.test(redirect.from))
        return { refused: `${redirect.from} has signs that Caddy takes for a pattern.` };
      if (redirect.below)
        return { refused: 'redir cannot carry the rest of an address; write `uri` and `redir` by hand.' };
      const permanent =
        redirect.status === 301 ? 'permanent' : redirect.status === 302 ? 'temporary' : String(redirect.status);
      const to = encodedTarget(redirect.to);
      added.push({
        words: ['redir', redirect.from, to, permanent],
        source: caddySource(redirect.from),
        to,
        status: redirect.status,
      });
    }
    // Lines are sorted by Caddy: an exact path is never swallowed, whatever stands above it.
    const own = rules.filter(({ source }) => source.kind === 'exact');
    const at = place(text, rules.findLast(({ source }) => source.kind !== 'unknown')?.line);
    if (at === undefined) return { refused: `${file} has no site block where a redir would be safe.` };
    return addLines(text, own, added, () => at);
  },
  remove: removeLine,
} satisfies RedirectFormat;

function meaningOf(
  words: readonly string[],
  matchers: ReadonlyMap<string, SourcePattern>,
): LineMeaning | { readonly problem: string } {
  const hasMatcher =
    words.length > 1 && /^(\/|\*|@)/.test(words[0] ?? '') && !/^(permanent|temporary|html|\d{3})$/.test(words[1] ?? '');
  const from = hasMatcher ? (words[0] ?? '') : '';
  const [to, code = 'temporary'] = hasMatcher ? words.slice(1) : words;
  if (to === undefined) return { problem: 'redir needs a target.' };
  const status = code === 'permanent' ? 301 : code === 'temporary' ? 302 : code === 'html' ? 200 : Number(code);
  if (!(status === 200 || status === 401 || (status >= 300 && status < 400)))
    return { problem: `${code} is not a status redir takes.` };
  const source = from.startsWith('@')
    ? (matchers.get(from) ?? ({ kind: 'unknown', reason: `the matcher ${from} is not a plain path` } as const))
    : caddySource(from);
  return {
    from,
    to,
    source,
    status: status === 200 ? 301 : status,
    statusIsDefault: words.length < (hasMatcher ? 3 : 2),
  };
}

/** `@name path /a` on one line with one path. */
function matchersOf(text: string): ReadonlyMap<string, SourcePattern> {
  return new Map(
    ruleLines(text).flatMap(({ words: [name, kind, path, ...more] }) =>
      name?.text.startsWith('@') && kind?.text === 'path' && path && more.length === 0
        ? [[name.text, caddySource(path.text)] as const]
        : [],
    ),
  );
}

/** How many blocks each line lies in. */
function depthsOf(text: string): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  let depth = 0;
  for (const { number, words } of ruleLines(text)) {
    if (words[0]?.text === '}') depth--;
    depths.set(number, depth);
    if (words.at(-1)?.text === '{') depth++;
  }
  return depths;
}

/** Behind the last redir, else on the first line of the first site's block. */
function place(text: string, lastRule: number | undefined): number | undefined {
  const lines = ruleLines(text);
  if (lastRule !== undefined) return lines[lastRule - 1]?.next;
  const depths = depthsOf(text);
  const isBlock = ({ words }: RuleLine) => words.at(-1)?.text === '{';
  const site = lines.find(
    (line) =>
      isBlock(line) && depths.get(line.number) === 0 && line.words.length > 1 && !line.words[0]?.text.startsWith('('),
  );
  if (site) return site.next;
  // A file without braces is one site: its address, then directives.
  return lines.some(isBlock) ? undefined : text.length;
}
