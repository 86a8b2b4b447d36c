/**
 * The test suites of the formats and generators themselves, run through adapters on copies of their repositories in `BENCH_MIRRORS`:
 *
 *     node tools/node24.mjs bench/suites/run.ts [--show] [WORD…]
 *
 * Prints for each how many of the cases that are taken are right, and what is not taken.
 */
import { astro } from './astro.ts';
import { cloudflare } from './cloudflare.ts';
import { docusaurus } from './docusaurus.ts';
import { eleventy } from './eleventy.ts';
import { hexo } from './hexo.ts';
import { htmlHandling } from './htmlHandling.ts';
import { hugo } from './hugo.ts';
import { jekyll } from './jekyll.ts';
import { netlify } from './netlify.ts';
import { next } from './next.ts';
import { nginxTests } from './nginxTests.ts';
import { pathToRegexp } from './pathToRegexp.ts';
import { pelican } from './pelican.ts';
import { rari } from './rari.ts';
import { rediraffe } from './rediraffe.ts';
import { reredirects } from './reredirects.ts';
import { radix3, rou3 } from './rou3.ts';
import { listerOf, readerOf, type Suite } from './suite.ts';
import { superstatic } from './superstatic.ts';
import { svelteKit } from './svelteKit.ts';
import { vercel, vercelRefusals } from './vercel.ts';
import { zola } from './zola.ts';

const suites: readonly Suite[] = [
  netlify,
  cloudflare,
  htmlHandling,
  vercel,
  superstatic,
  pathToRegexp,
  nginxTests,
  rediraffe,
  reredirects,
  rari,
  docusaurus,
  next,
  radix3,
  rou3,
  vercelRefusals,
  hugo,
  jekyll,
  pelican,
  zola,
  svelteKit,
  hexo,
  eleventy,
  astro,
];
const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));

for (const suite of suites) {
  if (words.length > 0 && !words.some((word) => suite.id.includes(word))) continue;
  try {
    const cases = await suite.run(readerOf(suite), listerOf(suite));
    const wrong = cases.filter((entry) => entry.wrong !== undefined);
    console.log(
      `${suite.id}: ${cases.length - wrong.length} of ${cases.length} taken are right; not taken: ${suite.leftOut}`,
    );
    if (process.argv.includes('--show')) for (const entry of wrong) console.log(`  ${entry.name}: ${entry.wrong}`);
  } catch (error) {
    console.log(`${suite.id}: not run: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
}
