/**
 * Reads the data block at the head of a content file; the only place that does. Blocks of program code are never run.
 * Nearly all blocks are plain YAML and take the quick way; gray-matter reads the others with the engines below.
 */
import matter from 'gray-matter';
import type { FrontMatter } from '../model.ts';
import { detached } from '../text/detached.ts';
import { parseJson } from '../text/json.ts';
import { readToml } from '../text/toml.ts';
import { readYaml, type YamlReading } from '../text/yaml.ts';
import { type Block, findBlock } from './block.ts';
import { readPlainYaml } from './plain.ts';
import { readScriptBlock } from './script.ts';

/** The block of a file; `path` tells Org files from others. A block that cannot be read says why and keeps what it can. */
export function readFrontMatter(text: string, path = ''): FrontMatter {
  const block = findBlock(text, path);
  const place = placeOf(text, block);
  if (block === undefined) return { ...place, data: {} };
  const source = detached(text.slice(block.start, block.end));
  const { format } = place;
  const quick = format === 'yaml' && block.open !== true ? readPlainYaml(source) : undefined;
  if (quick !== undefined) return { ...place, data: quick };

  const { problem, ...read } = readOnce(source, block);
  if (problem === undefined) return { ...place, ...read };
  return { ...place, ...read, problem: { ...problem, line: lineOf(text, block.start) + problem.line - 1 } };
}

/** What a block says, with the line of a problem counted within it. */
type BlockReading = Pick<FrontMatter, 'data' | 'unquoted' | 'problem'>;

/**
 * What blocks said that were read before. A version of a page is read under the rules of one time after the other, and
 * most versions of it have the same block; for one that is not plain that takes a hundred times as long as to find it here.
 */
const known = new Map<string, BlockReading>();
const mostKnown = 2000;
/** A longer block is hardly one of many pages. */
const mostKept = 4000;

function readOnce(source: string, block: Block): BlockReading {
  const key = `${block.language}${block.open === true ? '!' : ''}\n${source}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const read = readWhole(source, block);
  if (known.size >= mostKnown) known.clear();
  if (key.length <= mostKept) known.set(key, read);
  return read;
}

function readWhole(source: string, block: Block): BlockReading {
  const { value, problem, unquoted } = readBlock(source, block);
  const marks = unquoted === undefined ? {} : { unquoted };
  if (problem === undefined) return { data: isMap(value) ? value : {}, ...marks };
  const { data, lost } = readEntries(source, block.language);
  return { data, problem: { ...problem, lost } };
}

/** Where a front matter stands and what it is written in: no value is read. */
type FrontMatterPlace = Pick<FrontMatter, 'format' | 'start' | 'bodyStart'>;

export function frontMatterPlace(text: string, path = ''): FrontMatterPlace {
  return placeOf(text, findBlock(text, path));
}

function placeOf(text: string, block: Block | undefined): FrontMatterPlace {
  if (block === undefined) return { format: 'none', bodyStart: text.charCodeAt(0) === 0xfeff ? 1 : 0 };
  const format = formats[block.language] ?? 'yaml';
  return { format, start: fenceStart(text, block), bodyStart: block.bodyStart };
}

/** The 1-based line of a key of the front matter, letter case aside; `undefined` when the block has no such key. */
export function lineOfKey(text: string, frontMatter: FrontMatter, key: string): number | undefined {
  if (frontMatter.format === 'none') return undefined;
  const wanted = key.toLowerCase();
  const lines = text.slice(0, frontMatter.bodyStart).split('\n');
  const found = lines.findIndex((line) => keyOnLine.exec(line)?.[1]?.toLowerCase() === wanted);
  return found < 0 ? undefined : found + 1;
}

const keyOnLine = /^(?:#\+|[\s{]*["']?)([^\s"':=#][^"':=]*?)(?:\[\])?["']?\s*[:=]/;

const formats: Readonly<Record<string, FrontMatter['format']>> = {
  yaml: 'yaml',
  yml: 'yaml',
  toml: 'toml',
  json: 'json',
  'bare-json': 'json',
  org: 'org',
  js: 'script',
  javascript: 'script',
};

/** Where the fence begins; keys of Org and braces have none. */
function fenceStart(text: string, block: Block): number {
  if (block.language === 'org' || text[block.start] === '{') return block.start;
  return text.lastIndexOf('\n', block.start - 2) + 1;
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function readBlock(source: string, block: Block): YamlReading {
  if (block.open === true) {
    return {
      value: undefined,
      problem: { message: 'The front matter is not closed; add the closing fence.', line: 1 },
    };
  }
  // gray-matter takes a block of nothing but lines with `#` for an empty one.
  if (block.language === 'org') return readOrg(source);
  return readWith(source, block.language);
}

/** gray-matter between fences that no text contains; what an engine cannot read comes back as a value. */
function readWith(source: string, language: string): YamlReading {
  let problem: YamlReading['problem'];
  let unquoted: YamlReading['unquoted'];
  const engine = (read: (text: string) => YamlReading) => (text: string) => {
    const reading = read(text);
    problem = reading.problem;
    unquoted = reading.unquoted;
    return isMap(reading.value) ? reading.value : {};
  };
  const file = matter(`\0\0\0\n${source}\n\0\0\x01\n`, {
    language,
    delimiters: ['\0\0\0', '\0\0\x01'],
    engines: {
      yaml: engine((text) => readYaml(text.slice(1))),
      toml: engine((text) => readToml(text.slice(1))),
      json: engine((text) => readJson(text)),
      'bare-json': engine((text) => readJson(`{${text}}`)),
      js: engine(readScriptBlock),
      javascript: engine(readScriptBlock),
      ...refused(language, engine),
    },
  });
  return { value: file.data, problem, unquoted };
}

type Engine = (read: (text: string) => YamlReading) => (text: string) => object;

/** Every other language, `coffee` above all: named to the user, not run. */
function refused(language: string, engine: Engine): Readonly<Record<string, (text: string) => object>> {
  const message = `Front matter in ${language} is program code and is not run; write it as YAML to have it read.`;
  const refusal = engine(() => ({ value: {}, problem: { message, line: 1 } }));
  const others = ['coffee', 'coffeescript', 'cson', language];
  return Object.fromEntries(others.filter((name) => formats[name] === undefined).map((name) => [name, refusal]));
}

function readJson(text: string): YamlReading {
  try {
    return { value: parseJson(text) };
  } catch (error) {
    return { value: undefined, problem: { message: error instanceof Error ? error.message : String(error), line: 1 } };
  }
}

/** https://gohugo.io/content-management/formats/#emacs-org-mode-front-matter */
function readOrg(text: string): YamlReading {
  const data: Record<string, unknown> = {};
  for (const [, name = '', value = ''] of text.matchAll(/^#\+([\w-]+(?:\[\])?):[ \t]*(.*?)[ \t]*\r?$/gm)) {
    const key = name.toLowerCase();
    if (key.endsWith('[]')) data[key.slice(0, -2)] = value.split(/\s+/).filter((word) => word !== '');
    else if (key === 'filetags') data[key] = value.split(':').filter((word) => word !== '');
    else
      data[key] = /date$|^lastmod$/.test(key)
        ? orgDate(value)
        : value === 'true' || (value === 'false' ? false : value);
  }
  return { value: data };
}

/** `<2024-03-05 Tue 10:00>` is `2024-03-05 10:00`. */
function orgDate(value: string): string {
  return value.replace(/^[<[](\d{4}-\d\d-\d\d)(?:\s+\p{L}+\.?)?/u, '$1').replace(/[>\]]$/, '');
}

interface Entries {
  readonly data: Record<string, unknown>;
  /** Keys that are written and could not be read. */
  readonly lost: readonly string[] | undefined;
}

/** The entries of a broken block, read one by one as far as that goes. */
function readEntries(source: string, language: string): Entries {
  const data: Record<string, unknown> = {};
  const read = language === 'toml' ? readToml : language === 'yaml' || language === 'yml' ? readYaml : undefined;
  if (read === undefined) return { data, lost: undefined };
  // An entry is a line that begins with a key, and what is indented below it. A TOML table ends what can be told apart.
  const end = language === 'toml' ? source.search(/^\[/m) : -1;
  const tables = end < 0 ? [] : [...source.slice(end).matchAll(/^\[+[ \t]*([\w-]+)/gm)].map(([, name = '']) => name);
  const lost = new Set(tables);
  for (const entry of (end < 0 ? source : source.slice(0, end)).split(/^(?=[\w"'])/m)) {
    const { value, problem } = read(entry);
    if (problem === undefined && isMap(value)) Object.assign(data, value);
    else for (const [, key = ''] of entry.matchAll(/^["']?([\w-]+)["']?[ \t]*[:=]/gm)) lost.add(key);
  }
  return { data, lost: [...lost].filter((key) => data[key] === undefined) };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
