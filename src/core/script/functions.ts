/** Calls of functions that the repository's scripts define. */
import type { Evaluation } from './evaluation.ts';
import { unknownFrom } from './operators.ts';
import { bind } from './patterns.ts';
import { innerScope } from './scope.ts';
import { run } from './statements.ts';
import { type Func, list, literalValue, type Origin, unknown, type Value } from './value.ts';

/** What a function returns for these arguments. */
export function applyFunction(evaluation: Evaluation, callee: Value, args: readonly Value[], origin: Origin): Value {
  if (callee.kind !== 'function') return unknownFrom(callee, origin);
  return (
    evaluation.deeper(() => applied(evaluation, callee, args, origin)) ?? unknown('calls itself too deeply', origin)
  );
}

function applied(evaluation: Evaluation, callee: Func, args: readonly Value[], origin: Origin): Value {
  const { node } = callee;
  if (node.generator) return unknown('is a generator function', callee.origin);
  const scope = innerScope(callee.scope);
  node.params.forEach((parameter, index) => {
    if (parameter.type === 'RestElement') bind(parameter.argument, list(args.slice(index), origin), scope, evaluation);
    else bind(parameter, args[index] ?? literalValue(undefined, origin), scope, evaluation);
  });
  if (node.body.type !== 'BlockStatement') return evaluation.evaluate(node.body, scope);
  const completion = run(node.body.body, scope, evaluation);
  if (completion?.kind !== 'return') return literalValue(undefined, origin);
  if (completion.value.kind === 'unknown') evaluation.doubt(completion.value);
  return completion.value;
}
