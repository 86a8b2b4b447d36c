/** Which version of Docusaurus a site is built with, as its `package.json` tells. */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';

/** Whether the versions that may be installed are from 3.`minor` on; `undefined` where some are, or nothing tells. */
export async function isFrom(minor: number, root: RepoPath, repo: Repo): Promise<boolean | undefined> {
  const text = (await repo.read(joinRepo(root, 'package.json') ?? root)) ?? '';
  const written = /"@docusaurus\/core"\s*:\s*"(\^|~|>=?)?[=v\s]*(\d+)(?:\.(\d+))?(?:\.\d+)?"/.exec(text);
  if (written === null) return undefined;
  const [, sign = '', major, own] = written;
  const isLater = Number(major) > 3 || (Number(major) === 3 && own !== undefined && Number(own) >= minor);
  if (isLater) return true;
  const mayBe = sign.startsWith('>') || (Number(major) === 3 && (sign === '^' || own === undefined));
  return mayBe ? undefined : false;
}
