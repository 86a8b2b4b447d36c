// Draws sites as no fixture has them, builds each with its real generator, and holds what that publishes against the
// addresses we read from the same files. Ends with 1 when an address differs that we are sure of, or one is missing in silence.
//   npm run conformance:drawn [-- GENERATOR… --sites=20 --seed=1 --only=7 --files]
// `--only` builds that site of the draw alone, `--files` prints what it was made of.
import { parseArgs } from 'node:util';
import type { Route } from '../../../src/core/model.ts';
import type { UrlPath } from '../../../src/core/paths.ts';
import { isPublished } from '../../../src/core/routeTable.ts';
import { detectSites, openSite, type Site } from '../../../src/core/site/site.ts';
import { memoryRepo } from '../../../test/support/memoryRepo.ts';
import { randomFrom } from '../random.ts';
import { buildSite } from './build.ts';
import type { SiteBuilder, SiteFiles } from './builder.ts';
import { builders } from './builders/index.ts';
import { drawers } from './draws/index.ts';
import { type Published, publishedIn, spelled } from './published.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sites: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    files: { type: 'boolean', default: false },
  },
});

interface Compared {
  readonly pages: number;
  /** Addresses of ours that are wrong, or of theirs that are missing, and nothing was said. */
  readonly silent: readonly string[];
  /** The same, where the address is a guess or a note says that some are missing. */
  readonly said: readonly string[];
}

let failed = false;
for (const drawer of drawers) {
  if (positionals.length > 0 && !positionals.includes(drawer.id)) continue;
  const builder = builders.find(({ id }) => id === drawer.id);
  if (builder === undefined || builder.missing !== undefined) {
    console.log(`${drawer.id}: not run: ${builder?.missing}`);
    continue;
  }
  const total = { sites: 0, notBuilt: 0, pages: 0, silent: 0, said: 0 };
  for (let at = 1; at <= Number(values.only ?? values.sites); at++) {
    if (values.only !== undefined && values.only !== String(at)) continue;
    const files = drawer.draw(randomFrom(Number(values.seed) * 1000 + at));
    if (values.files) for (const [path, text] of Object.entries(files)) console.log(`-- ${path} --\n${text}`);
    const build = buildSite(builder, 'drawn', files, { command: undefined, output: undefined });
    if (build.output === undefined) {
      total.notBuilt++;
      if (values.only !== undefined) console.log(build.said);
      continue;
    }
    const whole = { ...builder.frame(files), ...files };
    const found = await compared(whole, drawer.generator ?? drawer.id, builder, publishedIn(build.output, '/'));
    total.sites++;
    total.pages += found.pages;
    total.silent += found.silent.length;
    total.said += found.said.length;
    if (found.silent.length > 0) console.log([`${drawer.id} ${at}`, ...found.silent].join('\n  '));
    if (values.only !== undefined) console.log(['said', ...found.said].join('\n  '));
  }
  failed ||= total.silent > 0;
  console.log(
    `${builder.title}, seed ${values.seed}: ${total.sites} sites (${total.notBuilt} more that it does not build), ` +
      `${total.pages} pages, ${total.silent} differ in silence, ${total.said} where that is said`,
  );
}
process.exit(failed ? 1 : 0);

async function compared(
  files: SiteFiles,
  generator: string,
  builder: SiteBuilder,
  theirs: readonly Published[],
): Promise<Compared> {
  const repo = memoryRepo(files);
  const [detected] = await detectSites(repo);
  const site = detected && (await openSite(detected, repo, { now: `${new Date().toISOString().slice(0, 19)}Z` }));
  if (site === undefined || detected?.generator !== generator)
    return { pages: theirs.length, silent: [`taken for ${detected?.generator}`], said: [] };
  const base = site.permalinks.basePath.replace(/\/?$/, '/');
  const hidden = [...silentlyWrong(site, base, theirs)];
  const silent: string[] = [];
  const said: string[] = [];
  for (const { line, isSaid } of hidden) (isSaid ? said : silent).push(line);
  for (const { url, file, isPage } of theirs) {
    // Pages that only lead on are redirects, which the formats read.
    if (!isPage && /(?:\/|\.html?)$/.test(url)) continue;
    const path = within(base, url) as UrlPath;
    if (
      builder.extras?.test(url.slice(1)) === true ||
      builder.extras?.test(url.slice(base.length)) === true ||
      site.routes.answer(path) !== undefined
    )
      continue;
    // Pelican writes drafts and articles of the future where nothing leads to them.
    if (['draft', 'future'].includes(site.routes.unpublished(path)?.kind ?? '')) continue;
    (site.notes.length > 0 ? said : silent).push(
      `only they: ${path}${file === undefined ? '' : ` of ${file}`}${isPage ? '' : ' (no page)'}`,
    );
  }
  return { pages: theirs.filter(({ isPage }) => isPage).length, silent, said };
}

/** The address of a file of the output, as visitors ask for it below the base path. */
function within(base: string, url: string): string {
  return url.startsWith(base) && base !== '/' ? url : base + url.slice(1);
}

function* silentlyWrong(site: Site, base: string, theirs: readonly Published[]) {
  const byUrl = new Map(theirs.map((one) => [within(base, spelled(one.url)), one]));
  for (const route of site.routes.all) {
    if (!isPublished(route) || route.kind === 'dynamic') continue;
    const line = wrongLine(route, site, byUrl);
    if (line !== undefined) yield { line, isSaid: route.guess !== undefined };
  }
}

function wrongLine(route: Route, site: Site, byUrl: ReadonlyMap<string, Published>): string | undefined {
  const url = spelled(route.url);
  // Some hosts take the last of these for the page of a folder as well.
  const their = byUrl.get(url) ?? byUrl.get(`${url}.html`) ?? byUrl.get(`${url}/`) ?? byUrl.get(`${url}index.htm`);
  if (their === undefined) return `only we: ${url} of ${route.file} (${route.kind})`;
  const answer = site.routes.answer(route.url);
  if (their.file === undefined || answer?.file !== route.file || their.file === route.file) return undefined;
  return route.kind === 'generated' ? undefined : `${url} is ${their.file}, for us ${route.file}`;
}
