/** Tells the user which part of a script could not be read, why, and what to do. */
import type { Note } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { budgetOf, spent } from './evaluation.ts';
import { type Assumption, unknownParts, type Value } from './value.ts';

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

/** The same where the value decides the addresses that are given; also when it is a guess. */
export function doubtfulNote(name: string, value: Value, advice: string): Note | undefined {
  const note = unreadNote(name, value, advice);
  if (note !== undefined) return { ...note, doubtsAddresses: true };
  const { assumed, origin } = value;
  if (assumed === undefined || assumed.value !== undefined) return undefined;
  const message = `\`${name}\` in ${origin.file} ${reasonOfGuess(assumed)}; check the addresses shown`;
  return { file: origin.file, line: origin.line, message, doubtsAddresses: true };
}

/**
 * What is to be said of the setting that puts a path in front of all addresses: that it could not be read, and what is done
 * then (`advice`), or that it is a guess: "`base` in x.ts is a guess, as process.env.BASE is not set here; …". The address of
 * the site settles both.
 */
export function baseNotes(name: string, value: Value | undefined, advice: string): readonly Note[] {
  const doubt = value && doubtfulNote(name, value, advice);
  if (value === undefined) return [];
  const { assumed } = value;
  if (doubt !== undefined) {
    if (assumed === undefined) return [doubt];
    const settle = ', or give the address of the site with its path (--site)';
    return [{ ...doubt, message: doubt.message + settle, wantsAddress: true }];
  }
  if (assumed === undefined) return [];
  // What the repository itself sets is as good as written.
  const { file, line } = value.origin;
  const set = assumed.value === '' ? 'set' : assumed.value;
  const why = `rests on its build, where ${assumed.variable ?? 'what it asks of its environment'} is ${set}`;
  return [{ file, line, message: `\`${name}\` in ${file} ${why}; check the addresses shown` }];
}

function reasonOfGuess({ variable = 'what it asks of its environment' }: Assumption): string {
  return `is a guess, as ${variable} is not set here`;
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
