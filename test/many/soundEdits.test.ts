import assert from 'node:assert/strict';
import type { Syntax } from '../../src/core/data/syntax.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import { redirectFormats } from '../../src/core/redirects/editing/formats.ts';
import type { Redirect, RedirectContext, RedirectFormat } from '../../src/core/redirects/format.ts';
import { reviewRedirects } from '../../src/core/redirects/repair/review.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { syntaxIn } from '../../src/core/redirects/syntaxProblem.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { type Fixture, fixtures } from '../support/fixtures.ts';
import { isPicked } from '../support/picked.ts';
import { redirectSite, redirectsOf } from '../support/redirectSite.ts';

interface Sample {
  readonly name: string;
  readonly format: RedirectFormat;
  readonly file: RepoPath;
  readonly before: string;
  readonly redirects: readonly Redirect[];
  /** The site with this text in the file. */
  site(text: string): RedirectContext;
}

/** Every fixture of a format whose file is there and can be added to. */
const samples = fixtures('redirects').flatMap((fixture): readonly Sample[] => {
  const format = redirectFormats.find(({ id }) => fixture.name === id || fixture.name.startsWith(`${id}-`));
  const before = fixture.files.get('before');
  if (!format || before === undefined || before.trim() === '' || fixture.files.has('refused')) return [];
  const file = (fixture.files.get('file')?.trim() ?? 'static/_redirects') as RepoPath;
  const redirects = redirectsOf(fixture.files.get('add') ?? '');
  return [{ name: fixture.name, format, file, before, redirects, site: (text) => siteOf(fixture, file, text) }];
});

function siteOf(fixture: Fixture, file: RepoPath, text: string): RedirectContext {
  const others = [...fixture.files].flatMap(([path, own]) => (path.startsWith('repo/') ? [[path.slice(5), own]] : []));
  const files = new Map<string, string>([...(others as [string, string][]), [file, text]]);
  return redirectSite({ context: fixture.files.get('context'), pages: fixture.files.get('pages'), files });
}

/** What breaks a text of a kind, by a name; a text that has no such place is left out. */
const breaks: Readonly<Record<Syntax, Readonly<Record<string, (text: string) => string>>>> = {
  json: {
    'a comma is missing': (text) => text.replace(/,(\s*\n)/, '$1'),
    'it is cut off': (text) => text.replace(/[\]}]\s*$/, ''),
    'it closes once more': (text) => `${text}}`,
    'something else stands first': (text) => text.replace(/[[{]/, '$& oops, '),
    'a key stands there twice': (text) => text.replace('{', '{ "twice": 1, "twice": 2, '),
  },
  script: {
    'its beginning is broken': (text) => `const = 1;\n${text}`,
    'its end is broken': (text) => `${text}\n}\n`,
    'it is cut off': (text) => text.slice(0, text.lastIndexOf('}')),
  },
  yaml: {
    'its beginning is broken': (text) => `twice: one: two\n${text}`,
    'its end is broken': (text) => `${text}\nopen: [1, 2\n`,
    'a key stands there twice': (text) => `twice: 1\ntwice: 2\n${text}`,
  },
  toml: {
    'its beginning is broken': (text) => `nothing =\n${text}`,
    'its end is broken': (text) => `${text}\nnothing =\n`,
    'a key stands there twice': (text) => `twice = 1\ntwice = 2\n${text}`,
  },
  page: {
    'its front matter is broken': (text) =>
      text
        .replace(/^---\n/, '---\none: two: three\n')
        .replace(/^\+\+\+\n/, '+++\nnothing =\n')
        .replace(/^\{/, '{ oops, '),
    'its front matter has a key twice': (text) =>
      text.replace(/^---\n/, '---\ntwice: 1\ntwice: 2\n').replace(/^\+\+\+\n/, '+++\ntwice = 1\ntwice = 2\n'),
    'its front matter is not closed': (text) => text.replace(/\n(?:---|\+\+\+)(?=\n|$)/, ''),
  },
  nginx: {
    'it closes once more': (text) => `${text}}\n`,
    'it is cut off': (text) => text.replace(/[};]\s*$/, ''),
    'a block is not closed': (text) => `http {\n${text}`,
    'a line does not end': (text) => `${text}\nroot /srv\n`,
  },
  caddy: { 'it closes once more': (text) => `${text}}\n`, 'it is cut off': (text) => text.replace(/\}\s*$/, '') },
  apache: {
    'a section is not closed': (text) => `<IfModule mod_alias.c>\n${text}`,
    'a section closes that never began': (text) => `${text}\n</IfModule>\n`,
    'a rule has no target': (text) => `${text}\nRedirect 301\n`,
  },
  xml: {
    'it is cut off': (text) => text.replace(/<\/[^>]*>\s*$/, ''),
    'a tag is not closed': (text) => text.replace(/<(\w+)>/, '<$1'),
  },
  hcl: { 'it closes once more': (text) => `${text}}\n`, 'it is cut off': (text) => text.replace(/\}\s*$/, '') },
  python: {
    'a bracket is not closed': (text) => `first = [1,\n${text}`,
    'a quote is not closed': (text) => `${text}\nlast = "a\n`,
  },
  ruby: {
    'a block is not closed': (text) => `configure :build do\n${text}`,
    'a block closes that never began': (text) => `${text}\nend\n`,
  },
  csv: { 'a quote is not closed': (text) => `${text}/a,"b,true\n` },
  jsonLines: { 'a line is broken': (text) => `{"source":\n${text}` },
  lines: {},
};

function refused(sample: Sample, text: string): string | undefined {
  const edits = sample.format.add(sample.redirects, text, sample.file, sample.site(text));
  return 'refused' in edits ? edits.refused : undefined;
}

describe('a redirect file that does not parse', () => {
  it('is tried with every format', () => {
    const tried = new Set(samples.map(({ format }) => format.id));
    assert.deepEqual(
      redirectFormats.map(({ id }) => id).filter((id) => !tried.has(id)),
      // A page that leads on is made; it is never added to.
      ['refreshPage'],
    );
  });
  for (const sample of samples) {
    for (const [name, change] of Object.entries(breaks[syntaxIn(sample.format, sample.file)])) {
      const text = change(sample.before);
      if (text === sample.before) continue;
      if (sample.format.takesDoubledKeys && /\btwice$/.test(name)) continue;
      it(`is not edited, and the line is named: ${sample.name}, ${name}`, () => {
        assert.match(refused(sample, text) ?? '', /\bline \d+\b/, text);
        const [rule] = sample.format.parse(text, sample.file, sample.site(text)).rules;
        const cut = rule && sample.format.remove(rule, text, sample.site(text));
        assert.ok(!cut || 'refused' in cut, 'nor is a rule taken out');
      });
      if (sample.format.reads === 'head') continue;
      it(`is told, and leaves open what answers: ${sample.name}, ${name}`, async () => {
        const site = sample.site(text);
        // Where the contents alone tell whose file it is, a broken one belongs to nobody.
        if (!(await sample.format.files(site)).includes(sample.file)) return;
        const table = await openRedirects(site);
        const told = table.invalid.filter(({ file, isUnread }) => file === sample.file && isUnread);
        assert.equal(told.length, 1, JSON.stringify(table.invalid));
        const base = table.context.basePath.replace(/\/$/, '');
        const { steps, outcome } = table.resolve(`${base}/no-rule-names-this`);
        assert.ok(steps.length > 0 || outcome.kind === 'undecided', outcome.kind);
        const { findings } = reviewRedirects(table);
        assert.ok(findings.some(({ code, place }) => code === 'unreadable' && place.file === sample.file));
      });
    }
    it(`is not edited while git's conflict stands in it: ${sample.name}`, () => {
      const lines = sample.before.split('\n');
      const isPage = syntaxIn(sample.format, sample.file) === 'page';
      const places = isPage
        ? /^(?:---|\+\+\+)$/.test(lines[0] ?? '')
          ? [1]
          : []
        : [0, lines.length >> 1, lines.length];
      for (const at of places) {
        const text = [...lines.slice(0, at), '<<<<<<< HEAD', '=======', '>>>>>>> other', ...lines.slice(at)].join('\n');
        assert.match(refused(sample, text) ?? '', new RegExp(`line ${at + 1} .*merge conflict`));
      }
    });
  }
});

/** Signs that mean something somewhere. */
const odd = [
  "it's",
  'say "so"',
  'back\\slash',
  `$1 costs $\{x}`,
  '{braces}',
  '[brackets](and)',
  'über/naïve/日本',
  'with blanks',
  '100%25',
  'a+b',
  'c:d@e',
  'semi;colon',
  'a|b^c',
  '<tag>',
  '`tick`',
  'a,b',
  '#{x}',
  '%{x}',
  '*',
  '~tilde',
];

describe('an odd address', () => {
  for (const sample of samples) {
    const [first] = sample.redirects;
    if (!first) continue;
    const extension = /\.[a-z]+$|\/$/.exec(first.from)?.[0] ?? '';
    const folder = first.from.slice(0, first.from.lastIndexOf('/', first.from.length - 2) + 1);
    const froms = odd.map((name) => ({ ...first, from: urlPath(`${folder}${name}${extension}`), below: undefined }));
    const tos = odd.map((name) => ({ ...first, to: `/${name}/`, below: undefined }));
    it(`is written as it is read, once, and taken out again, or refused with a reason: ${sample.name}`, () => {
      const { format, file, before } = sample;
      // The first site of a format tries all; others, which write alike, some.
      const isFirst = samples.find((other) => other.format === format) === sample;
      const known = format.parse(before, file, sample.site(before)).rules.length;
      for (const redirect of [...froms, ...tos]) {
        if (!isFirst && !isPicked(`${sample.name} ${redirect.from} ${redirect.to}`, 4)) continue;
        const context = sample.site(before);
        const ask = `${redirect.from} -> ${redirect.to}`;
        const edits = format.add([redirect], before, file, context);
        if ('refused' in edits) {
          // Where a star stands for anything, an address with one cannot be written at all.
          if (!redirect.from.includes('*')) assert.doesNotMatch(edits.refused, /safely; write it there/, ask);
          continue;
        }
        const after = applyEdits(before, edits);
        const again = format.add([redirect], after, file, context);
        assert.deepEqual(again, [], `${ask}\n${after}`);
        const { rules } = format.parse(after, file, context);
        assert.ok(rules.length >= known, `${ask}\n${after}`);
      }
    });
  }
});
