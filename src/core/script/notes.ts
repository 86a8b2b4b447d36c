/** Tells the user which part of a script could not be read, why, and what to do. */
import type { Note } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { budgetOf, spent } from './evaluation.ts';
import { unset } from './members.ts';
import { unknownParts, type Value } from './value.ts';

/**
 * A note when a value could not be read: "`baseUrl` in docusaurus.config.js depends on the call load(…); `advice`".
 * `undefined` when the value is known, though a guess may stand behind it.
 */
export function unreadNote(name: string, value: Value, advice: string): Note | undefined {
  const reason = reasonOf(value);
  if (reason === undefined) return undefined;
  const { file, line } = value.origin;
  return { file, line, message: `\`${name}\` in ${file} ${reason}; ${advice}` };
}

/** The same where the value decides the addresses that are given. */
export function doubtfulNote(name: string, value: Value, advice: string): Note | undefined {
  const note = unreadNote(name, value, advice);
  return note && { ...note, doubtsAddresses: true };
}

/**
 * What is to be said of the setting that puts a path in front of all addresses: that it could not be read, and what is done
 * then (`advice`), or that it is a guess: "`base` in x.ts is a guess, as process.env.BASE is not set here; …".
 */
export function baseNotes(name: string, value: Value | undefined, advice: string): readonly Note[] {
  if (value === undefined) return [];
  const unread = doubtfulNote(name, value, advice);
  if (unread !== undefined) return [unread];
  const { assumed } = value;
  if (assumed === undefined) return [];
  const { file, line } = value.origin;
  const open = assumed.endsWith(unset);
  // What the repository itself sets is as good as written.
  const why = open ? `is a guess, as ${assumed} here` : `rests on its build, where ${assumed}`;
  const message = `\`${name}\` in ${file} ${why}; check the addresses shown`;
  if (!open) return [{ file, line, message }];
  const settle = ', or give the address of the site with its path (--site)';
  return [{ file, line, message: message + settle, doubtsAddresses: true, wantsAddress: true }];
}

/** The notes of the parts of a list or object that could not be read. */
export function unreadPartNotes(name: string, value: Value, advice: string): readonly Note[] {
  return unknownParts(value).flatMap((part) => unreadNote(name, part, advice) ?? []);
}

/** A note for each script of a repository whose evaluation was ended. */
export function endedNotes(files: object): readonly Note[] {
  return [...budgetOf(files).ended].map((file) => ({
    file,
    line: 1,
    message: `${file} ${spent}; what it makes is treated as unknown. Write addresses, redirects and settings as data where possible.`,
  }));
}

function reasonOf(value: Value): string | undefined {
  switch (value.kind) {
    case 'unknown':
      return value.reason;
    case 'function':
      return 'is a function';
    case 'call':
      // A method of something unknown: what counts is why that is.
      return value.callee.kind === 'unknown' ? value.callee.reason : `is the result of ${value.name}(…)`;
    case 'reference':
      return `comes from ${value.module ?? value.name}`;
    default:
      return undefined;
  }
}

/** Where a file of the site lies that a script names: absolute paths count from the repository's root. */
export function folderOption(text: string, root: RepoPath): string {
  return text.startsWith('/') ? text.slice(1) : `${root}/${text}`;
}
