/** Makes addresses that no page of a site ever had, of kinds that stand in logs and lists of backlinks. */
import { createHash } from 'node:crypto';

/** An address that was made, and of which kind. */
export interface Asked {
  readonly kind: 'scanner' | 'other site' | 'other product' | 'invented' | 'number, year or version';
  readonly address: string;
}

/** What is known of the site they are made for. */
export interface Site {
  readonly seed: string;
  /** Of each kind. */
  readonly each: number;
  /** All files of the repository, and those of another one. */
  readonly files: readonly string[];
  readonly others: readonly string[];
  /** Whether a file of any time or a text of today has these words, so that the address may have been there. */
  readonly isKnown: (words: string) => boolean;
}

/** What programs ask of every host that they find. */
const scanners: readonly string[] =
  '/wp-login.php /xmlrpc.php /wp-admin/setup-config.php /wp-content/plugins/revslider/temp/update.php /.env.production /.git/config /phpmyadmin/index.php /pma/ /vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php /cgi-bin/luci /boaform/admin/formLogin /actuator/health /solr/admin/info/system /HNAP1/ /owa/auth/logon.aspx /autodiscover/autodiscover.xml /manager/html /console/login/LoginForm.jsp /server-status /backup.sql /db.sql.gz /shell.php /administrator/index.php /user/login?destination=node /_ignition/execute-solution /ecp/Current/exporttool/ /remote/fgt_lang?lang=/../../ /telescope/requests /api/jsonws/invoke /.well-known/security.zip'.split(
    ' ',
  );

/** What other sites of the web have, and what ends up behind another host by a slip. */
const sites: readonly string[] =
  '/r/webdev/comments/1a2b3c/what_do_you_use/ /watch?v=dQw4w9WgXcQ /wiki/Lagrangian_mechanics /dp/B08N5WRWNW /gp/product/0596517742 /questions/11227809/why-is-it-faster /user/jack/status/20 /p/CnQxY7mLz9k/ /maps/place/Eiffel+Tower /title/tt0111161/ /t/showthread.php?t=4821 /forum/viewtopic.php?f=2&t=1337 /groups/184920/permalink/9931 /in/john-doe-1a2b3c /itm/254890123456 /photos/31415926@N05/ /item?id=8863 /package/left-pad /gist/6cad326836d38bd3a7ae /category/uncategorized/page/48/ /shop/cart/checkout-2/ /product/garden-hose-30m/ /hotel/de/adlon.html /recipe/apple-strudel/ /jobs/senior-welder-ulm /rooms/20669368 /artist/4Z8W4fKeB5YxbusRsdQVPb /album/1DFixLWuPkv3KT3TnV35m3 /s?k=usb+cable /listing/3-zimmer-wohnung-koeln'.split(
    ' ',
  );

const first =
  'amber brisk copper dusty early frosty gentle hollow ivory jagged lunar mellow nimble opal quiet rustic'.split(' ');
const second =
  'anvil beacon cactus dagger ember falcon glacier harbor igloo jungle kettle lantern meadow nectar orchard walrus'.split(
    ' ',
  );

const content = /\.(?:mdx?|markdown|rst|adoc)$/;
const roots = /^(?:src|content|contents|docs?|documentation|pages|website|site|source|en|posts|_posts|user|guide)$/;

/** `each` of every kind, as far as they can be made; the same for the same seed and files. */
export function inventedAddresses({ seed, each, files, others, isKnown }: Site): readonly Asked[] {
  const own = pathsOf(files, seed);
  const take = (kind: Asked['kind'], list: readonly string[], told: (address: string) => string): readonly Asked[] =>
    list
      .filter((address) => !isKnown(told(address)))
      .slice(0, each)
      .map((address) => ({ kind, address }));
  const sections = own.map((path) => path.replace(/[^/]+\/?$/, ''));
  return [
    ...take('scanner', shuffled(scanners, seed), withoutQuery),
    ...take('other site', shuffled(sites, seed), withoutQuery),
    ...take(
      'other product',
      pathsOf(others, seed).filter((path) => lastPart(path).length > 5),
      lastPart,
    ),
    ...take(
      'invented',
      sections.slice(0, 3 * each).map((section, i) => section + inventedName(`${seed}${i}`)),
      lastPart,
    ),
    ...take(
      'number, year or version',
      own.flatMap((path, i) => renumbered(path, i)),
      numbered,
    ),
  ];
}

/** A page's path as its file has it, without folders that are seldom part of an address. */
function pathsOf(files: readonly string[], seed: string): readonly string[] {
  const paths = files.flatMap((file) => {
    if (!content.test(file) || /(?:^|\/)[._]/.test(file) || /readme|license|changelog|contributing/i.test(file))
      return [];
    const parts = file.replace(content, '').split('/');
    while (parts.length > 1 && roots.test(parts[0] ?? '')) parts.shift();
    if (parts.at(-1) === 'index') parts.pop();
    return parts.length === 0 || parts.some((part) => !/^[\w.-]+$/.test(part)) ? [] : [`/${parts.join('/')}`];
  });
  return shuffled([...new Set(paths)], seed);
}

/** The same page under a number, a year or a version that is not the site's; one of three ways in turn. */
function renumbered(path: string, turn: number): readonly string[] {
  const number = hash(path)[0] ?? 0;
  if (turn % 3 === 0) return [`/v${70 + (number % 29)}.${number % 7}${path}`];
  if (turn % 3 === 1) return [`${path}-${61 + (number % 37)}`];
  const digits = /\d+(?!.*\d)/.exec(path);
  if (digits === null) return [`/19${50 + (number % 40)}/${String(1 + (number % 12)).padStart(2, '0')}${path}`];
  return [
    path.slice(0, digits.index) +
      String(Number(digits[0]) + 411 + number) +
      path.slice(digits.index + digits[0].length),
  ];
}

/** What must be unknown of a path with another number: the part that has it, from the last slash before it. */
function numbered(address: string): string {
  const own = address.split('/');
  return address.startsWith('/v') && /^v\d\d\.\d$/.test(own[1] ?? '')
    ? (own[1] ?? '')
    : /^19\d\d$/.test(own[1] ?? '')
      ? `${own[1]}/${own[2]}`
      : lastPart(address);
}

function inventedName(seed: string): string {
  const [one = 0, two = 0] = hash(seed);
  return `${first[one % first.length]}-${second[two % second.length]}`;
}

function shuffled(list: readonly string[], seed: string): readonly string[] {
  const place = (text: string) => createHash('sha256').update(`${seed}\n${text}`).digest('hex');
  return list
    .map((text) => ({ text, at: place(text) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ text }) => text);
}

function hash(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

function withoutQuery(address: string): string {
  return address.replace(/\?.*$/, '').replace(/\/$/, '');
}

function lastPart(address: string): string {
  return address.split('/').at(-1) ?? '';
}
