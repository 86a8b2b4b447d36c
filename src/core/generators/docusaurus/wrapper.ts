/** Plugins of a repository that call a content plugin: `const blog = require('@docusaurus/plugin-content-blog')`. */
import type { File, Node } from '@babel/types';
import { walk } from '../../script/scope.ts';

const contentPackage = /^@docusaurus\/plugin-content-(docs|blog|pages)$/;

/** The content plugin a script calls. */
export function calledContentPlugin(tree: File): 'docs' | 'blog' | 'pages' | undefined {
  const names = new Map<string, 'docs' | 'blog' | 'pages'>();
  const called = new Set<string>();
  walk(tree.program, (node) => {
    if (node.type === 'ImportDeclaration' && node.importKind !== 'type') {
      const kind = kindOf(node.source.value);
      for (const specifier of node.specifiers) {
        if (kind && isWhole(specifier)) names.set(specifier.local.name, kind);
      }
    } else if (node.type === 'VariableDeclarator') {
      const kind = required(node.init);
      const name = node.id.type === 'Identifier' ? node.id.name : defaultIn(node.id);
      if (kind && name) names.set(name, kind);
    } else if (node.type === 'CallExpression') {
      const { callee } = node;
      const name = callee.type === 'MemberExpression' ? callee.object : callee;
      if (name.type === 'Identifier') called.add(name.name);
    }
  });
  return [...names].find(([name]) => called.has(name))?.[1];
}

/** `import blog`, `import * as blog`, `import { default as blog }`. */
function isWhole(specifier: Node): boolean {
  if (specifier.type !== 'ImportSpecifier') return true;
  const { imported } = specifier;
  return (imported.type === 'Identifier' ? imported.name : imported.value) === 'default';
}

/** `const { default: blog } = …` */
function defaultIn(pattern: Node): string | undefined {
  if (pattern.type !== 'ObjectPattern') return undefined;
  for (const part of pattern.properties) {
    if (part.type !== 'ObjectProperty' || part.key.type !== 'Identifier' || part.key.name !== 'default') continue;
    if (part.value.type === 'Identifier') return part.value.name;
  }
  return undefined;
}

function kindOf(specifier: string): 'docs' | 'blog' | 'pages' | undefined {
  return contentPackage.exec(specifier)?.[1] as 'docs' | 'blog' | 'pages' | undefined;
}

/** `require('…')` and an import that is awaited, also with `.default` behind it. */
function required(node: Node | null | undefined): 'docs' | 'blog' | 'pages' | undefined {
  if (node?.type === 'MemberExpression') return required(node.object);
  if (node?.type === 'AwaitExpression') return required(node.argument);
  if (node?.type === 'ImportExpression')
    return node.source.type === 'StringLiteral' ? kindOf(node.source.value) : undefined;
  if (node?.type !== 'CallExpression') return undefined;
  const { callee } = node;
  if (callee.type !== 'Import' && !(callee.type === 'Identifier' && callee.name === 'require')) return undefined;
  const [specifier] = node.arguments;
  return specifier?.type === 'StringLiteral' ? kindOf(specifier.value) : undefined;
}
