/**
 * nginx: `location = /old { return 301 /new; }`, `rewrite ^/old$ /new permanent;`, and `map` files of lines
 * `/old /new;`, whose keys are compared without regard to case, in a file of their own or in the block of a `map` that
 * the server answers with. Only what is plain is judged.
 * https://nginx.org/en/docs/http/ngx_http_rewrite_module.html
 */

import { builtUrl, extensionOf, type RepoPath } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { append } from '../../../text/longLists.ts';
import { insertLines, removeStatement } from '../../../text/redirectLines.ts';
import type { RuleCondition } from '../../condition.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal, SourcePattern } from '../../format.ts';
import { ruleAt } from '../../rule.ts';
import { encodedTarget, isAside, isDownload } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { firstShadowing, hasSamePermanence, isPermanent, sameSource } from '../../writing/placement.ts';
import { leadsToHttps, type SiteBlock, type SiteBlocks, siteBlocks } from '../../writing/siteBlocks.ts';
import { directives, isMap, mapEntries, type NginxRedirect, serverBlocks } from './directives.ts';
import { answersAll, exactLocation, innerRewrite, type NginxPlace, placeInServer } from './place.ts';

export const nginxConf = {
  id: 'nginxConf',
  title: 'nginx',
  docs: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html',
  reads: 'whole',
  writes: ['nginx'],
  syntaxOf: () => 'nginx',
  async files(context) {
    const named = context.repo.files.filter(
      (file) => extensionOf(file) === '.conf' || /nginx[^/]*\.map$|(^|\/)redirects?\.map$/i.test(file),
    );
    const own: RepoPath[] = [];
    for (const file of named.filter((path) => !isAside(path) && !isDownload(path, context)).slice(0, 50)) {
      const text = (await context.repo.read(file)) ?? '';
      if (/^\s*(server|location|rewrite|return|map)\b/m.test(text) || isMap(text)) own.push(file);
    }
    return own;
  },

  parse(text, file, context) {
    const line = lineIndex(text);
    const { redirects: found, hidden } = isMap(text)
      ? { redirects: mapEntries(text), hidden: [] }
      : directives(text, context);
    const sites = siteBlocks(isMap(text) ? [] : serverBlocks(text), context);
    const rules = found.map(({ start, end, ...meaning }, order) => {
      const asking = whoAsks({ start, end, ...meaning }, sites, context);
      const place = { format: 'nginxConf', host: 'nginx', file, line: line(start), start, end, order } as const;
      return ruleAt(place, { ...meaning, ...asking });
    });
    const invalid = hidden.map(({ start, ...entry }) => ({ format: 'nginxConf', file, line: line(start), ...entry }));
    return { rules, invalid, host: 'nginx' };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, 301',
      because: 'nginx serves the site',
      fitness: 47,
      missing: 'The site has no nginx configuration.',
    });
  },

  add(redirects, text, file, context) {
    const rules = this.parse(text, file, context).rules.filter(({ conditions }) => conditions.length === 0);
    const map = isMap(text);
    const servers = map ? [] : siteBlocks(serverBlocks(text), context).own;
    const server = ownServer(rules, servers);
    const lines: string[] = [];
    const edits: TextEdit[] = [];
    for (const redirect of redirects) {
      if (redirect.below && map) return { refused: `${file} maps single addresses.` };
      if (/[\t\r\n;{}"\\$]| #/.test(redirect.from))
        return { refused: `${redirect.from} has signs that nginx reads otherwise.` };
      const to = encodedTarget(redirect.to);
      if (/[;{}"'\\$]/.test(to)) return { refused: `${redirect.to} has signs that nginx reads otherwise.` };
      const source: SourcePattern = { kind: 'exact', path: redirect.from };
      const same = redirect.below ? undefined : sameSource(rules, source);
      const early = map ? undefined : firstEarly(text, rules, server, redirect);
      if (early && redirect.status !== 410) {
        const { statement, rule } = early;
        const isSame = rule !== undefined && rule.from === `rewrite ${patternOf(redirect)}`;
        const answers = rule?.to === targetOf(redirect, to) && hasSamePermanence(rule.status, redirect.status);
        if (answers && (isSame || !redirect.below)) continue;
        const line = rewriteLine(redirect, to);
        if (isSame) edits.push({ start: rule.start, end: rule.end, text: line });
        else {
          const start = text.lastIndexOf('\n', statement.start - 1) + 1;
          const indent = text.slice(start, statement.start);
          if (indent.trim() !== '') return { refused: `${file} has several directives in one line; add it by hand.` };
          append(edits, insertLines(text, start, [indent + line]));
          if (same?.from.startsWith('= ')) edits.push(removeStatement(text, same.start, same.end));
        }
        continue;
      }
      if (same) {
        if (same.to === to && hasSamePermanence(same.status, redirect.status)) continue;
        const inMap = map || isEntry(same);
        const target = same.start + text.slice(same.start, same.end).lastIndexOf(same.to);
        if (
          inMap
            ? target < same.start || (!map && !hasSamePermanence(same.status, redirect.status))
            : !same.from.startsWith('= ')
        )
          return { refused: `${redirect.from} is answered in line ${same.line} of ${file}; change it there.` };
        if (inMap) edits.push({ start: target, end: target + same.to.length, text: to });
        else edits.push({ start: same.start, end: same.end, text: block(redirect.from, to, redirect.status) });
        continue;
      }
      const taken = server && !redirect.below ? exactLocation(text, server, redirect.from) : undefined;
      if (taken) {
        const line = lineIndex(text)(taken.start);
        return { refused: `Line ${line} of ${file} answers that address; change it there.` };
      }
      const entry = map || redirect.below ? undefined : lastEntry(rules, text, redirect);
      if (/%/.test(redirect.from) && map)
        return { refused: `${file} does not tell whether ${redirect.from} is compared escaped; write it by hand.` };
      if (entry) {
        const line = `${indentBefore(text, entry.start)}${word(redirect.from)} ${to};`;
        append(edits, insertLines(text, behindRules(text, [entry]), [line]));
      } else if (map) lines.push(`${indentOf(text, rules)}${word(redirect.from)} ${to};`);
      else if (redirect.status === 410) lines.push(`location = ${word(redirect.from)} { return 410; }`);
      else if (redirect.below) lines.push(rewriteLine(redirect, to));
      else lines.push(block(redirect.from, to, redirect.status));
    }
    const present = new Set(text.split('\n').map((line) => line.trim()));
    const fresh = lines.filter((line) => !present.has(line.trim()));
    if (fresh.length === 0) return edits;
    if (map) return [...edits, ...insertLines(text, behindRules(text, rules), fresh)];
    const place = placeFor(text, file, rules, server, servers);
    if ('refused' in place) return place;
    const { at, indent, isInline } = place;
    if (isInline) return [...edits, { start: at, end: at, text: fresh.map((line) => ` ${line}`).join('') }];
    const written = fresh.map((line) => indent + line);
    return [...edits, ...insertLines(text, at, written)];
  },

  remove: (rule, text) => [removeStatement(text, rule.start, rule.end)],
} satisfies RedirectFormat;

/** The server the site is answered by, where that is certain: the one with the plain redirects, or the only one. */
function ownServer(rules: readonly RedirectRule[], servers: readonly SiteBlock[]): SiteBlock | undefined {
  const exact = rules.findLast(({ from, source }) => from.startsWith('= ') && source.kind === 'exact');
  const holding = servers.find(({ start, end }) => exact && start <= exact.start && exact.end <= end);
  return holding ?? (servers.length === 1 ? servers[0] : undefined);
}

interface Early {
  readonly statement: { readonly start: number };
  /** The rule it is, when it redirects. */
  readonly rule: RedirectRule | undefined;
}

/** What takes an address before a location is chosen; what is to answer it has to stand above. */
function firstEarly(
  text: string,
  rules: readonly RedirectRule[],
  server: SiteBlock | undefined,
  { from, below }: Redirect,
): Early | undefined {
  const path = builtUrl(below ? `${from.replace(/\/$/, '')}/a-page` : from);
  const rule = firstShadowing(rules.filter(isRewrite), { kind: 'exact', path });
  const inner = server && innerRewrite(text, server, path);
  if (rule && (!inner || rule.start <= inner.start)) return { statement: rule, rule };
  return inner && { statement: inner, rule: undefined };
}

/** Rewrites of the server run before a location is chosen, in their order. */
function rewriteLine(redirect: Redirect, to: string): string {
  return `rewrite ${word(patternOf(redirect))} ${targetOf(redirect, to)} ${isPermanent(redirect.status) ? 'permanent' : 'redirect'};`;
}

function targetOf({ below }: Redirect, to: string): string {
  return below ? `${to.replace(/\/$/, '')}$1` : to;
}

function patternOf({ from, below }: Redirect): string {
  return below ? `^${escaped(from.replace(/\/$/, ''))}(/.*)?$` : `^${escaped(from)}$`;
}

function placeFor(
  text: string,
  file: RepoPath,
  rules: readonly RedirectRule[],
  server: SiteBlock | undefined,
  servers: readonly SiteBlock[],
): NginxPlace | Refusal {
  if (!server) {
    // A file included in a server has no block of its own.
    if (servers.length === 0 && rules.length > 0) return { at: text.length, indent: '', isInline: false };
    return { refused: `${file} has no server block where a redirect would be safe.` };
  }
  const line = lineIndex(text);
  const all = answersAll(text, server);
  if (all) return { refused: `Line ${line(all.start)} of ${file} answers every address of the server already.` };
  return placeInServer(text, server);
}

function isRewrite({ from }: RedirectRule): boolean {
  return from.startsWith('rewrite ');
}

function isEntry({ from }: RedirectRule): boolean {
  return from.startsWith('map ');
}

/** The last plain entry of a map in the configuration that answers as the redirect asks for. */
function lastEntry(rules: readonly RedirectRule[], text: string, { status }: Redirect): RedirectRule | undefined {
  if (status === 410) return undefined;
  return rules.findLast(
    (rule) =>
      isEntry(rule) &&
      rule.source.kind === 'exact' &&
      hasSamePermanence(rule.status, status) &&
      text.slice(rule.start, rule.end).includes(rule.to),
  );
}

function escaped(path: string): string {
  return path.replace(/[\\^$.*+?()[\]|]/g, '\\$&');
}

/** nginx ends a word at a blank, and reads quotes. */
function word(text: string): string {
  return /[ ']/.test(text) ? `"${text}"` : text;
}

function block(from: string, to: string, status: number): string {
  return `location = ${word(from)} { return ${status} ${to}; }`;
}

function indentOf(text: string, rules: readonly RedirectRule[]): string {
  const last = rules.at(-1);
  return last ? indentBefore(text, last.start) : '';
}

function indentBefore(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(0, offset))?.[0] ?? '';
}

function behindRules(text: string, rules: readonly RedirectRule[]): number {
  const last = rules.at(-1);
  const feed = last ? text.indexOf('\n', last.end) : -1;
  return feed < 0 ? text.length : feed + 1;
}

/** Whom alone a rule answers: those of another server, and of one for everything those who did not come by https. */
function whoAsks(
  entry: NginxRedirect,
  sites: SiteBlocks,
  context: RedirectContext,
): Pick<RedirectRule, 'conditions' | 'requires'> {
  const others = visitorsOf(entry, sites, context);
  const { conditions = [], requires } = entry;
  return { conditions: [...others, ...conditions], requires: others.length > 0 ? undefined : requires };
}

function visitorsOf(
  { start, source, to }: NginxRedirect,
  sites: SiteBlocks,
  context: RedirectContext,
): readonly RuleCondition[] {
  const others = sites.visitorsAt(start);
  if (others.length > 0 || !isEverything(source)) return others;
  return leadsToHttps(to, context) ? [{ kind: 'http' }] : [];
}

function isEverything(source: SourcePattern): boolean {
  return source.kind === 'prefix'
    ? source.path === '/'
    : source.kind === 'pattern' && /^\^?(?:\/?\(?\.\*\)?\$?)?$/.test(source.regex);
}
