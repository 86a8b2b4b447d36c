import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';
import fastGlob from 'fast-glob';
import { walk } from '../../src/core/script/scope.ts';
import { sources as allSources } from '../../src/io/sources/index.ts';
import { type Import, imported, imports, inCore, root, sources, text, typesOnly, within } from './imports.ts';

/** Who may open a file by a handle. */
const openersOfFiles = [
  'src/io/disk/appendedFile.ts',
  'src/io/disk/linkedFile.ts',
  'src/io/disk/wholeFile.ts',
  'src/io/stores/lock.ts',
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
describe('the sources', () => {
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
    const parts = ({ to }: Import) =>
      within('io/stores')(to) &&
      !/\/(?:store|place|historyFolder|pastStore|conclusionStore|textTableStore|compiledStore)\.ts$/.test(to);
    const taken = imports.filter((entry) => inHost(entry) && parts(entry));
    // A type says what is handed on; a value would be a store of its own.
    const values = taken.filter(({ from, to }) => !typesOnly(from, to));
    assert.deepEqual(
      values.map(({ from, to }) => `${from} imports ${to}`),
      [],
    );
  });
  it('starts git in two places, in a clean environment, and itself in one, with nothing that an environment loads', () => {
    const starters = imports.filter(({ to }) => to === 'node:child_process').map(({ from }) => from);
    const withoutTypes = starters.filter((file) => !/import type \{[^}]*\} from 'node:child_process'/.test(text(file)));
    const itself = 'src/vscode/analysis/processAnalyst.ts';
    assert.deepEqual(new Set(withoutTypes), new Set(['src/io/git/git.ts', 'src/sample/createSample.ts', itself]));
    assert.match(imported(itself, 'node:child_process'), /\{ type ChildProcess, fork \}/);
    assert.match(
      text(itself),
      /fork\(fileURLToPath\(this\.#file\), \[\], \{[^}]*execArgv: \[\][^}]*NODE_OPTIONS: undefined/s,
    );
    for (const file of withoutTypes.filter((name) => name !== itself))
      assert.match(text(file), /\benv(?::| =) environment\(/, file);
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
      'src/io/sources/dataForSeo/variants.ts',
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
  it('looks once for slashes at the end of a text', () => {
    // Without the lookbehind each slash of a run is tried as its first one, which takes the square of its length.
    const run = /(?<!\(\?<!\\\/\)|\(\.\))\\\/\+\$/;
    const users = sources.flatMap((file) => {
      const lines = readFileSync(join(root, file), 'utf8').split('\n');
      return lines.flatMap((line, at) => (run.test(line) ? [`${file}:${at + 1}`] : []));
    });
    assert.deepEqual(users, []);
  });
  it('encodes addresses in one place, which takes any text', () => {
    const named = /(?<![\w'])(?:encodeURI|decodeURI)(?:Component)?\(/;
    const users = sources.filter((file) => inCore(file) && named.test(readFileSync(join(root, file), 'utf8')));
    assert.deepEqual(users.sort(), [
      'src/core/generators/hugo/address.ts',
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
      "from 'jsonc-parser'": ['src/core/data/data.ts', 'src/core/redirects/syntaxProblem.ts', 'src/core/text/json.ts'],
      'parseDocument(': ['src/core/generators/mkdocs/settings.ts', 'src/core/text/yaml.ts'],
      'parseTOML(': ['src/core/text/tomlEdit.ts'],
    };
    for (const [call, files] of Object.entries(doors)) {
      const users = sources.filter((file) => inCore(file) && readFileSync(join(root, file), 'utf8').includes(call));
      assert.deepEqual(users.sort(), files, call);
    }
    const readers = imports.filter(({ to }) => to === 'smol-toml' || to === '@babel/parser').map(({ from }) => from);
    assert.deepEqual([...readers].sort(), ['src/core/script/parse.ts', 'src/core/text/toml.ts']);
  });
  it('writes sums of money in one place, in one form', () => {
    // A sign in front of what is filled in or added, a formatter of its own, or dollars of millionths.
    const makes = /\$\$\{|['"]\$['"] ?\+|style: 'currency'|\/ ?(?:1e6|1_?000_?000)\)?\.toFixed/;
    // Apache writes the parts of a pattern so.
    const parts = 'src/core/redirects/checks/checkTargets.ts';
    assert.deepEqual(
      sources.filter((file) => makes.test(text(file)) && file !== parts),
      ['src/core/backlinks/price.ts'],
    );
    const sums = sources.flatMap((file) => text(file).match(/(?<= )\$\d+[.,]\d[\d.,]*/g) ?? []);
    assert.deepEqual(
      sums.filter((sum) => !/^\$\d+\.\d\d[.,]?$/.test(sum)),
      [],
    );
  });
  it('prints in one place, and only what was cleaned', () => {
    const printers = sources.filter((file) => /\bprocess\.std(?:out|err)\.write\b|\bconsole\.\w/.test(text(file)));
    assert.deepEqual(printers, ['src/cli/main.ts']);
    // Whatever is printed, and whatever is Markdown, is of a type that only these files make.
    const makers = sources.filter((file) => /\bas (?:unknown as )?(?:TerminalText|Markdown|Html)\b/.test(text(file)));
    assert.deepEqual(
      new Set(makers),
      new Set(['terminalText', 'markdownText', 'htmlText'].map((name) => `src/core/wording/${name}.ts`)),
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
  it('loads nothing but help before a command is chosen', () => {
    const statically = (file: string): readonly string[] => {
      const lines = text(file).match(/^(?:import|export)\b(?! type\b)[^;'"]*?\bfrom '[^'\n]+'/gm) ?? [];
      const named = lines.map((line) => /'([^']+)'$/.exec(line)?.[1] ?? '');
      return imports.flatMap(({ from, to }) => {
        const isNamed = named.some(
          (name) => to === name || normalize(join(dirname(file), name)).replaceAll('\\', '/') === to,
        );
        return from === file && isNamed ? [to] : [];
      });
    };
    const loaded = new Set<string>(['src/cli/main.ts']);
    for (const file of loaded) if (file.startsWith('src/')) for (const to of statically(file)) loaded.add(to);
    // `--help` takes at most twice what Node itself takes as long as no library and no room of the core is among them.
    const light =
      /^(?:node:|src\/cli\/|src\/core\/wording\/|src\/core\/(?:paths|text\/longLists)\.ts$|src\/io\/http\/userAgent\.ts$)/;
    assert.deepEqual(
      [...loaded].filter((file) => !light.test(file)),
      [],
    );
    assert.ok(loaded.has('src/cli/commandList.ts') && loaded.size < 20, [...loaded].join());
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
      'test/app/keptPast.test.ts': 'makes files old enough to be kept',
      'test/io/conclusions.test.ts': 'makes files old enough to be kept',
      'test/io/crawlKills.test.ts': 'gives the store the clock of the processes that it ends',
      'test/io/credentialsStay.test.ts': 'gives the recheck its clock',
      'test/io/deadline.test.ts': 'gives the throttle its clock',
      'test/io/paidKills.test.ts': 'gives the store the clock of the processes that it ends',
      'test/io/stores/lock.test.ts': 'gives files the age that a lock is judged by',
      'test/support/standIn/api.ts': 'counts requests of a minute as the API does',
    };
    const tests = fastGlob.globSync(['test/**/*.ts', '!test/ui/**', '!test/vscode/**', '!test/house/sources.test.ts'], {
      cwd: root,
    });
    const clock =
      /\b(?:performance\.(?:now|mark)|Date\.now|hrtime|cpuUsage|AbortSignal\.timeout|this\.(?:timeout|slow)\()/;
    assert.deepEqual(
      tests.filter((file) => clock.test(text(file)) && !Object.hasOwn(mayRead, file)),
      [],
    );
  });

  it('begins no pattern for lines with what takes the ends of lines, too', () => {
    // Of a file of nothing but empty lines it then tries each with each: seven seconds for 100,000 of them.
    const found = sources.filter((file) =>
      /\/\^\\s[*+][^/\n]*\/[a-z]*m/.test(readFileSync(join(root, file), 'utf8').replace(/\\\//g, '')),
    );
    assert.deepEqual(found, []);
  });
});
