/** The edits that write redirects, and keep the way of every visitor to one step. */

import type { Fix } from './findings.ts';
import { append } from './longLists.ts';
import type { RepoPath } from './paths.ts';
import type { Redirect, RedirectFormat, Refusal } from './redirects/format.ts';
import { redirectFormats } from './redirects/index.ts';
import { changesFor } from './redirects/insert.ts';
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

interface Addition {
  readonly fix: Fix;
  readonly redirect: Redirect;
}

/**
 * Rules that led to an old address lead on, then the redirects are added. `read` gives the text of this moment, or says
 * why the file cannot be edited.
 */
export async function editsOf(
  fixes: readonly Fix[],
  table: RedirectTable,
  read: (file: RepoPath) => Promise<string | undefined | Refusal>,
): Promise<WrittenFixes> {
  const files = new Map<RepoPath, FileEdit>();
  const additions = new Map<string, Addition[]>();
  const edit = async (file: RepoPath, change: (text: string) => readonly TextEdit[] | Refusal) => {
    const before = files.has(file) ? undefined : await read(file);
    if (typeof before === 'object') return before;
    const known = files.get(file) ?? { file, before, edits: [] };
    const made = change(applyEdits(known.before ?? '', known.edits));
    if (!('refused' in made)) files.set(file, { ...known, edits: composeEdits(known.edits, made) });
    return made;
  };
  for (const fix of fixes) {
    const redirects = [...(fix.exceptions ?? []), fix.redirect];
    for (const change of redirects.flatMap((redirect) => changesFor(redirect, table))) {
      if (change.kind === 'add') {
        const key = `${fix.format} ${fix.file}`;
        additions.set(key, [...(additions.get(key) ?? []), { fix, redirect: change.redirect }]);
      } else {
        // A chain that cannot be made shorter still arrives.
        await edit(change.rule.file, (text) => mend(change.rule, change, text, table.context));
      }
    }
  }
  const written: Fix[] = [];
  const refused: (Refusal & { readonly fix: Fix })[] = [];
  for (const group of additions.values()) {
    const [first] = group;
    const format = redirectFormats.find(({ id }) => id === first?.fix.format);
    if (!first || !format) {
      append(
        refused,
        group.map(({ fix }) => ({ fix, refused: `No redirect format is called ${fix.format}.` })),
      );
      continue;
    }
    const { file } = first.fix;
    const made = await edit(file, (text) => {
      const { edits, ...outcome } = added(group, format, text, file, table);
      append(written, outcome.written);
      append(refused, outcome.refused);
      return edits;
    });
    if ('refused' in made)
      append(
        refused,
        [...new Set(group.map(({ fix }) => fix))].map((fix) => ({ ...made, fix })),
      );
  }
  return { edits: [...files.values()].filter(({ edits }) => edits.length > 0), written, refused };
}

/** All at once, so that they stand alike; one by one where one cannot be written, or stands in front of another. */
function added(
  additions: readonly Addition[],
  format: RedirectFormat,
  text: string,
  file: RepoPath,
  { context }: RedirectTable,
): Omit<WrittenFixes, 'edits'> & { readonly edits: readonly TextEdit[] } {
  const add = (redirects: readonly Redirect[], now: string) => format.add(redirects, now, file, context);
  const written: Fix[] = [];
  const refused: (Refusal & { readonly fix: Fix })[] = [];
  let edits: readonly TextEdit[] = [];
  for (const { fix, redirect } of additions) {
    const one = add([redirect], applyEdits(text, edits));
    if ('refused' in one) refused.push({ ...one, fix });
    else if (one.length > 0) {
      if (!written.includes(fix)) written.push(fix);
      edits = composeEdits(edits, one);
    }
  }
  const redirects = additions.map(({ redirect }) => redirect);
  const isPlain = refused.length === 0 && !redirects.some(({ below }) => below);
  const all = isPlain ? add(redirects, text) : undefined;
  return { edits: all && !('refused' in all) ? all : edits, written, refused };
}
