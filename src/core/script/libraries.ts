/** The few functions of small libraries that sites make addresses with. */
import sindreSlugify from '@sindresorhus/slugify';
import { slug as githubSlug } from 'github-slugger';
import { kebabCase } from '../text/kebabCase.ts';
import type { Evaluation } from './evaluation.ts';
import { luxonDate } from './luxon.ts';
import { callMethod } from './methods.ts';
import { inText, unknownFrom } from './operators.ts';
import { isAbsent, list, literalValue, type Origin, property, type Value } from './value.ts';

/** The result of a library's function; `undefined` for one that is not known here. */
export function callLibrary(
  module: string,
  name: string,
  args: readonly Value[],
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  const [first] = args;
  if (!first) return undefined;
  const single = /^lodash[./](\w+)$/.exec(module)?.[1];
  if (single !== undefined) return lodash(single, first, args, evaluation, origin);
  if (module === 'lodash' || module === 'lodash-es') return lodash(name, first, args, evaluation, origin);
  if (module === 'luxon') return luxonDate(name, first, origin);
  const convert = converters[`${module} ${name}`];
  if (!convert || args.length > 1) return undefined;
  const text = inText(first);
  return text === undefined ? unknownFrom(first, origin) : literalValue(convert(text), origin);
}

const converters: Readonly<Record<string, (text: string) => string>> = {
  '@sindresorhus/slugify default': (text) => sindreSlugify(text),
  '@sindresorhus/slugify slugify': (text) => sindreSlugify(text),
  'github-slugger slug': (text) => githubSlug(text),
};

function lodash(
  name: string,
  first: Value,
  args: readonly Value[],
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  switch (name) {
    case 'memoize':
      return first;
    case 'kebabCase': {
      const text = isAbsent(first) ? '' : inText(first);
      return text === undefined ? unknownFrom(first, origin) : literalValue(kebabCase(text), origin);
    }
    case 'each':
    case 'forEach':
    case 'map':
    case 'flatMap':
    case 'filter':
      return callMethod(first, name === 'each' ? 'forEach' : name, args.slice(1), evaluation, origin);
    case 'get': {
      const path = args[1] && inText(args[1]);
      if (path === undefined) return undefined;
      const found = property(first, ...path.split(/[.[\]]+/).filter((key) => key !== ''));
      return isAbsent(found) && args[2] ? args[2] : found;
    }
    case 'uniq':
      return first.kind === 'list' ? distinct(first.items, origin) : undefined;
    case 'compact':
      return first.kind === 'list'
        ? list(
            first.items.filter((item) => !isAbsent(item)),
            origin,
          )
        : undefined;
    default:
      return undefined;
  }
}

function distinct(items: readonly Value[], origin: Origin): Value {
  const seen = new Set<unknown>();
  const kept = items.filter((item) => {
    const key = item.kind === 'literal' ? item.value : item;
    return seen.has(key) ? false : seen.add(key);
  });
  return list(kept, origin);
}
