/** What `_config.ts` of a site of Lume says, as far as it is literal. https://lume.land/docs/configuration/config-file/ */
import type { CallExpression, Node } from '@babel/types';
import type { Note } from '../../model.ts';
import { fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { childNodes } from '../../script/scope.ts';
import { readScript } from '../../script/script.ts';
import { append } from '../../text/longLists.ts';

/** A literal of a script; `undefined`: only running it would tell. */
export type LumeValue = string | boolean | undefined | readonly LumeValue[] | { readonly [key: string]: LumeValue };

/** What the configuration says of addresses. */
export interface LumeConfig {
  readonly source: RepoPath;
  readonly location: { readonly url: string; readonly line: number } | undefined;
  readonly isPretty: boolean;
  /** By the names of their files: `nunjucks`, with what each is given. */
  readonly plugins: ReadonlyMap<string, LumeValue>;
  /** `undefined` where nothing tells. */
  readonly version: number | undefined;
  readonly ignored: readonly string[];
  /** Files, folders and endings that are copied, and where to; `undefined` keeps their place. */
  readonly copies: readonly { readonly from: string; readonly to: string | undefined; readonly isCopy: boolean }[];
  /** Endings of pages besides the usual ones. */
  readonly loaded: readonly string[];
  readonly notes: readonly Note[];
}

interface Call {
  readonly name: string;
  readonly args: readonly LumeValue[];
  readonly node: CallExpression;
}

export async function readLume(root: RepoPath, file: RepoPath, repo: Repo): Promise<LumeConfig> {
  const script = await readScript(file, repo);
  const trees = await treesOf(script?.tree, file, repo);
  const calls = trees.flatMap((tree) => callsIn(tree));
  const imports = new Map(trees.flatMap((tree) => importsIn(tree)));
  const [options] = calls.find(({ name }) => name === 'lume')?.args ?? [];
  const text = (key: string) => (isRecord(options) && typeof options[key] === 'string' ? options[key] : undefined);
  const location = text('location');
  const named = (...names: readonly string[]) => calls.filter(({ name }) => names.includes(name));
  return {
    source: joinRepo(root, text('src') ?? '.') ?? root,
    location: location === undefined ? undefined : { url: location, line: lineOf((await repo.read(file)) ?? '') },
    isPretty: !(isRecord(options) && options.prettyUrls === false),
    plugins: new Map(named('use').flatMap((call) => pluginOf(call, imports))),
    version: await versionOf(root, [...imports.values()], repo),
    ignored: named('ignore').flatMap(({ args }) => args.filter((arg) => typeof arg === 'string')),
    copies: named('copy', 'add').flatMap(({ name, args: [from, to] }) =>
      (Array.isArray(from) ? from : [from]).flatMap((each: LumeValue) => {
        if (typeof each !== 'string' || /^https?:|^npm:/.test(each)) return [];
        return [{ from: each, to: typeof to === 'string' ? to : undefined, isCopy: name === 'copy' }];
      }),
    ),
    loaded: named('loadPages').flatMap(({ args: [list] }) =>
      Array.isArray(list) ? list.filter((item: LumeValue) => typeof item === 'string') : [],
    ),
    notes: [...(script?.notes ?? []).map((note) => ({ ...note, doubtsAddresses: true })), ...notesOf(calls, file)],
  };
}

export function isRecord(value: LumeValue): value is { readonly [key: string]: LumeValue } {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The configuration, and the scripts of the site that it imports. */
async function treesOf(tree: Node | undefined, file: RepoPath, repo: Repo): Promise<readonly Node[]> {
  if (tree === undefined) return [];
  const trees: Node[] = [tree];
  for (const path of new Map(importsIn(tree)).values()) {
    const beside = path.startsWith('./') ? joinRepo(folderOf(file), path) : undefined;
    const own = beside !== undefined && repo.has(beside) ? (await readScript(beside, repo))?.tree : undefined;
    if (own !== undefined) trees.push(own);
  }
  return trees;
}

/** Names with the files they are imported from. */
function importsIn(tree: Node): readonly (readonly [string, string])[] {
  return childNodes(tree)
    .flatMap((program) => childNodes(program))
    .flatMap((node) => {
      if (node.type !== 'ImportDeclaration') return [];
      return node.specifiers.map(({ local }) => [local.name, node.source.value] as const);
    });
}

/** Every call of a function or method, in the order of the program. */
function callsIn(tree: Node): readonly Call[] {
  const found: Call[] = [];
  const open: Node[] = [tree];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.type === 'CallExpression') {
      const { callee } = node;
      const name =
        callee.type === 'Identifier' ? callee : callee.type === 'MemberExpression' ? callee.property : undefined;
      if (name?.type === 'Identifier')
        found.push({ name: name.name, args: node.arguments.map((arg) => literalOf(arg)), node });
    }
    append(open, childNodes(node));
  }
  return found.sort((a, b) => (a.node.end ?? 0) - (b.node.end ?? 0));
}

const mostLevels = 20;

function literalOf(node: Node, depth = 0): LumeValue {
  if (depth > mostLevels) return undefined;
  switch (node.type) {
    case 'StringLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'ArrayExpression':
      return node.elements.map((item) => (item === null ? undefined : literalOf(item, depth + 1)));
    case 'NewExpression':
      // `new URL('https://example.org')`
      return node.arguments[0] === undefined ? undefined : literalOf(node.arguments[0], depth + 1);
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.flatMap((member) => {
          if (member.type !== 'ObjectProperty') return [];
          const key = member.key.type === 'Identifier' ? member.key.name : literalOf(member.key, depth + 1);
          return typeof key === 'string' ? [[key, literalOf(member.value, depth + 1)]] : [];
        }),
      );
    default:
      return undefined;
  }
}

/** `.use(nunjucks({ … }))`: a plugin of Lume, or one of the site. */
function pluginOf({ node }: Call, imports: ReadonlyMap<string, string>): readonly (readonly [string, LumeValue])[] {
  const [plugin] = node.arguments;
  if (plugin?.type !== 'CallExpression' || plugin.callee.type !== 'Identifier') return [];
  const from = /(?:^|\/)plugins\/(\w+)(?:\/mod)?\.ts$/.exec(imports.get(plugin.callee.name) ?? '')?.[1];
  const [options] = plugin.arguments;
  return from === undefined ? [] : [[from, options === undefined ? {} : literalOf(options)]];
}

/** `lume@v2.0.1` in the import map or in an import. */
async function versionOf(root: RepoPath, imports: readonly string[], repo: Repo): Promise<number | undefined> {
  const maps = ['deno.json', 'deno.jsonc', 'import_map.json'].flatMap((name) => joinRepo(root, name) ?? []);
  const texts = await Promise.all(maps.map((map) => repo.read(map)));
  const found = [...texts, ...imports].map((text) => /\blume@v?(\d+)\./.exec(text ?? '')?.[1]).find(Boolean);
  return found === undefined ? undefined : Number(found);
}

function lineOf(text: string): number {
  return (
    Math.max(
      text.split('\n').findIndex((line) => /\blocation\s*:/.test(line)),
      0,
    ) + 1
  );
}

function notesOf(calls: readonly Call[], file: RepoPath): readonly Note[] {
  const made: Note[] = [];
  const say = (message: string, node: Node, doubtsAddresses = true) =>
    made.push({ file, line: node.loc?.start.line ?? 1, message, doubtsAddresses });
  for (const { name, args, node } of calls) {
    if (name === 'ignore' && node.arguments.some((_, at) => typeof args[at] !== 'string'))
      say('What this call ignores is only told by running it, so that its pages count as published.', node);
    if (name === 'data' && args[0] === 'url')
      say('Addresses that this call gives to pages are only told by running it.', node);
    if (name === 'lume' && node.arguments[0] !== undefined && !isRecord(args[0]))
      say('The options of lume() are computed, and the usual ones are assumed.', node);
  }
  return made.slice(0, 3);
}

/** Whether a script is the configuration of a site of Lume. */
export function callsLume(text: string): boolean {
  return /\bimport\s+\w+(?:\s*,[^;\n]*)?\s+from\s+["'][^"'\n]*\blume\b[^"'\n]*\bmod\.ts["']/.test(text);
}

export const configNames = ['_config.ts', '_config.js'];

/** A name that Lume passes over, but for the folder of well-known files. */
export function isPassedOver(inside: string): boolean {
  return (
    inside.split('/').some((name) => /^[_.]/.test(name) && name !== '.well-known') || fileName(inside).endsWith('.d.ts')
  );
}
