/**
 * A map of redirects in `hooks.server`: a constant object from old to new addresses that `handle` looks the pathname up
 * in, `redirect(308, redirects[event.url.pathname])`. All its entries have the one status of that call.
 */
import type { File, Node } from '@babel/types';
import { openData, textAt } from '../../../data/data.ts';
import { type RepoPath, urlPath } from '../../../paths.ts';
import { walk } from '../../../script/scope.ts';
import { quoted } from '../../../text/records.ts';
import { sentPath } from '../../host.ts';
import { encodedTarget } from '../../target.ts';
import { isPermanent } from '../../writing/placement.ts';
import type { MapGrammar } from '../../writing/recordMap.ts';

/** `undefined` when the hooks hold no such map. */
export function hookGrammar(text: string, file: RepoPath): (MapGrammar & { readonly status: number }) | undefined {
  const tree = /\bredirect\b/.test(text) ? openData(text, file)?.script?.tree : undefined;
  const found = tree && lookUp(tree);
  if (!found) return undefined;
  const { name, status } = found;
  return {
    status,
    format: 'sveltekitRedirects',
    host: 'sveltekit',
    map: (data) => data.script && data.dataOf(data.script.variable(name)),
    missing: () => undefined,
    read(key, value) {
      const to = textAt(value);
      if (!key.startsWith('/')) return undefined;
      if (to === undefined) return { problem: `${key}: the target is not written as a text.` };
      // `handle` is asked before the routes.
      return { from: key, to, source: { kind: 'exact', path: urlPath(key) }, status, force: true };
    },
    write(redirect) {
      if (redirect.below) return { refused: `${name} in ${file} can only hold single addresses.` };
      if (isPermanent(redirect.status) !== isPermanent(status)) {
        return { refused: `${file} uses status ${status} for every address of ${name}.` };
      }
      const to = encodedTarget(redirect.to);
      const source = { kind: 'exact', path: redirect.from } as const;
      return { key: sentPath(redirect.from), to, source, print: (style) => quoted(to, style.quote) };
    },
  };
}

interface LookUp {
  readonly name: string;
  readonly status: number;
}

/** The constant whose entry for the pathname is redirected to. */
function lookUp({ program }: File): LookUp | undefined {
  const constants = new Set<string>();
  const taken = new Map<string, string>();
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declared.declarations) {
      if (id.type === 'Identifier' && init && isMap(init)) constants.add(id.name);
    }
  }
  walk(program, (node) => {
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier' || !node.init) return;
    const source = entryOf(node.init, constants);
    if (source !== undefined) taken.set(node.id.name, source);
  });
  let found: LookUp | undefined;
  walk(program, (node) => {
    if (found || node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return;
    if (node.callee.name !== 'redirect') return;
    const [code, to] = node.arguments;
    if (code?.type !== 'NumericLiteral' || !to) return;
    const name = (to.type === 'Identifier' ? taken.get(to.name) : undefined) ?? entryOf(to, constants);
    if (name !== undefined) found = { name, status: code.value };
  });
  return found;
}

function isMap(node: Node): boolean {
  if (node.type === 'TSAsExpression' || node.type === 'TSSatisfiesExpression') return isMap(node.expression);
  return node.type === 'ObjectExpression';
}

/** The constant of `redirects[…pathname…]`. */
function entryOf(node: Node, constants: ReadonlySet<string>): string | undefined {
  if (node.type === 'TSAsExpression' || node.type === 'TSNonNullExpression') return entryOf(node.expression, constants);
  if (node.type !== 'MemberExpression' || !node.computed || node.object.type !== 'Identifier') return undefined;
  const key = node.property;
  const isPathname =
    (key.type === 'Identifier' && /path/i.test(key.name)) ||
    (key.type === 'MemberExpression' && key.property.type === 'Identifier' && key.property.name === 'pathname');
  return isPathname && constants.has(node.object.name) ? node.object.name : undefined;
}
