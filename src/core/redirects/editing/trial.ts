/** What a site's redirects would be with some more of them, asked before anything is written. */
import type { RepoPath } from '../../paths.ts';
import { applyEdits } from '../../text/edits.ts';
import type { Redirect, RedirectFormat, RedirectRule } from '../format.ts';
import type { RedirectTable } from '../resolution.ts';
import { tableOf } from '../simulate/table.ts';
import { redirectFormats } from './formats.ts';

/** The table after the redirects were added to a file, by the text that would be in it; `undefined` when refused. */
export async function tableWith(
  redirects: readonly Redirect[],
  format: RedirectFormat,
  file: RepoPath,
  table: RedirectTable,
): Promise<RedirectTable | undefined> {
  const { context } = table;
  let text = (await context.repo.read(file)) ?? '';
  for (const redirect of redirects) {
    const edits = format.add([redirect], text, file, context);
    if ('refused' in edits) return undefined;
    text = applyEdits(text, edits);
  }
  return tableOfText(text, format, file, table);
}

/** The table with this text in the file. */
export function tableOfText(text: string, format: RedirectFormat, file: RepoPath, table: RedirectTable): RedirectTable {
  const { context } = table;
  const { rules, invalid } = format.parse(text, file, context);
  const others = table.invalid.filter((entry) => entry.format !== format.id || entry.file !== file);
  return tableOf(withRules(rules, format, file, table), [...others, ...invalid], table.settings, context);
}

/** In their place, as what is read first answers first. */
function withRules(
  rules: readonly RedirectRule[],
  format: RedirectFormat,
  file: RepoPath,
  table: RedirectTable,
): readonly RedirectRule[] {
  const isOwn = (rule: RedirectRule) => rule.format === format.id && rule.file === file;
  const rank = (id: string) => redirectFormats.findIndex((entry) => entry.id === id);
  const at = table.rules.findIndex((rule) => isOwn(rule) || rank(rule.format) > rank(format.id));
  const others = table.rules.filter((rule) => !isOwn(rule));
  const place = at < 0 ? others.length : at;
  return [...others.slice(0, place), ...rules, ...others.slice(place)];
}
