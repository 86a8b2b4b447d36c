/** Every key of `.broken-backlinks.json`, here and in its schema, `media/broken-backlinks.schema.json`. */

export type KeyKind = 'text' | 'texts' | 'flag' | 'count' | 'pages' | 'pairs';

/** What each key takes. */
export const siteFileKeys = {
  /** Read by editors alone. */
  $schema: 'text',
  site: 'text',
  /** What `site` was called first. */
  address: 'text',
  generator: 'text',
  root: 'text',
  pages: 'pages',
  static: 'texts',
  replace: 'flag',
  minimumDomains: 'count',
  errorFromDomains: 'count',
  ignore: 'texts',
  deployedRef: 'text',
  deployDays: 'count',
  formerHosts: 'pairs',
  ownedElsewhere: 'pairs',
} as const satisfies Readonly<Record<string, KeyKind>>;

export type SiteFileKey = keyof typeof siteFileKeys;

/** What a key wants, for the sentence about one that has something else. */
export const wanted: Readonly<Record<KeyKind, string>> = {
  text: 'text in quotes',
  texts: 'a list of texts, such as ["a", "b"]',
  flag: 'true or false',
  count: 'a whole number from 1',
  pairs: 'an address or path and a text for each, such as { "https://old.example.net/": "/" }',
  pages: 'a glob and an address for each, such as { "docs/**/*.md": "/{path}/" }',
};
