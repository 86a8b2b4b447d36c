import assert from 'node:assert/strict';
import { siteTarget } from '../../../src/core/backlinks/siteTarget.ts';
import { savedText } from '../../../src/io/savedFiles/openFiles.ts';
import type { SourceEntry } from '../../../src/io/sourceHost.ts';
import { sources } from '../../../src/io/sources/index.ts';
import { readSavedFiles } from '../../../src/io/sources/savedFiles.ts';
import { exampleSource } from '../../support/exampleSource.ts';
import { type Fixture, fixtures } from '../../support/fixtures.ts';

const all: readonly SourceEntry[] = [...sources, exampleSource];
const cases = fixtures('sources');
const told = ['site', 'want', 'says'];
const filesOf = ({ files }: Fixture) =>
  [...files]
    .filter(([name]) => !told.includes(name))
    .map(([name, text]) => {
      const archive = /^(.*\.zip)\//.exec(name)?.[1];
      return { ...savedText(name, text.replace(/\n$/, '')), archive };
    });
const scopeOf = ({ files }: Fixture) => {
  const target = siteTarget(files.get('site') ?? '');
  assert.ok(target);
  return { targets: [target], includeSubdomains: true };
};

const today = '2026-11-23';

/** `test/fixtures/sources/ID.txt`, or `ID-CASE.txt`: files as they were saved, the site, and the pages in them. */
describe('saved files of every source', () => {
  it('are of sources that are listed', () => {
    const isOf = (name: string, { id }: SourceEntry) => name === id || name.startsWith(`${id}-`);
    for (const { name } of cases) {
      const message = `test/fixtures/sources/${name}.txt is of no source: list it in src/io/sources/index.ts`;
      assert.ok(
        all.some((entry) => isOf(name, entry)),
        message,
      );
    }
  });
  for (const { id, saved } of all) {
    const own = cases.filter(({ name }) => name === id || name.startsWith(`${id}-`));
    if (saved === undefined) continue;
    it(`has a fixture for ${id}`, () => assert.ok(own.length > 0, `add test/fixtures/sources/${id}.txt`));
    for (const fixture of own) {
      it(`reads ${fixture.name}`, async () => {
        const read = await readSavedFiles(all, filesOf(fixture), scopeOf(fixture), today);
        assert.ok(read.ok, read.ok ? '' : read.failure.message);
        const line = (page: (typeof read.value.pages)[number]) =>
          [page.url, page.status, page.backlinks ?? '?', page.referringDomains ?? '?'].join('\t');
        assert.equal(`${read.value.pages.map(line).join('\n')}\n`, fixture.files.get('want'));
        const says = [...read.value.notes, ...(read.value.gaps ?? [])].map(({ message }) => message);
        for (const sentence of (fixture.files.get('says') ?? '').split('\n').filter((each) => each !== '')) {
          assert.ok(says.includes(sentence), `${sentence}\nis not among\n${says.join('\n')}`);
        }
      });
      it(`is the only one that takes ${fixture.name} for its own`, async () => {
        for (const file of filesOf(fixture)) {
          const taken: string[] = [];
          const last = ({ saved }: SourceEntry) => Number(saved?.isFallback === true);
          for (const entry of [...all].sort((a, b) => last(a) - last(b))) {
            // Those that are asked last are asked only where nobody else took it.
            if (entry.saved?.isFallback && taken.length > 0) continue;
            if (await entry.saved?.recognises(file, scopeOf(fixture))) taken.push(entry.id);
          }
          assert.deepEqual(taken, [id], file.name);
        }
      });
    }
    it(`takes rows of another site for no all-clear of ${id}`, async () => {
      const other = siteTarget('https://another-site.example/');
      assert.ok(other);
      // A file of paths alone does not say of which site it is.
      const isNamed = (fixture: Fixture) =>
        filesOf(fixture).some(({ start }) => start.includes(scopeOf(fixture).targets[0]?.host ?? ''));
      for (const fixture of own.filter(isNamed)) {
        const read = await readSavedFiles(all, filesOf(fixture), { targets: [other], includeSubdomains: true }, today);
        assert.ok(!read.ok, `${fixture.name} is of another site, and its reader says nothing of it`);
        assert.match(read.failure.message, /another site/);
      }
    });
    it(`takes a file of ${id} that ends early for no all-clear`, async () => {
      for (const fixture of own) {
        const [file] = filesOf(fixture);
        assert.ok(file);
        const lines = file.start.split('\n');
        for (let kept = 1; kept < lines.length; kept++) {
          const early = savedText(file.name, lines.slice(0, kept).join('\n'));
          const read = await readSavedFiles(all, [early], scopeOf(fixture), today);
          if (!read.ok) continue;
          const { pages, leftOut, gaps = [] } = read.value;
          // A log that shows only pages that answer is one: it tells of every request.
          const says = pages.length + leftOut.length + gaps.length > 0 || id === 'accesslog';
          assert.ok(says, `${fixture.name}, its first ${kept} lines`);
        }
      }
    });
    it(`takes no other file for one of ${id}`, async () => {
      const others = cases.filter((fixture) => !own.includes(fixture)).flatMap(filesOf);
      const odd = ['', '{', '{}', '[]', 'null', '<html></html>', '\u0000\u0001', '{"tasks":[]}', 'a,b\n1,2\n'];
      for (const file of [...others, ...odd.map((text) => savedText('odd', text))]) {
        if (saved.isFallback && !odd.includes(file.start)) continue;
        const scope = scopeOf(own[0]!);
        assert.equal(await saved.recognises(file, scope), false, file.start.slice(0, 40));
      }
    });
  }
});
