/** What somebody forgot who adds a redirect format or a host: read from the texts of the repository, as a person would. */

const formats = 'src/core/redirects/formats/';
const hosts = 'src/core/redirects/hosts/';
const fixtures = 'test/fixtures/redirects/';

interface Entry {
  readonly id: string;
  /** The name it is exported by. */
  readonly name: string;
  readonly file: string;
}

/** Texts by path; a sentence for everything that is missing, with the file to go to. */
export function forgotten(files: ReadonlyMap<string, string>): readonly string[] {
  const made = entriesIn(files, formats, /^export const (\w+)(?:: RedirectFormat)? = \{\s+id: '(\w+)',/m);
  const places = entriesIn(files, hosts, /^export const (\w+): \w*Host<'(\w+)'/m);
  const fixtureNames = [...files.keys()].filter((path) => path.startsWith(fixtures));
  const withFixture = (id: string) =>
    fixtureNames.some((path) => path === `${fixtures}${id}.txt` || path.startsWith(`${fixtures}${id}-`));
  return [
    ...unlisted(made, `${formats}index.ts`, files),
    ...unlisted(places, `${hosts}index.ts`, files),
    ...made.flatMap(({ id, file }) => (withFixture(id) ? [] : [`${file} has no fixture: write ${fixtures}${id}.txt.`])),
  ];
}

/** The entries of a registry: one file each, or one file of a folder. */
export function entriesIn(files: ReadonlyMap<string, string>, folder: string, entry: RegExp): readonly Entry[] {
  return [...files].flatMap(([file, text]) => {
    const [, name, id] = file.startsWith(folder) ? (entry.exec(text) ?? []) : [];
    return name === undefined || id === undefined ? [] : [{ name, id, file }];
  });
}

function unlisted(entries: readonly Entry[], index: string, files: ReadonlyMap<string, string>): readonly string[] {
  const lines = (files.get(index) ?? '').split('\n').map((line) => line.trim());
  return entries.flatMap(({ name, file }) =>
    lines.includes(`${name},`) ? [] : [`${file} is not listed: import ${name} in ${index} and put it into the list.`],
  );
}
