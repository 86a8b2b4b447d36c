/** An nginx configuration as nested directives. https://nginx.org/en/docs/beginners_guide.html#conf_structure */

export interface NginxDirective {
  /** Without their quotes. */
  readonly words: readonly string[];
  readonly start: number;
  readonly end: number;
  /** `undefined` where it has no block. */
  readonly block: readonly NginxDirective[] | undefined;
}

/** `plain`: without comments. What stays open at the end ends there. */
export function nginxBlocks(plain: string): readonly NginxDirective[] {
  const root: NginxDirective[] = [];
  const open: { readonly words: readonly string[]; readonly start: number; readonly list: NginxDirective[] }[] = [];
  let words: string[] = [];
  let start = 0;
  const list = () => open.at(-1)?.list ?? root;
  const close = (end: number) => {
    const block = open.pop();
    if (block) list().push({ words: block.words, start: block.start, end, block: block.list });
  };
  for (const { 0: token, index } of plain.matchAll(tokens)) {
    if (token === ';') {
      if (words.length > 0) list().push({ words, start, end: index + 1, block: undefined });
      words = [];
    } else if (token === '{') {
      open.push({ words, start, list: [] });
      words = [];
    } else if (token === '}') {
      words = [];
      close(index + 1);
    } else {
      if (words.length === 0) start = index;
      words.push(unquoted(token));
    }
  }
  while (open.length > 0) close(plain.length);
  return root;
}

/** Quoted words, words with `\{`, `${name}`, `\d{4}` and what a template fills in, and the three signs. */
const tokens =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|(?:\\[^\r\n]|\$\{\w+\}|\{\{[^{}\n]*\}\}|\{[A-Z][A-Z\d_]*\}|\{\d+(?:,\d*)?\}|[^\s;{}"'\\])(?:\\[^\r\n]|\$\{\w+\}|\{\{[^{}\n]*\}\}|\{[A-Z][A-Z\d_]*\}|\{\d+(?:,\d*)?\}|[^\s;{}\\])*|[;{}]/g;

/**
 * The first expression with `{4}` in it that stands in no quotes, of a location, a rewrite, a condition or a map: nginx
 * takes the brace for the beginning of a block.
 */
export function bareBrace(plain: string): { readonly word: string; readonly at: number } | undefined {
  const heads =
    /(?:(?:^|[\s;{}])(?:(?:location[ \t]+|if[ \t]*\(\s*\$\w+\s+!?)~\*?[ \t]+|rewrite[ \t]+)|(?:^|[;{}\n])[ \t]*(?=~))(?!["'])([^\s;{}]*?(?<!\\)\{\d+(?:,\d*)?\}\S*)/g;
  const found = heads.exec(plain);
  return found ? { word: found[1] ?? '', at: found.index + found[0].length } : undefined;
}

/** In quotes or not, nginx takes these signs for themselves behind a backslash, and keeps it before all others. */
function unquoted(token: string): string {
  const inside = /^(["'])([\s\S]*)\1$/.exec(token)?.[2] ?? token;
  return inside.replace(/\\(["'\\])/g, '$1');
}
