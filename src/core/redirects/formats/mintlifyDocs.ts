/**
 * Mintlify `docs.json` (formerly `mint.json`): `redirects: [{ source, destination, permanent }]`; 308 by default. The
 * list may stand in a file of its own, `redirects: { "$ref": "./config/redirects.json" }`. Of a site that is served
 * below a folder (`seo.metatags.canonical` of https://example.org/docs), both ends are written without it.
 * https://mintlify.com/docs/create/redirects
 * https://www.mintlify.com/docs/organize/settings
 */

import { type DataNode, dataAt, openData, textAt, valueAt } from '../../data/data.ts';
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from '../format.ts';
import { mintlify } from '../hosts/mintlify.ts';
import { escapedTarget, isOffSite, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';

const grammar: RecordGrammar = {
  format: 'mintlifyDocs',
  host: 'mintlify',
  target: 'destination',
  lists({ root }) {
    if (root.kind === 'list') return [root];
    const list = dataAt(root, 'redirects');
    return list === undefined || referred(list) !== undefined ? [] : [list];
  },
  read(record, _data, { basePath }) {
    const from = textAt(record, 'source');
    const to = textAt(record, 'destination');
    const permanent = valueAt(record, 'permanent');
    if (from === undefined || to === undefined) return { problem: 'A redirect needs source and destination.' };
    const source: SourcePattern =
      /[#?]/.test(from) && !from.includes('(')
        ? { kind: 'never', reason: 'a source with # or ? is never compared' }
        : mintlify.source(from, { basePath });
    const local = isOffSite(to) ? to : basePath.replace(/\/$/, '') + to;
    return [
      { from, to: local, source, status: permanent === false ? 307 : 308, statusIsDefault: permanent === undefined },
    ];
  },
  write(redirect, { basePath }) {
    const status = statusOf(redirect, 308, 307);
    if (status === undefined) return { refused: 'Mintlify has no status 410.' };
    const source = withoutBase(redirect.from, basePath);
    const target = isOffSite(redirect.to) ? redirect.to : withoutBase(redirect.to, basePath);
    if (source === undefined) return { refused: `${redirect.from} is outside ${basePath}, where the site begins.` };
    if (target === undefined) return { refused: `${redirect.to} is outside ${basePath}, where the site begins.` };
    if (/[%?#:*+(){}\\]/.test(source))
      return { refused: `Mintlify may read a character of ${source} as something else.` };
    const from = source.replace(/(.)\/$/, '$1');
    const to = escapedTarget(target, /[:()*+]/g).replace(/(.)\/$/, '$1');
    return [
      ['source', redirect.below ? `${from}/:slug*` : from],
      ['destination', redirect.below ? `${to}/:slug*` : to],
      ['permanent', status === 308],
    ];
  },
  missing: ({ root }) =>
    root.kind === 'object' && dataAt(root, 'redirects') === undefined ? { into: root, name: 'redirects' } : undefined,
};

/** The file whose text stands for a value. */
function referred(value: DataNode): string | undefined {
  return textAt(value, '$ref');
}

/** The file of its own that holds the list. */
function listFile(text: string, file: RepoPath): RepoPath | undefined {
  const list = text.includes('"$ref"') ? openData(text, file) : undefined;
  const path = list && referred(dataAt(list.root, 'redirects') ?? list.root);
  return path === undefined ? undefined : joinRepo(folderOf(file), path);
}

/**
 * Whether a program of the site's own shows the pages: the integration `@mintlify/astro` (as of 1.0.0) takes the
 * navigation out of the file, and no redirects.
 */
async function isBuiltByAstro(file: RepoPath, { repo }: RedirectContext): Promise<boolean> {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const text = await repo.read((folder === '' ? 'package.json' : `${folder}/package.json`) as RepoPath);
    if (text?.includes('"@mintlify/astro"')) return true;
    if (folder === '') return false;
  }
}

export const mintlifyDocs = {
  id: 'mintlifyDocs',
  title: 'Mintlify docs.json',
  docs: 'https://mintlify.com/docs/create/redirects',
  reads: 'whole',
  writes: ['json'],
  async files(context) {
    const named = ownFilesNamed(context, /^(docs|mint)\.json$/);
    const own: RepoPath[] = [];
    for (const file of named) {
      const text = (await context.repo.read(file)) ?? '';
      if (!/mintlify\.com/.test(text) || (await isBuiltByAstro(file, context))) continue;
      const list = listFile(text, file);
      if (list !== undefined && context.repo.has(list)) own.push(list);
      own.push(file);
    }
    return own;
  },
  parse: (text, file, context) => parseRecords(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, 308',
      because: 'Mintlify reads its redirects from this file',
      fitness: 56,
      missing: 'The site is not made by Mintlify.',
    });
  },
  add: (redirects, text, file, context) => addRecords(grammar, redirects, text, file, context),
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
