/** Apache with mod_alias and mod_rewrite, the rules in `.htaccess`. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Engine } from '../engine.ts';
import { below, pageFiles } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asRegex, drawRules, pages, specialSegments } from '../rules.ts';
import { askProgram, missingProgram, titleOf } from '../server.ts';

const modules = '/usr/lib/apache2/modules';

function trial(random: Random) {
  return random.pick([plain, crowded, written])(random);
}

/** Rewrites as people write them, `@` for a name of their own; and addresses of each. */
const shapes: readonly (readonly [rule: string, ...addresses: string[]])[] = [
  ['^@/?$ /new [R=301,L]', '/@', '/@/', '/@x'],
  ['^@/?(.*) https://example.net/$1 [R=301,L]', '/@', '/@/x/y', '/@x', '/@/x%20y'],
  ['^@/(.*)$ \\\n  /new/$1 \\\n  [R=302,L]', '/@/x', '/@/', '/@'],
  ['^@/(.*)$ "/new?x=$1" [R=301,L]', '/@/x', '/@/x%20y', '/@/%C3%A9', '/@/a%26b', '/@/%25', '/@/x?w=%20', '/@/a%2Fb'],
  ['^@/(.*)$ "/new?x=$1" [R=301,L,QSA]', '/@/x', '/@/x?w=1', '/@/x?w=%20', '/@/a%20b?'],
  ['^@/(.*)$ "/new?x=$1" [R=301,L,NE,QSA]', '/@/x', '/@/x?w=%20', '/@/a%26b'],
  ['^@/(.*)$ /new/$1 [R=301,L,QSD]', '/@/x?w=1', '/@/x'],
  ['^@/(.*)$ "/new/$1?" [R=301,L]', '/@/x?w=1', '/@/x'],
  ['^@/(.*)$ "/new/$1" [R=301,L,B]', '/@/x', '/@/a%26b%20c', '/@/a-b_c.d/e', '/@/%C3%A9'],
  ['^@/(.*)$ "/new/$1" [R=301,L,B,NE]', '/@/a%26b%20c', '/@/a-b_c.d/e'],
  ['^@$ "/new?x=1 2&y=\'()[]" [R=301,L]', '/@', '/@?z=1'],
  ['^@/x$ "/new?a=b#y" [R=301,L]', '/@/x'],
  ['^@-(\\d{4})\\.html?$ /new/$1/ [R=301,L]', '/@-2020.html', '/@-2020.htm', '/@-20.html'],
  ['^@/(a|b)(/.*)?$ /new/$1$2 [NC,R=301,L]', '/@/a', '/@/B/x', '/@/c'],
  ['^@/(?!keep)(.*)$ /new/$1 [R=301,L]', '/@/x', '/@/keep', '/@/keeper'],
  ['@\\.php$ /new [R=301,L]', '/@.php', '/x/@.php', '/@.phpx'],
  ['^(.*)/@/(.*)$ /$1/new/$2 [R=301,L]', '/x/@/y', '/x/z/@/', '/@/y'],
];

/** With what is asked of the query in front of some. */
const asked = [
  '',
  '',
  '',
  'RewriteCond %{QUERY_STRING} ^$\n',
  'RewriteCond %{QUERY_STRING} (?:^|&)w=([^&]*)\n',
  'RewriteCond %{REQUEST_URI} !/x$\n',
];

function written(random: Random) {
  const urls: string[] = [];
  const rules = Array.from({ length: 2 + random.below(6) }, (_, i) => {
    const [rule, ...addresses] = random.pick(shapes);
    const name = `n${i}`;
    urls.push(...addresses.map((address) => address.replaceAll('@', name)));
    if (random.chance(0.3)) urls.push(`/${name}/x?w=7`, `/${name}/x/`);
    return `${random.pick(asked)}RewriteRule ${rule.replaceAll('@', name)}`;
  });
  return { files: { '.htaccess': ['RewriteEngine On', ...rules, ''].join('\n') }, urls: [...new Set(urls)] };
}

/** Every shape and spelling, each rule in a form that can say it. */
function crowded(random: Random) {
  const segments = specialSegments.filter((segment) => !segment.includes('%'));
  const rules = drawRules(random, {
    statuses: [301, 302, 303, 307, 308],
    pages,
    hosts: ['https://example.net'],
    segments,
  });
  const redirects: string[] = [];
  const rewrites: string[] = [];
  for (const rule of rules) {
    const { regex, to } = asRegex(rule);
    const target = to.includes('?') || to.includes('%') ? to.replace(/[?%].*$/, '') : to;
    if (random.chance(0.35)) {
      const flags = [
        random.pick([`R=${rule.status}`, `R=${rule.status}`, 'R']),
        random.pick(['L', 'NC,L', 'NE,L', 'L']),
      ];
      rewrites.push(
        `RewriteRule "^${regex.slice(1)}$" "${target}${random.chance(0.2) ? '?' : ''}" [${flags.join(',')}]`,
      );
    } else if (/[:*]/.test(rule.from) || random.chance(0.3))
      redirects.push(`RedirectMatch ${rule.status} "^${regex}$" "${target}"`);
    else redirects.push(`Redirect ${rule.status} "${rule.from}" "${target}"`);
  }
  const text = textOf(random, redirects, rewrites);
  return { files: { '.htaccess': text }, urls: drawProbes(random, rules, pages, { count: 100, segments }) };
}

/** A file that has no RewriteRule gets a RedirectMatch of ours. */
function textOf(random: Random, redirects: readonly string[], rewrites: readonly string[]): string {
  // Without any, a rule for index.html answers for the folder as well.
  if (redirects.length > 0 && !redirects.some((line) => line.includes('index')) && random.chance(0.4))
    return [...redirects, ''].join('\n');
  return [...redirects, 'RewriteEngine On', ...rewrites, ''].join('\n');
}

function plain(random: Random) {
  const sources: string[] = [];
  const redirects: string[] = [];
  const rewrites: string[] = [];
  for (let i = 3 + random.below(8); i > 0; i--) {
    const from = path(random);
    const to = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(from);
    const regex = from.replace(/\./g, '\\.');
    const kind = random.below(6);
    if (kind < 2)
      redirects.push(
        `Redirect ${random.pick(['301 ', 'permanent ', '302 ', ''])}${from}${random.chance(0.2) ? '/' : ''} ${to}${random.chance(0.2) ? '/' : ''}`,
      );
    else if (kind === 2) redirects.push(`RedirectMatch ${random.pick(['301 ', '308 ', ''])}^${regex}/?$ ${to}`);
    else if (kind === 3) redirects.push(`RedirectMatch 301 ^${regex}/(.*)$ ${to}/$1`);
    else if (kind === 4)
      rewrites.push(
        `RewriteRule ^${regex.slice(1)}/?$ ${to}${random.pick(['', '?x=y', '?', ''])} [R=${random.pick([301, 302])},L]`,
      );
    else
      rewrites.push(
        `RewriteRule ^${regex.slice(1)}/([^/]+)$ ${to}/$1 [${random.pick(['R=301,L', 'NC,R=302,L', 'R,L'])}]`,
      );
  }
  const text = textOf(random, redirects, rewrites);
  return { files: { '.htaccess': text }, urls: requests(random, sources, 100) };
}

export const apache: Engine = {
  id: 'apache',
  title: titleOf('Apache', 'apache2', '-v'),
  host: 'apache',
  missing: missingProgram('apache2', '-v') ?? (existsSync(modules) ? undefined : `${modules} is not there`),
  trial,
  run({ files, pages = [], urls, variant }) {
    const isSecure = variant === 'https';
    // What lies beside the site itself belongs to the server.
    const { 'apache/site.conf': own = '', ...published } = files;
    return askProgram(
      {
        command: 'apache2',
        isSecure,
        args: (folder) => ['-d', folder, '-f', `${folder}/httpd.conf`, '-D', 'FOREGROUND'],
        files: (folder, port) => ({
          ...below('public', { '.htaccess': '', ...pageFiles(pages), ...published }),
          ...(isSecure ? certificate() : {}),
          'httpd.conf': [
            `Listen 127.0.0.1:${port}${isSecure ? ' https' : ''}`,
            'ServerName site',
            ...[...modulesFor(isSecure), ...(/^\s*ProxyPass|\[P\b/m.test(own) ? proxy : [])].map(
              (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
            ),
            `PidFile ${folder}/pid`,
            `ErrorLog ${folder}/error.log`,
            'User www-data',
            'Group www-data',
            `DocumentRoot ${folder}/public`,
            ...(isSecure
              ? [
                  'TypesConfig /dev/null',
                  'SSLEngine on',
                  `SSLCertificateFile ${folder}/site.crt`,
                  `SSLCertificateKeyFile ${folder}/site.key`,
                ]
              : []),
            `<Directory ${folder}>`,
            '  Require all granted',
            `  AllowOverride All${isSecure ? ' Nonfatal=All' : ''}`,
            '</Directory>',
            own.replaceAll('/srv/www', `${folder}/public`),
            '',
          ].join('\n'),
        }),
      },
      urls,
    );
  },
};

const proxy = ['proxy', 'proxy_http'];
const few = ['mpm_event', 'authz_core', 'alias', 'rewrite', 'dir'];

/** A file of the world names directives of many modules beside its redirects. */
function modulesFor(isWhole: boolean): readonly string[] {
  if (!isWhole) return few;
  return [
    ...few,
    ...['ssl', 'headers', 'expires', 'mime', 'filter', 'deflate', 'setenvif', 'env', 'autoindex', 'negotiation'],
    ...['authn_core', 'authn_file', 'auth_basic', 'authz_user', 'authz_host', 'access_compat', 'include'],
  ].filter((name) => existsSync(`${modules}/mod_${name}.so`));
}

let made: Readonly<Record<string, string>> | undefined;

/** A key and a certificate of this run. */
function certificate(): Readonly<Record<string, string>> {
  if (made) return made;
  const { stdout } = spawnSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=site', '-keyout', '-'],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
  );
  const at = stdout.indexOf('-----BEGIN CERTIFICATE');
  made = { 'site.key': stdout.slice(0, at), 'site.crt': stdout.slice(at) };
  return made;
}
