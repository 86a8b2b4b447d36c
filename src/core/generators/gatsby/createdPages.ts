/**
 * Which pages gatsby-node makes of a content file: `onCreateNode` and `createPages` are evaluated as if the site held
 * the nodes of that file alone. https://www.gatsbyjs.com/docs/reference/config-files/gatsby-node/
 */

import type { Given } from '../../script/evaluation.ts';
import { joinPath, relativePath } from '../../script/paths.ts';
import type { Script } from '../../script/script.ts';
import {
  isAbsent,
  literalValue,
  nowhere,
  property,
  type Reference,
  type Struct,
  textValue,
  type Unknown,
  unknown,
  type Value,
} from '../../script/value.ts';
import { answerQuery } from './graphql.ts';
import { type ContentNode, struct, withProperty } from './nodes.ts';

/** A page that `gatsby-node` makes. */
export interface CreatedPage {
  readonly path: string;
  /** Plain texts and numbers handed to the page. */
  readonly context: Value;
}

/** What `gatsby-node` makes of one content file. */
export interface Created {
  readonly pages: readonly CreatedPage[];
  /** The node with the fields `onCreateNode` gave it. */
  readonly node: ContentNode | undefined;
  /** What could not be followed. */
  readonly unread: Unknown | undefined;
}

const runtime = 'gatsby:runtime';

/** `siteMetadata` of the configuration is what queries for `site` are answered with. */
export function createdPages(script: Script, node: ContentNode | undefined, siteMetadata: Value): Created {
  const pages: CreatedPage[] = [];
  let held = node;
  let unread: Unknown | undefined;
  const miss = (value: Value): void => {
    if (value.kind === 'unknown') unread ??= value;
    else if (value.kind === 'call') unread ??= unknown(`depends on the call ${value.name}(…)`, value.origin);
  };
  const given: Given = (callee, args) => {
    const [first] = args;
    if (callee.module === 'gatsby-source-filesystem' && callee.name.endsWith('createFilePath')) {
      return held && first ? filePath(first, held) : undefined;
    }
    if (callee.module !== runtime) return undefined;
    switch (callee.name) {
      case 'graphql': {
        const query = first && textValue(first);
        return query === undefined
          ? unknown('asks for nodes by a query made by code', nowhere)
          : answerQuery(query, held, siteMetadata);
      }
      case 'getNode':
      case 'getNodeAndSavePathDependency':
        return held?.file;
      case 'createNodeField': {
        if (!held || !first) return literalValue(undefined, nowhere);
        held = withField(held, first);
        return literalValue(undefined, nowhere);
      }
      case 'createPage': {
        const path = first && property(first, 'path');
        const text = path && textValue(path);
        if (text !== undefined && first) pages.push({ path: text, context: property(first, 'context') });
        else if (path) miss(path);
        return literalValue(undefined, nowhere);
      }
      default:
        return literalValue(undefined, nowhere);
    }
  };
  const known = script.knowing(given);
  const onCreateNode = known.exported('onCreateNode');
  if (onCreateNode.kind === 'function' && node) {
    for (const kind of ['file', 'content'] as const)
      miss(known.call(onCreateNode, withProperty(api, 'node', (held ?? node)[kind])));
  }
  const createPages = known.exported('createPages');
  if (createPages.kind === 'function') miss(known.call(createPages, api));
  else if (!isAbsent(createPages)) miss(createPages);
  return { pages, node: held, unread: unread ?? known.doubts()[0] };
}

function reference(name: string): Reference {
  return { kind: 'reference', module: runtime, name, origin: nowhere };
}

const actionNames = [
  'createPage',
  'createNodeField',
  'createRedirect',
  'createNode',
  'createTypes',
  'createSlice',
  'deletePage',
];

/** What Gatsby hands to the functions of gatsby-node. */
const api: Struct = (() => {
  const actions = actionNames.reduce((made, name) => withProperty(made, name, reference(name)), struct({}));
  const base = ['graphql', 'getNode', 'getNodesByType', 'createNodeId', 'createContentDigest', 'reporter'];
  const made = base.reduce((result, name) => withProperty(result, name, reference(name)), struct({}));
  return withProperty(withProperty(made, 'actions', actions), 'boundActionCreators', actions);
})();

/** `createNodeField({ node, name, value })`: the node has the field from now on. */
function withField(held: ContentNode, call: Value): ContentNode {
  const name = textValue(property(call, 'name')) ?? textValue(property(call, 'fieldName'));
  if (name === undefined) return held;
  const value = property(call, 'value');
  const isFile = textValue(property(call, 'node', 'internal', 'type')) === 'File';
  const node = isFile ? held.file : held.content;
  const fields = property(node, 'fields');
  const changed = withProperty(
    node,
    'fields',
    withProperty(fields.kind === 'object' ? fields : struct({}), name, value),
  );
  return isFile ? { ...held, file: changed } : { ...held, content: changed };
}

/** `createFilePath({ node, getNode, basePath, trailingSlash })` of gatsby-source-filesystem. */
function filePath(options: Value, { file }: ContentNode): Value {
  const path = textValue(property(file, 'relativePath')) ?? '';
  const base = textValue(property(options, 'basePath')) ?? 'src/pages';
  const slash = property(options, 'trailingSlash');
  const relative = relativePath(base, path);
  const cut = relative.lastIndexOf('/');
  const name = relative.slice(cut + 1).replace(/\.[^.]*$/, '');
  const slashAtEnd = slash.kind === 'literal' && slash.value === false ? '' : '/';
  return literalValue(
    joinPath(['/', relative.slice(0, Math.max(0, cut)), name === 'index' ? '' : name, slashAtEnd]),
    nowhere,
  );
}
