/** Names that hold what some notation or host takes for a sign: inside, at the end, at the front, and as they look when they are escaped. */
import type { Random } from './random.ts';

const marks = [...'%+:()*[]{}|"\'^\\&?#;,@!~$=<> '];

/** Decoded names of one segment each. */
export const signSegments: readonly string[] = [
  'über',
  'Ünï-Cödé',
  '中文',
  'x😀y',
  ...marks.flatMap((mark) => (mark === ' ' ? [`c${mark}d`] : [`c${mark}d`, `c${mark}`])),
  '*c',
  '(c',
  '"c',
  '#c',
  '?c',
  '$c',
  '&c',
  'c++',
  'c(d)',
  'f(x)[0]',
  '{a}',
  '<b>',
  ':slug',
  'a:b:c',
  'Special:Search',
  '100%',
  '50%off',
  'a%20b',
  'a%2Fb',
  'a%25b',
  'a%23b',
  'a%3Fb',
  '%C3%BCber',
  'x%',
  'a$1b',
  '$request_uri',
  '%{HTTP_HOST}',
  '{uri}',
  'v1.2',
  'a.b.html',
  'x?y#z',
  'a&amp;b',
  'x--y',
];

/** Two ends of a redirect, decoded; at most one of them is more than plain. */
export interface SignPair {
  readonly from: string;
  readonly to: string;
}

export interface SignOptions {
  readonly count: number;
  /** What stands in front of and behind every source. */
  readonly around: readonly [string, string];
  /** The one target there is; without it targets are drawn as well. */
  readonly target: string | undefined;
}

/** Sources, and targets where any may be written, with signs in them: as the last name of the address and further up. */
export function drawSignPairs(
  random: Random,
  { count, around: [front, end], target }: SignOptions,
): readonly SignPair[] {
  return Array.from({ length: count }, (_, i) => {
    const segment = random.pick(signSegments);
    const inner = random.chance(0.25) ? '/part' : '';
    if (target === undefined && random.chance(0.5)) {
      const slash = inner === '' && random.chance(0.5) ? '/' : '';
      return { from: `${front}/signs/target-${i}${end}`, to: `/the/${segment}${inner}${slash}` };
    }
    return { from: `${front}/signs-${i}/${segment}${inner}${end}`, to: target ?? '/the/new-page' };
  });
}
