/**
 * Fern `docs.yml`: `redirects: [{ source, destination, permanent }]`, 308 unless `permanent` is false. In place of the list
 * may stand the names of files that hold one each, below a `redirects` of their own.
 * https://buildwithfern.com/learn/docs/seo/redirects
 */
import { type DataText, dataAt, itemsAt, openData, textAt, valueAt } from '../../data/data.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { RedirectContext, RedirectFormat } from '../format.ts';
import { fern } from '../hosts/fern.ts';
import { escapedTarget, isOffSite } from '../target.ts';
import { configFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';

const grammar: RecordGrammar = {
  format: 'fernDocs',
  host: 'fern',
  target: 'destination',
  lists({ root }) {
    const list = dataAt(root, 'redirects');
    return list === undefined || filesNamed(root).length > 0 ? [] : [list];
  },
  read(record, _data, { basePath }) {
    const [from, to] = [textAt(record, 'source'), textAt(record, 'destination')];
    const permanent = valueAt(record, 'permanent');
    if (from === undefined || to === undefined) return { problem: 'A redirect needs source and destination.' };
    if (!to.startsWith('/') && !isOffSite(to)) {
      return { problem: `${to}: a destination is a path that begins with / or an address with https://.` };
    }
    const status = permanent === false ? 307 : 308;
    return [{ from, to, source: fern.source(from, { basePath }), status, statusIsDefault: permanent === undefined }];
  },
  write(redirect) {
    const status = statusOf(redirect, 308, 307);
    if (status === undefined) return { refused: 'Fern has no status 410.' };
    const { from } = redirect;
    if (/[^\w\-./~!$&',;=@]/.test(from)) return { refused: `Fern may take a sign of ${from} for something else.` };
    const to = isOffSite(redirect.to) ? redirect.to : escapedTarget(redirect.to, /[:()*+{}]/g);
    if (redirect.below && isOffSite(to)) return { refused: 'Fern keeps the rest of an address on its own site only.' };
    const folder = (path: string) =>
      redirect.below ? `${path.replace(/\/$/, '')}/:slug*` : path.replace(/(.)\/$/, '$1');
    return [
      ['source', folder(from)],
      ['destination', folder(to)],
      ['permanent', status === 308],
    ];
  },
  missing: ({ root }) =>
    root.kind === 'object' && dataAt(root, 'redirects') === undefined ? { into: root, name: 'redirects' } : undefined,
};

/** The files that stand for the list. */
function filesNamed(root: DataText['root']): readonly string[] {
  const own = textAt(root, 'redirects');
  return own === undefined ? itemsAt(root, 'redirects').flatMap((item) => textAt(item) ?? []) : [own];
}

/** Fern's own `docs.yml`, and the files of redirects it names, which come first as rules are written there. */
async function filesOf({ repo, ...context }: RedirectContext): Promise<readonly RepoPath[]> {
  const own: RepoPath[] = [];
  for (const file of configFilesNamed({ repo, ...context }, /^docs\.ya?ml$/)) {
    const project = joinRepo(folderOf(file), 'fern.config.json');
    if (project === undefined || !repo.has(project)) continue;
    if (context.root !== undefined && folderOf(file) !== context.root) continue;
    const data = openData((await repo.read(file)) ?? '', file);
    const named = data === undefined ? [] : filesNamed(data.root);
    for (const name of named) {
      const list = joinRepo(folderOf(file), name);
      if (list !== undefined && repo.has(list)) own.push(list);
    }
    own.push(file);
  }
  return own;
}

export const fernDocs = {
  id: 'fernDocs',
  title: 'Fern docs.yml',
  docs: 'https://buildwithfern.com/learn/docs/seo/redirects',
  reads: 'whole',
  writes: ['yaml'],
  files: filesOf,
  parse: (text, file, context) => parseRecords(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, 308',
      because: 'Fern reads its redirects from this file',
      fitness: 56,
      missing: 'The site is not made by Fern.',
    });
  },
  add: (redirects, text, file, context) => addRecords(grammar, redirects, text, file, context),
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
