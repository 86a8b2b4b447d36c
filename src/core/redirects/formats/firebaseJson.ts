/**
 * `firebase.json`: `hosting.redirects: [{ source | regex, destination, type }]`, in order, before files; 301 by default.
 * `hosting` may be a list of sites.
 * https://firebase.google.com/docs/hosting/full-config#redirects
 */

import { dataAt, itemsAt, openData, textAt, valueAt } from '../../data/data.ts';
import { decodeUri, encodeUri, type RepoPath } from '../../paths.ts';
import { visitorCondition } from '../condition.ts';
import type { RedirectFormat, RedirectRule } from '../format.ts';
import { firebase, firebaseRegex } from '../hosts/firebase/index.ts';
import { reachOf } from '../reach.ts';
import type { RuleMeaning } from '../rule.ts';
import { encodedTarget, slashBehind } from '../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';

const grammar: RecordGrammar = {
  format: 'firebaseJson',
  host: 'firebase',
  target: 'destination',
  lists: ({ root }) => itemsAt(root, 'hosting').flatMap((site) => dataAt(site, 'redirects') ?? []),
  settings: ({ root }) => ({
    cleanUrls: valueAt(itemsAt(root, 'hosting')[0], 'cleanUrls') === true,
    trailingSlash: valueAt(itemsAt(root, 'hosting')[0], 'trailingSlash') as boolean | undefined,
  }),
  read(record) {
    const source = textAt(record, 'source') ?? textAt(record, 'glob');
    const regex = textAt(record, 'regex');
    const to = textAt(record, 'destination');
    const type = valueAt(record, 'type');
    if ((source === undefined) === (regex === undefined))
      return { problem: 'A redirect needs source or regex, and only one.' };
    if (to === undefined) return { problem: 'A redirect needs a destination.' };
    if (type !== undefined && !(typeof type === 'number' && type >= 300 && type < 400)) {
      return { problem: `type must be 301 or 302, not ${type}.` };
    }
    return [
      {
        from: source ?? regex ?? '',
        to,
        ...meaningOf(source ?? '', regex, to),
        status: type ?? 301,
        statusIsDefault: type === undefined,
      },
    ];
  },
  write(redirect) {
    const status = statusOf(redirect, 301, 302);
    if (status === undefined) return { refused: 'Firebase Hosting has no status 410.' };
    // Firebase compares with the decoded address.
    const from = redirect.from.length > 1 ? redirect.from.replace(/\/$/, '') : redirect.from;
    if (/[*?[\]{}()\\#]/.test(from)) return { refused: `${from} has characters that Firebase reads as a pattern.` };
    const to = plainTarget(redirect.to);
    if (to === undefined)
      return { refused: `Firebase would encode ${redirect.to} once more, which is another address.` };
    return [
      ['source', redirect.below ? `${from}/:rest*` : from],
      ['destination', redirect.below ? `${to.replace(/\/$/, '')}/:rest*${slashBehind(redirect)}` : to],
      ['type', status],
    ];
  },
  missing({ root }) {
    const site = dataAt(root, 'hosting');
    return site?.kind === 'object' ? { into: site, name: 'redirects' } : undefined;
  },
};

/** `!` in front of a glob: everything that it does not match. */
function meaningOf(
  source: string,
  regex: string | undefined,
  to: string,
): Pick<RuleMeaning, 'source' | 'conditions' | 'requires'> {
  if (regex !== undefined) return { source: firebaseRegex(regex) };
  if (!/^!(?!\()/.test(source)) return { source: firebase.source(source, { to }) };
  const excluded = firebase.source(source.slice(1));
  const inner = reachOf(excluded);
  const isKnown = excluded.kind !== 'unknown' && !source.startsWith('!!');
  const requirement =
    isKnown && inner.regex
      ? ({ kind: 'text', of: 'path', regex: inner.regex, isWanted: false } as const)
      : ({ kind: 'unknown' } as const);
  return {
    source: { kind: 'pattern', regex: '^/', names: [], under: '/' },
    conditions: [visitorCondition(`what ${source.slice(1)} does not match`)],
    requires: [[requirement]],
  };
}

/** The target as Firebase encodes it itself; `undefined` where that would be another address. */
function plainTarget(to: string): string | undefined {
  const encoded = encodedTarget(to);
  const plain = decodeUri(encoded).replace(/%25/g, '%');
  return encodeUri(plain) === encoded && !/\/:/.test(plain) ? plain : undefined;
}

const ofSeveral = 'firebase.json is for several sites, and nothing shows which of them is meant';

/** Sites of one folder are the same site under several names. https://firebase.google.com/docs/hosting/multisites */
function hasSeveralSites(text: string, file: RepoPath): boolean {
  const sites = itemsAt(openData(text, file)?.root, 'hosting');
  return new Set(sites.map((site) => textAt(site, 'public') ?? textAt(site, 'source'))).size > 1;
}

export const firebaseJson = {
  id: 'firebaseJson',
  title: 'firebase.json',
  docs: 'https://firebase.google.com/docs/hosting/full-config#redirects',
  reads: 'whole',
  writes: ['json'],
  carries: ['slash'],
  files: async (context) => ownFilesNamed(context, /^firebase\.json$/),
  parse(text, file, context) {
    const parsed = parseRecords(grammar, text, file, context);
    if (!hasSeveralSites(text, file)) return parsed;
    const doubtful = (rule: RedirectRule): RedirectRule => ({
      ...rule,
      source: { kind: 'unknown', reason: ofSeveral, reach: reachOf(rule.source) },
    });
    return { ...parsed, rules: parsed.rules.map(doubtful) };
  },
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, {status}',
      because: 'firebase.json configures the host',
      fitness: 53,
      missing: 'The site has no firebase.json.',
    });
  },
  add(redirects, text, file, context) {
    if (hasSeveralSites(text, file)) return { refused: `${file} is for several sites; write the redirect by hand.` };
    return addRecords(grammar, redirects, text, file, context);
  },
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
