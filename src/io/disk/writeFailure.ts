/** Why a file could not be written, in words for the user. */
import { failed } from '../../core/ports.ts';

/** The failure of a call to the file system. Anything else is a fault of our own, and thrown on. */
export function writeFailure(name: string, error: unknown): ReturnType<typeof failed> {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === undefined) throw error;
  const reason = reasons[code] ?? `the system says ${code}. Correct that and try again.`;
  return failed('bad-request', `${name} could not be written: ${reason}`);
}

/** Somebody else wrote the file after it was read. */
export function changedMeanwhile(name: string): ReturnType<typeof failed> {
  return failed('bad-request', `${name} changed in the meantime; nothing was written. Try again.`);
}

const noRight = 'you may not write to it or to its folder. Change its permissions and try again.';

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full. Make room and try again.',
  EDQUOT: 'your share of the disk is used up. Make room and try again.',
  EROFS: 'the disk can only be read. Work on a copy that can be written.',
  EACCES: noRight,
  EPERM: noRight,
  EBUSY: 'another program holds it. Close that program and try again.',
  ETXTBSY: 'another program holds it. Close that program and try again.',
  EEXIST: 'a file of that name is there already. Look at it and try again.',
  EISDIR: 'a folder has its name. Rename the folder and try again.',
  ENOTDIR: 'there is a file where its folder should be. Rename that file and try again.',
  ENOENT: 'its folder is gone. Make it again and try again.',
  ENAMETOOLONG: 'its name is too long for this disk. Give it a shorter one.',
  EMFILE: 'too many files are open. Close some programs and try again.',
  EIO: 'the disk does not work as it should. Check the disk before you go on.',
};
