/**
 * What a site's repository says of it to this program, in `.broken-backlinks.json`: JSON, with comments where wanted.
 * Paths are seen from the file's folder. One mistake never loses the rest.
 *
 *   {
 *     "site": "https://example.org/docs/",     where its visitors find it
 *     "generator": "docusaurus",               where detection is wrong
 *     "root": "website",
 *     "pages": { "notes/**\/*.md": "/n/{path}/" },   files no generator knows; see generators/declared.ts
 *     "static": ["public"],
 *     "replace": true,                         the pages are all there is: no generator is asked
 *     "minimumDomains": 2, "errorFromDomains": 10,
 *     "ignore": ["/old-shop/**"],
 *     "deployedRef": "origin/production", "deployDays": 2,  what is deployed, and how long a deploy takes
 *     "formerHosts": { "https://old.example.net/docs/": "/guide/" },
 *     "ownedElsewhere": { "/blog/": "https://github.com/example/blog" }
 *   }
 */
import type { Note } from '../model.ts';
import { folderOf, type RepoPath } from '../paths.ts';
import { type JsonNode, openJson } from '../text/json.ts';
import { lineIndex } from '../text/lineIndex.ts';
import { type KeyKind, type SiteFileKey, siteFileKeys, wanted } from './keys.ts';
import { didYouMean } from './nearestName.ts';

export const siteFileName = '.broken-backlinks.json';

/** A value with the line it stands on, counted from 1. */
export interface WrittenValue<Value> {
  readonly value: Value;
  readonly line: number;
}

/** A glob of `pages` with the addresses of each file, the canonical one first; none for files without a page. */
export interface WrittenPattern extends WrittenValue<readonly string[]> {
  readonly glob: string;
}

/** One entry of an object of texts. */
interface WrittenPair extends WrittenValue<string> {
  readonly name: string;
}

interface ValueOf {
  readonly pairs: readonly WrittenPair[];
  readonly text: WrittenValue<string>;
  readonly texts: readonly WrittenValue<string>[];
  readonly flag: WrittenValue<boolean>;
  readonly count: WrittenValue<number>;
  readonly pages: readonly WrittenPattern[];
}

/** Every key that is given and can be read. */
export type SiteFileValues = { readonly [Key in SiteFileKey]?: ValueOf[(typeof siteFileKeys)[Key]] };

/** One `.broken-backlinks.json`; what it says counts for its folder and those below. */
export interface SiteFile {
  readonly file: RepoPath;
  readonly folder: RepoPath;
  readonly values: SiteFileValues;
  /** What of it cannot be read, each with its line. */
  readonly notes: readonly Note[];
}

/** Longer lists and patterns are no configuration that a person wrote. */
const mostItems = 300;
const longestText = 2000;
const mostAddresses = 20;

export function readSiteFile(file: RepoPath, text: string): SiteFile {
  const notes: Note[] = [];
  const lineAt = lineIndex(text);
  const refuse = (node: Pick<JsonNode, 'offset'>, message: string) =>
    void notes.push({ file, line: lineAt(node.offset), message });
  const folder = folderOf(file);
  const json = openJson(text);
  if (json?.root.type !== 'object') {
    refuse(
      { offset: 0 },
      `${file} is not a JSON object; write { "site": "https://example.org/" }, or remove the file.`,
    );
    return { file, folder, values: {}, notes };
  }
  const [error] = json.errors;
  if (error !== undefined) refuse(error, 'The JSON is broken here; what can be read of it is used.');
  const values: Partial<Record<SiteFileKey, unknown>> = {};
  for (const property of (json.root.children ?? []).slice(0, mostItems)) {
    const [name, value] = property.children ?? [];
    if (name === undefined || value === undefined) continue;
    const key = String(name.value);
    if (!isKey(key))
      refuse(name, `"${key}" is not a known key of this file.${didYouMean(key, Object.keys(siteFileKeys))}`);
    else {
      if (values[key] !== undefined) refuse(name, `"${key}" is given twice; the last one counts.`);
      const read = readers[siteFileKeys[key]]({ key, value, lineAt, refuse });
      if (read !== undefined) values[key] = read;
    }
  }
  // Each was read by the reader of its own key.
  return { file, folder, values: values as SiteFileValues, notes };
}

function isKey(name: string): name is SiteFileKey {
  return Object.hasOwn(siteFileKeys, name);
}

interface Reading {
  readonly key: string;
  readonly value: JsonNode;
  readonly lineAt: (offset: number) => number;
  readonly refuse: (node: JsonNode, message: string) => void;
}

const readers: { readonly [Kind in KeyKind]: (reading: Reading) => ValueOf[Kind] | undefined } = {
  text: (reading) => textIn(reading.value, reading) ?? refused(reading, 'text'),
  texts: (reading) => (reading.value.type === 'array' ? textsIn(reading) : refused(reading, 'texts')),
  flag: (reading) => {
    const value: unknown = reading.value.value;
    return typeof value === 'boolean' ? { value, line: lineOf(reading) } : refused(reading, 'flag');
  },
  count: (reading) => {
    const value: unknown = reading.value.value;
    const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1e9;
    return isCount ? { value, line: lineOf(reading) } : refused(reading, 'count');
  },
  pairs: (reading) => (reading.value.type === 'object' ? pairsIn(reading) : refused(reading, 'pairs')),
  pages: (reading) => (reading.value.type === 'object' ? patternsIn(reading) : refused(reading, 'pages')),
};

function pairsIn(reading: Reading): readonly WrittenPair[] {
  const { key, value, lineAt, refuse } = reading;
  return limited(value.children ?? [], reading).flatMap(({ children: [name, text] = [] }): readonly WrittenPair[] => {
    if (name === undefined || text === undefined) return [];
    const read = textIn(text, reading);
    const written = String(name.value).trim();
    if (read !== undefined && written !== '' && written.length <= longestText) {
      return [{ name: written, value: read.value, line: lineAt(name.offset) }];
    }
    refuse(name, `"${key}" needs a text for ${written.slice(0, 200) || 'each name'}; this entry is left out.`);
    return [];
  });
}

function lineOf({ value, lineAt }: Reading): number {
  return lineAt(value.offset);
}

function refused({ key, value, refuse }: Reading, kind: KeyKind): undefined {
  refuse(value, `"${key}" takes ${wanted[kind]}.`);
}

function textIn(node: JsonNode, { lineAt }: Reading): WrittenValue<string> | undefined {
  const text = node.type === 'string' ? String(node.value).trim() : '';
  return text === '' || text.length > longestText ? undefined : { value: text, line: lineAt(node.offset) };
}

function textsIn(reading: Reading): readonly WrittenValue<string>[] {
  const { key, value, refuse } = reading;
  return limited(value.children ?? [], reading).flatMap((item) => {
    const text = textIn(item, reading);
    if (text === undefined)
      refuse(item, `"${key}" takes ${wanted.texts}; this entry is something else and is left out.`);
    return text ?? [];
  });
}

function patternsIn(reading: Reading): readonly WrittenPattern[] {
  const { value, lineAt, refuse } = reading;
  return limited(value.children ?? [], reading).flatMap(
    ({ children: [name, address] = [] }): readonly WrittenPattern[] => {
      if (name === undefined || address === undefined) return [];
      const glob = String(name.value);
      const written = address.type === 'array' ? (address.children ?? []) : [address];
      const texts = address.value === false ? [] : written.map((item) => textIn(item, reading)?.value);
      const known = texts.filter((text) => text !== undefined);
      const isRead = known.length === texts.length && known.length <= mostAddresses && glob.length <= longestText;
      if (isRead && (known.length > 0 || address.value === false)) {
        return [{ glob, value: known, line: lineAt(name.offset) }];
      }
      refuse(name, `${glob.slice(0, 200)} needs an address as text, or false for files without a page.`);
      return [];
    },
  );
}

function limited(items: readonly JsonNode[], { key, value, refuse }: Reading): readonly JsonNode[] {
  if (items.length > mostItems)
    refuse(value, `"${key}" has more than ${mostItems} entries; those after them are left out.`);
  return items.slice(0, mostItems);
}
