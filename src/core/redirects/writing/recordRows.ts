/** Rules that stand in a row each: CSV under a header, or one JSON object a line. */

import { type DataMember, type DataObject, openData } from '../../data/data.ts';
import { syntaxOfFile } from '../../data/syntax.ts';
import type { RepoPath } from '../../paths.ts';
import { type CsvRow, csvField, csvRows } from '../../text/csv.ts';
import { lineEnding, type TextEdit } from '../../text/edits.ts';
import { lineIndex } from '../../text/lineIndex.ts';
import { append } from '../../text/longLists.ts';
import { type Fields, type FieldValue, printRecord, recordStyle } from '../../text/records.ts';
import { insertLines, removeLines, ruleLines } from '../../text/redirectLines.ts';
import type {
  InvalidRule,
  ParsedRedirects,
  Redirect,
  RedirectContext,
  RedirectRule,
  Refusal,
  SourcePattern,
} from '../format.ts';
import { ruleAt } from '../rule.ts';
import { hasSamePermanence, isPermanent, sameSource } from './placement.ts';
import type { RecordGrammar } from './recordList.ts';

interface Rows {
  readonly records: readonly DataObject[];
  /** Rows that are no objects. */
  readonly bad: readonly { readonly start: number; readonly message: string }[];
  /** The names of the columns; `undefined` in JSON lines. */
  readonly header: CsvRow | undefined;
}

export function parseRows(
  grammar: RecordGrammar,
  text: string,
  file: RepoPath,
  context: RedirectContext,
): ParsedRedirects {
  const { format, host } = grammar;
  const { records, bad } = rowsOf(text, file);
  const data = openData('{}', 'rows.json' as RepoPath);
  const line = lineIndex(text);
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = bad.map(({ start, message }) => ({ format, file, line: line(start), message }));
  for (const record of data ? records : []) {
    const meanings = data ? grammar.read(record, data, context, file) : [];
    const place = { file, line: line(record.start) };
    if ('problem' in meanings) invalid.push({ format, ...place, message: meanings.problem });
    else {
      for (const { place: _whole, ...meaning } of meanings) {
        const { start, end } = record;
        rules.push(ruleAt({ format, host, ...place, start, end, order: rules.length }, meaning));
      }
    }
  }
  return { rules, invalid: invalid.sort((a, b) => a.line - b.line), host };
}

export function addRows(
  grammar: RecordGrammar,
  redirects: readonly Redirect[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const { rules } = parseRows(grammar, text, file, context);
  const { records, header } = rowsOf(text, file);
  const data = openData('{}', 'rows.json' as RepoPath);
  const isCsv = syntaxOfFile(file) === 'csv';
  const isNew = text.trim() === '';
  const edits: TextEdit[] = [];
  const lines: string[] = [];
  for (const redirect of redirects) {
    const fields = data ? grammar.write(redirect, context, data, file) : { refused: `${file} cannot be read.` };
    if ('refused' in fields) return fields;
    const to = String(fields.find(([key]) => key === grammar.target)?.[1]);
    const source: SourcePattern = { kind: 'exact', path: redirect.from };
    const same = sameSource(rules, source);
    const record = records.find(({ start }) => start === same?.start);
    if (same?.to === to && hasSamePermanence(same.status, redirect.status)) continue;
    const columns = isCsv && !isNew ? header?.fields.map(({ value }) => value) : undefined;
    if (isCsv && !isNew && !columns?.some((name) => name === 'permanent' || name === 'statusCode')) {
      return { refused: `${file} has no column permanent, so every rule is temporary; add one to its first line.` };
    }
    if (same && record) {
      const changed = changedRow(record, same, redirect, fields, text, isCsv);
      if (!changed) return { refused: `The rule in line ${same.line} has no field for a status; add one there.` };
      append(edits, changed);
    } else {
      const line = isCsv ? csvLine(fields, columns, records, text) : jsonLine(fields, records, text);
      if (!lines.includes(line)) lines.push(line);
    }
  }
  if (lines.length === 0) return edits;
  if (!isNew) return [...edits, ...insertLines(text, text.length, lines)];
  const end = lineEnding(text);
  const head = isCsv ? ['source,destination,permanent'] : [];
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  return [{ start, end: text.length, text: [...head, ...lines].map((line) => line + end).join('') }];
}

export function removeRow(rule: RedirectRule, text: string): readonly TextEdit[] {
  return [removeLines(text, rule.start, rule.end)];
}

function rowsOf(text: string, file: RepoPath): Rows {
  return syntaxOfFile(file) === 'csv' ? csvRecords(text) : jsonLines(text);
}

function csvRecords(text: string): Rows {
  const [header, ...rows] = csvRows(text);
  const names = header?.fields.map(({ value }) => value) ?? [];
  const records = rows.map(({ fields, start, end }): DataObject => {
    const members = fields.flatMap((field, i): DataMember[] => {
      const key = names[i];
      const place = { start: field.start, end: field.end };
      return key === undefined ? [] : [{ key, ...place, value: { kind: 'value', value: field.value, ...place } }];
    });
    return { kind: 'object', members, start, end };
  });
  const isHeader = names.includes('source') && names.includes('destination');
  const bad = [{ start: header?.start ?? 0, message: 'The first line must name the columns source and destination.' }];
  return isHeader || !header ? { records, bad: [], header } : { records: [], bad, header };
}

function jsonLines(text: string): Rows {
  const records: DataObject[] = [];
  const bad: { start: number; message: string }[] = [];
  for (const { start, end } of ruleLines(text)) {
    const line = text.slice(start, end);
    if (line.trim() === '') continue;
    const root = openData(line, 'line.json' as RepoPath)?.root;
    if (root?.kind === 'object') records.push(moved(root, start));
    else bad.push({ start, message: 'A line must hold one JSON object.' });
  }
  return { records, bad, header: undefined };
}

/** Members of JSON lines are plain values; places count from the start of the file. */
function moved({ members, start, end }: DataObject, by: number): DataObject {
  const items = members.map((member): DataMember => {
    const value = { ...member.value, start: member.value.start + by, end: member.value.end + by };
    return { key: member.key, start: member.start + by, end: member.end + by, value };
  });
  return { kind: 'object', members: items, start: start + by, end: end + by };
}

/** The cells of a row that exists; `undefined` when none of them can say whether the move is permanent. */
function changedRow(
  record: DataObject,
  same: RedirectRule,
  { status }: Redirect,
  fields: Fields,
  text: string,
  isCsv: boolean,
): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const set = (key: string, value: FieldValue) => {
    const old = record.members.find((member) => member.key === key)?.value;
    if (old?.kind !== 'value') return false;
    const quoted = text[old.start] === '"';
    const written = isCsv ? csvField(printFlag(value, String(old.value)), quoted) : JSON.stringify(value);
    if (written !== text.slice(old.start, old.end)) edits.push({ start: old.start, end: old.end, text: written });
    return true;
  };
  const [, to = ''] = fields.find(([key]) => key === 'destination') ?? [];
  set('destination', to);
  if (hasSamePermanence(same.status, status)) return edits;
  const forGood = isPermanent(status);
  const code = forGood ? 308 : 307;
  const hasCode = record.members.some(
    ({ key, value }) => key === 'statusCode' && value.kind === 'value' && value.value !== '',
  );
  if (hasCode ? set('statusCode', code) : set('permanent', forGood) || set('statusCode', code)) return edits;
  if (isCsv) return undefined;
  const gap = /":\s/.test(text.slice(record.start, record.end)) ? ' ' : '';
  return [...edits, { start: record.end - 1, end: record.end - 1, text: `,${gap}"permanent":${gap}${forGood}` }];
}

function printFlag(value: FieldValue, model: string): string {
  return typeof value === 'boolean' && model.length === 1 ? String(value).charAt(0) : String(value);
}

function csvLine(
  fields: Fields,
  columns: readonly string[] | undefined,
  records: readonly DataObject[],
  text: string,
): string {
  const model = records.at(-1);
  const modelOf = (key: string) => {
    const value = model?.members.find((member) => member.key === key)?.value;
    return value?.kind === 'value' ? String(value.value) : '';
  };
  const quoteAll = model?.members.every(({ start }) => text[start] === '"') ?? false;
  const names = columns ?? fields.map(([key]) => key);
  const cells = names.map((name) => {
    const value = fields.find(([key]) => key === name)?.[1];
    if (value !== undefined) return csvField(printFlag(value, modelOf(name)), quoteAll);
    if (name === 'statusCode' && !names.includes('permanent')) return codeOf(fields, modelOf(name));
    return csvField('', quoteAll);
  });
  return cells.join(',');
}

/** The status as a number; where its neighbour has the older code of the pair, this one has. */
function codeOf(fields: Fields, model: string): string {
  const isForGood = fields.some(([key, value]) => key === 'permanent' && value === true);
  const isOld = model === '301' || model === '302';
  return isForGood ? (isOld ? '301' : '308') : isOld ? '302' : '307';
}

function jsonLine(fields: Fields, records: readonly DataObject[], text: string): string {
  const model = records.at(-1);
  const neighbour = model ? text.slice(model.start, model.end) : '{"source":"","destination":""}';
  return printRecord(fields, recordStyle(text, 'json', neighbour), '');
}
