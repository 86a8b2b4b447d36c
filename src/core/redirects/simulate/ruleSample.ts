/** An address that a rule answers by its own pattern. */
import { asAddress } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { RedirectRule } from '../format.ts';

/**
 * Others, for a rule of many addresses: deep below the first, and that of a file: what answers the first may leave them to
 * the rule.
 */
export function otherSamplesOf(rule: RedirectRule): readonly string[] {
  const deep = deepSampleOf(rule);
  const file = rule.source.kind === 'pattern' ? fileSample(rule, rule.source.regex) : undefined;
  return [deep, file].filter((sample) => sample !== undefined);
}

function fileSample(rule: RedirectRule, regex: string): string | undefined {
  const file = `${sampleOf(rule)}.html`;
  return compileRegex(regex)?.test(file) === true ? file : undefined;
}

/**
 * Another one deep below the first, for a rule of many addresses: what answers the shorter one may leave it to the rule.
 * `undefined` where the rule has no such address.
 */
function deepSampleOf(rule: RedirectRule): string | undefined {
  const { source } = rule;
  const first = sampleOf(rule);
  if (first === undefined || source.kind === 'exact') return undefined;
  const deep = `${first.replace(/\/$/, '')}/zz-sample/zz-sample`;
  if (source.kind === 'prefix') return deep;
  return source.kind === 'pattern' && compileRegex(source.regex)?.test(deep) === true ? deep : undefined;
}

/** For a pattern, words nobody uses stand for what it catches; `undefined` when none of them fits. */
export function sampleOf({ source, from }: RedirectRule): string | undefined {
  if (source.kind === 'exact' || source.kind === 'prefix') {
    // A rewrite of nginx answers of its location what its own expression matches.
    const [, own] = /^\S+ rewrite (\S+)$/.exec(from) ?? [];
    if (own === undefined || compileRegex(own)?.test(source.path) === true) return asAddress(source.path);
    const sample = filled(own, own);
    return sample === undefined || source.kind === 'exact' || !sample.startsWith(source.path) ? undefined : sample;
  }
  if (source.kind !== 'pattern') return undefined;
  const expression = source.regex.replace(/^\(\?i\)/, '').replaceAll('\\/', '/');
  return filled(from, source.regex) ?? filled(expression, source.regex);
}

function filled(written: string, expression: string): string | undefined {
  const regex = compileRegex(expression);
  const plain = written.replace(/^(https?:\/\/[^/]*|RewriteRule |rewrite |map |[~^=*]+ )/i, '').replace(/^\^|\$$/g, '');
  const path = plain.startsWith('/') ? plain : `/${plain}`;
  for (const word of ['zz-sample', '7', 'zz', 'index']) {
    const sample = path
      .replace(/\/\[\.\.\.\w+\]|\/?\[\w+\]/g, `/${word}`)
      .replace(/:\w+(\([^()]*\))?[*+?]?/g, word)
      .replace(/\((?:[^()]|\([^()]*\))*\)[*+?]?/g, word)
      .replace(/\*+/g, word)
      .replace(/\/\?/g, '')
      .replace(/\\(.)/g, '$1');
    if (regex?.test(sample)) return sample;
  }
  return undefined;
}
