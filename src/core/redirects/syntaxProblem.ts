/** Where a text stops being what its reader takes: who edits it further on does so by guess. */
import { type Node, type ParseErrorCode, printParseErrorCode } from 'jsonc-parser';
import { type Syntax, syntaxOfFile } from '../data/syntax.ts';
import { findBlock } from '../frontMatter/block.ts';
import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import { plainValues } from '../frontMatter/plainList.ts';
import type { RepoPath } from '../paths.ts';
import { readRuby } from '../ruby/calls.ts';
import { parseScript } from '../script/parse.ts';
import { type Brackets, bracketProblem } from '../text/brackets.ts';
import { openJson } from '../text/json.ts';
import { lineIndex } from '../text/lineIndex.ts';
import { readToml } from '../text/toml.ts';
import { lineOfDoubledKey, readYaml } from '../text/yaml.ts';
import type { ParsedRedirects, RedirectFormat } from './format.ts';

/** Why a file does not parse. */
export interface SyntaxProblem {
  readonly message: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What a file of the format holds: what the format says, else what the extension tells. */
export function syntaxIn(format: RedirectFormat, file: RepoPath): Syntax {
  return format.syntaxOf?.(file) ?? syntaxOfFile(file);
}

/** The first mistake in a redirect file for which its host takes none of it; `undefined` when it may be edited. */
export function fileProblem(
  format: RedirectFormat,
  text: string,
  file: RepoPath,
  parsed: () => ParsedRedirects,
): SyntaxProblem | undefined {
  const problem = syntaxProblem(text, syntaxIn(format, file), file, format);
  if (problem || !format.stopsAtOneLine) return problem;
  return parsed().invalid.find(({ isHidden }) => isHidden !== true);
}

/** What the reader of a text passes over. */
type Reader = Pick<RedirectFormat, 'takesDoubledKeys'>;

/** The first mistake of a text; `undefined` where it reads as it should, or nothing can be told. */
export function syntaxProblem(
  text: string,
  syntax: Syntax,
  file: string,
  reader: Reader = {},
): SyntaxProblem | undefined {
  return conflict(syntax === 'page' ? headOf(text, file) : text) ?? problemOf(text, syntax, file, reader);
}

function problemOf(text: string, syntax: Syntax, file: string, reader: Reader): SyntaxProblem | undefined {
  if (text.trim() === '' || text === '\uFEFF') return undefined;
  switch (syntax) {
    case 'json':
      return jsonProblem(text);
    case 'yaml':
      return yamlProblem(text.replace(/^\uFEFF/, ''), reader);
    case 'toml':
      return readToml(text.replace(/^\uFEFF/, '')).problem;
    case 'script':
      return scriptProblem(text, file);
    case 'page':
      return pageProblem(text, file, reader);
    case 'xml':
      return xmlProblem(text);
    case 'jsonLines':
      return jsonLinesProblem(text);
    case 'csv':
      return csvProblem(text);
    case 'nginx':
    case 'python':
    case 'hcl':
      return bracketProblem(text, brackets[syntax]);
    case 'ruby':
      return rubyProblem(text);
    case 'caddy':
      return caddyProblem(text);
    case 'apache':
      return sectionProblem(text);
    case 'lines':
      return undefined;
    default:
      return syntax satisfies never;
  }
}

function rubyProblem(text: string): SyntaxProblem | undefined {
  const line = readRuby(text).brokenLine;
  return line === undefined ? undefined : { message: 'a block or a bracket has no beginning or no end', line };
}

/** https://git-scm.com/docs/git-merge#_how_conflicts_are_presented */
function conflict(text: string): SyntaxProblem | undefined {
  const marker = /^(?:<{7}|>{7}|\|{7})(?:[ \r\n]|$)/m.exec(text);
  if (!marker) return undefined;
  return { message: 'git left a merge conflict here', line: lineIndex(text)(marker.index) };
}

function headOf(text: string, file: string): string {
  return text.slice(0, readFrontMatter(text, file).bodyStart);
}

function pageProblem(text: string, file: string, reader: Reader): SyntaxProblem | undefined {
  const { problem, format } = readFrontMatter(text, file);
  if (problem !== undefined) return { message: problem.message, line: problem.line };
  // A template language opens with a brace as well.
  if (format === 'none' && /^\uFEFF?\s*\{(?![{%:#<])/.test(text)) {
    return { message: 'the page begins with a brace and no front matter', line: 1 };
  }
  if (format !== 'yaml' || reader.takesDoubledKeys) return undefined;
  const block = findBlock(text, file);
  // What the quick reader takes has no key twice, and nearly every page is such.
  if (block !== undefined && plainValues(text.slice(block.start, block.end)) !== undefined) return undefined;
  const head = headOf(text, file).replace(/^(\uFEFF?\s*)---[^\n]*\n/, (fence) => fence.replace(/[^\n]/g, ' '));
  return doubled(head.replace(/^(?:---|\.\.\.)\s*$/m, ''));
}

function scriptProblem(text: string, file: string): SyntaxProblem | undefined {
  const { problem, tree } = parseScript(text.replace(/^\uFEFF/, ' '), file);
  if (problem === undefined) return undefined;
  // The parser names mistakes it can pass over by a code only.
  return { line: problem.line, message: tree ? 'the script has a mistake here' : problem.message };
}

function jsonProblem(text: string): SyntaxProblem | undefined {
  const json = openJson(text);
  const line = lineIndex(text);
  if (!json) return { message: 'it is not JSON', line: 1 };
  const [error] = json.errors;
  if (error) return { message: said(error.error), line: line(error.offset) };
  const twice = doubledMember(json.root);
  return twice && { message: `${JSON.stringify(twice.value)} appears a second time`, line: line(twice.offset) };
}

function said(error: ParseErrorCode): string {
  const words = printParseErrorCode(error)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.startsWith('invalid') ? `there is an ${words}` : `JSON is broken here (${words})`;
}

/** Of two members of one name readers take one and drop the other. */
function doubledMember(node: Node): Node | undefined {
  const names = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key] = child.children ?? [];
    if (child.type === 'property' && key !== undefined) {
      if (names.has(key.value)) return key;
      names.add(key.value);
    }
    const found = doubledMember(child);
    if (found) return found;
  }
  return undefined;
}

function jsonLinesProblem(text: string): SyntaxProblem | undefined {
  const lines = text.split(/\r?\n/);
  const at = lines.findIndex((line) => line.trim() !== '' && jsonProblem(line) !== undefined);
  return at < 0 ? undefined : { message: 'the line is not a JSON object', line: at + 1 };
}

function yamlProblem(text: string, reader: Reader): SyntaxProblem | undefined {
  return readYaml(text).problem ?? (reader.takesDoubledKeys ? undefined : doubled(text));
}

function doubled(text: string): SyntaxProblem | undefined {
  const line = lineOfDoubledKey(text);
  return line === undefined ? undefined : { message: 'a key appears a second time', line };
}

/** A quote that is never closed takes the rest of the file. */
function csvProblem(text: string): SyntaxProblem | undefined {
  let open: number | undefined;
  for (const quote of text.matchAll(/"/g)) open = open === undefined ? quote.index : undefined;
  return open === undefined ? undefined : { message: 'a quote is not closed', line: lineIndex(text)(open) };
}

function xmlProblem(text: string): SyntaxProblem | undefined {
  const line = lineIndex(text);
  const open: { readonly name: string; readonly at: number }[] = [];
  const tags = /<!--[\s\S]*?(?:-->|$)|<[?!][^>]*>|<(\/?)([\w:.-]{1,200})(?:"[^"]*"|'[^']*'|[^<>"'])*?(\/?)>|</g;
  for (const { 0: tag, 1: closes, 2: name, 3: empty, index } of text.matchAll(tags)) {
    if (tag.startsWith('<!--') && !tag.endsWith('-->'))
      return { message: 'a comment is not closed', line: line(index) };
    if (tag === '<') return { message: 'a tag is not closed', line: line(index) };
    if (name === undefined || empty === '/') continue;
    if (closes === '') open.push({ name, at: index });
    else if (open.pop()?.name !== name) return { message: `</${name}> closes nothing`, line: line(index) };
  }
  const left = open.at(-1);
  return left && { message: `<${left.name}> is not closed`, line: line(left.at) };
}

/** https://caddyserver.com/docs/caddyfile/concepts#blocks */
function caddyProblem(text: string): SyntaxProblem | undefined {
  const open: number[] = [];
  const lines = text.replace(/`[^`]*`/g, (quoted) => quoted.replace(/[^\n]/g, 'x')).split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    const words = line
      .replace(/(^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    if (words[0] === '}' && open.pop() === undefined) return { message: 'a } closes nothing', line: at + 1 };
    if (words.at(-1) === '{') open.push(at + 1);
  }
  const left = open.at(-1);
  return left === undefined ? undefined : { message: 'a { is not closed', line: left };
}

/** https://httpd.apache.org/docs/2.4/configuring.html#syntax */
function sectionProblem(text: string): SyntaxProblem | undefined {
  const open: { readonly name: string; readonly line: number }[] = [];
  for (const [at, line] of text.split('\n').entries()) {
    const [, closes, name] = /^[ \t\uFEFF]*<(\/?)(\w+)/.exec(line) ?? [];
    if (name === undefined) continue;
    if (closes === '') open.push({ name, line: at + 1 });
    else if (open.pop()?.name.toLowerCase() !== name.toLowerCase()) {
      return { message: `</${name}> closes nothing`, line: at + 1 };
    }
  }
  const left = open.at(-1);
  return left && { message: `<${left.name}> is not closed`, line: left.line };
}

const brackets: Readonly<Record<'nginx' | 'python' | 'hcl', Brackets>> = {
  // A word may hold quotes, `${name}` and the counts of an expression; templates stand for words.
  nginx: {
    skipped:
      /(?<=^|[\s;{}])#[^\n]*|\{\{[^{}\n]*\}\}|\{%.*?%\}|\{[A-Z][A-Z\d_]*\}|\$\{\w+\}|\{\d+(?:,\d*)?\}|\\.|(?<=[\s;{}(=]|^)(?:"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|(?<=[^\s;{}])["']/g,
    pairs: { '{': '}' },
    statement: { end: ';', except: /_by_lua_block\s*$/ },
  },
  python: {
    skipped:
      /#[^\n]*|"""(?:[^\\]|\\[\s\S])*?"""|'''(?:[^\\]|\\[\s\S])*?'''|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/g,
    pairs: { '{': '}', '[': ']', '(': ')' },
  },
  hcl: {
    skipped:
      /(?:#|\/\/)[^\n]*|\/\*[\s\S]*?\*\/|<<-?(\w+)\r?\n[\s\S]*?\n[ \t]*\1(?=\r?\n|$)|"(?:[^"\\\n$%]|\\.|[$%](?:\{(?:[^{}"\n]|"[^"\n]*"|\{[^{}\n]*\})*\})?)*"/g,
    pairs: { '{': '}', '[': ']', '(': ')' },
  },
};
