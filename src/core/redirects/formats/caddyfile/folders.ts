/**
 * A whole folder in two lines: `@old path_regexp old (?i)^/old(/.*)?$` and `redir @old /new{re.old.1} permanent`. A matcher
 * that is no single path is asked where it is written among the others, so that the two stand behind every other `redir`.
 * https://caddyserver.com/docs/caddyfile/matchers#path-regexp
 */
import type { TextEdit } from '../../../text/edits.ts';
import { type RuleLine, removeLines } from '../../../text/redirectLines.ts';
import type { Redirect, RedirectRule, Refusal } from '../../format.ts';
import { literal } from '../../host.ts';
import { caddyLines } from './words.ts';

/** The lines of a redirect of a folder that are not there yet. */
export function folderLines(
  { from, to, below }: Redirect,
  target: string,
  status: string,
  lines: readonly RuleLine[],
): readonly (readonly string[])[] | Refusal {
  const folder = from.replace(/(?<!\/)\/+$/, '');
  if (below !== true || !/^(?:\/[\w.~-]+)+$/.test(folder) || /["`{}\s]/.test(target))
    return { refused: `Caddy reads characters of ${from} or ${to} as something else; write the rule by hand.` };
  const expression = `(?i)^${literal(folder)}(/.*)?$`;
  const texts = lines.map(({ words }) => words.map(({ text }) => text));
  const there = texts.find(
    ([name, kind, , regex]) => name?.startsWith('@') && kind === 'path_regexp' && regex === expression,
  );
  const [, , known] = there ?? [];
  const name = known ?? unusedName(folder, texts);
  const matcher = there?.[0] ?? `@${name}`;
  const answer = ['redir', matcher, `${target.replace(/\/$/, '')}{re.${name}.1}`, status];
  if (there && texts.some((words) => words.join(' ') === answer.join(' '))) return [];
  return there ? [answer] : [[matcher, 'path_regexp', name, expression], answer];
}

function unusedName(folder: string, texts: readonly (readonly string[])[]): string {
  const plain = folder.slice(1).replace(/\W/g, '_');
  const isTaken = (name: string) => texts.some((words) => words.includes(`@${name}`) || words.includes(name));
  let name = plain;
  for (let i = 2; isTaken(name); i++) name = `${plain}_${i}`;
  return name;
}

/** The line of a matcher that no other line names than that of the rule. */
export function matcherOnlyOf({ from, start }: RedirectRule, text: string): readonly TextEdit[] {
  if (!from.startsWith('@')) return [];
  const naming = caddyLines(text).filter(({ words }) => words.some((word) => word.text === from));
  const [line, own, ...others] = naming;
  const [name, kind] = line?.words ?? [];
  const isPlain = name?.text === from && kind?.text === 'path_regexp' && own?.words[0]?.start === start;
  return line && isPlain && others.length === 0 ? [removeLines(text, name.start, line.end)] : [];
}
