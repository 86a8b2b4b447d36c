/**
 * `npm run bench:linked [OWNER/NAME…]`: sites that are misread, found without any truth, by their own links.
 *
 * The authors of a site link to the addresses it has. All links to the site itself, in its pages, templates and lists of
 * navigation, are read here by a reader that shares nothing with the program, and each is held against
 * `routes --format json`: a page, a file, an address that code decides, or one that is not known. Those not known are put
 * to `explain`: what was published once is a broken link of the site, what never existed is either a mistake of its
 * authors or one of ours. Sites where many do, or where those share a folder or an ending, are most probably misread.
 * The number in front is how many of those asked about that name the whole address never existed; `form` lines show
 * links that leave out or add what the address ends in, `prefix` lines folders with which links would lead to pages.
 * `--show N` lists so many groups of each, `--asked N` asks about so many addresses, `--least N` asks only where so many
 * are not known, `--seconds N` bounds each question. Without names all copies in `BENCH_MIRRORS` up to `--largest`
 * megabytes are taken, the smallest first; `--keep` keeps their working trees.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import type { ListedRoute } from '../published/compare.ts';
import { isSealed } from '../sealed.ts';
import { decoded, type OwnLink, ownLinks, trackedFiles } from './links.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: 'string', default: '8' },
    asked: { type: 'string', default: '60' },
    least: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '60' },
    largest: { type: 'string', default: '150' },
  },
});

function ask(words: readonly string[], folder: string, input = '') {
  const program = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  return spawnSync(process.execPath, [program, ...words, '--repo', folder], {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 29,
    timeout: Number(values.seconds) * 1000,
    killSignal: 'SIGKILL',
  });
}

function lines<T>(out: string): readonly T[] {
  return out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as T] : []));
}

/** One key for all forms in which a page may be linked to. */
function key(path: string): string {
  return (
    decoded(path)
      .toLowerCase()
      .replace(/(^|\/)index(\.html?)?$/, '$1')
      .replace(/\.html?$/, '')
      .replace(/\/+$/, '') || '/'
  );
}

function row(name: string, folder: string): string {
  const listed = ask(['routes', '--format', 'json'], folder);
  const routes = lines<ListedRoute>(listed.stdout);
  const said = listed.error?.message ?? listed.stderr.split('\n')[0] ?? '';
  if (routes.length === 0) return `0\tno routes; ${said.slice(0, 160)}`;
  const explained = ask(['routes', '--explain'], folder).stdout;
  const generator = explained.split('\n')[0]?.replace(/, because.*/, '') ?? '?';
  const told = (line: string) => new RegExp(`^ {2}${line} +(\\S+)`, 'm').exec(explained)?.[1];
  const base = `/${(told('base path') ?? '/').replace(/^\/|\/$/g, '')}/`.replace('//', '/');
  const host = (
    told('address')?.replace(/^not$/, '') || (/\.github\.io$/i.test(name) ? (name.split('/')[1] ?? '') : '')
  )
    .replace(/^https?:\/\//, '')
    .replace(/[/:].*$/, '')
    .replace(/^www\./, '')
    .toLowerCase();
  const pages = new Map(
    routes
      .filter(({ kind }) => kind !== 'static')
      .toReversed()
      .map(({ file, url }) => [file, url]),
  );
  const tracked = trackedFiles(folder);
  const root = / in (?!the root)(\S+)$/.exec(generator)?.[1] ?? '';
  const links = ownLinks({ folder, root, base, hosts: new Set(host === '' ? [] : [host]), pages }, tracked);
  return judged(folder, {
    generator,
    base,
    host,
    routes,
    links,
    tracked,
    notes: (explained.match(/^ {2}(note|unknown) /gm) ?? []).length,
  });
}

interface Read {
  readonly generator: string;
  readonly base: string;
  readonly host: string;
  readonly routes: readonly ListedRoute[];
  readonly links: readonly OwnLink[];
  readonly tracked: readonly string[];
  readonly notes: number;
}

function judged(folder: string, read: Read): string {
  const known = new Map(read.routes.filter(({ kind }) => kind !== 'dynamic').map((route) => [key(route.url), route]));
  const made = read.routes.filter(({ kind }) => kind === 'dynamic').map(({ url }) => pattern(url));
  const files = new Set(read.tracked.flatMap((file) => endings(file)));
  const counts = { page: 0, slash: 0, file: 0, code: 0 };
  const unknown: OwnLink[] = [];
  const slashes: string[] = [];
  for (const link of read.links) {
    const forms = [link.path, read.base + link.path.slice(1)];
    const route = forms.map((form) => known.get(key(form))).find((found) => found !== undefined);
    if (route !== undefined) {
      counts.page += 1;
      const url = decoded(route.url);
      if (url.endsWith('/') !== link.path.endsWith('/') || url.endsWith('.html') !== link.path.endsWith('.html')) {
        counts.slash += 1;
        slashes.push(`${link.path} for ${url}`);
      }
    } else if (
      /\.[a-z0-9]{1,6}$/i.test(link.path) &&
      !/\.html?$/i.test(link.path) &&
      files.has(link.path.toLowerCase())
    )
      counts.file += 1;
    else if (forms.some((form) => made.some((matches) => matches.test(form)))) counts.code += 1;
    else unknown.push(link);
  }
  const sure = unknown.filter(({ how }) => how !== 'relative');
  const asked = sure.length < Number(values.least) ? [] : answers(folder, unknown);
  const codes = new Map<string, OwnLink[]>();
  for (const [link, code] of asked) codes.set(code, [...(codes.get(code) ?? []), link]);
  const never = codes.get('never-existed') ?? [];
  const byCode = [...codes].map(([code, some]) => `${code} ${some.length}`).join(', ');
  const head = `${read.generator} base ${read.base} host ${read.host || '-'} notes ${read.notes}; ${read.routes.length} routes; links ${read.links.length}: page ${counts.page} (other form ${counts.slash}), file ${counts.file}, code ${counts.code}, not known ${unknown.length} (relative ${unknown.length - sure.length}); asked ${asked.length}: ${byCode}`;
  const show = Number(values.show);
  return [
    `${never.filter(({ how }) => how !== 'relative').length}\t${head}`,
    ...grouped(never)
      .slice(0, show)
      .map((line) => `    never: ${line}`),
    ...prefixes(sure, known).map((line) => `    prefix: ${line}`),
    ...(counts.slash > counts.page / 2 ? slashes.slice(0, 2).map((line) => `    form: ${line}`) : []),
  ].join('\n');
}

function pattern(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) =>
      /^\[+\.\.\.|\*/.test(part) ? '.*' : /[[{:]/.test(part) ? '[^/]+' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
  return new RegExp(`^${parts.join('/')}/?$`);
}

/** The ends of a tracked file's path, as it may be published from any folder. */
function endings(file: string): readonly string[] {
  const lower = `/${file.toLowerCase()}`;
  const found: string[] = [];
  for (let at = lower.indexOf('/'); at >= 0; at = lower.indexOf('/', at + 1)) found.push(lower.slice(at));
  return found;
}

/** Evenly spread, as many as may be asked. */
function answers(folder: string, unknown: readonly OwnLink[]): readonly (readonly [OwnLink, string])[] {
  const most = Number(values.asked);
  const step = Math.max(1, unknown.length / most);
  const some = Array.from(
    { length: Math.min(most, unknown.length) },
    (_, index) => unknown[Math.floor(index * step)],
  ).filter((link) => link !== undefined);
  const { stdout } = ask(
    ['explain', '-', '--format', 'json'],
    folder,
    some.map(({ path }) => encodeURI(path)).join('\n'),
  );
  const told = lines<{
    url: string;
    diagnosis?: { code: string; undecided?: unknown; unknowable?: unknown } & Record<string, unknown>;
  }>(stdout);
  return some.map((link, index) => [link, codeOf(told[index]?.diagnosis)]);
}

function codeOf(diagnosis: Record<string, unknown> | undefined): string {
  if (diagnosis === undefined) return 'no answer';
  const hedges = Object.keys(diagnosis).filter(
    (field) => !['path', 'code', 'suggestions', 'typo', 'lost'].includes(field),
  );
  return diagnosis.code === 'never-existed' && hedges.length > 0
    ? `hedged (${hedges.join('+')})`
    : String(diagnosis.code);
}

/** Folders with or without which several links that are not known would lead to a page. */
function prefixes(links: readonly OwnLink[], known: ReadonlyMap<string, unknown>): readonly string[] {
  const ends = new Map<string, string>();
  for (const url of known.keys()) {
    const at = url.indexOf('/', 1);
    if (at > 0) ends.set(url.slice(at), url.slice(0, at));
  }
  const votes = new Map<string, number>();
  const vote = (what: string) => votes.set(what, (votes.get(what) ?? 0) + 1);
  for (const path of links.map((link) => key(link.path)).filter((path) => path !== '/')) {
    const at = path.indexOf('/', 1);
    if (at > 0 && known.has(path.slice(at))) vote(`without ${path.slice(0, at)}`);
    const front = ends.get(path);
    if (front !== undefined) vote(`with ${front}`);
  }
  return [...votes].filter(([, count]) => count >= 3).map(([what, count]) => `${count} would be pages ${what}`);
}

function grouped(links: readonly OwnLink[]): readonly string[] {
  const groups = new Map<string, OwnLink[]>();
  for (const link of links) {
    const top = `${link.how} /${link.path.split('/')[1] ?? ''}${link.path.split('/').length > 2 ? '/' : ''}`;
    groups.set(top, [...(groups.get(top) ?? []), link]);
  }
  return [...groups]
    .sort((a, b) => b[1].length - a[1].length)
    .map(
      ([top, some]) =>
        `${some.length} ${top}: ${some
          .slice(0, 3)
          .map(({ path, file }) => `${path} (${file})`)
          .join('  ')}`,
    );
}

const here = existsSync(mirrors) ? readdirSync(mirrors).filter((name) => name.includes('+')) : [];
const sizeOf = (name: string) =>
  Number(execFileSync('du', ['-sm', join(mirrors, name)], { encoding: 'utf8' }).split('\t')[0]);
const bySize = here
  .filter((name) => positionals.length === 0 && !isSealed(name.replace('+', '/')))
  .map((name) => ({ name, size: sizeOf(name) }));
const names =
  positionals.length > 0
    ? positionals
    : bySize
        .filter(({ size }) => size <= Number(values.largest))
        .sort((a, b) => a.size - b.size)
        .map(({ name }) => name.replace('+', '/'));
for (const name of names.filter((name) => !isSealed(name))) {
  const mirror = join(mirrors, name.replace('/', '+'), 'repo');
  if (!existsSync(mirror)) continue;
  const head = spawnSync('git', ['-c', 'safe.directory=*', '-C', mirror, 'rev-parse', 'HEAD'], {
    encoding: 'utf8',
  }).stdout.trim();
  const folder = /^[0-9a-f]{40}$/.test(head) ? checkout(name, head) : undefined;
  if (folder === undefined) continue;
  try {
    console.log(`${name}\t${row(name, folder)}`);
  } catch (error) {
    console.log(`${name}\tfailed: ${String(error).slice(0, 200)}`);
  }
  if (!values.keep) rmSync(folder, { recursive: true, force: true });
}
