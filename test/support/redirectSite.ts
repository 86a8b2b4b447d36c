import type { HtmlPages } from '../../src/core/htmlPages.ts';
import type { Route, RouteKind } from '../../src/core/model.ts';
import { type RepoPath, type UrlPath, urlKey, urlPath } from '../../src/core/paths.ts';
import type { HostId, Redirect, RedirectContext } from '../../src/core/redirects/format.ts';
import { memoryRepo } from './memoryRepo.ts';

export interface SiteText {
  /** Lines `name: value`: generators, host, base, root, static, hosts. */
  readonly context?: string | undefined;
  /** Lines `url file [kind]`. */
  readonly pages?: string | undefined;
  readonly files?: ReadonlyMap<string, string> | undefined;
}

const unpublished = new Set<RouteKind>(['draft', 'future', 'expired', 'unpublished']);

/** A site as redirect formats see it, from a few lines of text. */
export function redirectSite({ context = '', pages = '', files = new Map() }: SiteText): RedirectContext {
  const fields = new Map(
    lines(context).map((line) => {
      const cut = line.indexOf(':');
      return [line.slice(0, cut), line.slice(cut + 1).trim()] as const;
    }),
  );
  const list = (name: string) => (fields.get(name) ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const routes = lines(pages).map((line): Route => {
    const [url = '', file = '', kind = 'page'] = line.split(/\s+/);
    return { url: urlPath(url), file: file as RepoPath, kind: kind as RouteKind };
  });
  const at = (url: UrlPath, published: boolean) =>
    routes.find((route) => urlKey(route.url) === urlKey(url) && unpublished.has(route.kind) !== published);
  const host = fields.get('host') as HostId | undefined;
  return {
    repo: memoryRepo(new Map([...routes.map(({ file }) => [file, ''] as const), ...files])),
    generators: list('generators'),
    ...(host ? { host } : {}),
    siteHosts: list('hosts'),
    basePath: fields.get('base') ?? '/',
    root: fields.get('root') as RepoPath | undefined,
    staticRoots: (fields.has('static') ? list('static') : ['static']) as RepoPath[],
    ...(fields.has('html pages') ? { htmlPages: htmlPagesOf(fields.get('html pages') ?? '') } : {}),
    routeOf: (url) => at(url, true),
    unpublishedAt: (url) => at(url, false),
    pages: () => routes.filter((route) => !unpublished.has(route.kind)),
    routeOfFile: (file) => routes.find((route) => route.file === file),
  };
}

/** `folder; a line of front matter; another`. */
function htmlPagesOf(written: string): HtmlPages {
  const [folder = '', ...front] = written.split(/\s*;\s*/);
  return { folder: folder as RepoPath, front };
}

/** Lines `from -> to [status]`; `from/** -> to` is everything below. */
export function redirectsOf(text: string): readonly Redirect[] {
  return lines(text).map((line) => {
    const [from = '', target = ''] = line.split(/\s+->\s+/);
    const [to = '', status = '301'] = target.split(/\s+/);
    const below = from.endsWith('/**');
    const redirect = { from: urlPath(below ? from.slice(0, -2) : from), to, status: Number(status) as 301 };
    return below ? { ...redirect, below } : redirect;
  });
}

export function lines(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}
