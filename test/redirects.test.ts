import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import type { RepoPath } from '../src/core/paths.ts';
import { conditionText } from '../src/core/redirects/condition.ts';
import { redirectFormats } from '../src/core/redirects/editing/formats.ts';
import type { RedirectContext, RedirectFormat, RedirectRule } from '../src/core/redirects/format.ts';
import { openRedirects } from '../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../src/core/text/edits.ts';
import { made } from './support/edits.ts';
import { type Fixture, fixtures, mayUpdate } from './support/fixtures.ts';
import { lines, redirectSite, redirectsOf } from './support/redirectSite.ts';
import { printTextArchive } from './support/txtar.ts';

/**
 * A fixture is named after its format, then its case. Its sections:
 * `context` and `pages` of the site, other files of it as `repo/…`; the text `before` (none: the file is made),
 * the redirects to `add`, the text `after`, the `rules` read from it, what is `invalid` in it;
 * `undecided`, the line of a rule for `/old/page` that nobody can decide;
 * `removed`, when taking the added rules out again does not give `before`; `refused`, when nothing can be written.
 * `answers`: lines `address -> status target`, `-> page` or `-> none`, as the host answers with the text `after`, else `before`.
 * `line`: two rules on one line, with `line without first` and `line without last`, or `own lines`, why there are none.
 * `UPDATE=1` rewrites `after`, `rules` and `invalid`, but nothing of a fixture with a line `From: …`.
 */
describe('redirect formats', () => {
  for (const fixture of fixtures('redirects')) {
    const format = redirectFormats.find(({ id }) => fixture.name === id || fixture.name.startsWith(`${id}-`));
    describe(`${fixture.name}: ${fixture.comment.trim().split('\n')[0]}`, () => {
      it('names a format', () => assert.ok(format));
      if (!format) return;
      it('adds, reads, adds nothing twice, removes', () => check(fixture, format, (text) => text));
      it('does so with CRLF', () => check(fixture, format, (text) => text.replaceAll('\n', '\r\n')));
      it('does so without a final newline', () => check(fixture, format, (text) => text.replace(/\n$/, '')));
      if (fixture.files.has('answers')) it('answers as its host does', () => answers(fixture));
      it('does so with a byte order mark', () =>
        check(fixture, format, (text) => (text === '' ? '' : `\uFEFF${text}`), 1));
    });
  }
});

function check(fixture: Fixture, format: RedirectFormat, variant: (text: string) => string, shift = 0): void {
  const section = (name: string) => fixture.files.get(name);
  const file = (section('file')?.trim() ?? 'static/_redirects') as RepoPath;
  const files = new Map(
    [...fixture.files].flatMap(([path, text]) => (path.startsWith('repo/') ? [[path.slice(5), text]] : [])),
  );
  const made = section('before') === undefined;
  if (made && variant('a\n') !== 'a\n') return;
  const before = variant(section('before') ?? '');
  if (!made) files.set(file, before);
  const context = redirectSite({ context: section('context'), pages: section('pages'), files });
  const wanted = redirectsOf(section('add') ?? '');

  const edits = format.add(wanted, before, file, context);
  if ('refused' in edits) {
    if (update(fixture, { refused: `${edits.refused}\n` })) return;
    assert.equal(`${edits.refused}\n`, section('refused'));
    return;
  }
  assert.equal(section('refused'), undefined, 'it should be refused');
  const after = applyEdits(before, edits);
  const parsed = format.parse(after, file, context);
  const rules = print(parsed.rules);
  const invalid = parsed.invalid.map(({ line, message }) => `${line} ${message}\n`).join('');
  if (variant('a\n') === 'a\n' && update(fixture, { after, rules, ...(invalid ? { invalid } : {}) })) return;

  assert.equal(after, variant(section('after') ?? ''));
  assert.equal(rules, section('rules') ?? '');
  assert.equal(invalid, section('invalid') ?? '');
  for (const rule of parsed.rules) assert.ok(rule.start >= shift && rule.end > rule.start, 'a rule has a place');

  const again = format.add(wanted, after, file, context);
  assert.deepEqual(again, [], 'adding twice changes nothing');
  removes(fixture, format, context, { file, before, after, parsed: parsed.rules, variant });
}

/** The first answer to each address, as documented or measured. */
async function answers({ files: sections }: Fixture): Promise<void> {
  const file = sections.get('file')?.trim() ?? 'static/_redirects';
  const others = [...sections].flatMap(([path, text]) =>
    path.startsWith('repo/') ? [[path.slice(5), text] as const] : [],
  );
  const files = new Map([...others, [file, sections.get('after') ?? sections.get('before') ?? '']]);
  const site = redirectSite({ context: sections.get('context'), pages: sections.get('pages'), files });
  const table = await openRedirects(site);
  const found = lines(sections.get('answers') ?? '').map((line) => {
    const [asked = ''] = line.split(' -> ');
    const {
      steps: [step],
      outcome,
    } = table.resolve(asked);
    return `${asked} -> ${step === undefined ? outcome.kind : `${step.status} ${step.location}`.trimEnd()}`;
  });
  assert.deepEqual(found, lines(sections.get('answers') ?? ''));
}

interface Changed {
  readonly file: RepoPath;
  readonly before: string;
  readonly after: string;
  readonly parsed: readonly RedirectRule[];
  readonly variant: (text: string) => string;
}

function removes(fixture: Fixture, format: RedirectFormat, context: RedirectContext, changed: Changed): void {
  const { file, before, after, parsed, variant } = changed;
  const known = new Set(format.parse(before, file, context).rules.map(({ from, to }) => `${from} ${to}`));
  let text = after;
  for (const added of parsed.filter(({ from, to }) => !known.has(`${from} ${to}`))) {
    const rule = format.parse(text, file, context).rules.find(({ from, to }) => from === added.from && to === added.to);
    assert.ok(rule);
    text = applyEdits(text, made(format.remove(rule, text, context)));
  }
  const want = fixture.files.get('removed');
  assert.equal(text, want === undefined ? before : variant(want), 'removing takes out what was added');
}

function print(rules: readonly RedirectRule[]): string {
  return rules
    .map((rule) => {
      const { source } = rule;
      const meaning = source.kind === 'exact' || source.kind === 'prefix' ? source.path : '';
      const marks = [
        source.kind === 'exact' && meaning === rule.from ? '' : `${source.kind} ${meaning}`.trim(),
        rule.statusIsDefault ? 'default' : '',
        rule.force ? 'forced' : '',
        ...rule.conditions.map(conditionText),
        ...(rule.query ?? []).map(({ name, value }) => `?${name}=${value}`),
      ].filter((mark) => mark !== '');
      return `${rule.line} ${rule.from} -> ${rule.to} ${rule.status}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}\n`;
    })
    .join('');
}

function update(fixture: Fixture, sections: Readonly<Record<string, string>>): boolean {
  if (!mayUpdate(fixture)) return false;
  const rest = [...fixture.files].filter(([name]) => !['after', 'rules', 'invalid', 'refused'].includes(name));
  const files = new Map([...rest, ...Object.entries(sections)]);
  const removed = fixture.files.get('removed');
  if (removed !== undefined) {
    files.delete('removed');
    files.set('removed', removed);
  }
  writeFileSync(fixture.path, printTextArchive({ comment: fixture.comment, files }));
  return true;
}
