/** What `siteConfig.js` and the files beside it say of addresses. https://v1.docusaurus.io/docs/en/site-config */
import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { baseNotes, doubtfulNote } from '../../script/notes.ts';
import { configurationOf, scriptReader } from '../../script/script.ts';
import {
  booleanOf,
  emptyObject,
  entriesOf,
  isAbsent,
  itemsOf,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { parseJson } from '../../text/json.ts';
import { basePathOf } from '../shared/siteAddress.ts';

/** A site of Docusaurus 1. */
export interface SiteOfOne {
  readonly root: RepoPath;
  readonly config: RepoPath;
  /** The folder of the pages in `docs`, beside that of the site. */
  readonly docs: RepoPath;
  readonly url: Value;
  readonly basePath: string;
  /** `docs/`; empty where they are at the top. */
  readonly docsPart: string;
  readonly hasCleanUrls: boolean;
  /** With `languages.js`: those that are on. */
  readonly languages: readonly string[] | undefined;
  /** English pages are below `en/` in any case. */
  readonly usesEnglish: boolean;
  /** The latest first; `undefined` without `versions.json`. */
  readonly versions: readonly string[] | undefined;
  /** Ids that a version, and what is older, has no more. */
  readonly deleted: ReadonlyMap<string, ReadonlySet<string>>;
  readonly notes: readonly Note[];
}

export async function readSiteOfOne(root: RepoPath, config: RepoPath, repo: Repo): Promise<SiteOfOne> {
  const scripts = scriptReader(repo, root);
  const script = await scripts.read(config);
  const read = script ? configurationOf(script) : emptyObject;
  const whole = doubtfulNote('the configuration', read, 'the usual settings are assumed');
  const object = read.kind === 'object' ? read : emptyObject;
  const option = (key: string) => writtenProperty(object, key);
  const [base, docsUrl, docs] = [option('baseUrl'), option('docsUrl'), option('customDocsPath')];
  const named = textValue(docsUrl) ?? 'docs';
  const options = [
    ...baseNotes('baseUrl', base, 'addresses are given as if it were `/`'),
    doubtfulNote('docsUrl', docsUrl, 'addresses are given as if it were `docs`'),
    doubtfulNote('customDocsPath', docs, 'the folder `docs` is read'),
  ].filter((note) => note !== undefined);
  const languages = await languagesOf(joinRepo(root, 'languages.js'), scripts);
  return {
    root,
    config,
    docs: joinRepo(root, '..', textValue(docs) ?? 'docs') ?? root,
    url: option('url'),
    basePath: basePathOf(textValue(base), 'path'),
    docsPart: named === '' ? '' : `${named.replace(/^\/+|(?<!\/)\/+$/g, '')}/`,
    hasCleanUrls: booleanOf(option('cleanUrl')) === true,
    languages: languages?.names,
    usesEnglish: booleanOf(option('useEnglishUrl')) === true,
    versions: await versionsOf(joinRepo(root, 'versions.json'), repo),
    deleted: new Map(entriesOf(option('deletedDocs')).map(([version, ids]) => [version, new Set(textValues(ids))])),
    notes: [...(script?.notes ?? []), ...(whole ? [whole] : []), ...options, ...(languages?.notes ?? [])],
  };
}

async function languagesOf(file: RepoPath | undefined, scripts: ReturnType<typeof scriptReader>) {
  const script = file && (await scripts.read(file));
  if (file === undefined || !script) return undefined;
  const list = configurationOf(script);
  const names = itemsOf(list).flatMap((item) => {
    const isOn = writtenProperty(item, 'enabled');
    return isAbsent(isOn) || booleanOf(isOn) === false ? [] : (textValue(writtenProperty(item, 'tag')) ?? []);
  });
  const note = doubtfulNote('the list of languages', list, 'English alone is taken for published');
  return { names: names.length > 0 ? names : ['en'], notes: note ? [note] : [] };
}

async function versionsOf(file: RepoPath | undefined, repo: Repo): Promise<readonly string[] | undefined> {
  const text = file && (await repo.read(file));
  if (text === undefined) return undefined;
  const list = parseJson(text);
  return Array.isArray(list) ? list.filter((item: unknown) => typeof item === 'string') : [];
}
