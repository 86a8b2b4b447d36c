/**
 * The requests of a crawl by DataForSEO's On-Page API: https://docs.dataforseo.com/v3/on_page/task_post/ and, of what it
 * found, https://docs.dataforseo.com/v3/on_page/pages/, `…/links/` and `…/resources/`.
 */
import type { SiteTarget } from '../../../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest } from '../../../../core/backlinks/source.ts';
import type { Json } from '../../../disk/json.ts';
import type { RequestTask } from '../client.ts';

/**
 * By which a crawl is found again whose answer never came: asked on one day with one limit, about one folder of the host, it is
 * the same question.
 */
export function crawlTag(day: string, pages: number, { basePath }: Pick<SiteTarget, 'basePath'>): string {
  return `broken-backlinks ${day} ${pages}${basePath === '/' ? '' : ` ${basePath}`}`;
}

/**
 * `load_resources` is what finds broken images. Without `accept_language` some servers refuse, and their pages would count
 * as broken (On-Page, `resource_type: "broken"`).
 */
export function crawlTask(target: SiteTarget, request: BacklinkRequest, pages: number, tag: string): RequestTask {
  const isWhole = target.basePath === '/';
  return {
    target: target.host,
    max_crawl_pages: pages,
    load_resources: true,
    allow_subdomains: request.includeSubdomains,
    accept_language: 'en',
    ...(!isWhole && { start_url: `https://${target.host}${target.basePath}` }),
    tag,
  };
}

/** One of the three lists a crawl is read by. */
export interface CrawlList {
  readonly path: 'on_page/pages' | 'on_page/links' | 'on_page/resources';
  readonly filters: Json;
}

/** Pages, links inside the site, and images and other resources, as far as they fail. */
export const crawlLists: readonly CrawlList[] = [
  { path: 'on_page/pages', filters: [['status_code', '>=', 400]] },
  { path: 'on_page/links', filters: [['is_broken', '=', true], 'and', ['direction', '=', 'internal']] },
  { path: 'on_page/resources', filters: ['resource_type', '=', 'broken'] },
];

export function listTask(id: string, { filters }: CrawlList): RequestTask {
  return { id, filters };
}
