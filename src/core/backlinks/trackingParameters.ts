/**
 * Query parameters that say where a reader came from and never which page is meant. A parameter that some sites use to
 * choose content (`id`, `page`, `lang`, `v`, `source`) is not one of them.
 */
const names = new Set([
  // Advertising clicks
  'gclid',
  'gclsrc',
  'dclid',
  'gbraid',
  'wbraid',
  'gad_source',
  'gad_campaignid',
  'srsltid',
  'fbclid',
  'msclkid',
  'twclid',
  'ttclid',
  'yclid',
  'ysclid',
  'li_fat_id',
  'epik',
  'rdt_cid',
  'igshid',
  'igsh',
  // Analytics across sites
  '_ga',
  '_gl',
  '_openstat',
  's_cid',
  'wt_mc',
  'wt_zmc',
  'at_medium',
  'at_campaign',
  // Newsletters
  'mc_cid',
  'mc_eid',
  'mkt_tok',
  'ck_subscriber_id',
  'vero_id',
  'vero_conv',
  'oly_anon_id',
  'oly_enc_id',
  'sc_cid',
  '_kx',
  // Readers and link lists that sign their links
  'ref',
  'ref_src',
  'ref_url',
  'referrer',
]);

const families =
  /^(?:utm_|hsa_|_hs|__hs|hscta|(?:pk|piwik|mtm|matomo)_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)$)/;

export function isTracking(name: string): boolean {
  const lower = name.toLowerCase();
  return names.has(lower) || families.test(lower);
}
