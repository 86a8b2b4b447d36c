import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { generators } from '../src/core/generators/index.ts';
import { redirectFormats } from '../src/core/redirects/editing/formats.ts';
import { sources as allSources } from '../src/io/sources/index.ts';
import { withTables } from '../tools/readmeTables.ts';
import { type Import, imported, imports, inCore, offenders, root, sources, text, within } from './house/imports.ts';

const isBuiltin = (name: string) => name.startsWith('node:') || builtinModules.includes(name);

/** Parsing libraries without an outside world; each is named in few files. */
const pureLibraries = [
  '@babel/parser',
  '@babel/types',
  '@sindresorhus/slugify',
  'github-slugger',
  'gray-matter',
  'jsonc-parser',
  'path-to-regexp',
  're2js',
  'slugify',
  'smol-toml',
  'toml-eslint-parser',
  'transliteration',
  'yaml',
];

describe('the house', () => {
  it('imports the editor in src/vscode only', () => {
    assert.deepEqual(
      offenders(({ from, to }) => to === 'vscode' && !within('vscode')(from)),
      [],
    );
  });
  it('keeps the core away from the outside world', () => {
    const allowed = (to: string) =>
      inCore(to) || pureLibraries.some((name) => to === name || to.startsWith(`${name}/`));
    assert.deepEqual(
      offenders(({ from, to }) => inCore(from) && (isBuiltin(to) || !allowed(to))),
      [],
    );
  });
  it('lets io see the core and itself only', () => {
    const own = ({ from, to }: Import) => within('io')(from) && to.startsWith('src/');
    assert.deepEqual(
      offenders((entry) => own(entry) && !inCore(entry.to) && !within('io')(entry.to)),
      [],
    );
  });
  it('lets app see the core, io and itself only', () => {
    const own = ({ from, to }: Import) => within('app')(from) && to.startsWith('src/');
    assert.deepEqual(
      offenders((entry) => own(entry) && !inCore(entry.to) && !within('io')(entry.to) && !within('app')(entry.to)),
      [],
    );
  });
  it('opens repositories and reads sites in one place, for every host', () => {
    // What a host did by itself, another host did otherwise.
    const pipeline = [
      'src/core/audit/audit.ts audit',
      'src/core/site/site.ts detectSites openSite',
      'src/core/site/folderSites.ts sitesOfFolder',
      'src/core/audit/fixEdits.ts editsOf',
      'src/core/audit/explain.ts explainPages',
      'src/core/audit/diagnose.ts diagnose',
      'src/core/redirects/simulate/table.ts openRedirects',
      'src/io/repository/openRepository.ts openRepository',
      'src/app/readSnapshot.ts redirectContext',
      'src/app/servedSite.ts openServed openSiteRedirects',
    ];
    const hosts = sources.filter((file) => within('cli')(file) || within('vscode')(file));
    const found = hosts.flatMap((file) =>
      pipeline.flatMap((entry) => {
        const [module = '', ...names] = entry.split(' ');
        const end = `'${relative(dirname(file), module).replaceAll('\\', '/')}'`;
        const statements = (text(file).match(/^import\b[^;]*;/gm) ?? []).filter((line) => line.includes(end));
        const taken = statements.flatMap((line) => (line.split(' from ')[0] ?? '').match(/\w+/g) ?? []);
        return names.filter((name) => taken.includes(name)).map((name) => `${file} uses ${name}`);
      }),
    );
    assert.deepEqual(found, []);
  });
  it('has nobody import a host', () => {
    assert.deepEqual(
      offenders(({ from, to }) => within('vscode')(to) && !within('vscode')(from)),
      [],
    );
    assert.deepEqual(
      offenders(({ from, to }) => within('cli')(to) && !within('cli')(from)),
      [],
    );
  });
  for (const folder of ['core/generators', 'core/redirects/formats', 'core/redirects/hosts', 'io/sources']) {
    it(`lets no entry of ${folder} see a sibling`, () => {
      // An entry is a file or a folder that index.ts names; what several entries share is not one.
      const index = `src/${folder}/index.ts`;
      const isEntry = ({ from, to }: Import) =>
        from === index && !/\/(?:generator|format|host|sourceHost)\.ts$/.test(to);
      const entries = imports.filter(isEntry).map(({ to }) => to);
      const entryOf = (file: string) =>
        entries.find(
          (entry) => file === entry || (entry.endsWith('/index.ts') && file.startsWith(`${dirname(entry)}/`)),
        );
      const crossed = ({ from, to }: Import) => {
        const own = entryOf(from);
        const other = entryOf(to);
        return own !== undefined && other !== undefined && own !== other;
      };
      assert.deepEqual(offenders(crossed), []);
    });
  }
  it('has rooms of which none needs what stands above it', () => {
    // A folder whose files import a second folder's is above it; no way leads back up, over any number of folders.
    // Whose meaning a rule has is told by the list of hosts, so that there is no second list: of that one, the type alone.
    const idOfHosts = { from: 'src/core/redirects/format.ts', to: 'src/core/redirects/hosts/index.ts' };
    assert.match(imported(idOfHosts.from, './hosts/'), /^import type \{ HostId \} from '\.\/hosts\/index\.ts';$/);
    const isIdOfHosts = ({ from, to }: Import) => from === idOfHosts.from && to === idOfHosts.to;
    const inside = imports.filter(
      (entry) => entry.to.startsWith('src/') && entry.to.endsWith('.ts') && !isIdOfHosts(entry),
    );
    const below = new Map<string, Set<string>>();
    for (const { from, to } of inside) {
      if (dirname(from) === dirname(to)) continue;
      const known = below.get(dirname(from)) ?? new Set();
      below.set(dirname(from), known.add(dirname(to)));
    }
    const reached = (folder: string): ReadonlySet<string> => {
      const found = new Set<string>();
      const waiting = [...(below.get(folder) ?? [])];
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        if (found.has(next)) continue;
        found.add(next);
        waiting.push(...(below.get(next) ?? []));
      }
      return found;
    };
    const circles = [...below.keys()].filter((folder) => reached(folder).has(folder));
    const among = ({ from, to }: Import) => circles.includes(dirname(from)) && circles.includes(dirname(to));
    assert.deepEqual(
      offenders((entry) => among(entry) && dirname(entry.from) !== dirname(entry.to)),
      [],
    );
    assert.ok(below.size > 30);
  });
  it('has no room of over 30 files, and no file of over 300 lines', () => {
    const rooms = new Set(sources.map((file) => dirname(file)));
    const filesOf = (room: string) => sources.filter((file) => dirname(file) === room);
    assert.deepEqual(
      [...rooms].filter((room) => filesOf(room).length > 30),
      [],
      'These folders hold over 30 files: put what belongs together into a folder of its own',
    );
    assert.deepEqual(
      sources.filter((file) => text(file).split('\n').length > 301),
      [],
      'These files have over 300 lines: what can be told apart becomes a file beside',
    );
  });
  it('is described as it stands', () => {
    const described = text('ARCHITECTURE.md');
    const named = [...described.matchAll(/`((?:src|test|bench|tools|media|core|io|app|vscode|cli)\/[\w./-]*)`/g)];
    const places = named
      .map(([, place = '']) => place)
      .filter((place) => !/\/example(?:Json)?\.|sources\/example\.txt/.test(place));
    assert.ok(places.length > 20);
    assert.deepEqual(
      places.filter((place) => !existsSync(join(root, place)) && !existsSync(join(root, 'src', place))),
      [],
    );
    // "`openSite` (`core/site/site.ts`)": the file makes what is named before it.
    const made = [...described.matchAll(/`(\w+)` \(`([\w./-]+\.ts)`\)/g)];
    assert.ok(made.length > 5);
    assert.deepEqual(
      made.flatMap(([, name = '', file = '']) =>
        new RegExp(`^export (?:async )?function\\*? ${name}\\b`, 'm').test(text(`src/${file}`))
          ? []
          : [`${file} ${name}`],
      ),
      [],
    );
  });
  it('has a fixture for every generator and redirect format', () => {
    const missing = (folder: string, ids: readonly string[]) => {
      const files = existsSync(join(root, 'test/fixtures', folder))
        ? readdirSync(join(root, 'test/fixtures', folder))
        : [];
      return ids.filter((id) => !files.some((file) => file === `${id}.txt` || file.startsWith(`${id}-`)));
    };
    assert.deepEqual(
      missing(
        'generators',
        generators.map(({ id }) => id),
      ),
      [],
    );
    assert.deepEqual(
      missing(
        'redirects',
        redirectFormats.map(({ id }) => id),
      ),
      [],
    );
  });
  it('lists every generator and redirect format in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    assert.ok(readme === withTables(readme), 'run: node tools/node24.mjs tools/readmeTables.ts');
  });
  it('gives every entry an id of its own', () => {
    for (const registry of [generators, redirectFormats, allSources]) {
      const ids = registry.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
    }
  });
});
