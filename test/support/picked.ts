import { createHash } from 'node:crypto';

/**
 * Whether a case is among those that are tried of many that are alike: one of so many, the same ones each time.
 * `CASES=all` in the environment has all of them tried.
 */
export function isPicked(name: string, oneOf: number): boolean {
  return process.env.CASES === 'all' || createHash('sha256').update(name).digest().readUInt32BE() % oneOf === 0;
}
