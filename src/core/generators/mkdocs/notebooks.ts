/**
 * mkdocs-jupyter makes pages of notebooks and, unless told otherwise, of Python files.
 * https://mkdocs-jupyter.danielfrg.com/
 */
import { globTest } from '../../text/glob.ts';
import type { MkdocsSettings } from './settings.ts';

export function notebookTest({ plugins }: MkdocsSettings): (source: string) => boolean {
  const options = plugins.find(({ name }) => name === 'mkdocs-jupyter')?.options;
  if (options === undefined) return () => false;
  const include = patterns(options.include, ['*.py', '*.ipynb']);
  const ignore = patterns(options.ignore, []);
  return (source) =>
    /\.(?:ipynb|py)$/.test(source) && include.some((test) => test(source)) && !ignore.some((test) => test(source));
}

/** Python's `PurePath.match`: a pattern speaks of the end of the path. */
function patterns(value: unknown, standard: readonly string[]): readonly ((source: string) => boolean)[] {
  const given = Array.isArray(value) ? value.filter((item) => typeof item === 'string') : standard;
  return given.map((pattern) => globTest(pattern.startsWith('/') ? pattern.slice(1) : `**/${pattern}`));
}
