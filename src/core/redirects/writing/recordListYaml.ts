/** Records in lists of YAML that are told by their indentation; those in brackets are written as in JSON. */
import { type DataList, type DataMember, type DataNode, type DataText, openData } from '../../data/data.ts';
import {
  type BlockPrinter,
  emptyBlockMember,
  fillBlockMember,
  insertBlockItems,
  insertBlockMember,
  isBlock,
  printBlockList,
  removeBlockItem,
} from '../../data/yamlItems.ts';
import { applyEdits, type TextEdit } from '../../text/edits.ts';
import { type Fields, printBlock, printKey, printRecord, recordStyle } from '../../text/records.ts';
import { removeLines } from '../../text/redirectLines.ts';
import { ownerOf } from './ancestors.ts';
import type { MissingList } from './recordList.ts';

/** Whether the records of a list stand on lines of their own, each behind a dash. */
export function isBlockList(list: DataNode, data: DataText): boolean {
  return data.syntax === 'yaml' && isBlock(data.text, list);
}

export function intoBlockList(
  list: DataList,
  index: number,
  records: readonly Fields[],
  data: DataText,
): readonly TextEdit[] | undefined {
  const model = list.items[index - 1] ?? list.items[index];
  return insertBlockItems(data.text, list.items, index, printers(records, data, model));
}

/** Fills a list that is there and holds nothing: `routes:`, `routes: null` or `routes: []`. */
export function intoEmptyList(
  value: DataNode,
  records: readonly Fields[],
  data: DataText,
): readonly TextEdit[] | undefined {
  const member = memberOf(value, data);
  if (!member || !isOnLines(member, data)) return undefined;
  return fillBlockMember(data.text, member, value, printers(records, data, undefined));
}

/** A member with the list, behind the last of its object. */
export function intoBlockObject(
  place: MissingList,
  records: readonly Fields[],
  data: DataText,
): readonly TextEdit[] | undefined {
  const { into } = place;
  if (into.kind !== 'object' || !('name' in place) || !isBlock(data.text, into) || into.members.length === 0) {
    return undefined;
  }
  const name = printKey(place.name, recordStyle(data.text, data.syntax, undefined));
  return insertBlockMember(
    data.text,
    into.members,
    printBlockList(name, printers(records, data, undefined), data.text),
  );
}

/** `again`: the edits that make the list of a text where it is missing, as this format makes it. */
export function outOfBlockList(
  list: DataList,
  record: DataNode,
  data: DataText,
  again: (before: DataText) => readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  const { text } = data;
  const member = memberOf(list, data);
  if (list.items.length > 1 || !member) return removeBlockItem(text, record);
  const whole = [removeLines(text, member.start, list.end)];
  const before = openData(applyEdits(text, whole), data.file);
  const made = before && again(before);
  if (made && applyEdits(before.text, made) === text) return whole;
  return emptyBlockMember(text, member, record);
}

function printers(records: readonly Fields[], data: DataText, model: DataNode | undefined): readonly BlockPrinter[] {
  const neighbour = model?.kind === 'object' ? data.text.slice(model.start, model.end) : undefined;
  const style = recordStyle(data.text, data.syntax, neighbour);
  const isFlow = neighbour?.startsWith('{') === true;
  return records.map(
    (fields) => (indent) => (isFlow ? printRecord(fields, style, indent) : printBlock(fields, style, indent)),
  );
}

function memberOf(value: DataNode, { root }: DataText): DataMember | undefined {
  const owner = ownerOf(value, root);
  return owner?.object.members[owner.index];
}

/** Whether a member stands in no braces, where lines would say nothing. */
function isOnLines(member: DataMember, { text, root }: DataText): boolean {
  const owner = ownerOf(member.value, root);
  return owner !== undefined && isBlock(text, owner.object);
}
