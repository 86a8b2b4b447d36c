/** Methods of texts, objects and patterns that have no side effect. */

import { dateMethod } from './dates.ts';
import { type Evaluation, maximumText } from './evaluation.ts';
import { listMethod } from './lists.ts';
import { luxonMethod } from './luxon.ts';
import { inText, unknownFrom } from './operators.ts';
import { fillTemplate, matchesOf, replaceMatches, type SafeMatch, splitBy } from './regex.ts';
import { fromData, list, literalValue, type Origin, type Pattern, property, unknown, type Value } from './value.ts';

/** The result of a method of a known value; `undefined` when there is no such method here. */
export function callMethod(
  receiver: Value,
  method: string,
  args: readonly Value[],
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  if (receiver.kind === 'list') return listMethod(receiver, method, args, evaluation, origin);
  if (receiver.kind === 'regex') return patternMethod(receiver, method, args, origin);
  if (receiver.kind === 'object') {
    const [first] = args;
    const key = first && inText(first);
    if (method === 'toString' || method === 'valueOf') return property(receiver, 'href');
    if (key === undefined) return undefined;
    if (method === 'get') return property(receiver, key);
    if (method === 'has' || method === 'hasOwnProperty') return literalValue(receiver.properties.has(key), origin);
    return undefined;
  }
  if (receiver.kind !== 'literal' || receiver.value === null || receiver.value === undefined) return undefined;
  if (method === 'toString') return literalValue(String(receiver.value), origin);
  if (typeof receiver.value !== 'string') return undefined;
  return (
    textMethod(receiver.value, method, args, evaluation, origin) ??
    dateMethod(receiver.value, method, origin) ??
    luxonMethod(receiver.value, method, args, origin)
  );
}

function textMethod(
  text: string,
  method: string,
  args: readonly Value[],
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  const [first, second] = args;
  if (first?.kind === 'regex') return textWithPattern(text, method, first, second, evaluation, origin);
  if ((method === 'replace' || method === 'replaceAll') && second?.kind === 'function') return undefined;
  const given = args.map((argument) => (argument.kind === 'literal' ? argument.value : null));
  if (given.includes(null)) return unknownFrom(args[given.indexOf(null)] ?? literalValue(null, origin), origin);
  const texts = given.map((value) => String(value));
  const numbers = given.map((value) => (value === undefined ? undefined : Number(value)));
  const [a = '', b = ''] = texts;
  const answer = (value: string | number | boolean | undefined): Value => literalValue(value, origin);
  switch (method) {
    case 'toLowerCase':
    case 'toLocaleLowerCase':
      return answer(text.toLowerCase());
    case 'toUpperCase':
    case 'toLocaleUpperCase':
      return answer(text.toUpperCase());
    case 'trim':
      return answer(text.trim());
    case 'trimStart':
      return answer(text.trimStart());
    case 'trimEnd':
      return answer(text.trimEnd());
    case 'normalize':
      return answer(text.normalize(['NFC', 'NFD', 'NFKC', 'NFKD'].includes(a) ? a : 'NFC'));
    case 'startsWith':
      return answer(text.startsWith(a));
    case 'endsWith':
      return answer(text.endsWith(a));
    case 'includes':
      return answer(text.includes(a));
    case 'indexOf':
      return answer(text.indexOf(a));
    case 'lastIndexOf':
      return answer(text.lastIndexOf(a));
    case 'slice':
      return answer(text.slice(numbers[0], numbers[1]));
    case 'substring':
      return answer(text.substring(numbers[0] ?? 0, numbers[1]));
    case 'substr':
      return answer(text.slice(numbers[0], numbers[1] === undefined ? undefined : (numbers[0] ?? 0) + numbers[1]));
    case 'charAt':
      return answer(text.charAt(numbers[0] ?? 0));
    case 'at':
      return answer(text.at(numbers[0] ?? 0));
    case 'concat':
      return answer(text + texts.join(''));
    case 'replace':
      return answer(text.replace(a, () => b));
    case 'replaceAll':
      return answer(text.replaceAll(a, () => b));
    case 'split':
      return first ? fromData(text.split(a), origin) : fromData([text], origin);
    case 'repeat':
    case 'padStart':
    case 'padEnd': {
      const size = numbers[0] ?? 0;
      if (!(size >= 0 && size * Math.max(1, text.length) < maximumText)) return unknown('is too long a text', origin);
      if (method === 'repeat') return answer(text.repeat(size));
      return answer(method === 'padStart' ? text.padStart(size, b || ' ') : text.padEnd(size, b || ' '));
    }
    default:
      return undefined;
  }
}

function textWithPattern(
  text: string,
  method: string,
  pattern: Pattern,
  replacement: Value | undefined,
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  const beyond = unknown(`uses the expression /${pattern.source}/`, origin);
  if (method === 'split') {
    const parts = splitBy(pattern, text);
    return parts ? fromData(parts, origin) : beyond;
  }
  if (method === 'match' || method === 'matchAll') {
    const matches = matchesOf(pattern, text);
    if (!matches) return beyond;
    if (method === 'matchAll')
      return list(
        matches.map((match) => matchValue(match, origin)),
        origin,
      );
    if (pattern.flags.includes('g') && matches[0])
      return fromData(
        matches.map(({ groups }) => groups[0]),
        origin,
      );
    return matches[0] ? matchValue(matches[0], origin) : literalValue(null, origin);
  }
  if (method === 'search') {
    const matches = matchesOf(pattern, text);
    return matches ? literalValue(matches[0]?.index ?? -1, origin) : beyond;
  }
  if ((method !== 'replace' && method !== 'replaceAll') || !replacement) return undefined;
  const template = inText(replacement);
  const fill = (match: SafeMatch): string | undefined => {
    if (template !== undefined) return fillTemplate(template, match);
    const groups = match.groups.map((group) => literalValue(group, origin));
    return inText(evaluation.apply(replacement, [...groups, literalValue(match.index, origin)], origin));
  };
  const replaced = replaceMatches(pattern, text, fill);
  return replaced === undefined ? beyond : literalValue(replaced, origin);
}

/** The result of `match`: the groups by number, and by name under `groups`. */
function matchValue(match: SafeMatch, origin: Origin): Value {
  const groups = fromData(match.named, origin);
  const byNumber = match.groups.map(
    (group, index) => [String(index), { value: literalValue(group, origin), origin }] as const,
  );
  return {
    kind: 'object',
    properties: new Map([
      ...byNumber,
      ['groups', { value: groups, origin }],
      ['index', { value: literalValue(match.index, origin), origin }],
    ]),
    unread: [],
    origin,
  };
}

function patternMethod(pattern: Pattern, method: string, args: readonly Value[], origin: Origin): Value | undefined {
  if (method !== 'test' && method !== 'exec') return undefined;
  const text = args[0] && inText(args[0]);
  if (text === undefined) return args[0] ? unknownFrom(args[0], origin) : undefined;
  const matches = matchesOf(pattern, text);
  if (!matches) return unknown(`uses the expression /${pattern.source}/`, origin);
  if (method === 'test') return literalValue(matches.length > 0, origin);
  return matches[0] ? matchValue(matches[0], origin) : literalValue(null, origin);
}
