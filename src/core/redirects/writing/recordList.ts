/** What all formats share that are a list of objects in JSON or in a JavaScript configuration. */

import { type DataList, type DataNode, type DataObject, type DataText, openData, textAt } from '../../data/data.ts';
import type { RepoPath } from '../../paths.ts';
import type { Fields, FieldValue } from '../../text/records.ts';
import type {
  Hidden,
  HostId,
  HostSettings,
  InvalidRule,
  ParsedRedirects,
  Redirect,
  RedirectContext,
  RedirectRule,
  Refusal,
} from '../format.ts';
import { atSource } from '../reach.ts';
import { type RuleMeaning, ruleAt } from '../rule.ts';
import { withGenerated } from './generatedRules.ts';
import { spreadFrom } from './importedList.ts';

/** `place`: the part of the record that is this rule alone, where one record has several sources. */
export type RecordMeaning = RuleMeaning & { readonly place?: DataNode | undefined };

/** How a host writes rules as records of a list. */
export interface RecordGrammar {
  readonly format: string;
  readonly host: HostId;
  /** The lists of rules the file holds. */
  lists(data: DataText): readonly DataNode[];
  settings?(data: DataText): HostSettings | undefined;
  /** One record may redirect several addresses. */
  read(
    record: DataNode,
    data: DataText,
    context: RedirectContext,
    file: RepoPath,
  ): readonly RecordMeaning[] | ({ readonly problem: string } & Hidden);
  /** The fields of a record; the one that holds the target is called `target`. */
  write(redirect: Redirect, context: RedirectContext, data: DataText, file: RepoPath): Fields | Refusal;
  readonly target: string;
  /** Where the list is to be made when there is none. */
  missing?(data: DataText): MissingList | undefined;
  /** The text of a new file; without it, a file is never made. */
  readonly empty?: string;
}

/** The object that gets a member of a name, or the object or list of a script that gets what is printed. */
export type MissingList =
  | { readonly into: DataObject; readonly name: string }
  | { readonly into: DataObject | DataList; readonly print: ListPrinter };

/** Prints what holds the list in a script, around its printed items. */
export type ListPrinter = (indent: string, unit: string, end: string, items: (indent: string) => string) => string;

export function parseRecords(
  grammar: RecordGrammar,
  text: string,
  file: RepoPath,
  context: RedirectContext,
): ParsedRedirects {
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = [];
  const data = openData(text, file);
  if (!data) {
    const message = `${file} cannot be read; correct its syntax first.`;
    return { rules, invalid: text.trim() === '' ? [] : [{ format: grammar.format, file, line: 1, message }] };
  }
  const say = (node: DataNode, message: string, hidden: Hidden = {}) =>
    invalid.push({
      format: grammar.format,
      file,
      line: data.line(node.start),
      message,
      ...(node.kind === 'unknown'
        ? { isHidden: true, writtenIn: node.writtenIn ?? spreadFrom(node, text, file, context.repo) }
        : hidden),
    });
  for (const list of grammar.lists(data)) {
    if (list.kind === 'unknown') say(list, `The redirects cannot be read: the list ${list.reason}.`);
    else if (list.kind !== 'list' && !isNone(list, data)) say(list, 'The redirects must be a list.');
    for (const record of list.kind === 'list' ? list.items : []) {
      const meanings =
        record.kind === 'unknown'
          ? { problem: `A rule cannot be read: it ${record.reason}.` }
          : grammar.read(record, data, context, file);
      if ('problem' in meanings) {
        const problem = (meanings.isHidden ? undefined : untold(record)) ?? meanings.problem;
        say(record, problem, hiddenPart(record, meanings));
      } else {
        for (const { place = record, ...meaning } of meanings) {
          const { start, end } = place;
          const at = { format: grammar.format, host: grammar.host, file, line: data.line(start), start, end };
          rules.push(ruleAt({ ...at, order: rules.length }, meaning));
        }
      }
    }
  }
  return { rules: withGenerated(rules), invalid, host: grammar.host, settings: grammar.settings?.(data) };
}

/** A key of YAML with nothing behind it, which readers take for a list of nothing. */
export function isNone(node: DataNode | undefined, { syntax }: DataText): boolean {
  return syntax === 'yaml' && node?.kind === 'value' && node.value === null;
}

/** Whether something in it is only told by running the file. */
export function isPartlyUnknown(node: DataNode): boolean {
  if (node.kind === 'list') return node.items.some(isPartlyUnknown);
  if (node.kind !== 'object') return node.kind === 'unknown';
  return (node.unread?.length ?? 0) > 0 || node.members.some(({ value }) => isPartlyUnknown(value));
}

/** Not what is wrong with a record without it, where a field is there that only running the file would tell. */
function untold(record: DataNode): string | undefined {
  for (const { key, value } of record.kind === 'object' ? record.members : [])
    if (value.kind === 'unknown') return `A rule cannot be read: its ${key} ${value.reason}.`;
  return undefined;
}

/** A record with a field that only running the file would tell is no mistake: it may answer at the source it names. */
function hiddenPart(record: DataNode, { isHidden, reach }: Hidden): Hidden {
  if (reach) return { isHidden, reach };
  if (!isHidden && !isPartlyUnknown(record)) return {};
  const source = ['source', 'Source', 'from', 'route'].map((name) => textAt(record, name)).find(Boolean);
  return { isHidden: true, reach: source === undefined ? undefined : atSource(source) };
}

/** A field as it would be read. */
export function nodeOf(value: FieldValue): DataNode {
  if (typeof value === 'object') return { kind: 'list', items: value.map(nodeOf), start: 0, end: 0 };
  return { kind: 'value', value, start: 0, end: 0 };
}
