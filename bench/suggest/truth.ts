/** The human redirects that suggestions are compared with; see the README beside them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Route } from '../../src/core/model.ts';
import { type RepoPath, type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import { truth } from '../places.ts';

const folder = resolve(truth, 'redirects');

/** Where the tables lie that `harvest.ts` makes: `BENCH_MORE_TRUTH`, else the git-ignored cache. */
export const moreTruth = resolve(
  process.env.BENCH_MORE_TRUTH ?? join(import.meta.dirname, '..', '..', '.cache', 'truth-more'),
);

export interface Truth {
  readonly name: string;
  readonly commit: string;
  readonly hosts: readonly string[];
  readonly foldCase: boolean;
  readonly pairs: readonly { readonly from: string; readonly to: string; readonly toFile: string }[];
  readonly negatives: readonly string[];
  readonly pages: readonly Route[];
}

export const names = [
  'gohugoio__hugoDocs',
  'MicrosoftDocs__PowerShell-Docs',
  'knative__docs',
  'cert-manager__website',
  'dart-lang__site-www',
  'withastro__docs',
  '18F__handbook',
  'mattermost__docs',
];

/** The tables that were harvested; they are for fitting beside the others, not among the figures we report. */
export function moreNames(): readonly string[] {
  if (!existsSync(moreTruth)) return [];
  return readdirSync(moreTruth).flatMap((file) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []));
}

export function readTruth(name: string): Truth {
  const base = resolve(existsSync(join(folder, `${name}.json`)) ? folder : moreTruth, name);
  const about = JSON.parse(readFileSync(`${base}.json`, 'utf8')) as {
    commit: string;
    site_hosts?: string[];
    url_case_insensitive?: boolean;
  };
  const rows = (text: string) =>
    text
      .split('\n')
      .filter(Boolean)
      .slice(1)
      .map((line) => line.split('\t'));
  const table = (file: string) => (existsSync(file) ? rows(readFileSync(file, 'utf8')) : []);
  const listed = `${base}.pages.tsv.gz`;
  const pages = existsSync(listed) ? rows(gunzipSync(readFileSync(listed)).toString('utf8')) : [];
  return {
    name,
    commit: about.commit,
    hosts: about.site_hosts ?? [],
    foldCase: about.url_case_insensitive === true,
    pairs: table(`${base}.pairs.tsv`).map(([from = '', to = '', toFile = '']) => ({ from, to, toFile })),
    negatives: table(`${base}.negatives.tsv`).map(([from = '']) => from),
    pages: pages.map(([url = '', file = '', title = '']) => ({
      url: urlPath(url) as UrlPath,
      file: file as RepoPath,
      kind: url === '/' ? 'home' : 'page',
      ...(title ? { title } : {}),
    })),
  };
}

/** Addresses are compared as the metric does: without case where the site ignores it. */
export function truthKey(url: string, truth: Pick<Truth, 'foldCase'>): string {
  const key = urlKey(urlPath(url)).replace(/\.html?$/i, '');
  return truth.foldCase ? key.toLowerCase() : key;
}

/** A rule for a whole directory that keeps the rest of the address, both ends on the site: `/docs/` to `/guides/`. */
export interface Wildcard {
  readonly from: string;
  readonly to: string;
}

/** The maintainers' wildcards of this kind, in whatever language of patterns they are written; `/:lang/` stands as `/en/`. */
export function readWildcards({ name, hosts }: Truth): readonly Wildcard[] {
  const file = resolve(folder, `${name}.wildcards.tsv`);
  if (!existsSync(file)) return [];
  const onSite = (pattern: string): string | undefined => {
    const [, host, path] = /^https?:\/\/([^/]+)(.*)$/.exec(pattern) ?? [];
    if (host === undefined) return pattern;
    return hosts.includes(host.toLowerCase()) ? path : undefined;
  };
  const lines = readFileSync(file, 'utf8').split('\n').slice(1);
  return lines.flatMap((line) => {
    const [from = '', to = ''] = line.split('\t').map((cell) => (onSite(cell) ?? '').replace(/^\/:lang\//, '/en/'));
    const source = /^(\/[^*:{]+)\/(?:\*|:\w+\*?)$/.exec(from)?.[1];
    const target = /^((?:\/[^*:{?#]+)?)\/:\w+\*?\/?$/.exec(to)?.[1];
    return source === undefined || target === undefined ? [] : [{ from: `${source}/`, to: `${target}/` }];
  });
}
