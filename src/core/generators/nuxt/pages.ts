/**
 * Files of the pages folder as routes.
 *
 *   a/b.vue  index.vue        their path, `index` being its folder
 *   (group)/                  no segment
 *   [x] [[x]] [...x] u-[x]    parameters; a catch-all may be empty
 *   -ignored.vue              no page
 *   definePageMeta({ path })  another address, and `alias` more of them
 *
 * https://nuxt.com/docs/guide/directory-structure/app/pages
 */
import type { ObjectExpression } from '@babel/types';
import { below, builtUrl, type RepoPath } from '../../paths.ts';
import { readScriptText } from '../../script/script.ts';

/** In the notation of route patterns; `undefined` for files that are no pages. */
export function pageSegments(file: RepoPath, folder: RepoPath): readonly string[] | undefined {
  const inside = below(file, folder);
  const match = inside === undefined ? null : /^(.*?)(?:\.(?:client|server))?\.(?:vue|[jt]sx?|mjs)$/.exec(inside);
  const stem = match?.[1];
  if (stem === undefined || /\.(?:test|spec|stories|d)$/.test(stem) || /(?:^|\/)[-.]/.test(stem)) return undefined;
  return stem
    .replace(/(^|\/)index$/, '$1')
    .split('/')
    .map((name) => name.replace(/\([^)]*\)/g, ''))
    .filter((name) => name !== '')
    .map((name) => name.replace(/^\[\.\.\.([^\]]+)\]$/, '[[...$1]]'));
}

/** What `definePageMeta` says of a page's address. */
export interface PageMeta {
  readonly path: string | undefined;
  readonly aliases: readonly string[];
}

/** The literal parts of `definePageMeta({ … })` in a component. */
export function readPageMeta(file: RepoPath, text: string): PageMeta {
  const none: PageMeta = { path: undefined, aliases: [] };
  if (!text.includes('definePageMeta')) return none;
  const code = file.endsWith('.vue')
    ? [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map(([, part]) => part).join('\n')
    : text;
  const { tree } = readScriptText(`${file}.ts` as RepoPath, code);
  for (const statement of tree?.program.body ?? []) {
    const call = statement.type === 'ExpressionStatement' ? statement.expression : undefined;
    if (call?.type !== 'CallExpression' || call.callee.type !== 'Identifier' || call.callee.name !== 'definePageMeta')
      continue;
    const [meta] = call.arguments;
    if (meta?.type === 'ObjectExpression') return { path: literals(meta, 'path')[0], aliases: literals(meta, 'alias') };
  }
  return none;
}

function literals(object: ObjectExpression, key: string): readonly string[] {
  for (const part of object.properties) {
    if (part.type !== 'ObjectProperty' || part.key.type !== 'Identifier' || part.key.name !== key) continue;
    if (part.value.type === 'StringLiteral') return [part.value.value];
    if (part.value.type === 'ArrayExpression') {
      return part.value.elements.flatMap((element) => (element?.type === 'StringLiteral' ? [element.value] : []));
    }
  }
  return [];
}

/** A path of Vue Router in the notation of route patterns: `/users/:id()`, `/:slug(.*)*`. */
export function fromRouterPath(path: string): string {
  return builtUrl(
    ...path.split('/').map((segment) =>
      segment
        .replace(/:(\w+)\(\.\*\)\*/g, '[[...$1]]')
        .replace(/:(\w+)(?:\([^)]*\))?\?/g, '[[$1]]')
        .replace(/:(\w+)(?:\([^)]*\))?[+*]/g, '[[...$1]]')
        .replace(/:(\w+)(?:\([^)]*\))?/g, '[$1]'),
    ),
  );
}
