/**
 * `vercel.json`: `redirects: [{ source, destination, permanent | statusCode, has, missing }]`, in order, before files.
 * Sources are path-to-regexp patterns; the status is 308 unless said otherwise. Plain JSON: its command line refuses
 * comments (https://github.com/vercel/vercel/issues/2723).
 * https://vercel.com/docs/project-configuration#redirects
 */
import { type DataNode, dataAt, textAt, valueAt } from '../../data/data.ts';
import { lineAt } from '../../text/edits.ts';
import { looseJsonAt } from '../../text/json.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { visitorCondition } from '../condition.ts';
import type { RedirectFormat, RedirectRule } from '../format.ts';
import { sentPath } from '../host.ts';
import { builtLength, targetProblem, unknownInQuery } from '../hosts/pathPatterns.ts';
import { vercel } from '../hosts/vercel.ts';
import { unreadRegex } from '../reach.ts';
import type { RuleMeaning } from '../rule.ts';
import { escapedTarget, slashBehind } from '../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';
import { fieldProblem, visitorFields } from '../writing/visitorFields.ts';

const statuses = new Set([301, 302, 303, 307, 308]);
const longest = vercel.limits.addressLength;

type WrittenStatus = Pick<RedirectRule, 'status' | 'statusIsDefault'>;

function statusIn(record: DataNode, from: string): WrittenStatus | { readonly problem: string } {
  const permanent = valueAt(record, 'permanent');
  const code = valueAt(record, 'statusCode');
  if (permanent !== undefined && code !== undefined) return { problem: 'permanent and statusCode exclude each other.' };
  if (permanent !== undefined && typeof permanent !== 'boolean')
    return { problem: `permanent of ${from} must be true or false.` };
  if (permanent !== undefined) return { status: permanent ? 308 : 307, statusIsDefault: false };
  if (code === undefined) return { status: 308, statusIsDefault: true };
  if (typeof code !== 'number') return { problem: `statusCode of ${from} must be a number.` };
  if (!statuses.has(code))
    return { problem: `${code} is not a status that Vercel accepts: 301, 302, 303, 307 or 308.` };
  return { status: code, statusIsDefault: false };
}

const grammar: RecordGrammar = {
  format: 'vercelJson',
  host: 'vercel',
  target: 'destination',
  // `routes` is the older way, which excludes the other; its redirects are shown, and nothing is written among them.
  lists: ({ root }) => [dataAt(root, 'routes'), dataAt(root, 'redirects')].filter((node) => node !== undefined),
  settings: ({ root }) => ({
    cleanUrls: valueAt(root, 'cleanUrls') === true,
    trailingSlash: valueAt(root, 'trailingSlash') as boolean | undefined,
  }),
  read(record, { root }, context) {
    const route = textAt(record, 'src');
    if (route !== undefined) return legacyRoute(route, record);
    const from = textAt(record, 'source');
    const to = textAt(record, 'destination');
    if ([...legacyNames].some((name) => dataAt(record, name) !== undefined)) return [];
    if (from === undefined || to === undefined) return { problem: 'A redirect needs source and destination.' };
    const answer = statusIn(record, from);
    if ('problem' in answer) return answer;
    const tooLong = [from, to].find((text) => text.length > longest);
    if (tooLong) return { problem: `${tooLong.slice(0, 60)}… is longer than ${longest} characters.` };
    const visitors = visitorFields(record, to, context);
    const isOpen = visitors.conditions.length > 0;
    const problem =
      fieldProblem(record) ??
      (builtLength(from) === 0
        ? `the source ${from} is no pattern; escape the signs of a name, such as \\+`
        : undefined) ??
      (isOpen ? undefined : (targetProblem(from, to, { onlyNamed: true }) ?? unknownInQuery(from, to)));
    if (problem) return { problem: `Vercel refuses the deployment: ${problem}.` };
    const plain = !/[:(*{\\]/.test(from);
    const dead = plain && asked(from, root) !== from;
    const reason = `cleanUrls and trailingSlash redirect it to ${asked(from, root)} before the rules are read`;
    return [
      {
        from,
        to,
        source: dead ? { kind: 'never', reason } : vercel.source(from),
        ...answer,
        ...visitors,
      },
    ];
  },
  write(redirect, _context, { root }) {
    const status = statusOf(redirect, 308, 307);
    if (status === undefined) return { refused: 'vercel.json has no status 410 for redirects.' };
    if (redirect.from !== '/' && asked(redirect.from, root) === '/') {
      return { refused: `cleanUrls redirects ${redirect.from} to the home page before the rules are read.` };
    }
    const from = escaped(sentPath(asked(redirect.from, root)));
    const to = escapedTarget(redirect.to, /[:()*+$]/g);
    return [
      [
        'source',
        redirect.below ? `${from.replace(/\/$/, '')}/:path*${redirect.rest?.slash === 'both' ? '/' : ''}` : from,
      ],
      ['destination', redirect.below ? `${to.replace(/\/$/, '')}/:path*${slashBehind(redirect)}` : to],
      ['permanent', status === 308],
    ];
  },
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'redirects' } : undefined),
};

const legacyNames = ['handle', 'continue', 'middlewarePath'];

/** A redirect among `routes`: the path matches as a whole, and routes before it may answer. */
function legacyRoute(src: string, record: DataNode): readonly RuleMeaning[] {
  const status = valueAt(record, 'status');
  const headers = dataAt(record, 'headers');
  const to = textAt(headers, 'Location') ?? textAt(headers, 'location');
  if (to === undefined || typeof status !== 'number' || status < 300) return [];
  const regex = `^(?:${src.replace(/^\^|\$$/g, '')})$`;
  const source = compileRegex(regex)
    ? ({ kind: 'pattern', regex, names: [], under: '/' } as const)
    : unreadRegex(regex, '/');
  return [{ from: src, to, source, status, conditions: [visitorCondition('the routes around it')] }];
}

/** The address as it is asked for when the host's own corrections are done. */
function asked(from: string, root: DataNode): string {
  const clean = valueAt(root, 'cleanUrls') === true ? from.replace(/(?:(?:\.html|\/index)\/?)+$/, '') || '/' : from;
  const slash = valueAt(root, 'trailingSlash');
  const bare = clean.replace(/(.)\/+$/, '$1');
  if (slash === false) return bare;
  return slash === true ? (/\.\w+$/.test(bare) || bare === '/' ? bare : `${bare}/`) : clean;
}

function escaped(path: string): string {
  return path.replace(/[:*+?(){}[\]\\]/g, '\\$&');
}

export const vercelJson = {
  id: 'vercelJson',
  title: 'vercel.json',
  docs: 'https://vercel.com/docs/project-configuration#redirects',
  reads: 'whole',
  writes: ['json'],
  carries: ['slash'],
  files: async (context) => ownFilesNamed(context, /^vercel\.json$/),
  parse(text, file, context) {
    const parsed = parseRecords(grammar, text, file, context);
    const at = looseJsonAt(text);
    if (at === undefined || parsed.rules.length === 0) return parsed;
    const message =
      'Vercel takes nothing of this file: it reads JSON without comments and without a comma at an end. Take out what stands here.';
    const refused = { format: 'vercelJson', file, line: lineAt(text, at), message, isUnread: true as const };
    return { ...parsed, invalid: [...parsed.invalid, refused] };
  },
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, 308',
      because: 'vercel.json configures the host',
      fitness: 52,
      missing: 'The site has no vercel.json.',
    });
  },
  add(redirects, text, file, context) {
    const loose = looseJsonAt(text);
    if (loose !== undefined)
      return { refused: `Line ${lineAt(text, loose)} of ${file} is no JSON to Vercel; put it right first.` };
    if (/"routes"\s*:/.test(text)) return { refused: `${file} uses routes, which excludes redirects.` };
    return addRecords(grammar, redirects, text, file, context);
  },
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
