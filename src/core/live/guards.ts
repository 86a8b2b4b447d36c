/** Walls that answer robots in place of the site, by the marks they leave themselves. */
import type { Stop } from './journey.ts';

/** A page that is shown for itself says more. */
const fewWords = 100;

export function guardOf({ status, headers, digest }: Stop): string | undefined {
  if (headers['cf-mitigated'] !== undefined) return 'Cloudflare lets only browsers in';
  if (headers['x-amzn-waf-action'] !== undefined) return 'the AWS firewall lets only browsers in';
  if (headers['x-vercel-mitigated'] !== undefined) return "Vercel's firewall lets only browsers in";
  if (headers['x-sucuri-block'] !== undefined) return "Sucuri's firewall blocked the check";
  // No wall answers "not there": such a page may well speak of captchas.
  if (status === 404 || status === 410 || digest.guard === undefined) return undefined;
  if (status >= 400 || status === 202) return browserWanted;
  const isPage = digest.guard === 'title' || digest.words.split(' ', fewWords + 1).length > fewWords;
  return isPage ? undefined : browserWanted;
}

const browserWanted = 'a firewall lets only browsers in';
