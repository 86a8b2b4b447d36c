/** superstatic: the server behind the emulator of Firebase Hosting. */
import type { Engine } from '../engine.ts';
import { scratchFolder } from '../folder.ts';
import { askHandler } from '../handler.ts';
import { load, unknownModule } from '../load.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asPathPattern, drawRules, pages } from '../rules.ts';

type Middleware = (request: object, response: object, next: () => void) => void;

function trial(random: Random) {
  return random.pick([plain, crowded, written, written])(random);
}

/** Sources as people write them: choices, negations, sets, groups of path patterns, expressions; and addresses of each. */
const shapes: readonly (readonly [source: string, destination: string, ...addresses: string[]])[] = [
  ['{,/**}', '/new', '', '/', '/x', '/x/y/', '/.x/y', 'x'],
  ['{/,}', '/new', '', '/', '/x'],
  ['/{a,b{c,d}}/**', '/new', '/a', '/a/', '/bc/x', '/bd/x/y', '/b/x', '/b{c,d}/x'],
  ['/{1..3}', '/new', '/1', '/3', '/4', '/{1..3}'],
  ['/{a}', '/new', '/a', '/{a}'],
  ['/@(a|b|c-*)', '/new', '/a', '/c-d', '/ab', '/c-', '/a/'],
  ['/+(a|b)', '/new', '/a', '/abba', '/c', '/'],
  ['/?(a|b)', '/new', '/a', '/', '', '/ab'],
  ['/*(a|b)', '/new', '/a', '/ab', '/', '/c'],
  ['/!(a|b)', '/new', '/a', '/b', '/c', '/ab', '/x/y', '/.x'],
  ['/!(a|b)/**', '/new', '/a/x', '/c/x', '/c', '/c/', '/ab/y/z'],
  ['/!(a*)', '/new', '/ab', '/ba', '/'],
  ['/x-!(a|b).html', '/new', '/x-a.html', '/x-c.html', '/x-.html'],
  ['/@(a|!(b))', '/new', '/a', '/b', '/c'],
  ['/[0-9][0-9]', '/new', '/12', '/1', '/a2'],
  ['/[!a-c]x', '/new', '/dx', '/ax', '/.x'],
  ['/[[:digit:]]', '/new', '/1', '/a'],
  ['/??', '/new', '/ab', '/a', '/.b', '/abc'],
  ['/*.html', '/new', '/a.html', '/.html', '/a/b.html'],
  ['/**/*.html', '/new', '/a.html', '/a/b.html', '/a/b/c.html', '/a/.b/c.html'],
  ['/**/x', '/new', '/x', '/a/x', '/a/b/x/', '/.a/x'],
  ['/*/**', '/new', '/a', '/a/', '/a/b', '/'],
  ['/**/', '/new', '/a', '/a/', '/a/b/', '/'],
  ['**', '/new', '', '/x', 'x', 'x/y'],
  ['/a**b', '/new', '/ab', '/axb', '/ax/b'],
  ['/a/../b', '/new', '/b', '/a/../b'],
  ['/./b', '/new', '/b', '/./b'],
  ['//b', '/new', '/b', '//b'],
  ['/a\\*b', '/new', '/a*b', '/axb'],
  ['/:lang(en|de)/old', '/:lang/new', '/en/old', '/fr/old', '/en/old/', '/EN/old'],
  ['/:rest(.*)', '/n/:rest', '/a', '/a/b', '/', ''],
  ['/:id(\\d+)', '/n/:id', '/1', '/12', '/a', '/1/'],
  ['/:id(\\d{4})-:slug', '/n/:id/:slug', '/2020-a', '/20-a', '/2020-a-b'],
  ['/(.*)', '/n/:0', '/a', '/a/b', '/'],
  ['/(a|b)/:c', '/n/:0/:c', '/a/x', '/b/x', '/c/x'],
  ['/:a/:b?', '/n/:a/:b?', '/x', '/x/y', '/x/y/z'],
  ['/:a/:b?', '/n/:a/:b', '/x', '/x/y'],
  ['/:a*', '/n/:a*', '', '/', '/x', '/x/y'],
  ['/:a*', '/n/:a', '/x', '/x/y'],
  ['/:a+', '/n/:a+', '', '/x', '/x/y', '/x/y/'],
  ['/:a*.html', '/n/:a', '/x.html', '/x/y.html'],
  ['/:a.html', '/n/:a', '/x.html', '/x.y.html', '/x'],
  ['/:a.:b', '/n/:b/:a', '/x.html', '/x.y.z'],
  ['/:a-:b', '/n/:a/:b', '/x-y', '/x-y-z', '/x'],
  ['/v:a', '/n/:a', '/v1', '/v', '/v1/2'],
  ['/:a/**', '/n/:a', '/x', '/x/y', '/x/y/z'],
  ['/*/:a', '/n/:a', '/x/y', '/x/y/z', '/x'],
  ['/**', '/n/:0', '/x', '/x/y', '/'],
  ['/@(a|b)/:c', '/n/:c', '/a/x', '/a/:c', '/c/x', '/@a/x'],
  ['/{a,b}/:c', '/n/:c', '/a/x', '/{a,b}/x'],
  ['/:a', 'https://example.net/:a', '/x', '/x/', '/x%20y', '/%C3%A9'],
  ['/:a', '/n/:a/', '/x', '/x/'],
  ['/:a', '/n?x=:a', '/x'],
  ['/:a', '/n/:a?x=1', '/x'],
  ['/:a', '/n/:a#:a', '/x'],
  ['/:a', '/n/:missing', '/x'],
  ['/:a(.*)', '/:a', '/x', '/x/y'],
  ['/:a(a|b/c)', '/n/:a', '/a', '/b/c', '/x'],
  ['/:a([^/]+?)', '/n/:a', '/x', '/x/y'],
];

const expressions: readonly (readonly [regex: string, destination: string, ...addresses: string[]])[] = [
  ['^@(/.*)?$', '/new', '', '/', '/x', '/x/y'],
  ['@/(.*)', '/n/:1', '', '/x', '/x/y', '/%C3%A9'],
  ['^@/(?<name>[^/]+)/?$', '/n/:name', '/x', '/x/', '/x/y'],
  ['^@/(\\d{4})/(\\d{2})/(.*)$', '/n/:1-:2/:3', '/2020/01/x', '/2020/1/x', '/2020/01/x/y'],
  ['^@/(a|b)(/.*)?$', '/n/:1', '/a', '/b/x', '/c'],
  ['^@/(a|b)(/.*)?$', '/n/:1:2', '/a', '/b/x'],
  ['^@$', 'https://example.net/:0', ''],
  ['^@/(.+)\\.html$', '/n/:1', '/x.html', '/x/y.html', '/x'],
];

function written(random: Random) {
  const urls: string[] = [];
  const redirects = Array.from({ length: 2 + random.below(5) }, (_, i) => {
    const folder = random.pick([`/f${i}`, `/f${i}`, `/docs/f${i}`, random.chance(0.2) ? '' : `/f${i}`]);
    const isExpression = random.chance(0.2);
    const [tail, destination, ...addresses] = random.pick(isExpression ? expressions : shapes);
    urls.push(...addresses.map((address) => folder + address).map((url) => (url.startsWith('/') ? url : `/${url}`)));
    if (random.chance(0.3)) urls.push(folder === '' ? '/' : folder, `${folder}/x?q=1`);
    if (isExpression) return { regex: tail.replace('@', folder), destination };
    const source = folder + tail;
    return {
      source: random.chance(0.05) ? `!${source}` : random.chance(0.1) ? source.replace(/^\//, '') : source,
      destination,
    };
  });
  return {
    files: { 'firebase.json': JSON.stringify({ hosting: { public: '.', redirects } }) },
    urls: [...new Set(urls)],
  };
}

/** Every shape and spelling; `**` catches nothing by name, so its target has none. */
function crowded(random: Random) {
  const rules = drawRules(random, { statuses: [301, 301, 302], pages, hosts: ['https://example.net'] });
  const redirects = rules.map((rule) => {
    const { from, to } = asPathPattern(rule, (text) => text);
    const glob = !/:/.test(to) && !/:slug/.test(from);
    return {
      source: glob ? from.replace(':splat*', '**').replace(':splat', '*') : from,
      destination: to,
      type: rule.status,
    };
  });
  return {
    files: { 'firebase.json': JSON.stringify({ hosting: { public: '.', redirects } }) },
    urls: drawProbes(random, rules, pages, { count: 60 }),
  };
}

function plain(random: Random) {
  const sources: string[] = [];
  const redirects = Array.from({ length: 3 + random.below(8) }, () => {
    let source = path(random);
    let destination = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(source);
    const kind = random.below(10);
    if (kind < 2) source += random.pick(['/*', '/**', '/*/x', '/@(a|b)', '*']);
    else if (kind < 4) {
      const [tail, target] = random.pick([
        ['/:name', '/:name'],
        ['/:name*', '/:name*'],
        ['/:one/:two', '/:two/:one'],
        ['/:name*', '/:name'],
      ] as const);
      source += tail;
      destination += target;
    }
    if (random.chance(0.1)) destination += '?q=1';
    return { source, destination, ...(random.chance(0.7) ? { type: random.pick([301, 302]) } : {}) };
  });
  return {
    files: { 'firebase.json': JSON.stringify({ hosting: { public: '.', redirects } }) },
    urls: requests(random, sources, 60),
  };
}

const empty = scratchFolder();

export const firebase: Engine = {
  id: 'firebase',
  title: 'superstatic 10.0.0',
  host: 'firebase',
  missing: unknownModule('superstatic'),
  trial,
  async run({ files, urls }) {
    const { default: superstatic } = (await load('superstatic')) as { default(options: object): Middleware };
    const { hosting } = JSON.parse(files['firebase.json'] ?? '{}') as { hosting: object };
    const handle = superstatic({
      cwd: empty,
      config: { ...hosting, public: '.' },
    });
    return askHandler(
      (request, response) =>
        handle(request, response, () => {
          response.statusCode = 404;
          response.end();
        }),
      urls,
    );
  },
};
