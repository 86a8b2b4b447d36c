/** What a fixture of a redirect format holds for the loops over all formats, so that a new format brings it along. */
import type { RepoPath } from '../../src/core/paths.ts';
import { redirectFormats } from '../../src/core/redirects/editing/formats.ts';
import { type Fixture, fixtures } from './fixtures.ts';

export interface FormatFixture extends Fixture {
  readonly format: string;
  /** The file its texts are texts of. */
  readonly file: RepoPath;
  /** The other files of its site. */
  readonly others: ReadonlyMap<string, string>;
}

export const fixturesOfFormats: readonly FormatFixture[] = fixtures('redirects').flatMap((fixture) => {
  const format = redirectFormats.find(({ id }) => fixture.name === id || fixture.name.startsWith(`${id}-`));
  const others = [...fixture.files].flatMap(([path, text]) =>
    path.startsWith('repo/') ? [[path.slice(5), text] as const] : [],
  );
  const file = (fixture.files.get('file')?.trim() ?? 'static/_redirects') as RepoPath;
  return format ? [{ ...fixture, format: format.id, file, others: new Map(others) }] : [];
});

/** The fixtures of formats that a test has no list of its own for. */
export function fixturesBeside(listed: Iterable<string>): readonly FormatFixture[] {
  const known = new Set(listed);
  return fixturesOfFormats.filter(({ format }) => !known.has(format));
}

/** For each format that is neither listed nor has such a section, what to write where. */
export function missingSections(listed: Iterable<string>, section: RegExp, advice: string): readonly string[] {
  const known = new Set(listed);
  const hasSection = ({ files }: Fixture) => [...files.keys()].some((name) => section.test(name));
  for (const fixture of fixturesOfFormats) if (hasSection(fixture)) known.add(fixture.format);
  return redirectFormats.flatMap(({ id }) =>
    known.has(id) ? [] : [`test/fixtures/redirects/${id}.txt needs ${advice}`],
  );
}
