/** `explain`: what the repository knows of single addresses. */
import { explainAddresses } from '../app/explainAddresses.ts';
import { type Explained, explanationLines } from '../core/audit/explanation.ts';
import { timelineLines } from '../core/history/timeline.ts';
import { jsonLine, type TerminalText, terminalLines } from '../core/wording/terminalText.ts';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { historyCache } from './indexAccess.ts';
import { knownRedirects, knownRedirectsOption } from './knownRedirects.ts';
import { openWorkspace, warnOfUnread, watched } from './workspace.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Says what became of URLs: their page, past page, redirect, and the best targets with the evidence.',
  takesAddresses: true,
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
    const known = await knownRedirects(args, host);
    const withoutRedirects = args.flag('without-redirects');
    const workspace = await openWorkspace(args, host);
    const options = { preferredFormats: [], known, withoutRedirects, cache: historyCache(host) };
    const explained = await watched(host, (task) => explainAddresses(workspace, urls, options, task));
    warnOfUnread(workspace, host);
    const print = (args.text('format') ?? (isPiped ? 'json' : 'text')) === 'json' ? jsonBlock : textBlock;
    for (const entry of explained) host.out(print(entry));
    return 0;
  },
};

function textBlock(explained: Explained): TerminalText {
  return terminalLines([...explanationLines(explained), '']);
}

function jsonBlock({ url: asked, diagnosis, directoryRule, removal }: Explained): TerminalText {
  const { code, typo, detail, gap, page: route, past, rule, suggestions, undecided } = diagnosis;
  return jsonLine({
    url: asked,
    diagnosis: code,
    typo,
    detail,
    gap,
    page: route && { url: route.url, file: route.file, kind: route.kind, line: route.line },
    past: past && {
      url: past.url,
      file: past.file,
      first: past.first,
      last: past.last,
      fate: past.fate,
      story: timelineLines(past),
    },
    rule: rule && {
      from: rule.from,
      to: rule.to,
      status: rule.status,
      file: rule.file,
      line: rule.line,
      format: rule.format,
    },
    undecided: undecided?.map(({ file, line, from, condition }) => ({ file, line, from, condition })),
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
  });
}
