/** What the disks do with names: case, accents and long paths differ between systems, and cannot be told from the system's name. */
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { SetUpCheck } from '../../core/setUp/setUpCheck.ts';

const about = 'Disk';

/** Longer than what Windows takes without being told to. */
const longPath = 300;

/** Looks at the folder of the site without writing to it, and at `scratch`, where a folder is made and removed. */
export async function diskChecks(folder: string, scratch: string): Promise<readonly SetUpCheck[]> {
  return [await caseOf(folder), ...(await namesIn(scratch))];
}

async function caseOf(folder: string): Promise<SetUpCheck> {
  const name = basename(folder);
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  if (other === name) {
    return { about, state: 'cannot tell', says: `Whether names in ${folder} differ by case: the name has no letters.` };
  }
  const [own, swapped] = await Promise.all([fileOf(folder), fileOf(join(dirname(folder), other))]);
  const isSame = own !== undefined && swapped === own;
  return {
    about,
    state: 'fine',
    says: isSame
      ? `${folder} is on a disk that ignores the case of names. Addresses are compared by the names in git.`
      : `${folder} is on a disk where names differ by case.`,
  };
}

/** What makes a file that file, on its disk; `undefined` where there is none. */
async function fileOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}:${ino}`;
  } catch {
    return undefined; // Nothing of that name: the two are told apart.
  }
}

async function namesIn(scratch: string): Promise<readonly SetUpCheck[]> {
  let folder: string | undefined;
  try {
    await mkdir(scratch, { recursive: true });
    folder = await mkdtemp(join(scratch, 'check-'));
    return [await accents(folder), await longNames(folder)];
  } catch (error) {
    return [{ about, state: 'cannot tell', says: `No folder could be made in ${scratch} (${codeOf(error)}).` }];
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }
}

async function accents(folder: string): Promise<SetUpCheck> {
  const composed = '\u00e9';
  await mkdir(join(folder, composed));
  const [listed] = await readdir(folder);
  const found = await fileOf(join(folder, composed.normalize('NFD')));
  const says =
    listed !== composed
      ? 'The disk keeps names with accents decomposed. They are compared composed.'
      : found === undefined
        ? 'The disk tells composed and decomposed accents apart.'
        : 'The disk takes composed and decomposed accents for the same name.';
  return { about, state: 'fine', says };
}

async function longNames(folder: string): Promise<SetUpCheck> {
  let path = folder;
  while (path.length < longPath) path = join(path, 'a'.repeat(60));
  try {
    await mkdir(path, { recursive: true });
    return { about, state: 'fine', says: `Paths of ${path.length} characters can be written.` };
  } catch (error) {
    return {
      about,
      state: 'broken',
      says: `A path of ${path.length} characters cannot be written (${codeOf(error)}). On Windows, switch on long paths (LongPathsEnabled, and git config core.longpaths true), or keep the site nearer to the top of the disk.`,
    };
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
