/** The text and the actions of a Go template, as blocks. https://pkg.go.dev/text/template#hdr-Actions */

/** Text between two actions, as it is written: without the blanks that the actions beside it take away. */
interface Text {
  readonly kind: 'text';
  readonly text: string;
  /** Offset in the template. */
  readonly at: number;
}

/** `{{ … }}` that opens no block. */
interface Action {
  readonly kind: 'action';
  readonly code: string;
  readonly at: number;
}

/** `{{ range … }} … {{ else }} … {{ end }}`, and the like. */
export interface TemplateBlock {
  readonly kind: 'block';
  readonly keyword: 'range' | 'with' | 'if' | 'block' | 'define';
  readonly expression: string;
  readonly at: number;
  readonly body: readonly TemplateNode[];
  /** Behind `else`. */
  readonly otherwise: readonly TemplateNode[];
}

/** A part of a template. */
export type TemplateNode = Text | Action | TemplateBlock;

/** Deeper ones are nobody's template. */
const deepest = 60;

/** The parts of a template in their order; what is not closed ends with the text. */
export function templateNodes(text: string): readonly TemplateNode[] {
  const parts = partsOf(text);
  let at = 0;
  const nodes = (depth: number): readonly TemplateNode[] => {
    const found: TemplateNode[] = [];
    while (at < parts.length) {
      const part = parts[at] as Text | Action;
      if (part.kind === 'action' && /^(?:end|else)\b/.test(part.code)) return found;
      at++;
      const [, keyword, expression = ''] =
        (part.kind === 'action' && /^(range|with|if|block|define)\b\s*([\s\S]*)$/.exec(part.code)) || [];
      if (keyword === undefined || depth > deepest) found.push(part);
      else found.push(block(keyword as TemplateBlock['keyword'], expression, part.at, depth));
    }
    return found;
  };
  const block = (
    keyword: TemplateBlock['keyword'],
    expression: string,
    start: number,
    depth: number,
  ): TemplateBlock => {
    const body = nodes(depth + 1);
    const stop = parts[at];
    at++;
    let otherwise: readonly TemplateNode[] = [];
    if (stop?.kind === 'action' && stop.code.startsWith('else')) {
      const [, inner, more = ''] = /^else\s+(if|with)\b\s*([\s\S]*)$/.exec(stop.code) ?? [];
      if (inner !== undefined) otherwise = [block(inner as TemplateBlock['keyword'], more, stop.at, depth + 1)];
      else {
        otherwise = nodes(depth + 1);
        at++;
      }
    }
    return { kind: 'block', keyword, expression, at: start, body, otherwise };
  };
  const all: TemplateNode[] = [];
  while (at < parts.length) {
    for (const node of nodes(0)) all.push(node);
    // An end of nothing.
    at++;
  }
  return all;
}

function partsOf(text: string): readonly (Text | Action)[] {
  const parts: (Text | Action)[] = [];
  let from = 0;
  let trimsNext = false;
  const put = (end: number, trims: boolean) => {
    const raw = text.slice(from, end);
    const start = trimsNext ? raw.length - raw.trimStart().length : 0;
    const shown = trims ? raw.slice(start).trimEnd() : raw.slice(start);
    if (shown !== '') parts.push({ kind: 'text', text: shown, at: from + start });
  };
  for (;;) {
    const open = text.indexOf('{{', from);
    if (open < 0) break;
    const close = closingOf(text, open + 2);
    const inside = text.slice(open + 2, close);
    const trims = /^-\s/.test(inside);
    put(open, trims);
    trimsNext = /\s-$/.test(inside);
    parts.push({ kind: 'action', code: inside.slice(trims ? 1 : 0, trimsNext ? -1 : undefined).trim(), at: open });
    from = close + 2;
  }
  put(text.length, false);
  return parts;
}

/** Offset of the `}}` that ends an action: none in a comment or a text. */
function closingOf(text: string, start: number): number {
  const comment = /^-?\s*\/\*/.exec(text.slice(start, start + 20));
  if (comment) {
    const end = text.indexOf('*/', start);
    return Math.max(start, end < 0 ? text.length : text.indexOf('}}', end) < 0 ? text.length : text.indexOf('}}', end));
  }
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const sign = text[at] ?? '';
    if (quote !== '') {
      if (sign === '\\' && quote === '"') at++;
      else if (sign === quote) quote = '';
    } else if (sign === '"' || sign === '`') quote = sign;
    else if (sign === '}' && text[at + 1] === '}') return at;
  }
  return text.length;
}
