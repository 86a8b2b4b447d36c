/** Methods of lists that have no side effect. */
import type { Evaluation } from './evaluation.ts';
import { inText, truth, unknownFrom } from './operators.ts';
import { isAbsent, type List, list, literalValue, type Origin, unknown, type Value } from './value.ts';

/** The result of a method of a list; `undefined` when there is no such method here. */
export function listMethod(
  receiver: List,
  method: string,
  args: readonly Value[],
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  const { items } = receiver;
  const [first, second] = args;
  const numbers = args.map((argument) => (argument.kind === 'literal' ? Number(argument.value) : undefined));
  switch (method) {
    case 'map':
    case 'flatMap':
    case 'filter':
    case 'find':
    case 'findIndex':
    case 'some':
    case 'every':
    case 'forEach':
    case 'reduce':
      return first ? withCallback(receiver, method, first, second, evaluation, origin) : undefined;
    case 'concat':
      return list(
        [...items, ...args.flatMap((argument) => (argument.kind === 'list' ? argument.items : [argument]))],
        origin,
      );
    case 'flat':
      return list(
        items.flatMap((item) => (item.kind === 'list' ? item.items : [item])),
        origin,
      );
    case 'slice':
      return list(items.slice(numbers[0], numbers[1]), origin);
    case 'at':
      return items.at(numbers[0] ?? 0) ?? literalValue(undefined, origin);
    case 'reverse':
    case 'toReversed':
      return list([...items].reverse(), origin);
    case 'sort':
    case 'toSorted':
      // The order a function gives decides no address; what is sorted is the same.
      return first ? list(items, origin) : sorted(items, origin);
    case 'includes':
    case 'has':
    case 'indexOf': {
      const wanted = first && inText(first);
      if (wanted === undefined) return undefined;
      const index = items.findIndex((item) => inText(item) === wanted);
      return literalValue(method === 'indexOf' ? index : index >= 0, origin);
    }
    case 'join': {
      const separator = first ? inText(first) : ',';
      const texts = items.map((item) => (isAbsent(item) ? '' : inText(item)));
      const hidden = items[texts.indexOf(undefined)];
      if (hidden !== undefined) return unknownFrom(hidden, origin);
      if (separator === undefined) return unknown('joins unknown texts', origin);
      return literalValue(texts.join(separator), origin);
    }
    default:
      return undefined;
  }
}

function sorted(items: readonly Value[], origin: Origin): Value {
  const texts = items.map(inText);
  if (texts.includes(undefined)) return unknown('sorts unknown values', origin);
  const order = [...items.keys()].sort((a, b) => ((texts[a] ?? '') < (texts[b] ?? '') ? -1 : 1));
  return list(
    order.flatMap((index) => items[index] ?? []),
    origin,
  );
}

function withCallback(
  receiver: List,
  method: string,
  callback: Value,
  initial: Value | undefined,
  evaluation: Evaluation,
  origin: Origin,
): Value {
  const { items } = receiver;
  const apply = (item: Value, index: number): Value => {
    if (callback.kind === 'reference' && callback.name === 'Boolean') return item;
    // Items nobody knows are made into others nobody knows.
    if (item.kind === 'unknown' && item.several) return item;
    return evaluation.apply(callback, [item, literalValue(index, origin), receiver], origin);
  };
  if (method === 'reduce') {
    const from = initial ? 0 : 1;
    const start = initial ?? items[0] ?? literalValue(undefined, origin);
    return items
      .slice(from)
      .reduce(
        (sum, item, index) => evaluation.apply(callback, [sum, item, literalValue(index + from, origin)], origin),
        start,
      );
  }
  const results = items.map(apply);
  if (method === 'map') return list(results, origin);
  if (method === 'flatMap') {
    return list(
      results.flatMap((result) => (result.kind === 'list' ? result.items : [result])),
      origin,
    );
  }
  if (method === 'forEach') return results.find(({ kind }) => kind === 'unknown') ?? literalValue(undefined, origin);
  const verdicts = results.map(truth);
  const doubt = verdicts.indexOf(undefined);
  if (method === 'filter') {
    // What may or may not be in the list stays in its place as unknown.
    const kept = items.flatMap((item, index): readonly Value[] => {
      const verdict = verdicts[index] ?? (evaluation.keepsDoubtful || undefined);
      if (verdict === undefined) return [unknownFrom(results[index] ?? item, origin)];
      return verdict ? [item] : [];
    });
    return list(kept, origin);
  }
  const hit = verdicts.indexOf(true);
  const isDecided = doubt < 0 || (hit >= 0 && hit < doubt);
  if (!isDecided) return unknownFrom(results[doubt] ?? receiver, origin);
  if (method === 'find') return items[hit] ?? literalValue(undefined, origin);
  if (method === 'findIndex') return literalValue(hit, origin);
  return literalValue(method === 'some' ? hit >= 0 : !verdicts.includes(false), origin);
}
