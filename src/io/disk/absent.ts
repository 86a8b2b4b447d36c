/** Whether reading failed as there is nothing of that name: no file, or a file where one of its folders should be. */
export function isAbsentFile(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
