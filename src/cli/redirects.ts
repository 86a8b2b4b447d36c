/** `redirects`: every rule of the site, and where one address ends. */
import { urlPath } from '../core/paths.ts';
import type { RedirectRule } from '../core/redirects/format.ts';
import type { Resolution } from '../core/redirects/resolution.ts';
import type { Command } from './command.ts';
import { openGrounds } from './workspace.ts';

export const redirects: Command = {
  name: 'redirects',
  summary: 'Lists every redirect rule with its file and line, or simulates one URL.',
  usage: 'redirects [--simulate URL] [--repo DIR] [--format text|json]',
  options: {
    simulate: { type: 'string', value: 'URL', help: 'follow this URL step by step instead of listing the rules' },
  },
  examples: [
    'broken-backlinks redirects --repo ../website',
    'broken-backlinks redirects --simulate /docs/setup/',
    'broken-backlinks redirects --format json',
  ],
  async run(args, host) {
    const asked = args.text('simulate');
    const groundOf = await openGrounds(args, host, { withoutRedirects: false, pages: [] });
    const json = args.text('format') === 'json';
    const table = groundOf(urlPath(asked ?? '/')).redirects;
    if (asked !== undefined) {
      const resolution = table.resolve(asked);
      host.out(json ? `${JSON.stringify(resolution)}\n` : simulationText(resolution));
      return 0;
    }
    for (const bad of table.invalid) host.log.warn(`${bad.file}:${bad.line}: ${bad.message}`);
    host.out(table.rules.map(json ? jsonLine : textLine).join(''));
    return 0;
  },
};

function textLine(rule: RedirectRule): string {
  return `${rule.from}\t${rule.to}\t${rule.status}\t${rule.file}:${rule.line}\t${rule.format}\n`;
}

function jsonLine({ from, to, status, file, line, format, conditions }: RedirectRule): string {
  return `${JSON.stringify({ from, to, status, file, line, format, conditions })}\n`;
}

function simulationText({ steps, outcome, undecided }: Resolution): string {
  const lines = steps.map((step) => {
    const by = step.rule === undefined ? `${step.host} itself` : `${step.rule.file}:${step.rule.line}`;
    return `${step.url}  ${step.status} → ${step.location}  (${by}${step.by === 'refresh' ? ', refresh page' : ''})`;
  });
  for (const rule of undecided)
    lines.push(
      `may answer first: ${rule.file}:${rule.line} ${rule.from} (${rule.conditions.join(', ') || 'not decidable from the files'})`,
    );
  return `${[...lines, outcomeText(outcome)].join('\n')}\n`;
}

function outcomeText(outcome: Resolution['outcome']): string {
  switch (outcome.kind) {
    case 'page':
      return `ends at ${outcome.route.url}, published by ${outcome.route.file}`;
    case 'off-site':
      return `leaves the site for ${outcome.url}`;
    case 'dead':
      return `ends at ${outcome.url}, which no file publishes`;
    case 'draft':
      return `ends at ${outcome.route.url}, which is not published (${outcome.route.kind}: ${outcome.route.file})`;
    case 'loop':
      return `goes in a circle over ${outcome.url}`;
    case 'gone':
      return `answers ${outcome.status}`;
    case 'none':
      return 'no rule answers, and no page is there';
    case 'unknown':
      return `cannot tell: ${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
}
