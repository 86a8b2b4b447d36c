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
  return {
    page: (path) => {
      const parts = path.split('/');
      // A file may be named whole in `include`, its folders need not be.
      if (include.includes(path)) return true;
      return parts.every((name, depth) => passes(name, parts.slice(0, depth).join('/'), name));
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
