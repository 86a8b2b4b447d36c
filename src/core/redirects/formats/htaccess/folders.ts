/**
 * Folders whose own `.htaccess` rewrites: no `RewriteRule` of a folder above answers there, unless it is inherited.
 * Redirects of mod_alias add up.
 * https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriteoptions
 */
import type { RepoPath } from '../../../paths.ts';
import { continuedLines } from '../../../text/redirectLines.ts';
import type { RedirectContext, SourcePattern } from '../../format.ts';
import type { Requirement } from '../../requirement.ts';
import { argumentsOf, folderAddress } from './directives.ts';
import { escapeRegex } from './rewrite.ts';

interface RewritingFolder {
  readonly file: RepoPath;
  /** Its address, with a slash at its end. */
  readonly folder: string;
}

/** So many files are read for this. */
const most = 200;

const known = new WeakMap<RedirectContext, readonly RewritingFolder[]>();

/** Looks at the `.htaccess` files of the site, once for a context. */
export async function readFolders(files: readonly RepoPath[], context: RedirectContext): Promise<void> {
  const found: RewritingFolder[] = [];
  for (const file of files.length < 2 ? [] : files.slice(0, most)) {
    const text = await context.repo.read(file);
    if (text !== undefined && rewritesAlone(text)) found.push({ file, folder: folderAddress(file, context) });
  }
  known.set(context, found);
}

function rewritesAlone(text: string): boolean {
  const lines = continuedLines(text).map((line) => argumentsOf(line, text).map((word) => word.toLowerCase()));
  const inherits = lines.some(([name, ...words]) => name === 'rewriteoptions' && words.join(' ').includes('inherit'));
  return !inherits && lines.some(([name = '']) => /^rewrite(?:engine|rule|base|cond)$/.test(name));
}

/** That an address lies in no such folder below the one of a rule; empty where the rule reaches none. */
export function outsideOthers(
  source: SourcePattern,
  directory: string,
  context: RedirectContext,
): readonly Requirement[] {
  const inner = (known.get(context) ?? []).filter(
    ({ folder }) =>
      folder !== directory &&
      folder.startsWith(directory) &&
      !(source.kind === 'exact' && !source.path.startsWith(folder)),
  );
  if (inner.length === 0) return [];
  const regex = `^(?:${inner.map(({ folder }) => escapeRegex(folder)).join('|')})`;
  return [{ kind: 'text', of: 'path', regex, isWanted: false }];
}

/** The file of the innermost such folder that an address lies in. */
export function rewritingFile(address: string, context: RedirectContext): RepoPath | undefined {
  const around = (known.get(context) ?? []).filter(({ folder }) => address.startsWith(folder));
  return around.reduce<RewritingFolder | undefined>(
    (best, each) => (best && best.folder.length >= each.folder.length ? best : each),
    undefined,
  )?.file;
}
