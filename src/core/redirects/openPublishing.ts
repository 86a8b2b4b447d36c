/**
 * Microsoft Learn `.openpublishing.redirection*.json`: `redirections: [{ source_path | source_path_from_root,
 * redirect_url, redirect_document_id }]`; the sources are files that are gone.
 * https://learn.microsoft.com/contribute/content/redirects
 */
import { repoPath, urlPath } from '../paths.ts';
import { dataAt, textAt } from '../text/data.ts';
import { filesNamed, planInFile } from './configFile.ts';
import type { RedirectContext, RedirectFormat } from './format.ts';
import { memberList, parseRecords, type RecordGrammar } from './recordList.ts';
import { addRecords, removeRecord } from './recordListEdit.ts';
import { isOffSite } from './target.ts';

const grammar: RecordGrammar = {
  format: 'openPublishing',
  host: 'mslearn',
  target: 'redirect_url',
  lists: ({ root }) => [dataAt(root, 'redirections')].filter((node) => node !== undefined),
  read(record, _data, context) {
    const path = textAt(record, 'source_path') ?? textAt(record, 'source_path_from_root');
    const to = textAt(record, 'redirect_url');
    if (path === undefined || to === undefined) return { problem: 'A redirection needs source_path and redirect_url.' };
    if (context.repo.has(repoPath(path.replace(/^\/+/, '')) ?? (path as never))) {
      return { problem: `${path} still exists; a redirection needs its source file to be gone.` };
    }
    return [{ from: path, to, source: { kind: 'exact', path: addressOf(path, context) }, status: 301, force: false }];
  },
  write(redirect, context) {
    if (redirect.below) return { refused: 'Microsoft Learn redirects single files.' };
    if (redirect.status !== 301 && redirect.status !== 308)
      return { refused: 'Microsoft Learn only redirects for good.' };
    const path = fileOf(redirect.from, context);
    return [
      ['source_path', path],
      ['redirect_url', isOffSite(redirect.to) ? redirect.to : redirect.to.replace(/(.)\/$/, '$1')],
      ['redirect_document_id', false],
    ];
  },
  missing: ({ root }) => (root.kind === 'object' ? { into: root, print: memberList('"redirections"') } : undefined),
};

/** The address a source file had: without its ending, below the site. */
function addressOf(path: string, { basePath }: RedirectContext) {
  return urlPath(
    `${basePath.replace(/\/$/, '')}/${path.replace(/^\/+/, '').replace(/(\/index)?\.(md|yml|yaml)$/i, '')}`,
  );
}

function fileOf(from: string, { basePath }: RedirectContext): string {
  const base = basePath.replace(/\/$/, '');
  const below = base !== '' && from.startsWith(`${base}/`) ? from.slice(base.length) : from;
  const path = below.replace(/^\/+/, '');
  return path.endsWith('/') ? `${path}index.md` : `${path}.md`;
}

export const openPublishing = {
  id: 'openPublishing',
  title: 'Microsoft Learn redirections',
  docs: 'https://learn.microsoft.com/contribute/content/redirects',
  reads: 'whole',
  files: async (context) => filesNamed(context, /^\.openpublishing\.redirection.*\.json$/),
  parse: (text, file, context) => parseRecords(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}',
      because: 'Microsoft Learn reads its redirections from this file',
      fitness: 56,
      missing: 'The repository has no .openpublishing.redirection.json.',
    });
  },
  add: (redirects, text, file, context) => addRecords(grammar, redirects, text, file, context),
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
