/**
 * Permalinks written as templates: the part of Liquid and Nunjucks that addresses are made of.
 *
 *   {{ page.fileSlug }}   {{ title | slugify }}   {{ name | replace(" ", "-") }}   {{ n | plus: 1 }}   {{ a or "b" }}
 *   {% if pagination.pageNumber > 0 %} … {% elsif … %} … {% else %} … {% endif %}
 *
 * https://mozilla.github.io/nunjucks/templating.html · https://liquidjs.com/tutorials/intro-to-liquid.html
 */
import { evaluate, type TemplateScope } from './templateExpression.ts';

export type { TemplateScope } from './templateExpression.ts';

/** With a `pattern`, some outputs are not known and stand as `[value]`, a route's notation for any text. */
export type Rendered =
  | { readonly ok: true; readonly text: string; readonly pattern: boolean }
  | { readonly ok: false; readonly reason: string };

interface Piece {
  readonly kind: 'text' | 'output' | 'tag';
  readonly text: string;
}

/** `reason` is a clause for the user: `uses the tag for`. */
export function renderTemplate(template: string, scope: TemplateScope): Rendered {
  const pieces = piecesOf(template);
  let text = '';
  let pattern = false;
  /** For every open `if`: whether its branch is taken, and whether one was. */
  const open: { taken: boolean; done: boolean }[] = [];
  const live = () => open.every(({ taken }) => taken);

  for (const piece of pieces) {
    if (piece.kind === 'text') {
      if (live()) text += piece.text;
      continue;
    }
    if (piece.kind === 'output') {
      if (!live()) continue;
      const value = evaluate(piece.text, scope);
      pattern ||= !value.known;
      text += value.known ? printed(value.value) : '[value]';
      continue;
    }
    const [, tag = '', rest = ''] = /^(\w+)\s*(.*)$/s.exec(piece.text) ?? [];
    const block = open.at(-1);
    if (tag === 'if') {
      const outer = live();
      const condition = outer ? evaluate(rest, scope) : { known: true as const, value: false };
      if (!condition.known) return { ok: false, reason: condition.reason };
      open.push({ taken: truthy(condition.value), done: truthy(condition.value) });
    } else if ((tag === 'elsif' || tag === 'elif' || tag === 'elseif') && block !== undefined) {
      const condition = block.done ? { known: true as const, value: false } : evaluate(rest, scope);
      if (!condition.known) return { ok: false, reason: condition.reason };
      block.taken = truthy(condition.value);
      block.done ||= block.taken;
    } else if (tag === 'else' && block !== undefined) {
      block.taken = !block.done;
      block.done = true;
    } else if (tag === 'endif' && block !== undefined) open.pop();
    else return { ok: false, reason: `uses the tag ${tag}` };
  }
  return { ok: true, text: text.trim(), pattern };
}

export function isTemplate(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

function piecesOf(template: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of template.matchAll(/\{\{-?(.*?)-?\}\}|\{%-?(.*?)-?%\}|\{#.*?#\}/gs)) {
    pieces.push({ kind: 'text', text: template.slice(at, match.index) });
    if (match[1] !== undefined) pieces.push({ kind: 'output', text: match[1].trim() });
    else if (match[2] !== undefined) pieces.push({ kind: 'tag', text: match[2].trim() });
    at = match.index + match[0].length;
  }
  pieces.push({ kind: 'text', text: template.slice(at) });
  return pieces;
}

function truthy(value: unknown): boolean {
  return Boolean(value);
}

function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return Array.isArray(value) ? value.map(printed).join(',') : String(value);
}
