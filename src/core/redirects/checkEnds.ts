/** What is wrong with the place a redirect leads to. */
import type { Route } from '../model.ts';
import { urlPath } from '../paths.ts';
import type { RedirectRule } from './format.ts';
import { hostOf } from './hosts/index.ts';
import { problem, type RedirectProblem } from './problem.ts';
import type { RedirectTable, Resolution } from './resolution.ts';
import { isOffSite } from './target.ts';

/** Where the way of the rule ends. */
export function problemsAtEnd(rule: RedirectRule, way: Resolution, table: RedirectTable): readonly RedirectProblem[] {
  const { outcome, steps } = way;
  const last = steps.at(-1);
  const exact = rule.source.kind === 'exact';
  const again = steps[1];
  switch (outcome.kind) {
    case 'loop':
      return [problem('loop', 'error', rule, `${rule.from} goes in a circle over ${outcome.url}.`, { kind: 'remove' })];
    case 'dead':
      // What a wildcard leads to depends on the request; a sample proves nothing.
      if (!exact || outcome.untold !== undefined) return [];
      return [
        problem(
          'dead-target',
          'warning',
          rule,
          `${rule.from} leads to ${outcome.url}, which no file publishes. Choose another target or remove the rule.`,
        ),
      ];
    case 'draft':
      return [
        {
          ...problem(
            'draft-target',
            'warning',
            rule,
            `${rule.from} leads to ${outcome.route.url}, which is not published: ${hiddenBecause(outcome.route)}. Publish it, or choose another target.`,
          ),
          page: outcome.route,
        },
      ];
    case 'page':
    case 'off-site': {
      const problems: RedirectProblem[] = [];
      if (again && last && exact) {
        const by = again.rule ? `line ${again.rule.line} of ${again.rule.file}` : hostOf(again.host).title;
        const message = `${rule.from} leads to ${again.url}, which ${by} redirects to ${last.location}. Point straight at the end.`;
        // An alias leads to the page it stands in, as the generator spells it; only moving it would change that.
        const inPage = !isOffSite(rule.to) && table.context.routeOf(urlPath(rule.to))?.file === rule.file;
        const remedy = inPage ? undefined : ({ kind: 'retarget', to: last.location } as const);
        if (again.rule || !inPage) {
          problems.push({ ...problem('chain', 'warning', rule, message, remedy), other: again.rule });
        }
      }
      if (outcome.kind === 'page' && outcome.route.kind === 'home' && exact && !isHomeName(rule)) {
        problems.push(
          problem(
            'leads-home',
            'information',
            rule,
            `${rule.from} leads to the home page, which search engines take for an error page. Choose the page that took its place.`,
          ),
        );
      }
      return problems;
    }
    case 'gone':
    case 'none':
    case 'unknown':
    case 'undecided':
      return [];
    default:
      return outcome satisfies never;
  }
}

function hiddenBecause({ file, line, kind }: Route): string {
  const place = line === undefined ? file : `${file}, line ${line},`;
  switch (kind) {
    case 'draft':
      return `${place} is a draft`;
    case 'future':
      return `${place} is dated in the future`;
    case 'expired':
      return `${place} has expired`;
    default:
      return `${place} is kept from being published`;
  }
}

/** `/index.php`, `/home`: another name of the home page may lead there. */
function isHomeName({ source }: RedirectRule): boolean {
  return (
    source.kind === 'exact' &&
    /^\/(([a-z]{2}(-[a-z]{2})?\/)?(index|home|default|start)(\.\w+)?)?\/?$/i.test(source.path)
  );
}
