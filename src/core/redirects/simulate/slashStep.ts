/** The step that a server takes by itself for the slash at the end of a page's address. */
import type { Route } from '../../model.ts';
import type { HostId, HostSettings, RedirectContext } from '../format.ts';
import { hostOf } from '../hosts/index.ts';
import type { ResolutionOutcome, Step } from '../resolution.ts';
import { splitTarget } from '../target.ts';

/** What the server answers where it shows the page at another spelling; `undefined` where it shows it as asked. */
export function slashStep(
  url: string,
  by: HostId,
  outcome: ResolutionOutcome,
  settings: HostSettings | undefined,
  context: Pick<RedirectContext, 'inFolders'>,
): Step | undefined {
  if (outcome.kind !== 'page' || outcome.route.kind === 'dynamic') return undefined;
  const [path, rest] = splitTarget(url);
  const done = slashOf(outcome.route, by, settings, context);
  const shown =
    done === 'added' && !path.endsWith('/')
      ? `${path}/`
      : done === 'dropped' && path.endsWith('/')
        ? path.slice(0, -1)
        : undefined;
  if (shown === undefined || path === '' || shown === '') return undefined;
  return { url, host: by, rule: undefined, status: 301, location: shown + rest, by: 'server' };
}

/**
 * What the host does with the slash at the end of a page's address; nothing with that of a file. What takes it from a page and
 * puts it to a folder goes by the file, whatever address the site calls the page's own.
 */
export function slashOf(
  { url }: Route,
  by: HostId,
  settings: HostSettings | undefined,
  { inFolders }: Pick<RedirectContext, 'inFolders'>,
): 'added' | 'dropped' | undefined {
  const { folder, page } = hostOf(by).slashes?.(settings ?? {}) ?? {};
  return url.endsWith('/') || (page === 'dropped' && inFolders === true) ? folder : page;
}
