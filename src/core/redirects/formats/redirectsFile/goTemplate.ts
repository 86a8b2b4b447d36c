/**
 * A template of Hugo that makes `_redirects`: which addresses its lines answer. Most make a line of every alias of every page,
 * and the aliases are known from the pages. The template is never run. https://gohugo.io/templates/introduction/
 */
import { lineIndex } from '../../../text/lineIndex.ts';
import { type TemplateBlock, type TemplateNode, templateNodes } from './goBlocks.ts';

/** A line that is made, and that is not told by the aliases of pages. */
export interface MadeLine {
  /** From 1. */
  readonly line: number;
  /** The address as it is written; `undefined` where it is made as well. */
  readonly from: string | undefined;
}

/** What an expression is: the list of a page's aliases, one of them, or anything. */
type Kind = 'aliases' | 'alias' | 'other';

/** In which word of a line the text is that comes next. */
type Column = 'start' | 'from' | 'behind' | 'comment';

interface Scope {
  readonly names: Map<string, Kind>;
  readonly dot: Kind;
}

export function linesNotOfAliases(text: string): readonly MadeLine[] {
  const writer = new LineWriter(lineIndex(text));
  writer.run(templateNodes(text), { names: new Map(), dot: 'other' });
  writer.end();
  return writer.found;
}

class LineWriter {
  readonly found: MadeLine[] = [];
  readonly #lineOf: (offset: number) => number;
  #column: Column = 'start';
  /** Of the address of this line: its text, with a sign of its own for an alias and for what is made. */
  #from = '';
  #at = 0;
  #steps = 0;

  constructor(lineOf: (offset: number) => number) {
    this.#lineOf = lineOf;
  }

  run(nodes: readonly TemplateNode[], scope: Scope): void {
    for (const node of nodes) {
      // Loops in loops that nobody writes.
      if (++this.#steps > mostSteps) {
        this.#unknown(node.at);
        return;
      }
      if (node.kind === 'text') this.#write(node.text, node.at);
      else if (node.kind === 'action') this.#act(node.code, node.at, scope);
      else this.#block(node, scope);
    }
  }

  end(): void {
    this.#endWord();
    this.#column = 'start';
  }

  #block(block: TemplateBlock, scope: Scope): void {
    if (block.keyword === 'define') return;
    const { names, expression } = declared(block.expression);
    const kind = kindOf(expression, scope);
    const isLoop = block.keyword === 'range';
    const item: Kind = isLoop && kind === 'aliases' ? 'alias' : kind;
    const changesDot = isLoop || block.keyword === 'with';
    const inner = { names: scope.names, dot: changesDot ? item : scope.dot };
    // The first name of two counts.
    const named = names.at(-1);
    if (named !== undefined) scope.names.set(named, item);
    const before = this.#column;
    // Twice, so that what ends one turn stands in front of the next.
    for (let turn = 0; turn < (isLoop ? 2 : 1); turn++) this.run(block.body, inner);
    const after = this.#column;
    this.#column = before;
    this.run(block.otherwise, scope);
    if (after === this.#column) return;
    // Where in a line the text goes on is not told: at its start, anything is taken for an address.
    if (after === 'from' || this.#column === 'from') this.#unknown(block.at);
    this.#column = 'start';
  }

  #act(code: string, at: number, scope: Scope): void {
    if (writesNothing.test(code)) return;
    const assigned = /^(\$\w*)\s*:?=\s*([\s\S]*)$/.exec(code);
    if (assigned) {
      scope.names.set(assigned[1] ?? '', kindOf(assigned[2] ?? '', scope));
      return;
    }
    const printed = /^printf?\s+"((?:[^"\\]|\\.)*)"([^|()]*)$/.exec(code);
    if (printed) this.#print(printed[1] ?? '', (printed[2] ?? '').trim().split(/\s+/), at, scope);
    else if (kindOf(code, scope) === 'alias') this.#put(aliasSign, at);
    else if (/^"[^"\\]*"$/.test(code)) this.#write(code.slice(1, -1), at);
    else if (this.#column === 'behind' || oneWord.test(code)) this.#put(madeSign, at);
    // What else it writes may be whole lines.
    else this.#unknown(at);
  }

  /** `printf "%s %s 301\n" $alias .RelPermalink` */
  #print(format: string, given: readonly string[], at: number, scope: Scope): void {
    const values = [...given];
    for (const [part] of format.matchAll(/%[-+# 0]*\d*[a-z]|\\.|[^%\\]+|[%\\]/gi)) {
      if (part === '\\n') this.#write('\n', at);
      else if (part === '\\t') this.#write('\t', at);
      else if (part.length > 1 && part.startsWith('%')) {
        this.#put(kindOf(values.shift() ?? '', scope) === 'alias' ? aliasSign : madeSign, at);
      } else this.#write(part, at);
    }
  }

  #write(text: string, at: number): void {
    let offset = at;
    for (const sign of text) {
      if (sign === '\n') this.end();
      else if (/\s/.test(sign)) this.#endWord();
      else if (this.#column === 'start' && sign === '#') this.#column = 'comment';
      else this.#put(sign, offset);
      offset += sign.length;
    }
  }

  #put(sign: string, at: number): void {
    if (this.#column === 'start') {
      this.#column = 'from';
      this.#from = '';
      this.#at = at;
    }
    if (this.#column === 'from') this.#from += sign;
  }

  #endWord(): void {
    if (this.#column !== 'from') return;
    this.#column = 'behind';
    if (this.#from.replace(/\/$/, '') === aliasSign) return;
    const isWritten = !this.#from.includes(aliasSign) && !this.#from.includes(madeSign);
    this.#tell(this.#at, isWritten ? this.#from : undefined);
  }

  #unknown(at: number): void {
    this.#tell(at, undefined);
    if (this.#column === 'from' || this.#column === 'start') this.#column = 'behind';
  }

  #tell(at: number, from: string | undefined): void {
    const line = this.#lineOf(at);
    if (!this.found.some((each) => each.line === line && each.from === from)) this.found.push({ line, from });
  }
}

const mostSteps = 50_000;

/** A comment, what is put aside for later, or what is told who builds. https://gohugo.io/functions/newscratch/ and /fmt/errorf/ */
const writesNothing =
  /^$|^\/\*|^(?:fmt\.)?(?:error|warn)(?:id)?f\s|^\$?[\w.]*\.(?:Add|Set|SetInMap|Delete|DeleteInMap)\s/;

/** A field or a name, perhaps with another spelling: no line ends in it. */
const oneWord = /^(?:\.\w+|\$\w*(?:\.\w+)*)(?:\s*\|\s*(?:relURL|absURL|relLangURL|path\.Clean|urlize))*$/;

/** Signs that no template holds as they are. */
const aliasSign = '\u0001';
const madeSign = '\u0002';

/** `$page := .Site.Pages` and `$i, $page := …` in front of an expression. */
function declared(code: string): { readonly names: readonly string[]; readonly expression: string } {
  const [, names, expression] = /^((?:\$\w*\s*,\s*)?\$\w*)\s*:?=\s*([\s\S]*)$/.exec(code) ?? [];
  if (names === undefined || expression === undefined) return { names: [], expression: code };
  return { names: names.split(',').map((name) => name.trim()), expression };
}

/** They change how an alias is spelled, or put the folder of its page in front, as Hugo does. */
const spelling =
  /^(?:path\.(?:Clean|Join|Dir)|relURL|relLangURL|urls\.(?:RelURL|RelLangURL)|printf|print|cond|hasPrefix|strings\.HasPrefix|(?:strings\.)?Trim(?:Suffix|Prefix|Space|Right|Left)?|trim|lower|not)$/;

function kindOf(code: string, { names, dot }: Scope): Kind {
  const text = code.trim();
  if (text === '.') return dot;
  if (/^\$\w*$/.test(text)) return names.get(text) ?? 'other';
  if (/^(?:\$\w*)?(?:\.Page)?\.Aliases$/.test(text)) return 'aliases';
  let isAlias = false;
  for (const [word] of text.matchAll(/"(?:[^"\\]|\\.)*"|`[^`]*`|[^\s()|"`]+|[()|"`]/g)) {
    if (/^[()|]$/.test(word)) continue;
    if (word === '.' ? dot === 'alias' : names.get(word) === 'alias') isAlias = true;
    else if (/^"[-/%s.\d ]*"$/.test(word) || /\.(?:Rel)?Permalink$/.test(word) || spelling.test(word)) continue;
    else return 'other';
  }
  return isAlias ? 'alias' : 'other';
}
