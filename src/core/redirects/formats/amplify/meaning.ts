/** What a rule of Amplify says, however it is kept. */
import { encodeUrl } from '../../../paths.ts';
import { visitorCondition } from '../../condition.ts';
import type { QueryCondition, Redirect, RedirectContext, Refusal } from '../../format.ts';
import { amplify } from '../../hosts/amplify.ts';
import type { RuleMeaning } from '../../rule.ts';
import { encodedTarget } from '../../target.ts';
import { statusOf } from '../../writing/configFile.ts';

export function meaningOf(
  from: string | undefined,
  to: string | undefined,
  code: string,
  condition: string | undefined,
  context: RedirectContext,
): readonly RuleMeaning[] | { readonly problem: string } {
  if (!from || to === undefined) return { problem: 'A rule needs source and target.' };
  const problem = codeProblem(from, code);
  if (problem !== undefined) return { problem };
  const host = /^https?:\/\/([^/?]+)/i.exec(from)?.[1]?.toLowerCase();
  const isRegex = from.startsWith('</');
  const local = isRegex ? from : from.replace(/^https?:\/\/[^/?]+/i, '') || '/';
  if (!isRegex && !local.startsWith('/') && host === undefined) {
    return { problem: `${from}: a source must begin with /, with </ or with the host.` };
  }
  const [path = '', query = ''] = isRegex ? [local] : local.split('?');
  const isWholeHost = host !== undefined && !/^https?:\/\/[^/?]+[/?]/i.test(from);
  const foreign = host !== undefined && !context.siteHosts?.includes(host);
  return [
    {
      from,
      to,
      source: isWholeHost ? { kind: 'unknown', reason: 'it redirects a whole host' } : amplify.source(path),
      status: code === '404-200' ? 200 : Number(code),
      // Only what is answered where nothing is found gives way to a page.
      force: !code.startsWith('404'),
      conditions: [
        ...(foreign ? [{ kind: 'host', names: host } as const] : []),
        ...(condition ? [visitorCondition(`country ${condition}`)] : []),
      ],
      query: query === '' ? [] : query.split('&').map(conditionOf),
    },
  ];
}

/** What is wrong with the status of a rule; `undefined` when nothing is. */
function codeProblem(from: string, code: string): string | undefined {
  if (code === '') return `${from} has no status; write 301, 302, 200, 404 or 404-200.`;
  if (/^(200|3\d\d|404|404-200)$/.test(code)) return undefined;
  return `${code} is not a status that Amplify accepts: 301, 302, 200, 404 or 404-200.`;
}

function conditionOf(part: string): QueryCondition {
  const [name = '', value = ''] = part.split('=');
  return { name, value: value.replace(/^<(.*?)>?$/, ':$1') };
}

/** The three texts of a rule. */
export function writtenRule(
  redirect: Redirect,
): { readonly source: string; readonly target: string; readonly status: string } | Refusal {
  const status = statusOf(redirect, 301, 302);
  if (status === undefined) return { refused: 'Amplify has no status 410.' };
  const from = encodeUrl(redirect.from);
  const to = encodedTarget(redirect.to);
  const { addressLength } = amplify.limits;
  if (from.length > addressLength || to.length > addressLength)
    return { refused: `Amplify accepts at most ${addressLength} characters for an address.` };
  const folder = (path: string) => (redirect.below ? `${path.replace(/\/$/, '')}/<*>` : path);
  return { source: folder(from), target: folder(to), status: String(status) };
}
