/** The edits that write redirects, and keep the way of every visitor to one step. */
import type { Fix } from './findings.ts';
import type { RepoPath } from './paths.ts';
import type { Refusal } from './redirects/format.ts';
import { redirectFormats } from './redirects/index.ts';
import { changesFor, type RedirectChange } from './redirects/insert.ts';
import { mend } from './redirects/mend.ts';
import type { RedirectTable } from './redirects/resolution.ts';
import { composeEdits } from './text/composeEdits.ts';
import { applyEdits, type FileEdit, type TextEdit } from './text/edits.ts';

export interface WrittenFixes {
  /** One for each file that changes. */
  readonly edits: readonly FileEdit[];
  /** The fixes whose redirect is new; one that was there before is not. */
  readonly written: readonly Fix[];
  readonly refused: readonly (Refusal & { readonly fix: Fix })[];
}

/** Each fix sees what the one before it has left. `read` gives the text as it is at this moment. */
export async function editsOf(
  fixes: readonly Fix[],
  table: RedirectTable,
  read: (file: RepoPath) => Promise<string | undefined>,
): Promise<WrittenFixes> {
  const files = new Map<RepoPath, FileEdit>();
  const written: Fix[] = [];
  const refused: (Refusal & { readonly fix: Fix })[] = [];
  const fileOf = async (file: RepoPath): Promise<FileEdit> =>
    files.get(file) ?? { file, before: await read(file), edits: [] };
  for (const fix of fixes) {
    const redirects = [...(fix.exceptions ?? []), fix.redirect];
    for (const change of redirects.flatMap((redirect) => changesFor(redirect, table))) {
      const known = await fileOf(change.kind === 'add' ? fix.file : change.rule.file);
      const edits = editsFor(change, fix, known, table);
      if (!('refused' in edits)) files.set(known.file, { ...known, edits: composeEdits(known.edits, edits) });
      // A chain that cannot be made shorter still arrives.
      if (change.kind !== 'add') continue;
      if ('refused' in edits) refused.push({ ...edits, fix });
      else if (edits.length > 0 && !written.includes(fix)) written.push(fix);
    }
  }
  return { edits: [...files.values()].filter(({ edits }) => edits.length > 0), written, refused };
}

function editsFor(
  change: RedirectChange,
  fix: Fix,
  { file, before = '', edits }: FileEdit,
  { context }: RedirectTable,
): readonly TextEdit[] | Refusal {
  const text = applyEdits(before, edits);
  switch (change.kind) {
    case 'add': {
      const format = redirectFormats.find(({ id }) => id === fix.format);
      return format
        ? format.add([change.redirect], text, file, context)
        : { refused: `No redirect format is called ${fix.format}.` };
    }
    case 'retarget':
    case 'remove':
      return mend(change.rule, change, text, context);
    default:
      return change satisfies never;
  }
}
