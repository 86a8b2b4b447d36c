/** Which files Jekyll looks at. https://jekyllrb.com/docs/configuration/options/#global-configuration */
import { globTest, type PathTest } from '../../text/glob.ts';

/** Which files Jekyll reads at all. */
export interface EntryFilter {
  /** For files outside collections: every folder on the way has to pass too. */
  readonly page: PathTest;
  /** For files in a collection: `inside` is the path in its folder, which is itself below `folder`. */
  collection(inside: string, folder: string): boolean;
}

/** Always left out beside what the user says. */
const defaultExcludes = [
  ...['.sass-cache', '.jekyll-cache', '.ruby-lsp', 'gemfiles', 'Gemfile', 'Gemfile.lock', 'node_modules'],
  ...['vendor/bundle/', 'vendor/cache/', 'vendor/gems/', 'vendor/ruby/'],
];

export function entryFilter(include: readonly string[], exclude: readonly string[]): EntryFilter {
  const included = pathTest(include);
  const excluded = pathTest([...exclude, ...defaultExcludes].filter((pattern) => !include.includes(pattern)));
  const passes = (entry: string, base: string, name: string): boolean => {
    if (included(entry) || included(name)) return true;
    if (excluded(base === '' ? entry : `${base}/${entry}`)) return false;
    return !/^[._#~]/.test(entry) && !/^[._#~]/.test(name) && !entry.endsWith('~');
  };
  /** Every folder of it on the way, and the folder itself: most files lie in the folder of another. */
  const folders = new Map<string, boolean>();
  const passesFolder = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const parts = folder.split('/');
    const isPassed = parts.every((name, depth) => passes(name, parts.slice(0, depth).join('/'), name));
    folders.set(folder, isPassed);
    return isPassed;
  };
  return {
    page: (path) => {
      // A file may be named whole in `include`, its folders need not be.
      if (include.includes(path)) return true;
      const end = path.lastIndexOf('/');
      const name = path.slice(end + 1);
      if (end < 0) return passes(name, '', name);
      const folder = path.slice(0, end);
      return passesFolder(folder) && passes(name, folder, name);
    },
    collection: (inside, folder) => passes(inside, folder, inside.slice(inside.lastIndexOf('/') + 1)),
  };
}

/** A glob whose `*` goes across folders, or the beginning of a path. */
function pathTest(patterns: readonly string[]): PathTest {
  const tidy = patterns.map((pattern) => pattern.replace(/^\.?\//, ''));
  const globs = tidy
    .filter((pattern) => /[*?[]/.test(pattern))
    .map((pattern) => globTest(pattern.replace(/\*+/g, '**'), { doubleStar: 'anything' }));
  const starts = tidy.filter((pattern) => pattern !== '');
  return (path) =>
    starts.some((start) => path.startsWith(start) || `${path}/` === start) || globs.some((test) => test(path));
}
