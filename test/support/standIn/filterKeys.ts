/** The keys rows can be filtered and sorted by, as the API's `available_filters` lists them. */

export type KeyType = 'str' | 'num' | 'bool' | 'time' | 'array.str';
export type Keys = Readonly<Record<string, KeyType>>;

const metrics = (prefix: string): Keys => ({
  ...keys('time', 'first_seen lost_date', prefix),
  ...keys(
    'num',
    `rank backlinks backlinks_spam_score broken_backlinks broken_pages referring_domains referring_domains_nofollow
    referring_main_domains referring_main_domains_nofollow referring_ips referring_subnets referring_pages
    referring_pages_nofollow referring_links_tld.$tld referring_links_types.anchor`,
    prefix,
  ),
});

const crawledPage: Keys = {
  ...keys(
    'str',
    'main_domain domain tld page ip location content_encoding media_type server meta.title meta.canonical',
  ),
  ...keys('time', 'first_visited prev_visited fetch_time'),
  ...keys('num', 'status_code size encoded_size meta.internal_links_count meta.external_links_count'),
};

export const filterKeys: Readonly<Record<string, Keys>> = {
  content_duplicates: crawledPage,
  backlinks: {
    ...keys(
      'str',
      `domain_from url_from domain_to url_to tld_from domain_from_ip domain_from_country page_from_encoding
      page_from_language page_from_title item_type alt anchor text_pre text_post semantic_location`,
    ),
    ...keys('bool', 'url_from_https url_to_https is_new is_lost domain_from_is_ip dofollow original is_broken'),
    ...keys(
      'num',
      `backlink_spam_score rank page_from_rank domain_from_rank page_from_external_links page_from_internal_links
      page_from_size page_from_status_code links_count group_count url_to_status_code url_to_spam_score`,
    ),
    ...keys('time', 'first_seen prev_seen last_seen'),
    ...keys('array.str', 'domain_from_platform_type attributes'),
  },
  domain_pages: { ...crawledPage, ...metrics('page_summary.') },
  anchors: {},
  referring_domains: {},
  domain_intersection: {},
  page_intersection: {},
  referring_networks: {},
  domain_pages_summary: { url: 'str', ...metrics('') },
  competitors: {},
};

/** The type of a key, `undefined` for one the endpoint does not know; `$tld` stands for any ending. */
export function keyType(known: Keys, key: string): KeyType | undefined {
  return known[key] ?? known[key.replace(/(?<=(?:^|\.)referring_links_tld\.).*$/, '$tld')];
}

function keys(type: KeyType, names: string, prefix = ''): Keys {
  return Object.fromEntries(names.split(/\s+/).map((name) => [`${prefix}${name}`, type]));
}
