/**
 * YAML read as values: anchors, merge keys and unknown tags (`!ENV`) are tolerated, nothing is ever constructed or run.
 * What the author wrote like text stays text, as addresses are made of it: dates and times, `007`, `1.10`, `1e3`.
 * A number is one only when it is written as we would print it.
 *
 * https://yaml.org/spec/1.2.2/#103-core-schema
 */
import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  parse,
  parseDocument,
  type ScalarTag,
  type Tags,
  visit,
} from 'yaml';
import { lineIndex } from './lineIndex.ts';
import { hasDeepBrackets, hasDeepIndentation, nestedTooDeep } from './nesting.ts';
import { lastTwo } from './remembered.ts';
import { oddNumber, type UnquotedText } from './yamlNumbers.ts';

/** A value read from text; with `problem`, `value` is what could be saved of it. */
export interface YamlReading {
  readonly value: unknown;
  readonly problem?: { readonly message: string; readonly line: number } | undefined;
  /** Of the outer keys, and of the lists below them. */
  readonly unquoted?: readonly UnquotedText[] | undefined;
}

/** Numbers that print as they are written. */
export const plainNumber = /^(?:0|-?(?:[1-9]\d{0,14}|(?:0|[1-9]\d{0,8})\.\d{0,5}[1-9]))$/;

const number: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: plainNumber,
  resolve: Number,
};

const options = {
  version: '1.2',
  merge: true,
  uniqueKeys: false,
  strict: false,
  logLevel: 'silent',
  customTags: (tags: Tags): Tags => [...tags.filter((tag) => !isNumeric(tag)), number],
} as const;

function isNumeric(tag: Tags[number]): boolean {
  return typeof tag === 'object' && /:(?:int|float)$/.test(tag.tag);
}

/** Whether the parser can be asked: it takes seconds for what nests deeper than people write, or ends the program. */
export function isYamlTooDeep(text: string): boolean {
  return hasDeepBrackets(text) || hasDeepIndentation(text);
}

/** The values of a text as they are; throws what the parser says of one that is no YAML, or nests too deep. */
export function parseYaml(text: string): unknown {
  if (isYamlTooDeep(text)) throw new SyntaxError(nestedTooDeep);
  return withoutLoop(parse(text, { logLevel: 'silent', maxAliasCount: 200 }));
}

const documents = lastTwo<Document.Parsed | undefined>();

/**
 * A text with the places of its parts, its mistakes, and both of two keys of one name; nobody changes it. `undefined` where
 * it nests too deep. A file is asked for again and again while redirects into it are planned.
 */
export function yamlDocument(text: string): Document.Parsed | undefined {
  return documents(text, () =>
    isYamlTooDeep(text) ? undefined : parseDocument(text, { logLevel: 'silent', uniqueKeys: false }),
  );
}

/** The line of the first key that stands twice in one map; readers take one of its values and drop the other. */
export function lineOfDoubledKey(text: string): number | undefined {
  const document = yamlDocument(text);
  if (document === undefined) return undefined;
  let first: number | undefined;
  visit(document, {
    Map(_, { items }) {
      const twice = doubledKey(items);
      if (twice !== undefined && (first === undefined || twice < first)) first = twice;
    },
  });
  return first === undefined ? undefined : lineIndex(text)(first);
}

function doubledKey(items: readonly Pair[]): number | undefined {
  const known = new Set<unknown>();
  for (const { key } of items) {
    if (!isScalar(key)) continue;
    if (known.has(key.value)) return key.range?.[0];
    known.add(key.value);
  }
  return undefined;
}

export function readYaml(text: string): YamlReading {
  if (isYamlTooDeep(text)) return { value: undefined, problem: { message: nestedTooDeep, line: 1 } };
  const reading = readStrictly(text);
  if (reading.problem === undefined) return reading;
  const indented = withIndentedQuotes(withFoldedBrackets(text));
  const lenient = indented === text ? reading : readStrictly(indented);
  return lenient.problem === undefined ? lenient : reading;
}

/**
 * Quoted text over several lines has to be indented in YAML, and every parser but this one takes it without.
 * The spaces that are put in are no part of the value.
 */
function withIndentedQuotes(text: string): string {
  return text.replace(quotedValue, (_, before: string, quoted: string) => {
    return before + quoted.replace(/\n(?=[^\r\n])/g, `\n${' '.repeat(before.length)}`);
  });
}

/**
 * The same text, of the same length, with quoted text and lists in brackets on one line each: for who looks for places,
 * not for values.
 */
export function withFoldedValues(text: string): string {
  return withFoldedBrackets(text).replace(quotedValue, (whole) => whole.replace(/[\r\n]/g, ' '));
}

/** Lines in brackets have to be indented, too, and not by tabs; every other parser takes them as they come. */
function withFoldedBrackets(text: string): string {
  let folded = '';
  let at = 0;
  const heads = /^[ \t-]*[^\s"'#:[{][^\n:]*:[ \t]+(?=[[{])/gm;
  for (let head = heads.exec(text); head !== null; head = heads.exec(text)) {
    const start = head.index + head[0].length;
    const end = bracketEnd(text, start);
    // What never closes holds all the rest.
    if (end === undefined) break;
    folded += text.slice(at, start) + onOneLine(text.slice(start, end));
    at = heads.lastIndex = end;
  }
  return folded + text.slice(at);
}

/** Quoted text, comments and brackets; an apostrophe within a word opens nothing. */
const flowTokens = /(?<=[[{,:\s])(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^']|'')*')|(?<=\s)#[^\n]*|[[\]{}]/g;

/** Behind the bracket that closes the one at `start`. */
function bracketEnd(text: string, start: number): number | undefined {
  const tokens = new RegExp(flowTokens);
  tokens.lastIndex = start;
  let depth = 0;
  for (let token = tokens.exec(text); token !== null; token = tokens.exec(text)) {
    if (token[0] === '[' || token[0] === '{') depth++;
    else if ((token[0] === ']' || token[0] === '}') && --depth === 0) return tokens.lastIndex;
  }
  return undefined;
}

function onOneLine(value: string): string {
  const plain = value.replace(flowTokens, (token) => (token.startsWith('#') ? ' '.repeat(token.length) : token));
  return plain.replace(/[\r\n\t]/g, ' ');
}

const quotedValue = /^([ \t-]*(?:[^\s"'#:-][^\n"':]*:[ \t]+)?)("[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^']*(?:''[^']*)*')/gm;

function readStrictly(text: string): YamlReading {
  const lineCounter = new LineCounter();
  try {
    const document = parseDocument(text, { ...options, lineCounter });
    const value = withoutLoop(document.toJS({ maxAliasCount: 200 }));
    const [error] = document.errors;
    if (error === undefined) return { value, unquoted: unquotedKeys(document.contents) };
    const { line } = lineCounter.linePos(error.pos[0]);
    return { value, problem: { message: firstSentence(error.message), line } };
  } catch (error) {
    // An alias without its anchor, or aliases that multiply beyond measure.
    return { value: undefined, problem: { message: error instanceof Error ? error.message : String(error), line: 1 } };
  }
}

function unquotedKeys(contents: unknown): readonly UnquotedText[] | undefined {
  if (!isMap(contents)) return undefined;
  const texts = contents.items.flatMap(({ key, value }): UnquotedText[] => {
    if (!isScalar(key)) return [];
    const name = String(key.value);
    if (isSeq(value)) return value.items.flatMap((node, item) => (isOddNumber(node) ? [{ key: name, item }] : []));
    return isOddNumber(value) ? [{ key: name }] : [];
  });
  return texts.length === 0 ? undefined : texts;
}

function isOddNumber(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN' && typeof node.value === 'string' && oddNumber.test(node.value);
}

/** Without the excerpt of the source that follows it. */
function firstSentence(message: string): string {
  return message.replace(/(?: at line \d+, column \d+)?:?\n[\s\S]*$/, '');
}

/** Throws where an anchor holds itself: whoever follows such a value never ends. */
export function withoutLoop(value: unknown): unknown {
  const open = new Set<object>();
  const done = new Set<object>();
  const look = (at: unknown): void => {
    if (typeof at !== 'object' || at === null || done.has(at)) return;
    if (open.has(at)) throw new SyntaxError('An anchor contains itself.');
    open.add(at);
    for (const inner of Array.isArray(at) ? at : Object.values(at)) look(inner);
    open.delete(at);
    done.add(at);
  };
  look(value);
  return value;
}
