/** nginx, with the rules inside its one server. */
import type { Engine } from '../engine.ts';
import { below, pageFiles } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { asRegex, drawRules, pages, specialSegments } from '../rules.ts';
import { askProgram, missingProgram, titleOf } from '../server.ts';

function trial(random: Random) {
  return random.chance(0.5) ? plain(random) : random.chance(0.7) ? crowded(random) : mapped(random);
}

/** Every shape and spelling, each rule in a form that can say it. */
function crowded(random: Random) {
  const rules = drawRules(random, { statuses: [301, 302, 303, 307, 308], pages, hosts: ['https://example.net'] });
  const locations = new Set<string>();
  const lines = rules.map((rule): string => {
    const { regex, to } = asRegex(rule);
    if (/[:*]/.test(rule.from)) {
      return random.chance(0.5)
        ? `location ~${random.pick(['', '*'])} "^${regex}$" { return ${rule.status} "${to}"; }`
        : `rewrite "^${regex}$" "${to}" ${random.pick(['permanent', 'redirect'])};`;
    }
    const sign = random.pick(['= ', '= ', '^~ ', '']);
    if (locations.has(sign === '= ' ? sign + rule.from : rule.from)) return '';
    locations.add(sign === '= ' ? sign + rule.from : rule.from);
    return `location ${sign}"${rule.from}" { return ${rule.status} ${to}${random.chance(0.3) ? '$is_args$args' : ''}; }`;
  });
  return { files: { 'nginx/site.conf': server(lines) }, urls: drawProbes(random, rules, pages, { count: 100 }) };
}

/** A file of a map, whose keys are compared without regard to case. */
function mapped(random: Random) {
  const segments = specialSegments.filter((segment) => !/[ ']/.test(segment));
  const rules = drawRules(random, { statuses: [301], pages, hosts: ['https://example.net'], segments });
  const keys = new Set<string>();
  const lines = rules.flatMap((rule) => {
    const { regex, to } = asRegex(rule);
    const key = /[:*]/.test(rule.from) ? `~${random.pick(['', '*'])}^${regex}$` : rule.from;
    if (keys.has(key.toLowerCase())) return [];
    keys.add(key.toLowerCase());
    return [`${key} ${to};`];
  });
  const urls = drawProbes(random, rules, pages, { count: 100, segments });
  return { files: { 'nginx/redirects.map': `${lines.join('\n')}\n` }, urls };
}

function server(lines: readonly string[]): string {
  const body = lines.filter((line) => line !== '').map((line) => `    ${line}`);
  return `server {\n    listen 127.0.0.1:8080;\n    server_name site;\n${body.join('\n')}\n    location = /no-such-file { return 404; }\n}\n`;
}

const mapServer = [
  'map $uri $new_uri { include nginx/redirects.map; }',
  server(['if ($new_uri) { return 301 $new_uri; }']),
].join('\n');

function plain(random: Random) {
  const sources: string[] = [];
  const seen = new Set<string>();
  const lines = Array.from({ length: 3 + random.below(8) }, (): string => {
    const from = path(random);
    const to = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(from);
    const code = random.pick([301, 302, 307, 308]);
    const kind = random.below(6);
    const regex = from.replace(/\./g, '\\.');
    const key = `${kind === 0 || kind === 1 ? '=' : kind} ${from}`;
    if (seen.has(key)) return '';
    seen.add(key);
    if (kind < 2)
      return `location = ${from}${random.chance(0.3) ? '/' : ''} { return ${code} ${to}${random.chance(0.2) ? '$is_args$args' : ''}; }`;
    if (kind === 2) return `location ~ ^${regex}/(.*)$ { return ${code} ${to}/$1; }`;
    if (kind === 3)
      return `rewrite ^${regex}/([^/]+)$ ${to}/$1${random.chance(0.2) ? '?x=y' : ''} ${random.pick(['permanent', 'redirect'])};`;
    if (kind === 4) return `location ~* ^${regex}$ { return ${code} ${to}; }`;
    return `location ${from} { return ${code} ${to}; }`;
  });
  return { files: { 'nginx/site.conf': server(lines) }, urls: requests(random, sources, 100) };
}

export const nginx: Engine = {
  id: 'nginx',
  title: titleOf('nginx', 'nginx', '-v'),
  host: 'nginx',
  missing: missingProgram('nginx', '-v'),
  trial,
  run({ files, pages = [], urls }) {
    return askProgram(
      {
        command: 'nginx',
        args: (folder) => ['-p', folder, '-c', 'nginx.conf', '-e', `${folder}/error.log`, '-g', 'daemon off;'],
        files: (folder, port) => ({
          ...files,
          ...below('public', pageFiles(pages)),
          'nginx.conf': [
            'worker_processes 1;',
            `pid ${folder}/nginx.pid;`,
            'events {}',
            'http {',
            '  access_log off;',
            ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
              (name) => `  ${name}_temp_path ${folder}/${name};`,
            ),
            `  root ${folder}/public;`,
            (files['nginx/site.conf'] ?? mapServer).replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`),
            '}',
          ].join('\n'),
        }),
      },
      urls,
    );
  },
};
