/** Where the rules of a line lead, for the person who reads the line. */
import type { Place } from '../../model.ts';
import type { RedirectRule } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { describeOutcome, describeStep } from '../simulate/describe.ts';
import { sampleOf } from '../simulate/ruleSample.ts';
import { describeUndecided } from '../simulate/undecidedText.ts';
import { permanentRepair, type RepairOffer } from './repairOffer.ts';

/** A written rule, followed as a visitor would be. */
export interface FollowedRule {
  /** As it is written. */
  readonly from: string;
  /** `on Netlify`, `by a refresh page`. */
  readonly where: string;
  /** The steps and where they end, one line each. */
  readonly chain: readonly string[];
  /** For a rule that is temporary because its author says so. */
  readonly permanent: RepairOffer | undefined;
}

/** Empty when no rule is written on this line. A pattern is followed by an address it answers. */
export function followRules(table: RedirectTable, { file, line }: Place): readonly FollowedRule[] {
  const here = table.rules.filter((rule) => rule.file === file && rule.line === line);
  return here.map((rule) => ({
    from: rule.from,
    where: whereOf(rule),
    chain: chainOf(rule, table),
    permanent: permanentRepair(rule),
  }));
}

function whereOf({ host }: RedirectRule): string {
  const { title, makesPages } = hostOf(host);
  return makesPages ? `by a ${title}` : `on ${title}`;
}

function chainOf(rule: RedirectRule, table: RedirectTable): readonly string[] {
  const { source } = rule;
  if (source.kind === 'never') return [`never answers: ${source.reason}`];
  if (source.kind === 'unknown') return [`cannot tell: ${source.reason}`];
  const url = sampleOf(rule);
  if (url === undefined) return ['cannot tell: no address is known that this pattern answers'];
  const { steps, outcome, undecided } = table.resolve(url);
  return [...steps.map(describeStep), ...undecided.map(describeUndecided), describeOutcome(outcome)];
}
