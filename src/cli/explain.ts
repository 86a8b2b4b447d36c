/** `explain`: what the repository knows of single addresses. */
import { askedPage, explainPages } from '../core/explain.ts';
import { type Explained, explanationLines } from '../core/explanation.ts';
import { storyLines } from '../core/history/story.ts';
import type { BrokenPage } from '../core/model.ts';
import { jsonLine, type TerminalText, terminalLines } from '../core/wording/terminalText.ts';
import type { Command } from './command.ts';
import { UsageError } from './command.ts';
import { knownRedirects, knownRedirectsOption } from './knownRedirects.ts';
import { openGrounds } from './workspace.ts';

export { askedPage };

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
    const withoutRedirects = args.flag('without-redirects');
    const groundOf = await openGrounds(args, host, { withoutRedirects, known, pages });
    const options = { preferredFormats: [] };
    const explained = new Map<BrokenPage, Explained>();
    for (const ground of new Set(pages.map(({ path }) => groundOf(path)))) {
      const own = pages.filter(({ path }) => groundOf(path) === ground);
      const found = await explainPages(own, ground, options, !withoutRedirects);
      for (const [i, page] of own.entries()) if (found[i] !== undefined) explained.set(page, found[i]);
    }
    const print = (args.text('format') ?? (isPiped ? 'json' : 'text')) === 'json' ? jsonBlock : textBlock;
    for (const page of pages) {
      const entry = explained.get(page);
      if (entry !== undefined) host.out(print(entry));
    }
    return 0;
  },
};

function textBlock(explained: Explained): TerminalText {
  return terminalLines([...explanationLines(explained), '']);
}

function jsonBlock({ url: asked, diagnosis, directoryRule, removal }: Explained): TerminalText {
  const { code, slip, detail, gap, page: route, past, rule, suggestions, undecided } = diagnosis;
  return jsonLine({
    url: asked,
    diagnosis: code,
    slip,
    detail,
    gap,
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
