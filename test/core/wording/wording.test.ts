import assert from 'node:assert/strict';
import { documentName, documentText } from '../../../src/core/wording/documentText.ts';
import { cleanLogger, faultLines } from '../../../src/core/wording/logLine.ts';
import { commandLink, markdown, markdownText } from '../../../src/core/wording/markdownText.ts';
import { plainLine, plainLines } from '../../../src/core/wording/plainLine.ts';
import {
  clearedLine,
  jsonLine,
  jsonPieces,
  progressLine,
  terminalLine,
  terminalLines,
  tsvRow,
} from '../../../src/core/wording/terminalText.ts';
import { bounded, visible } from '../../../src/core/wording/visible.ts';
import { buildCommand, buildCommands, hiddenCharacters, neverPrinted } from '../../support/strangers.ts';

const asIs = (_key: string, value: unknown) => value;

/** Every place that text is shown in, each with a stranger's text put in; what it may hold of its own is taken out. */
const sinks: Readonly<Record<string, (text: string) => string>> = {
  'a line in the terminal': (text) => terminalLine(text).slice(0, -1),
  'a coloured line': (text) => terminalLine({ colour: 31, text }).slice('\x1b[31m'.length, -'\x1b[0m\n'.length),
  'a line of several': (text) => terminalLines(['a', text]).replace(/^a\n|\n$/g, ''),
  'a row of a table': (text) => tsvRow('a', text, 'b').replace(/^a\t|\tb\n$/g, ''),
  'a line of JSON': (text) => jsonLine({ [text]: text }).slice(0, -1),
  'a line of JSON in pieces': (text) => [...jsonPieces({ [text]: text, list: [text] }, asIs)].join('').slice(0, -1),
  'the line of progress': (text) => progressLine(text).slice(clearedLine.length),
  'a message in the editor': plainLine,
  'a tooltip': (text) => plainLines(['a', text]).slice(2),
  Markdown: markdownText,
  'a document': (text) => documentText(['a', text]).slice(2),
  'the name of a document': documentName,
  'a log': (text) => {
    let said = '';
    const say = (line: string) => {
      said += line;
    };
    cleanLogger({ debug: say, info: say, warn: say, error: say }).warn(text);
    return said;
  },
  'a fault': (text) => faultLines(new Error(text))[0] ?? '',
};

describe('what is shown', () => {
  for (const [sink, show] of Object.entries(sinks)) {
    for (const [name, character] of Object.entries(hiddenCharacters)) {
      it(`has no raw ${name} in ${sink}`, () => {
        const shown = show(`one${character}two`);
        assert.doesNotMatch(shown, neverPrinted);
        assert.doesNotMatch(shown, /[\n\t]/);
        assert.match(shown, /one.+two/);
      });
    }
  }
  it('shows each of them as an escape that reads back', () => {
    for (const character of Object.values(hiddenCharacters)) {
      const shown = visible(`"${character.replaceAll('\\', '')}"`);
      const read = shown.replace(/\\u\{([0-9a-f]+)\}/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
      assert.equal(JSON.parse(read), character.replaceAll('\\', ''));
    }
    assert.equal(visible('a\u202eb\nc\u{e0041}'), 'a\\u202eb\\nc\\u{e0041}');
  });
  it('stays as it is where nothing is hidden', () => {
    for (const text of ['/a b/é?x=1#y', 'C:\\site\\a.md', '日本語 → ½', '❤️ 👍🏽', 'עברית عربي', 'a\u00a0b']) {
      assert.equal(visible(text), text);
      assert.equal(terminalLine(text), `${text}\n`);
    }
    assert.equal(visible(visible('a\x1bb')), visible('a\x1bb'));
  });
});

describe('a line that is printed', () => {
  for (const command of buildCommands) {
    it(`is no command of a build server: ${JSON.stringify(command)}`, () => {
      const text = [terminalLine(`  ${command}`), terminalLine('a: ', command), tsvRow(command, command)].join('');
      for (const line of text.split('\n')) assert.doesNotMatch(line, buildCommand);
      const json = jsonLine(command);
      assert.doesNotMatch(json, buildCommand);
      assert.equal(JSON.parse(json), command);
    });
  }
  it('keeps the columns of a table', () => {
    assert.equal(tsvRow('a\tb\r\nc', 'd'), 'a\\tb\\r\\nc\td\n');
  });
  it('is coloured by us alone', () => {
    assert.equal(terminalLine({ colour: 1, text: 'a\x1b[31mb' }, ' c'), '\x1b[1ma\\u001b[31mb\x1b[0m c\n');
  });
  it('is JSON that says the same', () => {
    const value = Object.fromEntries(Object.entries(hiddenCharacters).map(([name, text]) => [text, [name, text]]));
    assert.deepEqual(JSON.parse(jsonLine(value)), value);
  });
  it('is the same JSON in pieces, none much longer than an entry of a list', () => {
    const entry = { text: 'é\u202e##[error]'.repeat(1000), absent: undefined, broken: { a: 1 } };
    const lists = {
      empty: [],
      strings: ['::error::', undefined, null],
      entries: Array.from({ length: 200 }, () => entry),
    };
    const value = { first: undefined, broken: 1, ...lists, nested: { list: [1, [2]] }, last: undefined };
    const replacer = (key: string, own: unknown) => (key === 'broken' ? { ...Object(own), made: true } : own);
    const pieces = [...jsonPieces(value, replacer)];
    assert.ok(pieces.join('') === jsonLine(value, replacer));
    assert.ok(pieces.length > 10);
    for (const piece of pieces) assert.ok(piece.length < 1 << 18);
    for (const one of [{}, { a: undefined }, { a: [] }])
      assert.equal([...jsonPieces(one, asIs)].join(''), jsonLine(one));
  });
});

describe('a text in the editor', () => {
  it('runs no command, and draws no icon', () => {
    // src/vs/base/common/linkedText.ts reads such links in messages; iconLabels.ts icons in labels.
    const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)/i;
    assert.doesNotMatch(plainLine('[Sign in](command:workbench.action.quit)'), link);
    assert.doesNotMatch(plainLine('$(check) done $(sync~spin)'), /\$\([a-z]/);
    assert.equal(plainLine('docs/[slug]/(group)/page.tsx costs $4'), 'docs/[slug]/(group)/page.tsx costs $4');
  });
  it('is no longer than the editor shows, and keeps its end', () => {
    const line = plainLine(`${'a'.repeat(5000)} Run this again.`);
    assert.ok(line.length <= 1000, `${line.length}`);
    assert.match(line, /^a+ … a+ Run this again\.$/);
    assert.doesNotMatch(bounded('👍'.repeat(20), 21), neverPrinted);
  });
  it('is nothing but text in Markdown', () => {
    const hostile = [
      '[a](command:x)',
      '![a](https://evil.example/a.png)',
      '<img src=x>',
      '<command:workbench.action.quit>',
      'https://evil.example/',
      'www.evil.example',
      '&lt;b&gt;',
      '**a** `b` ~c~ | d',
      '# a',
      '- a',
      '1. a',
      '$(check)',
    ];
    for (const text of hostile) {
      // CommonMark 2.4: any ASCII punctuation may be escaped by a backslash, and is then itself.
      const escaped = markdownText(text);
      assert.doesNotMatch(escaped.replace(/\\[!-/:-@[-`{-~]/g, ''), /[!-/:-@[-`{-~]/);
      assert.equal(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1'), text);
    }
    assert.equal(markdownText('    code'), '&nbsp;&nbsp;&nbsp;&nbsp;code');
    assert.equal(markdown`**${'**a'}** ${1}\n`, '**\\*\\*a** 1\n');
  });
  it('is one argument of a link, whatever stands in it', () => {
    const args = ['a)b', '/x)[click](command:y)', 'half \ud800'];
    const link = /^\[a\]\(command:b\?([^()\s]+)\)$/.exec(commandLink('a', 'b', args));
    assert.deepEqual(JSON.parse(decodeURIComponent(link?.[1] ?? '')), args);
  });
  it('names a document by its address', () => {
    assert.equal(documentName('https://example.org/docs/setup/'), 'docs∕setup');
    assert.equal(documentName('/'), 'home');
    assert.equal(documentName('/a\u202eb/'), 'a%E2%80%AEb');
  });
});
