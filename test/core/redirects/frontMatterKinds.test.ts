import assert from 'node:assert/strict';
import { readFrontMatter } from '../../../src/core/frontMatter/frontMatter.ts';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectFormat } from '../../../src/core/redirects/format.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** Each kind of front matter with the same two keys, full and empty; `<key>` is that of the redirects. */
const kinds: Readonly<Record<string, string>> = {
  none: 'Body\n',
  'nothing at all': '',
  'a line drawn across': '---\n\nBody\n',
  'lines drawn around a text, no map': '---\n\nBody\n\n---\n',
  yaml: '---\ntitle: "Neap: tides"\ntags: [a, b]\n---\nBody\n',
  'yaml closed by dots': '---\ntitle: "Neap: tides"\ntags: [a, b]\n...\nBody\n',
  'yaml below blank lines': '\n\n---\ntitle: "Neap: tides"\ntags: [a, b]\n---\nBody\n',
  'yaml with blanks behind its fences': '---  \ntitle: "Neap: tides"\ntags: [a, b]\n--- \nBody\n',
  'yaml by name': '---yaml\ntitle: "Neap: tides"\ntags: [a, b]\n---\nBody\n',
  'yaml without entries': '---\n---\nBody\n',
  'yaml with a list': '---\n<key>:\n  - /older/\ntags: [a, b]\n---\nBody\n',
  'yaml with one text': '---\n<key>: /older/\ntags: [a, b]\n---\nBody\n',
  toml: '+++\ntitle = "Neap: tides"\ntags = ["a", "b"]\n\n[menu]\nmain = 1\n+++\nBody\n',
  'toml by name': '---toml\ntitle = "Neap: tides"\ntags = ["a", "b"]\n---\nBody\n',
  'toml with a list': '+++\n<key> = ["/older/"]\ntags = ["a", "b"]\n+++\nBody\n',
  'toml without entries': '+++\n+++\nBody\n',
  json: '{\n  "title": "Neap: tides",\n  "tags": ["a", "b"]\n}\n\nBody\n',
  'json on one line': '{"title": "Neap: tides", "tags": ["a", "b"]}\nBody\n',
  'json with a list': '{\n  "<key>": ["/older/"],\n  "tags": ["a", "b"]\n}\nBody\n',
  'json by name': '---json\n{\n  "title": "Neap: tides",\n  "tags": ["a", "b"]\n}\n---\nBody\n',
  'json by name with a list': '---json\n{\n  "<key>": ["/older/"],\n  "tags": ["a", "b"]\n}\n---\nBody\n',
  'json without braces': ';;;\n"title": "Neap: tides",\n"tags": ["a", "b"]\n;;;\nBody\n',
  'json without braces, indented': ';;;\n  "title": "Neap: tides",\n  "tags": ["a", "b"]\n;;;\nBody\n',
  'json without braces, with a list': ';;;\n"<key>": ["/older/"],\n"tags": ["a", "b"]\n;;;\nBody\n',
  'json without braces or entries': ';;;\n;;;\nBody\n',
  javascript: '---js\n{\n  title: "Neap: tides",\n  tags: ["a", "b"]\n}\n---\nBody\n',
  'another language': '---coffee\ntitle: "Neap: tides"\n---\nBody\n',
  'no language': '--- # data\ntitle: Neap tides\n---\nBody\n',
  'yaml without its end': '---\ntitle: Neap tides\n\nBody\n',
  'toml without its end': '+++\ntitle = "Neap tides"\n\nBody\n',
  'json without its end': '{\n  "title": "Neap tides",\n\nBody\n',
  'yaml that does not parse': '---\ntitle: [Neap\ntags: b\n---\nBody\n',
  'toml that does not parse': '+++\ntitle = Neap\n+++\nBody\n',
  'json that does not parse': '{\n  "title": "Neap"\n  "tags": []\n}\nBody\n',
  'json by name that does not parse': '---json\n{"title": "Neap" "tags": []}\n---\nBody\n',
  'json without braces that does not parse': ';;;\n"title": "Neap"\n"tags": []\n;;;\nBody\n',
  'yaml that is no map': '---\n- a\n- b\n---\nBody\n',
};

/** Kinds that are refused, as an edit could only guess. */
const refusedKinds = /javascript|language|without its end|does not parse|no map/;

const org: Readonly<Record<string, string>> = {
  org: '#+TITLE: Neap: tides\n#+tags[]: a b\n\nBody\n',
  'org with a list': '#+TITLE: Neap: tides\n#+ALIASES[]: /older/ /oldest/\n\nBody\n',
  'org with one text': '#+TITLE: Neap: tides\n#+aliases: /older/\n* Head\n',
  'org with a block of code': '#+title: Neap\n#+begin_src sh\ndate\n#+end_src\n',
  'org without a body': '#+title: Neap',
};

const writers: readonly {
  readonly id: string;
  readonly key: string;
  readonly generator: string;
  /** Kinds that the generator does not read. */
  readonly unread?: RegExp;
}[] = [
  // Hugo 0.111.3: names and dots end its build; https://gohugo.io/content-management/front-matter/ knows no `;;;`.
  { id: 'hugoAliases', key: 'aliases', generator: 'hugo', unread: /by name|by dots|without braces/ },
  // https://jekyllrb.com/docs/front-matter/: valid YAML between triple-dashed lines; any other file is copied.
  { id: 'jekyllRedirectFrom', key: 'redirect_from', generator: 'jekyll', unread: /^toml|^json|by name/ },
  { id: 'zolaAliases', key: 'aliases', generator: 'zola' },
  { id: 'redirectFrom', key: 'redirect_from', generator: 'eleventy' },
];

const extensions = { LF: '\n', CRLF: '\r\n' };
const marks = ['', '\uFEFF'];

describe('redirects in front matter', () => {
  for (const { id, key, generator, unread } of writers) {
    const format = redirectFormats.find((entry) => entry.id === id);
    for (const [kind, text] of Object.entries(kinds)) {
      const isRefused = refusedKinds.test(kind) || unread?.test(kind) === true;
      it(`of ${id} ${isRefused ? 'are not written into' : 'keep every key of'} ${kind}`, () => {
        assert.ok(format);
        for (const [name, end] of Object.entries(extensions)) {
          for (const mark of marks) {
            const before = mark + text.replaceAll('<key>', key).replaceAll('\n', end);
            if (isRefused) refuses(format, generator, before, 'content/new.md', name);
            else keeps(format, generator, key, before, 'content/new.md', name);
          }
        }
      });
    }
  }
  for (const [kind, text] of Object.entries(org)) {
    it(`of hugoAliases keep every key of ${kind}`, () => {
      const format = redirectFormats.find(({ id }) => id === 'hugoAliases');
      assert.ok(format);
      for (const [name, end] of Object.entries(extensions)) {
        keeps(format, 'hugo', 'aliases', text.replaceAll('\n', end), 'content/new.org', name);
      }
    });
  }
  it('of hugoAliases join those under a key in other letters', () => {
    const format = redirectFormats.find(({ id }) => id === 'hugoAliases');
    assert.ok(format);
    const context = contextOf('hugo', 'content/new.md');
    const text = '---\nAliases:\n  - /older/\n---\naliases: none\n';
    const file = 'content/new.md' as RepoPath;
    const edits = format.add([redirect], text, file, context);
    assert.ok(!('refused' in edits));
    assert.equal(applyEdits(text, edits), '---\nAliases:\n  - /older/\n  - /old/\n---\naliases: none\n');
    assert.deepEqual(
      format.parse(text, file, context).rules.map(({ from }) => from),
      ['/older/'],
    );
  });
  it('never stand in front of the script of an Astro page', () => {
    const format = redirectFormats.find(({ id }) => id === 'redirectFrom');
    assert.ok(format);
    refuses(
      format,
      'astro',
      '---\nconst title = 1;\n---\n<p>Body</p>\n',
      'content/new.astro',
      'LF',
      /script|front matter/,
    );
  });
});

const redirect = { from: urlPath('/old/'), to: '/new/', status: 301 } as const;

function contextOf(generator: string, file: string) {
  const files = new Map([[file, '']]);
  return redirectSite({ context: `generators: ${generator}`, pages: `/new/ ${file}`, files });
}

function refuses(
  format: RedirectFormat,
  generator: string,
  before: string,
  path: string,
  name: string,
  said = /^The front matter of content\/new\.md cannot be extended: .|^(?:Hugo|Jekyll) does not read front matter /,
): void {
  const edits = format.add([redirect], before, path as RepoPath, contextOf(generator, path));
  assert.ok('refused' in edits, `${name}: ${JSON.stringify(before)} is to be refused, not ${JSON.stringify(edits)}`);
  assert.match(edits.refused, said);
}

/** What gray-matter reads of it with the engines of this project: everything of before, and the new address. */
function keeps(format: RedirectFormat, generator: string, key: string, before: string, path: string, name: string) {
  const file = path as RepoPath;
  const context = contextOf(generator, path);
  const edits = format.add([redirect], before, file, context);
  assert.ok(!('refused' in edits), 'refused' in edits ? `${name}: ${edits.refused}` : '');
  const after = applyEdits(before, edits);
  const [was, is] = [readFrontMatter(before, path), readFrontMatter(after, path)];
  const shown = `${name}: ${JSON.stringify(after)}`;
  assert.equal(is.problem, undefined, shown);
  const { [key]: known, ...others } = was.data;
  const { [key]: now, ...kept } = is.data;
  assert.deepEqual(kept, others, shown);
  const list = (value: unknown) => (value === undefined ? [] : [value].flat());
  const words = list(known).flatMap((value) => (path.endsWith('.org') ? String(value).split(/\s+/) : [value]));
  assert.deepEqual(new Set(list(now)), new Set([...words, '/old/']), shown);
  assert.equal(after.slice(is.bodyStart).replace(/^\s+/, ''), before.slice(was.bodyStart).replace(/^\s+/, ''), shown);
  if (was.format !== 'none') assert.equal(is.format, was.format, shown);
  assert.deepEqual(format.add([redirect], after, file, context), [], `${shown}: adding twice`);
  const rules = format.parse(after, file, context).rules;
  const own = rules.find(({ from }) => from === '/old/');
  assert.ok(own, shown);
  assert.equal(after.slice(own.start, own.end).replace(/^["']|["']$/g, ''), '/old/');
  const removed = applyEdits(after, made(format.remove(own, after, context)));
  // A text that became a list may stay one, and an empty block goes with the last of its keys.
  const isAsBefore = words.length === 0 && Object.keys(others).length > 0;
  if (isAsBefore) assert.equal(removed, before, shown);
  else assert.deepEqual(asList(readFrontMatter(removed, path).data, key), asList(was.data, key), shown);
}

/** One text under the key means the list of it. */
function asList(data: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  return data[key] === undefined ? data : { ...data, [key]: [data[key]].flat() };
}
