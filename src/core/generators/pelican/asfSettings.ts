/**
 * `pelicanconf.yaml`, of which the Apache Software Foundation's builder makes a `pelicanconf.py` at each build: every page
 * keeps its path, HTML is copied, and posts of a blog are below `blog/`.
 *
 * https://infra.apache.org/asf-pelican-config.html
 */
import { parse } from 'yaml';
import type { RepoPath } from '../../paths.ts';
import type { PythonAssignment, PythonValue } from '../../python/literals.ts';
import { isYamlTooDeep } from '../../text/yaml.ts';

type Values = Readonly<Record<string, unknown>>;

export const asfConfigName = 'pelicanconf.yaml';

/** The settings that its builder makes of it. */
export function readAsfSettings(
  file: RepoPath,
  source: string,
): ReadonlyMap<string, PythonAssignment & { file: RepoPath }> {
  const data = isYamlTooDeep(source) ? {} : mapOf(readYaml(source));
  const site = mapOf(data.site);
  const content = mapOf(data.content);
  const pages = typeof content.pages === 'string' ? content.pages : '.';
  const statics = Array.isArray(content.static) ? content.static.filter((name) => typeof name === 'string') : ['.'];
  const inside = pages === '.' ? '' : `${pages}/`;
  const values: Readonly<Record<string, PythonValue>> = {
    ...(typeof site.domain === 'string' ? { SITEURL: `https://${site.domain}` } : {}),
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
  return new Map(
    Object.entries(values).map(([name, value]) => [name, { value, file, line: name === 'SITEURL' ? domainAt + 1 : 1 }]),
  );
}

function readYaml(source: string): unknown {
  try {
    return parse(source);
  } catch {
    return undefined;
  }
}

function mapOf(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Values) : {};
}
