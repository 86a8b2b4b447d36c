/**
 * Mintlify `docs.json` (formerly `mint.json`): `redirects: [{ source, destination, permanent }]`; 308 by default.
 * https://mintlify.com/docs/create/redirects
 */
import { urlPath } from '../paths.ts';
import { dataAt, textAt, valueAt } from '../text/data.ts';
import { filesNamed, planInFile, statusOf } from './configFile.ts';
import type { RedirectFormat, SourcePattern } from './format.ts';
import { literal, literalFolder } from './hosts/host.ts';
import { memberList, parseRecords, type RecordGrammar } from './recordList.ts';
import { addRecords, removeRecord } from './recordListEdit.ts';
import { encodedTarget } from './target.ts';

const grammar: RecordGrammar = {
  format: 'mintlifyDocs',
  host: 'mintlify',
  target: 'destination',
  lists: ({ root }) => [dataAt(root, 'redirects')].filter((node) => node !== undefined),
  read(record) {
    const from = textAt(record, 'source');
    const to = textAt(record, 'destination');
    const permanent = valueAt(record, 'permanent');
    if (from === undefined || to === undefined) return { problem: 'A redirect needs source and destination.' };
    const source: SourcePattern = /[#?]/.test(from)
      ? { kind: 'never', reason: 'a source with # or ? is never compared' }
      : sourceOf(from);
    return [{ from, to, source, status: permanent === false ? 307 : 308, statusIsDefault: permanent === undefined }];
  },
  write(redirect) {
    const status = statusOf(redirect, 308, 307);
    if (status === undefined) return { refused: 'Mintlify has no status 410.' };
    const from = redirect.from.replace(/(.)\/$/, '$1');
    const to = encodedTarget(redirect.to).replace(/(.)\/$/, '$1');
    return [
      ['source', redirect.below ? `${from}/:slug*` : from],
      ['destination', redirect.below ? `${to}/:slug*` : to],
      ['permanent', status === 308],
    ];
  },
  missing: ({ root }) => (root.kind === 'object' ? { into: root, print: memberList('"redirects"') } : undefined),
};

function sourceOf(from: string): SourcePattern {
  if (!/:|\*/.test(from)) return { kind: 'exact', path: urlPath(from) };
  const names: string[] = [];
  const body = from
    .split(/(\/:\w+\*?|\*)/)
    .map((part) => {
      const name = /^\/:(\w+)(\*?)$/.exec(part);
      if (name?.[1]) {
        names.push(name[1]);
        return name[2] === '*' ? '(?:/(.*))?' : '/([^/]+)';
      }
      if (part !== '*') return literal(part);
      names.push('splat');
      return '(.*)';
    })
    .join('');
  return { kind: 'pattern', regex: `^${body}$`, names, under: literalFolder(from, /:|\*/) };
}

export const mintlifyDocs = {
  id: 'mintlifyDocs',
  title: 'Mintlify docs.json',
  docs: 'https://mintlify.com/docs/create/redirects',
  reads: 'whole',
  async files(context) {
    const named = filesNamed(context, /^(docs|mint)\.json$/);
    const own: (typeof named)[number][] = [];
    for (const file of named) {
      if (/mintlify\.com/.test((await context.repo.read(file)) ?? '')) own.push(file);
    }
    return own;
  },
  parse: (text, file, context) => parseRecords(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, 308',
      because: 'Mintlify reads its redirects from this file',
      fitness: 56,
      missing: 'The site is not made by Mintlify.',
    });
  },
  add: (redirects, text, file, context) => addRecords(grammar, redirects, text, file, context),
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
