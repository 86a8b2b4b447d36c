import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative } from 'node:path';
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';
import fastGlob from 'fast-glob';
import { generators } from '../src/core/generators/index.ts';
import { redirectFormats } from '../src/core/redirects/editing/formats.ts';
import { walk } from '../src/core/script/scope.ts';
import { sources as allSources } from '../src/io/sources/index.ts';
import { withTables } from '../tools/readmeTables.ts';

const root = join(import.meta.dirname, '..');
const sources = fastGlob.globSync('src/**/*.ts', { cwd: root });

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const statement = /^(?:import|export)\b[^;'"]*?\bfrom '([^'\n]+)'|^import '([^'\n]+)'|\bimport\('([^'\n]+)'\)/gm;
  const names = [...text.matchAll(statement)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  return names.map((name) => ({
    from: file,
    to: name.startsWith('.') ? normalize(relative(root, join(root, dirname(file), name))).replaceAll('\\', '/') : name,
  }));
});

/** The import lines that break a rule, as a person would write them. */
function offenders(breaks: (entry: Import) => boolean): readonly string[] {
  return imports.filter(breaks).map(({ from, to }) => `${from} imports ${to}`);
}

const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** The import statements of a file that name a module of this beginning. */
function imported(file: string, start: string): string {
  const statements = text(file).match(/^import\b[^;]*;/gm) ?? [];
  return statements.filter((statement) => statement.includes(`from '${start}`)).join('\n');
}

/** Who may open a file by a handle. */
const openersOfFiles = [
  'src/io/disk/appendedFile.ts',
  'src/io/disk/linkedFile.ts',
  'src/io/disk/wholeFile.ts',
  'src/io/stores/lock.ts',
];

/** The file takes nothing but types from the other one. */
function typesOnly(from: string, to: string): boolean {
  const end = `'${relative(dirname(from), to).replaceAll('\\', '/')}'`;
  const statements = (text(from).match(/^import\b[^;]*;/gm) ?? []).filter((line) => line.includes(end));
  return (
    statements.length > 0 && statements.every((line) => /^import type\b|^import \{ (?:type \w+,? ?)+\}/.test(line))
  );
}

const isBuiltin = (name: string) => name.startsWith('node:') || builtinModules.includes(name);
const within = (folder: string) => (path: string) => path.startsWith(`src/${folder}/`);
const inCore = within('core');

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

/** Methods of the language that are given lists of any length; our own functions are given a handful of names. */
const methodsOfMany = [
  'push',
  'unshift',
  'splice',
  'toSpliced',
  'concat',
  'max',
  'min',
  'fromCharCode',
  'fromCodePoint',
  'of',
];

function takesMany(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return methodsOfMany.includes(callee.property.name);
}

/** What is said to people. */
const saidFields = ['message', 'reason', 'detail', 'because', 'refused', 'said', 'condition', 'conditions', 'advice'];

function isSaid(node: Node): boolean {
  if (node.type === 'Identifier') return saidFields.includes(node.name);
  if (node.type === 'OptionalMemberExpression' || node.type === 'MemberExpression') {
    return node.property.type === 'Identifier' && saidFields.includes(node.property.name);
  }
  return false;
}

/** A comparison of what is said with words, or a search for words in it. */
function readsWords(node: Node): boolean {
  const isWords = (other: Node | undefined) =>
    (other?.type === 'StringLiteral' && other.value !== '') ||
    other?.type === 'TemplateLiteral' ||
    other?.type === 'RegExpLiteral';
  if (node.type === 'BinaryExpression' && /^[!=]==?$/.test(node.operator)) {
    return (isSaid(node.left) && isWords(node.right)) || (isSaid(node.right) && isWords(node.left));
  }
  if (node.type === 'SwitchStatement')
    return isSaid(node.discriminant) && node.cases.some(({ test }) => isWords(test ?? undefined));
  if (node.type !== 'CallExpression' && node.type !== 'OptionalCallExpression') return false;
  const { callee } = node;
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return false;
  const name = callee.property.type === 'Identifier' ? callee.property.name : '';
  const [first] = node.arguments;
  if (['test', 'exec'].includes(name)) return isWords(callee.object) && first !== undefined && isSaid(first);
  const searches = ['includes', 'startsWith', 'endsWith', 'match', 'matchAll', 'search', 'indexOf'];
  return searches.includes(name) && isSaid(callee.object) && isWords(first);
}

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
    );
    assert.deepEqual(
      sources.filter((file) => text(file).split('\n').length > 301),
      [],
    );
  });
  it('writes files in one place', () => {
    const writers =
      /\b(?:writeFile|appendFile|writeFileSync|appendFileSync|createWriteStream|copyFile|cp|rename|renameSync|truncate)\b[^;]*? from 'node:fs/;
    // The second writes to a new folder of its own process, whose files nobody reads after it.
    const allowed = ['src/io/disk/wholeFile.ts', 'src/io/git/safeConfiguration.ts'];
    assert.deepEqual(
      sources.filter((file) => writers.test(imported(file, 'node:fs')) && !allowed.includes(file)),
      [],
    );
  });
  it('opens files to write in the writers of the disk, and in the lock', () => {
    const openers = sources.filter((file) => /\bopen\b/.test(imported(file, 'node:fs')));
    assert.deepEqual(new Set(openers), new Set(openersOfFiles));
  });
  it('keeps all that is kept in one store, which hosts open as a whole', () => {
    const inHost = ({ from }: Import) => ['cli', 'vscode', 'app'].some((folder) => within(folder)(from));
    const parts = ({ to }: Import) => within('io/stores')(to) && !/\/(?:store|place|historyFolder)\.ts$/.test(to);
    const taken = imports.filter((entry) => inHost(entry) && parts(entry));
    // A type says what is handed on; a value would be a store of its own.
    const values = taken.filter(({ from, to }) => !typesOnly(from, to));
    assert.deepEqual(
      values.map(({ from, to }) => `${from} imports ${to}`),
      [],
    );
  });
  it('starts processes in two places, which give them a clean environment', () => {
    const starters = imports.filter(({ to }) => to === 'node:child_process').map(({ from }) => from);
    const withoutTypes = starters.filter((file) => !/import type \{[^}]*\} from 'node:child_process'/.test(text(file)));
    assert.deepEqual(new Set(withoutTypes), new Set(['src/io/git/git.ts', 'src/sample/createSample.ts']));
    for (const file of withoutTypes) assert.match(text(file), /\benv(?::| =) environment\(/, file);
  });
  it('reads front matter in one place', () => {
    const readers = new Set(imports.filter(({ to }) => to === 'gray-matter').map(({ from }) => from));
    assert.ok(
      [...readers].every((file) => file.startsWith('src/core/frontMatter/')),
      [...readers].join(),
    );
    assert.ok(readers.size > 0);
  });
  it('spreads no list over the arguments of a call', () => {
    // A few hundred thousand items, as in the links of one page, end the program there; `longLists.ts` takes any.
    const found = sources.flatMap((file) => {
      const tree = parse(readFileSync(join(root, file), 'utf8'), { sourceType: 'module', plugins: ['typescript'] });
      const places: string[] = [];
      walk(tree.program, (node) => {
        if (node.type !== 'CallExpression' || !takesMany(node.callee)) return;
        if (node.arguments.some(({ type }) => type === 'SpreadElement')) places.push(`${file}:${node.loc?.start.line}`);
      });
      return places;
    });
    assert.deepEqual(found, []);
  });
  it('takes no decision from words made for people', () => {
    // Kinds decide, and words are made of them at the end: another wording must change nothing else.
    const foreign = [
      // What undici, the yaml package and the parser of scripts give: nothing but a sentence.
      'src/io/http/networkFailure.ts',
      'src/core/text/yamlEdit.ts',
      'src/core/script/parse.ts',
      // Why a row is left out, which is one of six kinds.
      'src/core/backlinks/answers.ts',
      'src/core/backlinks/answerGaps.ts',
      'src/core/backlinks/mergeAnswers.ts',
      // An answer of the index with a code that stands for several mistakes.
      'src/io/sources/dataForSeo/fetchPages.ts',
    ];
    const found = sources.flatMap((file) => {
      const tree = parse(readFileSync(join(root, file), 'utf8'), { sourceType: 'module', plugins: ['typescript'] });
      const places: string[] = [];
      walk(tree.program, (node) => {
        if (readsWords(node)) places.push(`${file}:${node.loc?.start.line}`);
      });
      return foreign.includes(file) ? [] : places;
    });
    assert.deepEqual(found, []);
  });
  it('encodes addresses in one place, which takes any text', () => {
    const named = /(?<![\w'])(?:encodeURI|decodeURI)(?:Component)?\(/;
    const users = sources.filter((file) => inCore(file) && named.test(readFileSync(join(root, file), 'utf8')));
    assert.deepEqual(users.sort(), [
      'src/core/generators/hugo/pages.ts',
      'src/core/paths.ts',
      // What they read and write in scripts.
      'src/core/redirects/formats/sveltekit/load.ts',
      'src/core/redirects/formats/sveltekit/sveltekitRedirects.ts',
      'src/core/redirects/hosts/nuxt.ts',
    ]);
  });
  it('parses data where depth is looked at', () => {
    const doors: Readonly<Record<string, readonly string[]>> = {
      'JSON.parse(': ['src/core/text/json.ts'],
      'parseTree(': ['src/core/text/json.ts'],
      // The second words its mistakes and parses nothing.
      "from 'jsonc-parser'": [
        'src/core/data/data.ts',
        'src/core/redirects/editing/syntaxProblem.ts',
        'src/core/text/json.ts',
      ],
      'parseDocument(': [
        'src/core/generators/mkdocs/settings.ts',
        'src/core/text/yaml.ts',
        'src/core/text/yamlEdit.ts',
      ],
      'parseTOML(': ['src/core/text/tomlEdit.ts'],
    };
    for (const [call, files] of Object.entries(doors)) {
      const users = sources.filter((file) => inCore(file) && readFileSync(join(root, file), 'utf8').includes(call));
      assert.deepEqual(users.sort(), files, call);
    }
    const readers = imports.filter(({ to }) => to === 'smol-toml' || to === '@babel/parser').map(({ from }) => from);
    assert.deepEqual([...readers].sort(), ['src/core/script/parse.ts', 'src/core/text/toml.ts']);
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
  it('prints in one place, and only what was cleaned', () => {
    const printers = sources.filter((file) => /\bprocess\.std(?:out|err)\.write\b|\bconsole\.\w/.test(text(file)));
    assert.deepEqual(printers, ['src/cli/main.ts']);
    // Whatever is printed, and whatever is Markdown, is of a type that only these files make.
    const makers = sources.filter((file) => /\bas (?:unknown as )?(?:TerminalText|Markdown)\b/.test(text(file)));
    assert.deepEqual(
      new Set(makers),
      new Set(['terminalText', 'markdownText'].map((name) => `src/core/wording/${name}.ts`)),
    );
  });
  it('shows texts in the editor in one folder, which cleans them', () => {
    const calls = [
      /\bshow(?:Information|Warning|Error)Message\b|\bsetStatusBarMessage\b|\bshow(?:QuickPick|InputBox)\b|\bwithProgress\b/,
      /\bcreate(?:StatusBarItem|OutputChannel|QuickPick|InputBox|WebviewPanel|TextEditorDecorationType)\b/,
      /\b(?:new|extends) (?:MarkdownString|TreeItem|Diagnostic|DiagnosticRelatedInformation|CodeAction|CodeLens|InlayHint)\b/,
      // What is put into something that is shown.
      /\.(?:label|description|tooltip|message|text|title|badge|detail|prompt|placeHolder) = /,
      /\bappend(?:Markdown|Text|Codeblock|Line)\(/,
    ];
    const isShower = (file: string) => calls.some((call) => call.test(text(file)));
    const showers = sources.filter((file) => within('vscode')(file) && isShower(file));
    assert.deepEqual(
      showers.filter((file) => !within('vscode/shown')(file)),
      [],
    );
    assert.ok(showers.length > 0);
    // They are of no use if they do not clean.
    for (const file of showers) assert.match(text(file), /from '\.\.\/\.\.\/core\/wording\//, file);
  });
  it('lists every generator and redirect format in the README', () => {
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    assert.ok(readme === withTables(readme), 'run: node tools/node24.mjs tools/readmeTables.ts');
  });
  it('asks no URL.canParse, which refuses good names on Node 20 and 22 once it is optimised', () => {
    assert.deepEqual(
      sources.filter((file) => /\bURL\.canParse\(/.test(text(file))),
      [],
    );
  });
  it('limits time by timers that fire on every Node', () => {
    // A combination of signals may be collected as garbage while it is waited for: nodejs/node issue 54614.
    const usesIt = (file: string) =>
      /AbortSignal\s*\.\s*(?:any|timeout)\b/.test(readFileSync(join(root, file), 'utf8'));
    assert.deepEqual(sources.filter(usesIt), []);
  });
  it('names no source in a host: they offer what the list holds', () => {
    const names = allSources.flatMap(({ id, title }) => [id, title]);
    const hosts = sources.filter((file) => ['cli', 'vscode', 'app'].some((folder) => within(folder)(file)));
    const found = hosts.flatMap((file) =>
      names.flatMap((name) => (text(file).toLowerCase().includes(name.toLowerCase()) ? [`${file} says ${name}`] : [])),
    );
    assert.deepEqual(found, []);
  });
  it('has no test that measures time', () => {
    // A loaded machine fails such a test: steps are counted, and clocks are given. A time-out only ends what hangs.
    const mayRead: Readonly<Record<string, string>> = {
      'test/io/credentialsStay.test.ts': 'gives the recheck its clock',
      'test/io/deadline.test.ts': 'gives the throttle its clock',
      'test/io/stores/lock.test.ts': 'gives files the age that a lock is judged by',
      'test/support/standIn/api.ts': 'counts requests of a minute as the API does',
    };
    const tests = fastGlob.globSync(['test/**/*.ts', '!test/ui/**', '!test/vscode/**', '!test/house.test.ts'], {
      cwd: root,
    });
    const clock =
      /\b(?:performance\.(?:now|mark)|Date\.now|hrtime|cpuUsage|AbortSignal\.timeout|this\.(?:timeout|slow)\()/;
    assert.deepEqual(
      tests.filter((file) => clock.test(text(file)) && !Object.hasOwn(mayRead, file)),
      [],
    );
  });
  it('gives every entry an id of its own', () => {
    for (const registry of [generators, redirectFormats, allSources]) {
      const ids = registry.map(({ id }) => id);
      assert.equal(new Set(ids).size, ids.length);
    }
  });
});
