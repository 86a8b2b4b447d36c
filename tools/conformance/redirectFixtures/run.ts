// Asks the engines of hosts and generators what the files of our redirect fixtures do, and holds it against what we
// take them for: every rule, every redirect that is added, and spellings of both. Ends with 1 when any differs.
// A line in the comment of a fixture says what is its own:
//   From: Caddy 2.6.2       the engine that the expectation comes from; others are not asked
//   Differs: /a because …   an address that the engine answers otherwise, with the reason
//   npm run conformance:redirects [-- FIXTURE…]
import { basename, join } from 'node:path';
import type { RepoPath } from '../../../src/core/paths.ts';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { type Fixture, fixtures } from '../../../test/support/fixtures.ts';
import { lines, redirectSite, redirectsOf } from '../../../test/support/redirectSite.ts';
import { cachedInstall } from '../../cachedInstall.mjs';
import { isRedirect, ownPath } from '../ask.ts';
import { print } from '../compare.ts';
import type { Answer, Engine, Reply } from '../engine.ts';
import { packageFolder } from '../load.ts';
import { engineFiles, pagesOf } from './engineFiles.ts';

install();
const { engines } = await import('../engines/index.ts');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
let failed = false;
for (const fixture of fixtures('redirects')) {
  const [format = ''] = fixture.name.split('-');
  if (wanted.length > 0 && !wanted.some((name) => name === fixture.name || name === format)) continue;
  const host = /^host: *(\S+)/m.exec(fixture.files.get('context') ?? '')?.[1];
  const layout =
    engineFiles[fixture.name] ??
    (host === 'gitlab' ? undefined : (engineFiles[`${format}/${host}`] ?? engineFiles[format]));
  const engine = engines.find(({ id }) => id === layout?.engine);
  if (layout === undefined || engine === undefined) continue;
  const origin = /^From: *(.*)$/m.exec(fixture.comment)?.[1];
  if (wanted.length === 0 && origin?.startsWith(engine.title) !== true) continue;
  if (engine.packages !== undefined) install(engine.packages);
  const found = engine.missing ?? (await differences(fixture, engine, layout).catch((error: unknown) => String(error)));
  const says = typeof found === 'string' ? [`not asked: ${found.slice(0, 600)}`] : found.differing;
  failed ||= says.length > 0;
  const counts =
    typeof found === 'string' ? '' : `: ${found.asked} asked, ${found.redirected} redirected, ${says.length} differ`;
  console.log([`${fixture.name} (${engine.title})${counts}`, ...says].join('\n  '));
}
for (const engine of engines) await engine.stop?.();
process.exit(failed ? 1 : 0);

interface Found {
  readonly asked: number;
  readonly redirected: number;
  readonly differing: readonly string[];
}

async function differences(
  fixture: Fixture,
  engine: Engine,
  layout: (typeof engineFiles)[string],
): Promise<Found | string> {
  const section = (name: string) => fixture.files.get(name);
  const path = section('file')?.trim() ?? 'static/_redirects';
  const text = section('after') ?? section('before') ?? '';
  const others = [...fixture.files].flatMap(([name, content]) =>
    name.startsWith('repo/') ? [[name.slice(5), content] as const] : [],
  );
  const site = redirectSite({
    context: section('context'),
    pages: section('pages'),
    files: new Map([...others, [path, text]]),
  });
  const base = site.basePath.replace(/\/$/, '');
  const pages = pagesOf(section('pages'));
  const files = layout.files({ path, text, pages, base });
  if (files === undefined) return 'the engine cannot read it';
  const { urls, ours, targets } = await answersOf(fixture, site, path as RepoPath, layout.withoutQuery ? '' : '?q=1');
  const sent = urls.map((url) => (layout.withoutBase ? url.slice(base.length) || '/' : url));
  // What the rules lead to is there.
  const routes = Object.fromEntries(targets.map((to) => [to, to.slice(base.length)]));
  const runs: (readonly Reply[])[] = [];
  for (const variant of layout.variants ?? [undefined])
    runs.push(
      await engine.run({
        files,
        urls: sent,
        routes,
        pages: engine.host === 'pages' ? [] : pages.map(([address]) => address),
        ...(variant && { variant }),
      }),
    );
  const excused = [...fixture.comment.matchAll(/^Differs: *(\S.*?) because \S/gm)].map(([, url]) => url);
  const differing = urls.flatMap((url, i) => {
    const our = ours[i];
    const answers = runs.map((replies) => replies[i]);
    if (answers.includes('failed') || our === 'undecided' || excused.includes(url)) return [];
    const said = answers.map((answer) =>
      print(answer !== 'failed' && isRedirect(answer?.status ?? 0) ? answer : undefined),
    );
    return said.includes(print(our)) ? [] : [`${url}: engine ${said.join(' or ')}, we ${print(our)}`];
  });
  const redirected = urls.filter((_, i) => runs.some((replies) => typeof replies[i] === 'object')).length;
  const unsaid = section('rules') !== undefined && redirected === 0 ? ['the engine redirects nothing'] : [];
  return { asked: urls.length, redirected, differing: [...differing, ...unsaid] };
}

/** Addresses around all rules and redirects of a fixture, and where we say that they lead. */
async function answersOf(fixture: Fixture, site: RedirectContext, path: RepoPath, query: string) {
  const table = await openRedirects({ ...site, siteHosts: [...(site.siteHosts ?? []), 'site'] });
  const sources = table.rules
    .filter(({ file }) => file === path)
    .flatMap(({ source, from }) =>
      source.kind === 'exact' || source.kind === 'prefix' ? [source.path, `${source.path}/x/y`] : [sampleOf(from)],
    );
  const added = redirectsOf(fixture.files.get('add') ?? '').flatMap(({ from, below }) => [
    from,
    ...(below ? [`${from}a/b`] : []),
  ]);
  const asked = lines(fixture.files.get('answers') ?? '').map((line) => line.split(' -> ')[0] ?? '');
  const paths = [...new Set([...sources, ...added, ...asked])].filter((one) => one.startsWith('/'));
  const urls = [
    ...new Set(paths.flatMap((one) => [one, one.replace(/(.)\/$/, '$1'), one.replace(/[^/]$/, '$&/'), one + query])),
  ].map((url) => encodeURI(decoded(url)));
  const ours = urls.map((url): Answer | 'undecided' | undefined => {
    const { steps, undecided, outcome } = table.resolve(url);
    const [first] = steps;
    if (undecided.length > 0 || outcome.kind === 'undecided' || outcome.kind === 'unknown') return 'undecided';
    return first && isRedirect(first.status) ? { status: first.status, location: ownPath(first.location) } : undefined;
  });
  const targets = table.rules.map(({ to }) => to.replace(/[?#].*/, '')).filter((to) => to.startsWith('/'));
  return { urls, ours, targets };
}

function decoded(url: string): string {
  try {
    return decodeURI(url);
  } catch {
    return url;
  }
}

/** An address that a pattern may match. */
function sampleOf(pattern: string): string {
  return pattern
    .replace(/^[^/]*(?=\/)/, '')
    .replace(/\(\?<\w+>/g, '(')
    .replace(/\(\\d\+\)/g, '12')
    .replace(/\(\.[*+]\)|\(\[\^\/\]\+\)|\[\.\.\.\w+\]|:\w+\*?|\*+/g, 'x')
    .replace(/\\|[$^]|\/\?/g, '');
}

function install(set?: string): void {
  cachedInstall({
    name: basename(packageFolder(set)),
    source: join(import.meta.dirname, '../packages', set ?? ''),
    announcement: `Installing ${set ?? 'the redirect engines'} into ${basename(packageFolder(set))} in .cache (once).`,
  });
}
