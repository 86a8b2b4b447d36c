/** Apache with mod_alias and mod_rewrite, the rules in `.htaccess`. */
import { existsSync } from 'node:fs';
import type { Engine } from '../engine.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asRegex, drawRules, pages, specialSegments } from '../rules.ts';
import { askProgram, missingProgram, titleOf } from '../server.ts';

const modules = '/usr/lib/apache2/modules';

function trial(random: Random) {
  return random.chance(0.5) ? plain(random) : crowded(random);
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
  run({ files, urls }) {
    return askProgram(
      {
        command: 'apache2',
        args: (folder) => ['-d', folder, '-f', `${folder}/httpd.conf`, '-D', 'FOREGROUND'],
        files: (folder, port) => ({
          'public/.htaccess': files['.htaccess'] ?? '',
          'httpd.conf': [
            `Listen 127.0.0.1:${port}`,
            'ServerName site',
            ...['mpm_event', 'authz_core', 'alias', 'rewrite', 'dir'].map(
              (name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`,
            ),
            `PidFile ${folder}/pid`,
            `ErrorLog ${folder}/error.log`,
            'User www-data',
            'Group www-data',
            `DocumentRoot ${folder}/public`,
            `<Directory ${folder}>`,
            '  Require all granted',
            '  AllowOverride All',
            '</Directory>',
            '',
          ].join('\n'),
        }),
      },
      urls,
    );
  },
};
