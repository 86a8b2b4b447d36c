/** What may answer an address first, and cannot be decided from the files: it is shown, and nothing is written over it. */
import { decodePath, type RepoPath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { conditionText } from '../condition.ts';
import { isForErrors } from '../errorPages.ts';
import type { InvalidRule, Reach, RedirectContext, RedirectRule } from '../format.ts';
import type { Captures, HostRequest } from '../host.ts';
import { met, type Requirement, type Requirements } from '../requirement.ts';
import type { Undecided } from '../resolution.ts';
import { isOffSite, withoutBase } from '../target.ts';

/** What the conditions of a rule caught where all are met; `undefined` where the files do not tell, or it depends on who asks. */
export function firedBy(
  rule: RedirectRule,
  request: HostRequest,
  context: RedirectContext,
  caught: Captures,
): Captures | false | undefined {
  const { source, conditions, requires } = rule;
  const captures = requires ? met(requires, request, context, caught) : conditions.length > 0 ? undefined : {};
  return captures !== false && source.kind === 'unknown' ? undefined : captures;
}

/** The page an app or an error shows for every address that has none: no sign that somebody redirected this one. */
export function isFallback({ source, status }: RedirectRule): boolean {
  const everything = source.kind === 'prefix' ? source.path === '/' : source.kind === 'pattern' && source.under === '/';
  return everything && (status < 300 || status === 404);
}

export function undecidedBy(rule: RedirectRule): Undecided {
  const { file, line, from, source, conditions, requires = [] } = rule;
  const condition =
    conditions.length > 0
      ? `condition on ${conditions.map(conditionText).join(', ')}`
      : source.kind === 'unknown'
        ? source.reason
        : `depends on ${openIn(requires).join(', ') || 'what the files do not tell'}`;
  return { file, line, from, condition, isFallback: isFallback(rule) || (isForErrors(rule) && !isOffSite(rule.to)) };
}

/** What of a rule's requirements the files may not tell, a few by name. */
function openIn(requires: Requirements): readonly string[] {
  const named = [...new Set(requires.flat().flatMap(openText))];
  const others = named.length - mostNamed;
  return others > 0 ? [...named.slice(0, mostNamed), `and ${others} more`] : named;
}

const mostNamed = 3;

function openText(requirement: Requirement): readonly string[] {
  switch (requirement.kind) {
    case 'earlier':
      return requirement.ends && requirement.all.length === 0
        ? []
        : [
            `a rule above, which ${requirement.ends ? 'ends the search' : 'changes the address'} for ${requirement.regex}`,
          ];
    case 'published':
      return [`whether a ${requirement.as} is there${requirement.suffix === '' ? '' : ` with ${requirement.suffix}`}`];
    case 'filled':
      return [`what ${requirement.text} is`];
    case 'unknown':
      return ['what visitors, servers or programs decide'];
    default:
      return [];
  }
}

/** Whether what is hidden stands in a file that rules are read from: then nothing is. */
export function isReadElsewhere({ isHidden, writtenIn }: InvalidRule, read: ReadonlySet<RepoPath>): boolean {
  return isHidden === true && writtenIn !== undefined && read.has(writtenIn);
}

/**
 * By path, the places whose rules are only told by running them. They belong to the site and reach what lies below its base.
 * With `above` those alone that may answer before this rule of the same file.
 */
export function hiddenRules(
  invalid: readonly InvalidRule[],
  rules: readonly RedirectRule[],
  { basePath }: RedirectContext,
): (path: string, above?: RedirectRule) => readonly Undecided[] {
  const read = new Set(rules.map(({ file }) => file));
  const hidden = invalid.filter((entry) => entry.isUnread || (entry.isHidden && !isReadElsewhere(entry, read)));
  const isAbove = ({ file, line, isInOrder }: InvalidRule, rule: RedirectRule) =>
    isInOrder === true && file === rule.file && line < rule.line;
  const areInOrder = hidden.some(({ isInOrder }) => isInOrder);
  return (path, above) => {
    if (above && !areInOrder) return [];
    const inside = hidden.length === 0 ? undefined : withoutBase(path, basePath);
    if (inside === undefined) return [];
    const spellings = [decodePath(path), decodePath(inside)];
    const reaching = hidden
      .filter((entry) => above === undefined || isAbove(entry, above))
      .filter(({ reach }) => !reach || spellings.some((spelling) => isWithin(spelling, reach)));
    return reaching.map(({ file, line, message }) => ({
      file,
      line,
      from: '',
      condition: clause(message),
      isFallback: false,
    }));
  };
}

function isWithin(path: string, { under, regex }: Reach): boolean {
  const isBelow = under === '/' || `${path}/`.toLowerCase().startsWith(`${under}/`.toLowerCase());
  return isBelow && (regex === undefined || compileRegex(regex)?.test(path) !== false);
}

function clause(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1).replace(/\.$/, '');
}

/** Those that keep a redirect from being written without asking. */
export function withoutFallbacks(undecided: readonly Undecided[]): readonly Undecided[] {
  return undecided.filter(({ isFallback: isLast }) => !isLast);
}
