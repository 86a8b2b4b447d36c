/** nginx, with the rules inside its one server. */
import type { Engine } from '../engine.ts';
import { path, type Random, requests } from '../random.ts';
import { askProgram, missingProgram } from '../server.ts';

function trial(random: Random) {
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
  const body = lines.filter((line) => line !== '').map((line) => `    ${line}`);
  const text = `server {\n    listen 127.0.0.1:8080;\n    server_name site;\n${body.join('\n')}\n    location = /no-such-file { return 404; }\n}\n`;
  return { files: { 'nginx/site.conf': text }, urls: requests(random, sources, 100) };
}

export const nginx: Engine = {
  id: 'nginx',
  title: 'nginx',
  host: 'nginx',
  missing: missingProgram('nginx', '-v'),
  trial,
  run({ files, urls }) {
    return askProgram(
      {
        command: 'nginx',
        args: (folder) => ['-p', folder, '-c', 'nginx.conf', '-e', `${folder}/error.log`, '-g', 'daemon off;'],
        files: (folder, port) => ({
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
            (files['nginx/site.conf'] ?? '').replace('127.0.0.1:8080', `127.0.0.1:${port}`),
            '}',
          ].join('\n'),
        }),
      },
      urls,
    );
  },
};
