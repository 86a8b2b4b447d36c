/** Which files below the docs folder become pages. */
import { RE2JS } from 're2js';
import type { Note } from '../../model.ts';
import { globTest, ignoreTest, type PathTest } from '../../text/glob.ts';
import type { MkdocsSettings } from './settings.ts';

/** Which sources become no page, each by its path below the docs folder. */
export interface Exclusions {
  /** Hidden by MkDocs itself: names with a dot in front, the top-level `templates` folder. */
  readonly hidden: PathTest;
  /** Left out by `exclude_docs` or the exclude plugin. */
  readonly excluded: PathTest;
  /** `draft_docs`: shown by `mkdocs serve` only. */
  readonly draft: PathTest;
  readonly notes: readonly Note[];
}

export function exclusionsOf(settings: MkdocsSettings): Exclusions {
  const excludeDocs = ignoreTest(`.*\n/templates/\n${settings.excludeDocs}`);
  const hiddenAlways = ignoreTest('.*\n/templates/');
  const plugins = settings.plugins.filter(({ name }) => name === 'exclude').map(({ options }) => options);
  const globs = plugins.flatMap(({ glob }) => texts(glob)).map(shellPattern);
  const regexes = plugins.flatMap(({ regex }) => texts(regex)).map((regex) => ({ regex, test: pythonMatch(regex) }));
  const unread = regexes.filter(({ test }) => test === undefined);
  return {
    hidden: (path) => hiddenAlways(path) && excludeDocs(path),
    excluded: (path) =>
      excludeDocs(path) || globs.some((test) => test(path)) || regexes.some(({ test }) => test?.(path) ?? false),
    draft: ignoreTest(settings.draftDocs),
    notes: unread.map(({ regex }) => ({
      file: settings.file,
      message: `The exclude plugin's pattern ${regex} cannot be read here, so the pages it leaves out are listed as published; write it as a glob if they matter.`,
    })),
  };
}

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Python's `fnmatch`: a star crosses slashes, braces and parentheses are themselves. */
function shellPattern(pattern: string): PathTest {
  const escaped = pattern.replace(/[{}()\\]/g, '\\$&').replace(/\*+/g, '**');
  return globTest(escaped, { doubleStar: 'anything' });
}

/** Python's `re.match`: from the start, not to the end. */
function pythonMatch(regex: string): PathTest | undefined {
  try {
    const compiled = RE2JS.compile(regex);
    return (path) => compiled.matcher(path).lookingAt();
  } catch {
    return undefined; // the caller says so
  }
}
