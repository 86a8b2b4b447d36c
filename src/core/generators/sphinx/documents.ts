/**
 * Which files are documents, as `sphinx.project.Project.discover` finds them.
 * https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-exclude_patterns
 */
import { folderOf } from '../../paths.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import type { Builder } from './builder.ts';
import type { SphinxSettings } from './settings.ts';

const alwaysExcluded = ['**/_sources', '.#*', '**/.#*', '*.lproj/**'];

/** The name of a document: its path below the source folder without its extension; `undefined` for other files. */
export function docname(settings: SphinxSettings, source: string): string | undefined {
  const suffix = settings.suffixes.find((extension) => source.endsWith(extension));
  return suffix === undefined ? undefined : source.slice(0, source.length - suffix.length);
}

/** Whether a document is left out; an excluded folder takes all it holds with it. */
export function exclusionTest(settings: SphinxSettings): PathTest {
  const { exclude, templates, extra, assets } = settings;
  const excluded = [...exclude, ...templates, ...extra, ...assets, ...alwaysExcluded].map(sphinxPattern);
  const included = settings.include.map(sphinxPattern);
  const isExcluded = (path: string): boolean =>
    path !== '' && (excluded.some((test) => test(path)) || isExcluded(folderOf(path)));
  return (source) => isExcluded(source) || !included.some((test) => test(source));
}

/** Two stars cross slashes wherever they stand; braces and parentheses are themselves. */
function sphinxPattern(pattern: string): PathTest {
  const escaped = pattern.replace(/(?<!\/)\/+$/, '/').replace(/[{}()\\]/g, '\\$&');
  return globTest(escaped, { doubleStar: 'anything' });
}

/** Where a document is, below the base of the site. */
export function addressOf(document: string, builder: Builder, { fileExtension }: SphinxSettings): string {
  if (builder === 'html') return document + fileExtension;
  return document.replace(/(^|\/)index$/, '$1').replace(/([^/])$/, '$1/');
}
