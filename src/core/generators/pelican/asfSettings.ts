/**
 * `pelicanconf.yaml`, of which the Apache Software Foundation's builder makes a `pelicanconf.py` at each build: every page
 * keeps its path, HTML is copied, and posts of a blog are below `blog/`.
 *
 * https://infra.apache.org/asf-pelican-config.html
 */
import type { Note } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import type { PythonAssignment, PythonValue } from '../../python/literals.ts';
import { isSettings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';

export const asfConfigName = 'pelicanconf.yaml';

/** The settings that its builder makes of it. */
export function readAsfSettings(
  file: RepoPath,
  source: string,
): {
  readonly assignments: ReadonlyMap<string, PythonAssignment>;
  readonly notes: readonly Note[];
} {
  const { value, problem } = readYaml(source);
  const data = isSettings(value) ? value : {};
  const domain = textOf(settingsAt(data, 'site').domain);
  const content = settingsAt(data, 'content');
  const pages = textOf(content.pages) ?? '.';
  const statics = content.static === undefined ? ['.'] : textsOf(content.static);
  const inside = pages === '.' ? '' : `${pages}/`;
  const values: Readonly<Record<string, PythonValue>> = {
    ...(domain === undefined ? {} : { SITEURL: `https://${domain}` }),
    PAGE_PATHS: [pages],
    STATIC_PATHS: statics,
    PATH_METADATA: `${inside}(?P<path_no_ext>.*)\\..*`,
    FILENAME_METADATA: '(?P<slug>.*)',
    PAGE_SAVE_AS: '{path_no_ext}.html',
    INDEX_SAVE_AS: '',
    TAGS_SAVE_AS: '',
    CATEGORIES_SAVE_AS: '',
    AUTHORS_SAVE_AS: '',
    ARCHIVES_SAVE_AS: '',
    ARTICLE_PATHS: ['blog'],
    ARTICLE_URL: 'blog/{slug}.html',
    ARTICLE_SAVE_AS: 'blog/{slug}.html',
    READERS: { html: null },
  };
  const domainAt = source.split('\n').findIndex((line) => /^\s*domain\s*:/.test(line));
  const lineOf = (name: string) => (name === 'SITEURL' ? domainAt + 1 : 1);
  return {
    assignments: new Map(
      Object.entries(values).map(([name, assigned]) => [name, { value: assigned, line: lineOf(name) }]),
    ),
    notes: problem
      ? [{ file, line: problem.line, message: `Not read: ${problem.message}`, doubtsAddresses: true }]
      : [],
  };
}
