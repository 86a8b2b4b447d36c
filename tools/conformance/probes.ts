/** Addresses that try a rule set: what rules match, what they nearly match, and other spellings of both. */
import type { Random } from './random.ts';
import { type DrawnRule, drawSegment, type RuleSetOptions } from './rules.ts';

export interface ProbeOptions extends Pick<RuleSetOptions, 'segments'> {
  readonly count: number;
  readonly queries?: readonly string[];
  /** Spellings this engine cannot be asked in, or answers before any rule. */
  readonly without?: readonly Spelling[];
}

export type Spelling = 'slash' | 'double-slash' | 'upper-case' | 'lower-hex' | 'needless-escape';

export function drawProbes(
  random: Random,
  rules: readonly Pick<DrawnRule, 'from'>[],
  pages: readonly string[],
  options: ProbeOptions,
): readonly string[] {
  const found = new Set<string>(pages.map(encodePath));
  for (let tries = 0; found.size < options.count && tries < options.count * 20; tries++) {
    const path = near(random, instance(random, random.pick(rules).from, options), options);
    const query = random.chance(0.2) ? random.pick(options.queries ?? ['?q=1', '?q=1&r=2']) : '';
    found.add(spell(random, path, options) + query);
  }
  return [...found];
}

/** A path the source matches. */
function instance(random: Random, from: string, options: ProbeOptions): string {
  return from
    .replace(/:\w+/g, () => drawSegment(random, options))
    .replace(/\*/g, () => random.pick(['', 'x', 'x/y', 'x/y/', drawSegment(random, options)]));
}

function near(random: Random, path: string, options: ProbeOptions): string {
  if (random.chance(0.55)) return path;
  switch (random.below(7)) {
    case 0:
      return `${path.replace(/\/$/, '')}/${drawSegment(random, options)}`;
    case 1:
      return path.replace(/\/[^/]*\/?$/, '') || '/';
    case 2:
      return `${path}x`;
    case 3:
      return `${path.replace(/\/$/, '')}.html`;
    case 4:
      return `${path.replace(/\/$/, '')}/index.html`;
    case 5:
      return `/${drawSegment(random, options)}${path}`;
    default:
      return path.replace(/\.html$/, '');
  }
}

function spell(random: Random, path: string, { without = [] }: ProbeOptions): string {
  const may = (spelling: Spelling, probability: number) => !without.includes(spelling) && random.chance(probability);
  let spelled = path.startsWith('/') ? path : `/${path}`;
  if (may('slash', 0.15)) spelled = spelled.endsWith('/') ? spelled.replace(/\/+$/, '') || '/' : `${spelled}/`;
  if (may('upper-case', 0.07)) spelled = spelled.toUpperCase();
  spelled = encodePath(spelled);
  if (may('double-slash', 0.03)) spelled = spelled.replace(/(.)\//, '$1//');
  if (may('lower-hex', 0.2)) spelled = spelled.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  if (may('needless-escape', 0.04)) spelled = spelled.replace(/[g-z]/, (char) => `%${char.charCodeAt(0).toString(16)}`);
  return spelled;
}

/** As a browser sends it. */
export function encodePath(path: string): string {
  return path
    .replace(/%/g, '%25')
    .replace(/[^\x21-\x7e]+/g, encodeURIComponent)
    .replace(/["<>`{}\\^?#]/g, encodeURIComponent);
}
