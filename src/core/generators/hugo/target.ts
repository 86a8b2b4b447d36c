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

/** A target written as a map; one that is no map matches every page. `language` is meant where it names none. */
export function pageTarget(written: unknown, language?: string): PageTarget {
  const target = isSettings(written) ? written : {};
  const kind = optional(textOf(target.kind));
  const path = optional(textOf(target.path));
  const environment = textOf(target.environment);
  const named = [...textsOf(target.lang), ...textsOf(settingsAt(target, 'sites', 'matrix').languages)];
  const languages = languagesTest(named.length > 0 || language === undefined ? named : [language]);
  const inProduction = environment === undefined || globTest(environment, globs)('production');
  return {
    matches: (page) => inProduction && kind(page.kind) && path(page.path) && languages(page.language),
  };
}

/** Pages of one kind in a top-level section, that of the section itself among them; `/` is the root's own pages. */
export function sectionTarget(kind: string, section: string): PageTarget {
  const name = section.toLowerCase().replace(/^[ /]+|[ /]+$/g, '');
  if (name === '') return pageTarget({ kind, path: '/*' });
  if (/[*?[\]{}]/.test(name)) return pageTarget({ kind, path: `/{${name},${name}/**}` });
  const start = `/${name}/`;
  return { matches: (page) => page.kind === kind && (page.path.startsWith(start) || page.path === `/${name}`) };
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
