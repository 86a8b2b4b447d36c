/**
 * Permalink functions that only choose between the page's own permalink and none, as for drafts:
 *
 *   permalink: (data) => (isShown(data) ? data.permalink : false)
 *
 * What they ask may be beyond us; what they can answer is not.
 */
import type { Expression, Node, Statement } from '@babel/types';
import type { Func } from '../../script/value.ts';

export function onlyHides({ node }: Func): boolean {
  const results = node.body.type === 'BlockStatement' ? node.body.body.flatMap(returned) : leaves(node.body);
  return (
    results.length > 0 &&
    results.every((result) => isNothing(result) || isOwnPermalink(result)) &&
    results.some(isOwnPermalink)
  );
}

function returned(statement: Statement): readonly Node[] {
  switch (statement.type) {
    case 'ReturnStatement':
      return statement.argument ? leaves(statement.argument) : [];
    case 'IfStatement':
      return [...returned(statement.consequent), ...(statement.alternate ? returned(statement.alternate) : [])];
    case 'BlockStatement':
      return statement.body.flatMap(returned);
    default:
      return [];
  }
}

/** The expressions whose value a choice may have. */
function leaves(expression: Expression): readonly Node[] {
  if (expression.type === 'ConditionalExpression')
    return [...leaves(expression.consequent), ...leaves(expression.alternate)];
  if (expression.type === 'ParenthesizedExpression') return leaves(expression.expression);
  return [expression];
}

function isNothing(node: Node): boolean {
  return (node.type === 'BooleanLiteral' && !node.value) || (node.type === 'Identifier' && node.name === 'undefined');
}

function isOwnPermalink(node: Node): boolean {
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'permalink';
}
