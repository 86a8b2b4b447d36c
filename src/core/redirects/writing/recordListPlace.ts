/** Where the records of a file stand, or will, and how they are put there: in JSON, YAML or a JavaScript configuration. */
import { type DataList, type DataNode, type DataText, openData } from '../../data/data.ts';
import type { RepoPath } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { insertItems, type ListStyle } from '../../text/lists.ts';
import { type DataSyntax, type Fields, printMember, printRecord, recordStyle } from '../../text/records.ts';
import type { Refusal } from '../format.ts';
import { isNone, type RecordGrammar } from './recordList.ts';
import { intoBlockList, intoBlockObject, intoEmptyList, isBlockList } from './recordListYaml.ts';
import { refuseSyntax } from './refuseSyntax.ts';

/** Tables of TOML are no list in brackets; formats that have them write them by themselves. */
const written: readonly DataSyntax[] = ['json', 'yaml', 'script'];

/** Where records are added to a file. `list` is `undefined` where the file has none yet and gets one. */
export interface ListPlace {
  readonly data: DataText;
  readonly list: DataList | undefined;
  /** What YAML has where the list will be: nothing, or `null`. */
  readonly none: DataNode | undefined;
}

/** A refusal where nobody could edit the list safely. */
export function listPlaceOf(grammar: RecordGrammar, text: string, file: RepoPath): ListPlace | Refusal {
  const data = openData(text, file);
  if (!data || (data.syntax !== 'script' && data.root.kind !== 'object' && data.root.kind !== 'list')) {
    return { refused: `${file} cannot be read; correct its syntax first.` };
  }
  const foreign = refuseSyntax(data.syntax, file, 'lists of redirects', written);
  if (foreign) return foreign;
  const lists = grammar.lists(data);
  const list = lists.findLast((node) => node.kind === 'list');
  if (list) return { data, list, none: undefined };
  const hidden = lists.find((node) => node.kind === 'unknown');
  if (hidden) {
    return { refused: `The redirects of ${file} cannot be edited safely: the list ${hidden.reason}.` };
  }
  const other = lists.find((node) => node.kind === 'object' || node.kind === 'value');
  if (other && !isNone(other, data)) {
    return {
      refused: `Line ${data.line(other.start)} of ${file} must be a list of redirects, and is something else.`,
    };
  }
  return { data, list, none: other };
}

/** Records put before the one at `index`. `undefined`: there is no place that can be edited safely. */
export function intoPlace(
  { data, list, none }: ListPlace,
  index: number,
  records: readonly Fields[],
  grammar: RecordGrammar,
): readonly TextEdit[] | undefined {
  if (none) return intoEmptyList(none, records, data);
  if (!list) return intoNothing(records, grammar, data);
  if (isBlockList(list, data)) return intoBlockList(list, index, records, data);
  const isEmpty = data.syntax === 'yaml' && data.text.slice(list.start + 1, list.end - 1).trim() === '';
  return (isEmpty ? intoEmptyList(list, records, data) : undefined) ?? intoList(list, index, records, data);
}

function intoList(list: DataList, index: number, records: readonly Fields[], data: DataText): readonly TextEdit[] {
  const place = data.bracketsOf(list);
  const near = place.items[index - 1] ?? place.items[index];
  const model = list.items.find(({ start }) => start === near?.start) ?? list.items[0];
  const neighbour = model?.kind === 'object' ? data.text.slice(model.start, model.end) : undefined;
  const style = recordStyle(data.text, data.syntax, neighbour);
  const print = records.map((fields) => (indent: string) => printRecord(fields, style, indent));
  return insertItems(data.text, place, index, print, styleOf(data));
}

/** The list with these records, where there is none. */
export function intoNothing(
  records: readonly Fields[],
  grammar: RecordGrammar,
  data: DataText,
): readonly TextEdit[] | undefined {
  const place = grammar.missing?.(data);
  if (!place || (place.into.end === 0 && place.into.start === 0)) return undefined;
  if (isBlockList(place.into, data)) return intoBlockObject(place, records, data);
  const style = recordStyle(data.text, data.syntax, undefined);
  const items = (indent: string) =>
    records.map((fields) => indent + printRecord(fields, style, indent)).join(`,${style.end}`) + lastComma(data);
  const { into } = place;
  const print = (indent: string) =>
    'print' in place
      ? place.print(indent, style.unit, style.end, items)
      : printMember(place.name, `[${style.end}${items(indent + style.unit)}${style.end}${indent}]`, style);
  const members = into.kind === 'list' ? data.bracketsOf(into).items : into.members;
  const list = { start: into.start, end: into.end, items: members };
  return insertItems(data.text, list, list.items.length, [print], styleOf(data));
}

/** What stands behind the last of several items in a script: a comma, unless the script itself has none there. */
export function lastComma({ text, syntax }: DataText): '' | ',' {
  if (syntax !== 'script') return '';
  const bare = text.match(/[^\s,;{[(]\s*\n[ \t]*[}\]]/g)?.length ?? 0;
  return bare > fewestBare && !/,\s*\n[ \t]*[}\]]/.test(text) ? '' : ',';
}

/** So many last items without one are no accident. */
const fewestBare = 1;

export function styleOf(data: DataText): ListStyle {
  const hasHash = data.syntax === 'yaml' || data.syntax === 'toml';
  return {
    unit: recordStyle(data.text, data.syntax, undefined).unit,
    tall: !hasHash,
    lineComment: hasHash ? '#' : '//',
  };
}
