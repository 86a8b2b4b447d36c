/** `redirects`: every rule of the site, what is wrong with them, and where one address ends. */
import { readRedirects } from '../../app/reading.ts';
import { reviewSite } from '../../app/reviewSite.ts';
import type { Workspace } from '../../app/workspace.ts';
import { silencedClause } from '../../core/audit/silencedRedirects.ts';
import { untoldText } from '../../core/redirects/checks/untold.ts';
import { conditionText } from '../../core/redirects/condition.ts';
import type { RedirectRule } from '../../core/redirects/format.ts';
import { type FoldedFinding, folded } from '../../core/redirects/repair/folded.ts';
import type { RedirectFinding } from '../../core/redirects/repair/review.ts';
import type { RedirectTable, Resolution } from '../../core/redirects/resolution.ts';
import { describeOutcome, describeStep } from '../../core/redirects/simulate/describe.ts';
import { undecidedBy } from '../../core/redirects/simulate/undecided.ts';
import { describeUndecided } from '../../core/redirects/simulate/undecidedText.ts';
import { count } from '../../core/wording/amounts.ts';
import { jsonLine, type TerminalText, terminalLines, together, tsvRow } from '../../core/wording/terminalText.ts';
import {
  type Arguments,
  type CommandConsole,
  type ExitCode,
  exitCodes,
  jsonVersion,
  UsageError,
} from '../shared/command.ts';
import { openNamedWorkspace, warnOfUnread, watched } from '../shared/workspace.ts';
import { compact } from './compact.ts';

export async function runRedirects(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const url = args.text('simulate');
  const asked = ['check', 'simulate', 'compact'].filter((name) => args.flag(name) || args.text(name) !== undefined);
  if (asked.length > 1) throw new UsageError(`Give either --${asked[0]} or --${asked[1]}, not both.`);
  const fix = args.text('fix');
  if (fix !== undefined && fix !== 'safe' && fix !== 'all') throw new UsageError(`--fix takes safe or all, not ${fix}`);
  if (fix !== undefined && !args.flag('compact')) throw new UsageError('--fix writes what --compact shows; give both.');
  if (args.flag('compact')) return compact(args, host);
  const workspace = await openNamedWorkspace(args, host);
  const table = await watched(host, ({ progress }) => readRedirects(workspace, workspace.sites[0], progress));
  warnOfUnread(workspace, host);
  if (url !== undefined) return simulate(url, table, args, host);
  return args.flag('check') ? check(workspace, table, args, host) : list(table, args, host);
}

function list({ rules, invalid }: RedirectTable, args: Arguments, host: CommandConsole): ExitCode {
  for (const { file, line, message } of invalid) host.log.warn(`${file}:${line}: ${message}`);
  host.out(together(rules.map(isJson(args) ? ruleJson : ruleText)));
  return 0;
}

async function check(
  workspace: Workspace,
  table: RedirectTable,
  args: Arguments,
  host: CommandConsole,
): Promise<ExitCode> {
  const unread = table.invalid.filter(({ isHidden }) => isHidden);
  // One line of a program may make many.
  const told = unread.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  for (const message of new Set(told)) host.log.warn(message);
  for (const rule of table.rules.filter(isUndecided)) {
    const { file, line, from, condition } = undecidedBy(rule);
    host.log.warn(`${file}:${line}: ${from} cannot be judged: ${condition}.`);
  }
  const review = await reviewSite(workspace, workspace.sites[0], table, workspace.layers);
  const silenced = silencedClause(review);
  if (silenced !== '') host.log.warn(`${silenced}.`);
  const untold = untoldText(review.untold);
  if (untold !== undefined) host.log.warn(untold);
  const { findings } = review;
  host.out(together(isJson(args) ? findings.map(findingJson) : folded(findings).map(foldedText)));
  host.err(terminalLines(checkedText(workspace, table, findings.length)));
  if (findings.length > 0) return exitCodes.findings;
  const isOpen = unread.length > 0 || table.rules.some(isUndecided);
  return isOpen ? exitCodes.incomplete : exitCodes.none;
}

function isUndecided({ source }: RedirectRule): boolean {
  return source.kind === 'unknown';
}

/** What was looked at, so that no word at all is not taken for rules that are all right; then what was not. */
function checkedText({ sites }: Workspace, { rules }: RedirectTable, found: number): readonly string[] {
  const [site, ...others] = sites;
  const checked =
    rules.length === 0
      ? `No redirect rules were found for ${siteText(site)}, so none were checked.`
      : `Checked ${count(rules.length, 'redirect rule')} of ${siteText(site)}: ${found === 0 ? 'nothing found' : count(found, 'finding')}.`;
  const unchecked =
    others.length === 1 ? 'Another site was not checked' : `${others.length} other sites were not checked`;
  const named = others.slice(0, 3).map(siteText).join('; ');
  return others.length === 0
    ? [checked]
    : [checked, `${unchecked}: ${named}${others.length > 3 ? '; …' : ''}. Name one with --generator and --root.`];
}

function siteText({ generator, detected }: Workspace['sites'][0]): string {
  return `${generator.title} in ${detected.root || 'the root folder'}`;
}

function simulate(url: string, table: RedirectTable, args: Arguments, host: CommandConsole): ExitCode {
  const resolution = table.resolve(url);
  host.out(
    isJson(args) ? jsonLine({ version: jsonVersion, ...resolution }, withoutRequires) : simulationText(resolution),
  );
  return 0;
}

/** The conditions say it in words. */
function withoutRequires(key: string, value: unknown): unknown {
  return key === 'requires' ? undefined : value;
}

function isJson(args: Arguments): boolean {
  return args.text('format') === 'json';
}

function ruleText(rule: RedirectRule): TerminalText {
  return tsvRow(rule.from, rule.to, `${rule.status}`, `${rule.file}:${rule.line}`, rule.format);
}

function ruleJson({ from, to, status, file, line, format, conditions, source }: RedirectRule): TerminalText {
  const undecided = source.kind === 'unknown' ? source.reason : undefined;
  const told = conditions.map(conditionText);
  return jsonLine({ version: jsonVersion, from, to, status, file, line, format, conditions: told, undecided });
}

function foldedText({ finding, more }: FoldedFinding): TerminalText {
  const { place, severity, code, message } = finding;
  const others = more === 0 ? '' : ` And ${more} more of this kind in this file; --format json lists each.`;
  return tsvRow(`${place.file}:${place.line}`, severity, code, message + others);
}

function findingJson({ place, severity, code, message, rule, other, fixes }: RedirectFinding): TerminalText {
  const { from, to } = rule ?? {};
  const remedy = fixes[0]?.repairs.find((each) => each.rule === rule)?.repair;
  const elsewhere = other && { file: other.file, line: other.line };
  return jsonLine({ version: jsonVersion, ...place, code, severity, message, from, to, other: elsewhere, remedy });
}

function simulationText({ steps, outcome, undecided }: Resolution): TerminalText {
  return terminalLines([...steps.map(describeStep), ...undecided.map(describeUndecided), describeOutcome(outcome)]);
}
