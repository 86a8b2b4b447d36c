/** The redirects of a site as they were in the commit that is checked out. */
import type { RepoPath } from '../../paths.ts';
import { formatFiles } from '../askedOnce.ts';
import type { RedirectFormat, RedirectRule } from '../format.ts';
import { writtenFormats } from '../formats/index.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from './table.ts';

/** More files than this hold content; a rule that one of them has lost shows as a broken page anyway. */
const fewFiles = 20;

interface Reading {
  readonly format: RedirectFormat;
  readonly file: RepoPath;
}

/** The files whose former text tells the former redirects: those with rules, and those made for rules. */
export async function redirectFiles({ rules, context }: RedirectTable): Promise<readonly Reading[]> {
  const readings: Reading[] = [];
  for (const format of writtenFormats) {
    const named = await formatFiles(format, context);
    const own = rules.flatMap((rule) => (rule.format === format.id ? [rule.file] : []));
    for (const file of new Set([...own, ...(named.length > fewFiles ? [] : named)])) readings.push({ format, file });
  }
  return readings;
}

/** `texts`: the former text of the files that have changed. */
export function committedTable(
  table: RedirectTable,
  readings: readonly Reading[],
  texts: ReadonlyMap<RepoPath, string>,
): RedirectTable {
  const current = new Map<string, RedirectRule[]>();
  for (const rule of table.rules) {
    const key = `${rule.format} ${rule.file}`;
    const known = current.get(key);
    if (known) known.push(rule);
    else current.set(key, [rule]);
  }
  const rules = readings.flatMap(({ format, file }): readonly RedirectRule[] => {
    const text = texts.get(file);
    return text === undefined
      ? (current.get(`${format.id} ${file}`) ?? [])
      : format.parse(text, file, table.context).rules;
  });
  return tableOf(rules, [], table.settings, table.context);
}
