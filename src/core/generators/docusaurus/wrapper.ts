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
      for (const { type, local } of node.specifiers) {
        if (kind && type !== 'ImportSpecifier') names.set(local.name, kind);
      }
    } else if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier') {
      const kind = required(node.init);
      if (kind) names.set(node.id.name, kind);
    } else if (node.type === 'CallExpression') {
      const { callee } = node;
      const name = callee.type === 'MemberExpression' ? callee.object : callee;
      if (name.type === 'Identifier') called.add(name.name);
    }
  });
  return [...names].find(([name]) => called.has(name))?.[1];
}

function kindOf(specifier: string): 'docs' | 'blog' | 'pages' | undefined {
  return contentPackage.exec(specifier)?.[1] as 'docs' | 'blog' | 'pages' | undefined;
}

/** `require('…')`, also with `.default` behind it. */
function required(node: Node | null | undefined): 'docs' | 'blog' | 'pages' | undefined {
  if (node?.type === 'MemberExpression') return required(node.object);
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require')
    return undefined;
  const [specifier] = node.arguments;
  return specifier?.type === 'StringLiteral' ? kindOf(specifier.value) : undefined;
}
