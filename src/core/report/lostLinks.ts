/** What is known of the links to addresses that were published once. */
import type { Finding } from './findings.ts';

/** `links unknown`; `links known of 3 of 40 from stored answers` where something is held. */
export function lostLinks(findings: readonly Pick<Finding, 'broken'>[]): string {
  const known = findings.filter(({ broken }) => broken.backlinks !== undefined).length;
  if (known === 0) return 'links unknown';
  if (known === findings.length) return 'links from stored answers';
  const all = findings.length.toLocaleString('en-US');
  return `links known of ${known.toLocaleString('en-US')} of ${all} from stored answers`;
}
