/** Which pages a permalink pattern or a cascade is meant for. https://gohugo.io/content-management/front-matter/#target */
import { globTest, type PathTest } from '../../text/glob.ts';
import { isSettings, settingsAt, textOf, textsOf } from '../../text/settings.ts';

/** Which pages a rule of the configuration is for. */
export interface PageTarget {
  /** `path` is the logical path: `/posts/hello`. */
  matches(page: { readonly kind: string; readonly path: string; readonly language: string }): boolean;
}

/** Hugo's globs: `*` within a segment, `**` anything, letter case aside. */
const globs = { doubleStar: 'anything', ignoreCase: true } as const;

/** For which build a target is read. */
export interface TargetReading {
  /** Meant where the target names none. */
  readonly language?: string;
  readonly environment: string;
}

/** A target written as a map; one that is no map matches every page. */
export function pageTarget(written: unknown, { language, environment: built }: TargetReading): PageTarget {
  const target = isSettings(written) ? written : {};
  const kind = optional(textOf(target.kind));
  const path = optional(textOf(target.path));
  const environment = textOf(target.environment);
  const named = [...textsOf(target.lang), ...textsOf(settingsAt(target, 'sites', 'matrix').languages)];
  const languages = languagesTest(named.length > 0 || language === undefined ? named : [language]);
  const isBuilt = environment === undefined || globTest(environment, globs)(built);
  return {
    matches: (page) => isBuilt && kind(page.kind) && path(page.path) && languages(page.language),
  };
}

/** Pages of one kind in a top-level section, that of the section itself among them; `/` is the root's own pages. */
export function sectionTarget(kind: string, section: string): PageTarget {
  const name = section.toLowerCase().replace(/^[ /]+|[ /]+$/g, '');
  if (kind === 'home') return { matches: (page) => page.kind === kind };
  if (name === '') return pathTarget(kind, '/*');
  if (/[*?[\]{}]/.test(name)) return pathTarget(kind, `/{${name},${name}/**}`);
  const start = `/${name}/`;
  return { matches: (page) => page.kind === kind && (page.path.startsWith(start) || page.path === `/${name}`) };
}

function pathTarget(kind: string, pattern: string): PageTarget {
  const path = globTest(pattern, globs);
  return { matches: (page) => page.kind === kind && path(page.path) };
}

/** Globs of language keys, `! de` taking one away. */
export function languagesTest(patterns: readonly string[]): PathTest {
  if (patterns.length === 0) return () => true;
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'));
  const without = excluded.map((pattern) => globTest(pattern.slice(1).trim(), globs));
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!')).map((pattern) => globTest(pattern, globs));
  return (key) => (wanted.length === 0 || wanted.some((test) => test(key))) && !without.some((test) => test(key));
}

function optional(pattern: string | undefined): PathTest {
  return pattern === undefined ? () => true : globTest(pattern, globs);
}
