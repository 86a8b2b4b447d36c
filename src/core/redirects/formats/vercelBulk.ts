/**
 * Vercel bulk redirects: the file or the folder of up to 100 files that `bulkRedirectsPath` of `vercel.json` names, as
 * CSV with a header, a JSON list, or JSON lines. Fields: `source`, `destination` (2048 characters each at most),
 * `permanent` (308, else 307), `statusCode` (before `permanent`), `caseSensitive`, `query`; all but the first two may be
 * left out and are then false. In CSV `t` and `f` stand for true and false.
 * https://vercel.com/docs/routing/redirects/bulk-redirects
 */

import { type DataNode, openData, textAt, valueAt } from '../../data/data.ts';
import { syntaxOfFile } from '../../data/syntax.ts';
import { below, encodeUrl, extensionOf, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Fields } from '../../text/records.ts';
import { formatFiles } from '../askedOnce.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal } from '../format.ts';
import { vercelBulk as host } from '../hosts/vercelBulk.ts';
import { encodedTarget } from '../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';
import { addRows, parseRows, removeRow } from '../writing/recordRows.ts';

const longest = host.limits.addressLength;

const grammar: RecordGrammar = {
  format: 'vercelBulk',
  host: 'vercelBulk',
  target: 'destination',
  empty: '[]\n',
  lists: ({ root }) => [root],
  read(record) {
    const from = textAt(record, 'source');
    const to = textAt(record, 'destination');
    if (!from || !to) return { problem: 'A redirect needs source and destination.' };
    if (!from.startsWith('/')) return { problem: `${from}: a source must begin with /.` };
    const tooLong = [from, to].find((text) => text.length > longest);
    if (tooLong) return { problem: `${tooLong.slice(0, 60)}… is longer than ${longest} characters.` };
    const code = numberAt(record, 'statusCode');
    if (code !== undefined && ![301, 302, 303, 307, 308].includes(code)) {
      return { problem: `${code} is not a status that Vercel accepts: 301, 302, 303, 307 or 308.` };
    }
    const permanent = flagAt(record, 'permanent');
    return [
      {
        from,
        to,
        source: host.source(from),
        status: code ?? (permanent ? 308 : 307),
        statusIsDefault: code === undefined && permanent === undefined,
        caseSensitive: flagAt(record, 'caseSensitive', 'sensitive') ?? false,
        keepsQuery: flagAt(record, 'query', 'preserveQueryParams') ?? false,
      },
    ];
  },
  write,
};

function write(redirect: Redirect): Fields | Refusal {
  if (redirect.below) return { refused: 'Bulk redirects of Vercel have no wildcards; write it into vercel.json.' };
  const status = statusOf(redirect, 308, 307);
  if (status === undefined) return { refused: 'Vercel has no status 410 for redirects.' };
  const from = encodeUrl(redirect.from);
  const to = encodedTarget(redirect.to);
  if (from.length > longest || to.length > longest) {
    return { refused: `Vercel accepts at most ${longest} characters for an address in a bulk redirect.` };
  }
  return [
    ['source', from],
    ['destination', to],
    ['permanent', status === 308],
  ];
}

function flagAt(record: DataNode, ...names: readonly string[]): boolean | undefined {
  for (const name of names) {
    const value = valueAt(record, name);
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string' && value !== '') return /^(t|true)$/i.test(value);
  }
  return undefined;
}

function numberAt(record: DataNode, name: string): number | undefined {
  const value = valueAt(record, name);
  return value === undefined || value === null || value === '' ? undefined : Number(value);
}

/** What the configuration names, whether it is there or not. */
async function namedPath(context: RedirectContext): Promise<RepoPath | undefined> {
  for (const file of ownFilesNamed(context, /^vercel\.json$/)) {
    const data = openData((await context.repo.read(file)) ?? '', file);
    const path = textAt(data?.root, 'bulkRedirectsPath');
    if (path !== undefined) return joinRepo(folderOf(file), path);
  }
  return undefined;
}

const isRows = (file: RepoPath) => syntaxOfFile(file) !== 'json';

export const vercelBulk = {
  id: 'vercelBulk',
  title: 'Vercel bulk redirects',
  docs: 'https://vercel.com/docs/routing/redirects/bulk-redirects',
  reads: 'whole',
  writes: ['json', 'jsonLines', 'csv'],
  async files(context) {
    const path = await namedPath(context);
    if (path === undefined) return [];
    if (context.repo.has(path)) return [path];
    return context.repo.files.filter(
      (file) => /^\.(csv|jsonl?)$/.test(extensionOf(file)) && below(file, path)?.includes('/') === false,
    );
  },
  parse: (text, file, context) =>
    isRows(file) ? parseRows(grammar, text, file, context) : parseRecords(grammar, text, file, context),
  async plan(redirect, context) {
    const [file] = await formatFiles(this, context);
    const label = 'bulk redirects in {file}, 308';
    const because = 'vercel.json names it as the file of bulk redirects';
    if (file) {
      const missing = 'vercel.json names no bulkRedirectsPath.';
      return planInFile(this, redirect, context, { label, because, fitness: 58, missing });
    }
    const path = await namedPath(context);
    if (path === undefined || !/^\.(csv|jsonl?)$/.test(extensionOf(path))) {
      return { refused: 'vercel.json names no file of bulk redirects (bulkRedirectsPath), which a paid plan offers.' };
    }
    const fields = write(redirect);
    if ('refused' in fields) return fields;
    return { file: path, create: true, label: label.replace('{file}', path), because, fitness: 50 };
  },
  add: (redirects, text, file, context) =>
    isRows(file)
      ? addRows(grammar, redirects, text, file, context)
      : addRecords(grammar, redirects, text, file, context),
  remove: (rule, text) => (isRows(rule.file) ? removeRow(rule, text) : removeRecord(grammar, rule, text)),
} satisfies RedirectFormat;
