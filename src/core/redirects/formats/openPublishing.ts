/**
 * Microsoft Learn `.openpublishing.redirection*.json`: `redirections: [{ source_path | source_path_from_root,
 * redirect_url, redirect_document_id }]`; the sources are files that are gone, named from the folder of this file or
 * from the repository's root. Their addresses are what the docset that holds them would give them.
 * https://learn.microsoft.com/contribute/content/redirects
 */

import { type DataNode, dataAt, textAt } from '../../data/data.ts';
import { below, builtUrl, extensionOf, folderOf, joinRepo, type RepoPath, type UrlPath, urlKey } from '../../paths.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from '../format.ts';
import { namedLike } from '../reach.ts';
import { isOffSite } from '../target.ts';
import { configFilesNamed, planInFile } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';

const grammar: RecordGrammar = {
  format: 'openPublishing',
  host: 'mslearn',
  target: 'redirect_url',
  lists: ({ root }) => [dataAt(root, 'redirections')].filter((node) => node !== undefined),
  read(record, _data, context, file) {
    const beside = field(record, 'source_path');
    const path = beside ?? field(record, 'source_path_from_root');
    const to = field(record, 'redirect_url');
    if (path === undefined || to === undefined) return { problem: 'A redirection needs source_path and redirect_url.' };
    const gone = beside === undefined ? joinRepo('', path.replace(/^\/+/, '')) : joinRepo(folderOf(file), beside);
    if (gone === undefined) return { problem: `${path} leaves the repository.` };
    if (context.repo.has(gone))
      return { problem: `${path} still exists; a redirection requires that its source file is deleted.` };
    return [{ from: path, to, source: sourceOf(gone, context), status: 301, force: false }];
  },
  write(redirect, context, _data, file) {
    if (redirect.below) return { refused: 'Microsoft Learn can only redirect single files.' };
    if (redirect.status !== 301 && redirect.status !== 308)
      return { refused: 'Microsoft Learn can only redirect permanently.' };
    const gone = goneFile(redirect.from, context);
    if (gone === undefined) return { refused: `No docset of the repository would publish ${redirect.from}.` };
    return [
      ['source_path', seenFrom(folderOf(file), gone)],
      ['redirect_url', isOffSite(redirect.to) ? redirect.to : redirect.to.replace(/(.)\/$/, '$1')],
      ['redirect_document_id', false],
    ];
  },
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'redirections' } : undefined),
};

/** Learn reads names of fields in any letter case: `redirect_URL`. */
function field(record: DataNode, name: string): string | undefined {
  if (record.kind !== 'object') return undefined;
  const key = record.members.find((member) => member.key.toLowerCase() === name)?.key;
  return key === undefined ? undefined : textAt(record, key);
}

/** The address a source file had. */
function sourceOf(gone: RepoPath, context: RedirectContext): SourcePattern {
  // What a page of YAML is, its text would tell; its address is that of a page of Markdown.
  const page = gone.replace(/\.ya?ml$/i, '.md') as RepoPath;
  const path = addressOf(page, context) ?? addressOf(inKnownFolder(page, context.repo.files), context);
  if (path !== undefined) return { kind: 'exact', path };
  return {
    kind: 'unknown',
    reason: 'no docset contains its file today',
    reach: namedLike(page.replace(/\/index\.md$/i, '')),
  };
}

/** Learn does not tell letter cases apart, so the outermost folder may be written in another one. */
function inKnownFolder(file: RepoPath, files: readonly RepoPath[]): RepoPath {
  const top = `${file.split('/')[0]}/`;
  const known = files.find((path) => path.slice(0, top.length).toLowerCase() === top.toLowerCase());
  return known === undefined ? file : ((known.slice(0, top.length) + file.slice(top.length)) as RepoPath);
}

function addressOf(file: RepoPath, { basePath, addressOf }: RedirectContext): UrlPath | undefined {
  if (addressOf !== undefined) return addressOf(file);
  return builtUrl(`${basePath.replace(/\/$/, '')}/${file.replace(/(\/index)?\.md$/i, '')}`);
}

/** A file that would have this address: beside the page whose folder is nearest, below the site's root otherwise. */
function goneFile(from: UrlPath, context: RedirectContext): RepoPath | undefined {
  const wanted = urlKey(from);
  const folders = new Map([[context.basePath.replace(/\/$/, ''), '']]);
  for (const file of context.repo.files) {
    if (extensionOf(file) !== '.md') continue;
    const route = context.routeOfFile(file);
    if (route === undefined) continue;
    const folder = route.url.slice(0, route.url.lastIndexOf('/'));
    if (below(wanted, folder) !== undefined && !folders.has(folder)) folders.set(folder, folderOf(file));
  }
  const nearest = [...folders].sort(([a], [b]) => b.length - a.length);
  for (const [address, folder] of nearest) {
    const rest = below(wanted, address);
    const names =
      rest === undefined ? [] : from.endsWith('/') ? [`${rest}/index.md`] : [`${rest}.md`, `${rest}/index.md`];
    for (const name of names) {
      const file = joinRepo(folder, name.replace(/^\//, ''));
      const address = file && addressOf(file, context);
      if (file && address !== undefined && urlKey(address) === wanted) return file;
    }
  }
  return undefined;
}

/** `../reference/a.md` for a file of `reference` as a file of `redir` names it. */
function seenFrom(folder: RepoPath, file: RepoPath): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = file.split('/');
  let same = 0;
  while (same < from.length && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}

export const openPublishing = {
  id: 'openPublishing',
  title: 'Microsoft Learn redirections',
  docs: 'https://learn.microsoft.com/contribute/content/redirects',
  reads: 'whole',
  writes: ['json'],
  files: async (context) => configFilesNamed(context, /^\.openpublishing\.redirection.*\.json$/),
  parse: (text, file, context) => parseRecords(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, {status}',
      because: 'Microsoft Learn reads its redirections from this file',
      fitness: 56,
      missing: 'The repository has no .openpublishing.redirection.json.',
    });
  },
  add: (redirects, text, file, context) => addRecords(grammar, redirects, text, file, context),
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
