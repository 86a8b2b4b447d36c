/**
 * Caddyfile: `redir [matcher] target [status]` in a site's block; the matcher is a path with `*` at an end, or the name of
 * one written before; no status means 302; `permanent` is 301. Lines are sorted by Caddy, not read in order.
 * https://caddyserver.com/docs/caddyfile/directives/redir
 */
import { fileName, type RepoPath } from '../../../paths.ts';
import { append } from '../../../text/longLists.ts';
import { insertLines, type RuleLine } from '../../../text/redirectLines.ts';
import { filesCalled } from '../../filesCalled.ts';
import type { Reach, Redirect, RedirectFormat, RedirectRule, Refusal } from '../../format.ts';
import { caddy, caddyPath } from '../../hosts/caddy.ts';
import { reachOf } from '../../reach.ts';
import { encodedTarget, isAside, isDownload, isOfOtherProgram } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { addLines, indentAfter, parseLines, removeLine } from '../../writing/lineFile.ts';
import { type SiteBlock, siteBlocks } from '../../writing/siteBlocks.ts';

import { redirectsInBlocks } from './blocks.ts';
import { folderLines, matcherOnlyOf } from './folders.ts';
import { caddyMatchers } from './matchers.ts';
import { type CaddySite, readDirective } from './reading.ts';
import { hiddenAnswers, hiddenImports, snippetsOf } from './snippets.ts';
import { caddyLines } from './words.ts';

export const caddyfile = {
  id: 'caddyfile',
  title: 'Caddyfile',
  docs: 'https://caddyserver.com/docs/caddyfile/directives/redir',
  reads: 'whole',
  stopsAtOneLine: true,
  writes: ['caddy'],
  syntaxOf: () => 'caddy',
  async files(context) {
    const isOwn = (file: RepoPath) => !isAside(file) && !isOfOtherProgram(file, context) && !isDownload(file, context);
    const named = context.repo.files.filter((file) => /^Caddyfile(\..+)?$|\.caddy(file)?$/i.test(fileName(file)));
    const own = named.filter(isOwn);
    const imported = new Set<RepoPath>();
    for (const file of own.slice(0, 50)) {
      const lines = caddyLines((await context.repo.read(file)) ?? '');
      const paths = lines.flatMap(({ words: [name, path] }) => (name?.text === 'import' ? (path?.text ?? []) : []));
      for (const part of paths.flatMap((path) => filesCalled(path, context.repo.files)))
        if (!own.includes(part) && isOwn(part)) imported.add(part);
    }
    return [...own, ...[...imported].slice(0, 50)];
  },

  parse(text, file, context) {
    const lines = caddyLines(text);
    const depths = depthsOf(lines);
    const matchers = caddyMatchers(lines, context);
    const heads = blockReaches(lines);
    const sites = siteBlocks(blocksOf(text), context);
    const snippets = snippetsOf(lines, depths);
    const decided = redirectsInBlocks(lines, depths, matchers);
    const site: CaddySite = { lines, depths, matchers, heads, snippets, decided, visitors: sites.visitorsAt, context };
    const read = (line: RuleLine) => readDirective(line, site);
    const parsed = parseLines('caddyfile', 'caddy', text, file, read, lines);
    const imports = hiddenImports(lines, file, depths, heads, context.repo);
    return { ...parsed, invalid: [...parsed.invalid, ...hiddenAnswers(lines, file), ...imports] };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redir in {file}, {status}',
      because: 'Caddy serves the site',
      fitness: 48,
      missing: 'The site has no Caddyfile.',
    });
  },

  add(redirects, text, file, context) {
    const parsed = this.parse(text, file, context).rules;
    // A line in a block is for what that block is for.
    const rules = parsed.filter(({ conditions, stage }) => conditions.length === 0 && stage === undefined);
    const lines = caddyLines(text);
    const { own: sites } = siteBlocks(blocksOf(text), context);
    const added = [];
    const folders: string[] = [];
    for (const redirect of redirects) {
      const refused = unwritable(redirect);
      if (refused) return refused;
      const permanent =
        redirect.status === 301 ? 'permanent' : redirect.status === 302 ? 'temporary' : String(redirect.status);
      const to = encodedTarget(redirect.to);
      if (redirect.below) {
        const written = folderLines(redirect, to, permanent, lines);
        if ('refused' in written) return written;
        append(
          folders,
          written.map((words) => words.join(' ')),
        );
        continue;
      }
      added.push({
        words: ['redir', caddyPath(redirect.from), to, permanent],
        source: { kind: 'exact' as const, path: redirect.from },
        to,
        status: redirect.status,
      });
    }
    // Lines are sorted by Caddy: an exact path is never shadowed, whatever stands above it.
    const own = rules.filter(({ source }) => source.kind === 'exact');
    const isOwn = ({ source, start }: RedirectRule) => source.kind !== 'unknown' && isIn(start, sites, text);
    const at = place(text, rules.findLast(isOwn)?.line, sites);
    const behind = place(text, parsed.findLast((rule) => rule.stage === undefined && isOwn(rule))?.line, sites);
    if (at === undefined || behind === undefined)
      return { refused: `${file} has no site block where a redir would be safe.` };
    const edits = addLines(text, own, added, () => at, lines);
    if ('refused' in edits || folders.length === 0) return edits;
    const above = lines.find(({ next }) => next === behind);
    return [
      ...edits,
      ...insertLines(
        text,
        behind,
        folders.map((line) => indentAfter(above, lines, text) + line),
      ),
    ];
  },
  remove: (rule, text) => [...matcherOnlyOf(rule, text), ...removeLine(rule, text)],
} satisfies RedirectFormat;

function unwritable({ from, status }: Redirect): Refusal | undefined {
  if (status === 410) return { refused: 'redir has no status 410; write `respond` by hand.' };
  if (/[\s{}*]/.test(from)) return { refused: `${from} has characters that Caddy reads as a pattern.` };
  if (!from.includes('%')) return undefined;
  return { refused: `Versions of Caddy read the % in ${from} in different ways; write the rule by hand.` };
}

/** How many blocks each line lies in. */
function depthsOf(lines: readonly RuleLine[]): ReadonlyMap<number, number> {
  const depths = new Map<number, number>();
  let depth = 0;
  for (const { number, words } of lines) {
    if (words[0]?.text === '}') depth--;
    depths.set(number, depth);
    if (words.at(-1)?.text === '{') depth++;
  }
  return depths;
}

/**
 * For each line in a block with a path in front, such as `handle /old/*`, what that block answers at most; where the
 * address is changed above it in the block, anything.
 */
function blockReaches(lines: readonly RuleLine[]): ReadonlyMap<number, Reach> {
  const reaches = new Map<number, Reach>();
  const open: { readonly reach: Reach | undefined; readonly isCut: boolean; isChanged: boolean }[] = [];
  for (const { number, words } of lines) {
    const [name = '', path = ''] = words.map(({ text }) => text);
    if (name === '}') open.pop();
    // What stands inside of a handle_path is told by the rest of the address alone.
    const cut = open.find(({ isCut }) => isCut);
    const nearest = cut?.reach ?? open.findLast(({ reach }) => reach !== undefined)?.reach;
    const anywhere = open.some(({ isChanged }) => isChanged) ? { under: '/' } : undefined;
    const reach = nearest ?? anywhere;
    if (reach) reaches.set(number, reach);
    const last = open.at(-1);
    if (last && /^(?:rewrite|uri|try_files|method|map)$/.test(name)) last.isChanged = true;
    if (words.at(-1)?.text !== '{') continue;
    const isHead = words.length === 3 && /^(?:handle|handle_path|route)$/.test(name) && path.startsWith('/');
    const isCut = isHead && name === 'handle_path';
    open.push({ reach: isHead ? reachOf(caddy.source(path)) : undefined, isCut, isChanged: false });
  }
  return reaches;
}

/** The blocks of sites, in their order, by the addresses in front of them. */
function blocksOf(text: string): readonly SiteBlock[] {
  const lines = caddyLines(text);
  const depths = depthsOf(lines);
  const isHead = ({ words, number }: RuleLine) =>
    depths.get(number) === 0 && words.length > 1 && words.at(-1)?.text === '{' && !/^&?\(/.test(words[0]?.text ?? '');
  return lines.flatMap((head, i) => {
    if (!isHead(head)) return [];
    const end = lines.slice(i + 1).find(({ number, words }) => depths.get(number) === 0 && words[0]?.text === '}');
    const addresses = head.words.slice(0, -1).flatMap(({ text: word }) => word.split(',').filter(Boolean));
    const inside = lines.filter(
      ({ start, words }) => start > head.start && start < (end?.start ?? text.length) && words.length > 0,
    );
    const leadsAway =
      inside.length === 1 &&
      inside.some(({ words: [name, to] }) => name?.text === 'redir' && /\{uri\}$/.test(to?.text ?? ''));
    const handsOn = handsEverythingOn(inside, depths);
    return [{ start: head.start, end: end?.start ?? text.length, leadsAway, handsOn, ...reach(addresses) }];
  });
}

/** A site of another program, or of a text for everything: it shows no file. */
function handsEverythingOn(inside: readonly RuleLine[], depths: ReadonlyMap<number, number>): boolean {
  const words = inside.map((line) => line.words.map(({ text }) => text));
  if (words.some(([name = '']) => /^(?:root|file_server|php_server)$/.test(name))) return false;
  return inside.some(({ number }, i) => {
    const [name = '', first = ''] = words[i] ?? [];
    if (!/^(?:reverse_proxy|php_fastcgi|respond)$/.test(name) || /^[/@]/.test(first)) return false;
    const depth = depths.get(number) ?? 0;
    const around = words.slice(0, i).findLast((_, j) => depths.get(inside[j]?.number ?? 0) === depth - 1);
    return depth === 1 || (depth === 2 && /^(?:handle|route)$/.test(around?.[0] ?? '') && around?.[1] === '{');
  });
}

/** https://caddyserver.com/docs/caddyfile/concepts#addresses */
function reach(addresses: readonly string[]): Pick<SiteBlock, 'names' | 'isSecure' | 'listens'> {
  const parts = addresses.map((address) => /^(?:(https?):\/\/)?([^:/]*)(?::(\d+))?/i.exec(address.toLowerCase()) ?? []);
  const names = parts.map(([, , name = '']) => name);
  return {
    listens: addresses.flatMap((address) => listened(address)),
    names: names.some((name) => name === '' || /[*{]/.test(name)) ? [] : names,
    isSecure: parts.some(
      ([, scheme, name = '', port]) =>
        scheme === 'https' || port === '443' || (scheme !== 'http' && port === undefined && name !== ''),
    ),
  };
}

/** `:8080`, `localhost`, `http://example.org:8080`; nothing where a placeholder stands in it. */
function listened(address: string): readonly string[] {
  return /[{*]/.test(address) ? [] : [address.replace(/^https?:\/\/|(?<=[^:/])\/.*$/gi, '')];
}

/** In a block of the site, not in a snippet that others may import; a file without blocks is one site. */
function isIn(offset: number, sites: readonly SiteBlock[], text: string): boolean {
  const isBlock = ({ words }: RuleLine) => words.at(-1)?.text === '{';
  return sites.some(({ start, end }) => start <= offset && offset < end) || !caddyLines(text).some(isBlock);
}

/** Behind the last redir, else on the first line of the first block that answers for the site. */
function place(text: string, lastRule: number | undefined, sites: readonly SiteBlock[]): number | undefined {
  const lines = caddyLines(text);
  if (lastRule !== undefined) return lines.find(({ number }) => number === lastRule)?.next;
  const head = lines.find(({ start }) => start === sites[0]?.start);
  if (head) return head.next;
  // A file without braces is one site: its address, then directives.
  return lines.some(({ words }) => words.at(-1)?.text === '{') ? undefined : text.length;
}
