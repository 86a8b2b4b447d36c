/** The step that a server takes by itself for the slash at the end of a page's address. */
import type { HostId } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { ResolutionOutcome, Step } from '../resolution.ts';
import { splitTarget } from '../target.ts';

/** What the server answers where it shows the page at another spelling; `undefined` where it shows it as asked. */
export function slashStep(url: string, by: HostId, outcome: ResolutionOutcome): Step | undefined {
  if (outcome.kind !== 'page' || outcome.route.kind === 'dynamic') return undefined;
  const [path, rest] = splitTarget(url);
  const { addsSlashes, dropsSlashes } = hostOf(by);
  const isFolder = outcome.route.url.endsWith('/');
  const shown =
    isFolder && addsSlashes && !path.endsWith('/')
      ? `${path}/`
      : !isFolder && dropsSlashes && path.endsWith('/')
        ? path.slice(0, -1)
        : undefined;
  if (shown === undefined || path === '' || shown === '') return undefined;
  return { url, host: by, rule: undefined, status: 301, location: shown + rest, by: 'server' };
}
