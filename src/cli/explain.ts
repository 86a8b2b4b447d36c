/** `explain`: what the repository knows of single addresses. */
import { diagnose, type Ground } from '../core/diagnose.ts';
import { directoryRules, directoryRuleText } from '../core/directoryRules.ts';
import type { Diagnosis, DirectoryRule } from '../core/findings.ts';
import { storyLines } from '../core/history/story.ts';
import type { BrokenPage, Evidence, Suggestion } from '../core/model.ts';
import { encodeUrl, type UrlPath, urlPath } from '../core/paths.ts';
import { removalOf } from '../core/removal.ts';
import { confidence, strength } from '../core/report.ts';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { knownRedirects, knownRedirectsOption } from './knownRedirects.ts';
import { openGrounds } from './workspace.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Says what became of URLs: their page, past page, redirect, and the best targets with the evidence.',
  usage: 'explain URL… | - [--repo DIR] [--without-redirects] [--format text|json]',
  options: {
    'without-redirects': { type: 'boolean', help: 'judge as if no redirect were written anywhere' },
    ...knownRedirectsOption,
  },
  examples: [
    'broken-backlinks explain /docs/setup/ --repo ../website',
    'broken-backlinks explain https://example.org/old https://example.org/older',
    'cut -f1 broken.tsv | broken-backlinks explain -    # a JSON line for each',
  ],
  async run(args, host) {
    const isPiped = args.positionals.includes('-');
    const given = isPiped ? (await host.input()).split('\n') : args.positionals;
    const urls = given.map((line) => line.trim()).filter((line) => line !== '');
    if (urls.length === 0)
      throw new UsageError('explain needs at least one URL, or - to read them from standard input.');
    const pages = urls.map(askedPage);
    const known = await knownRedirects(args, host);
    const groundOf = await openGrounds(args, host, { withoutRedirects: args.flag('without-redirects'), known, pages });
    const print = (args.text('format') ?? (isPiped ? 'json' : 'text')) === 'json' ? jsonLine : textBlock;
    const explained = pages.map((page) => ({ page, diagnosis: diagnose(page, groundOf(page.path)) }));
    // Against hidden redirects nothing could be proved.
    const isHidden = args.flag('without-redirects');
    const rules = isHidden ? [] : await rulesFor(explained, groundOf);
    for (const { page, diagnosis } of explained) {
      const rule = rules.find(({ broken }) => broken.includes(page.path));
      const removal = isHidden
        ? undefined
        : await removalOf(diagnosis, groundOf(page.path).redirects, { preferredFormats: [] });
      host.out(print(page, diagnosis, rule, removal?.text));
    }
    return 0;
  },
};

/** The rules for whole directories that would mend some of the addresses, of every site that is asked about. */
async function rulesFor(
  explained: readonly { readonly page: BrokenPage; readonly diagnosis: Diagnosis }[],
  groundOf: (path: UrlPath) => Ground,
): Promise<readonly DirectoryRule[]> {
  const open = explained.filter(({ diagnosis }) => isOpen(diagnosis)).map(({ page }) => page.path);
  const rules: DirectoryRule[] = [];
  for (const ground of new Set(open.map(groundOf))) {
    const own = open.filter((path) => groundOf(path) === ground);
    rules.push(...(await directoryRules(own, ground, { preferredFormats: [] })));
  }
  return rules;
}

/** Nothing of the working tree answers it. */
function isOpen({ code }: Diagnosis): boolean {
  return code === 'moved' || code === 'removed' || code === 'never-existed';
}

/** An address somebody asks about, of which no index said anything. */
export function askedPage(url: string): BrokenPage {
  return {
    url,
    spellings: [url],
    path: urlPath(url),
    status: undefined,
    statusSeen: undefined,
    backlinks: 0,
    referringDomains: 0,
    dofollow: undefined,
    rank: undefined,
    firstSeen: undefined,
    lastSeen: undefined,
    referrers: [],
  };
}

function jsonLine(
  page: BrokenPage,
  diagnosis: Diagnosis,
  directoryRule: DirectoryRule | undefined,
  removal: string | undefined,
): string {
  const { code, slip, detail, page: route, past, rule, suggestions } = diagnosis;
  return `${JSON.stringify({
    url: page.url,
    diagnosis: code,
    slip,
    detail,
    page: route && { url: route.url, file: route.file, kind: route.kind, line: route.line },
    past: past && {
      url: past.url,
      file: past.file,
      first: past.first,
      last: past.last,
      fate: past.fate,
      story: storyLines(past),
    },
    rule: rule && {
      from: rule.from,
      to: rule.to,
      status: rule.status,
      file: rule.file,
      line: rule.line,
      format: rule.format,
    },
    suggestions: suggestions.map(({ url, file, confidence: share, confident, evidence }) => ({
      url,
      file,
      confidence: Number(share.toFixed(4)),
      confident,
      evidence: evidence.map((entry) => ({
        kind: entry.kind,
        text: entry.text,
        weight: Number(entry.weight.toFixed(4)),
      })),
    })),
    directoryRule: directoryRule && {
      ...directoryRule.pattern,
      file: directoryRule.fix.file,
      broken: directoryRule.broken.length,
      right: directoryRule.right,
      gone: directoryRule.gone,
      exceptions: directoryRule.fix.exceptions?.map(({ from, to }) => ({ from, to })),
    },
    removal,
  })}\n`;
}

function textBlock(
  page: BrokenPage,
  diagnosis: Diagnosis,
  directoryRule: DirectoryRule | undefined,
  removal: string | undefined,
): string {
  const lines = [`${page.url}  ${diagnosis.code}`];
  const { page: route, past, rule } = diagnosis;
  if (route) lines.push(`  page      ${route.file}${route.line ? `:${route.line}` : ''} (${route.kind})`);
  if (rule)
    lines.push(
      `  redirect  ${rule.file}:${rule.line}: ${rule.from} → ${rule.to} ${rule.status}${diagnosis.detail ? `; leads ${diagnosis.detail}` : ''}`,
    );
  for (const [i, line] of (past ? storyLines(past) : []).entries())
    lines.push(`${(i === 0 ? '  past' : '').padEnd(12)}${line}`);
  for (const [rank, suggestion] of diagnosis.suggestions.entries())
    lines.push(...suggestionLines(rank + 1, suggestion));
  if (diagnosis.suggestions.length === 0 && !route && !rule) lines.push('  no page of this site is a good target');
  if (removal !== undefined) lines.push(`  removal   ${removal}`);
  if (directoryRule !== undefined) lines.push(`  directory ${directoryRuleText(directoryRule)}`);
  return `${lines.join('\n')}\n\n`;
}

export function suggestionLines(rank: number, suggestion: Suggestion): readonly string[] {
  const row = (entry: Evidence) => `     ${entry.kind.padEnd(14)} ${entry.text}`;
  return [
    `${rank}. ${encodeUrl(suggestion.url).padEnd(28)} ${confidence(suggestion)}  ${strength(suggestion)}`,
    ...suggestion.evidence.map(row),
  ];
}
