/**
 * Files with a comment behind each of their lines, with tabs in front of them, with blanks behind them and with empty lines
 * between them: a redirect is added so that every line stays as it was, and taken out so that nothing is left of it.
 */
import assert from 'node:assert/strict';
import type { Syntax } from '../../../src/core/data/syntax.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectContext, RedirectFormat } from '../../../src/core/redirects/format.ts';
import { syntaxIn } from '../../../src/core/redirects/syntaxProblem.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { fixtures } from '../../support/fixtures.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

/** How a comment begins that may stand behind something; none where a line holds no comment. */
const signs: Partial<Readonly<Record<Syntax, string>>> = {
  yaml: '#',
  toml: '#',
  script: '//',
  python: '#',
  ruby: '#',
  nginx: '#',
  caddy: '#',
  hcl: '#',
  page: '#',
};

type Change = (line: string, syntax: Syntax) => string;

const isText = (line: string) => /^\s*(?:#|\/\/|$)|"""|'''|[|>]-?$|\\$/.test(line);
const changes: Readonly<Record<string, Change>> = {
  'a comment behind each line': (line, syntax) =>
    signs[syntax] === undefined || isText(line) ? line : `${line} ${signs[syntax]} why`,
  'tabs in front': (line, syntax) =>
    ['yaml', 'page', 'python'].includes(syntax)
      ? line
      : line.replace(/^(?: {2})+/, (blanks) => '\t'.repeat(blanks.length / 2)),
  'blanks behind': (line) => (line === '' || line.endsWith('\\') ? line : `${line}  `),
};

/** Formats in which a line means something else with that, or whose front matter is no YAML. */
const others: readonly (readonly [change: string, sample: RegExp])[] = [
  ['a comment behind each line', /^(?:hugoAliases-json|pelicanAlias-lines|redirectsFile-template)$/],
  // What a field without its name says ends with its line.
  ['blanks behind', /^pelicanAlias-/],
];

interface Sample {
  readonly name: string;
  readonly format: RedirectFormat;
  readonly file: RepoPath;
  readonly before: string;
  readonly add: string;
  site(text: string): RedirectContext;
}

const samples = fixtures('redirects').flatMap(({ name, files }): readonly Sample[] => {
  const format = redirectFormats.find(({ id }) => name === id || name.startsWith(`${id}-`));
  const [before, add] = [files.get('before'), files.get('add') ?? ''];
  if (!format || before === undefined || before.trim() === '' || files.has('refused') || add === '') return [];
  const file = (files.get('file')?.trim() ?? 'static/_redirects') as RepoPath;
  const own = [...files].flatMap(([path, text]) => (path.startsWith('repo/') ? [[path.slice(5), text] as const] : []));
  const site = (text: string) =>
    redirectSite({
      context: files.get('context'),
      pages: files.get('pages'),
      files: new Map([...own, [file, text] as const]),
    });
  // Where taking out leaves something else, the fixture says so.
  return files.has('removed') ? [] : [{ name, format, file, before, add, site }];
});

/** The lines of a file, or of the front matter of a page. */
function changed(text: string, syntax: Syntax, change: Change): string {
  const lines = text.split('\n');
  const isFenced = /^(?:---|\+\+\+)$/.test(lines[0] ?? '');
  const end = isFenced ? lines.indexOf(lines[0] ?? '', 1) : lines.length;
  return lines.map((line, i) => (i < end && (i > 0 || !isFenced) ? change(line, syntax) : line)).join('\n');
}

/** The lines of one text that another has not any more, in their order; a comma at the end of one is no part of it. */
function lost(before: string, after: string): readonly string[] {
  const bare = (line: string) => line.replace(/,(?=\s*(?:(?:#|\/\/) why)?\s*$)/, '').trimEnd();
  const lines = after.split('\n').map(bare);
  let at = 0;
  return before.split('\n').filter((line) => {
    const found = lines.indexOf(bare(line), at);
    if (found >= 0) at = found + 1;
    return found < 0;
  });
}

describe('redirect files whose lines hold more than a rule', () => {
  for (const sample of samples) {
    const syntax = syntaxIn(sample.format, sample.file);
    for (const [what, change] of Object.entries(changes)) {
      const text = changed(sample.before, syntax, change);
      if (text === sample.before || others.some(([name, odd]) => name === what && odd.test(sample.name))) continue;
      it(`stay as they are: ${sample.name}, ${what}`, () => stays(sample, text));
    }
  }
});

function stays({ format, file, before, add, site }: Sample, text: string): void {
  const context = site(text);
  const redirects = redirectsOf(add);
  const plain = format.add(redirects, before, file, site(before));
  const edits = format.add(redirects, text, file, context);
  assert.ok(!('refused' in plain));
  assert.ok(!('refused' in edits), 'refused' in edits ? edits.refused : '');
  const after = applyEdits(text, edits);
  const { rules: old } = format.parse(text, file, context);
  assert.equal(old.length, format.parse(before, file, site(before)).rules.length, text);
  // A rule that is changed is another line, here as there.
  assert.equal(lost(text, after).length, lost(before, applyEdits(before, plain)).length, after);
  const known = new Set(old.map(({ from, to }) => `${from} ${to}`));
  let rest = after;
  for (;;) {
    const { rules } = format.parse(rest, file, context);
    const added = rules.find(({ from, to }) => !known.has(`${from} ${to}`));
    if (!added) break;
    rest = applyEdits(rest, made(format.remove(added, rest, context)));
  }
  assert.equal(rest, text, after);
}
