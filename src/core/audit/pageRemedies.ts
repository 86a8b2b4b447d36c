/** What brings a page back to its own address, where that is one step: its draft is published, its file taken out of git. */
import { isDraftKey } from '../frontMatter/publish.ts';
import { commitAndDay, isUncommitted } from '../history/commitNames.ts';
import { urlKey } from '../paths.ts';
import type { Diagnosis, PageRemedy } from '../report/findings.ts';
import type { SiteSnapshot } from './diagnose.ts';

/** `undefined` where it takes more than one step, or nobody knows that the page would get its address again. */
export function pageRemedyOf(diagnosis: Diagnosis, snapshot: SiteSnapshot): PageRemedy | undefined {
  const { code, page, past, path } = diagnosis;
  if ((code === 'draft' || code === 'unpublished') && page !== undefined && isDraftKey(page.key)) {
    return { kind: 'publish', title: `Publish draft ${page.file}`, file: page.file, key: page.key };
  }
  if (code !== 'removed' || past?.fate.kind !== 'deleted') return undefined;
  const { context } = snapshot.redirects;
  const { file, last } = past;
  const address = context.addressOf?.(file);
  if (context.repo.has(file) || address === undefined || urlKey(address) !== urlKey(path)) return undefined;
  const when = isUncommitted(last) ? 'is in the last commit' : `was before ${commitAndDay(last)}`;
  const title = `Restore ${file} from git (as it ${when})`;
  return { kind: 'restore', title, file, commit: last.hash };
}
