/** Caddy, with the rules in its one site. */
import type { Engine } from '../engine.ts';
import { below, pageFiles } from '../folder.ts';
import { drawProbes } from '../probes.ts';
import { path, type Random, requests } from '../random.ts';
import { drawRules, pages, specialSegments } from '../rules.ts';
import { askProgram, missingProgram, titleOf } from '../server.ts';

function trial(random: Random) {
  return random.chance(0.5) ? plain(random) : crowded(random);
}

/** Single addresses and folders in every spelling. */
function crowded(random: Random) {
  const segments = specialSegments.filter((segment) => !/[ %]/.test(segment));
  const rules = drawRules(random, {
    statuses: [301, 302, 303, 307, 308],
    pages,
    hosts: ['https://example.net'],
    segments,
    shapes: ['exact', 'exact', 'exact', 'folder', 'rest', 'partial'],
  });
  const written: string[] = [];
  const lines = rules.flatMap(({ from, to, status }) => {
    if (written.some((other) => isTie(from, other) || isTie(other, from))) return [];
    written.push(from);
    return [`\tredir ${from} ${to.replace(/\/:splat/, '').replace(/^(?=#|$)/, '/')} ${status}`];
  });
  return {
    files: { Caddyfile: `http://site {\n${lines.join('\n')}\n}\n` },
    urls: drawProbes(random, rules, pages, { count: 100, segments }),
  };
}

function plain(random: Random) {
  const sources: string[] = [];
  const written: string[] = [];
  const lines = Array.from({ length: 3 + random.below(8) }, (): string => {
    const from = path(random);
    const to = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(from);
    const code = random.pick(['', ' permanent', ' temporary', ' 301', ' 308', ' 302']);
    const source = from + random.pick(['', '', '', '/', '/*', '*']);
    if (written.some((other) => isTie(source, other) || isTie(other, source))) return '';
    written.push(source);
    return `\tredir ${source} ${to}${random.chance(0.2) ? '{uri}' : ''}${random.chance(0.1) ? '?{query}' : ''}${code}`;
  });
  return {
    files: { Caddyfile: `http://site {\n${lines.filter((line) => line !== '').join('\n')}\n}\n` },
    urls: requests(random, sources, 100),
  };
}

/** Two paths that releases before 2.7, which systems still ship, sort in another way than is documented since. */
function isTie(exact: string, wildcard: string): boolean {
  const stem = wildcard.replace(/\*$/, '');
  return (
    wildcard.endsWith('*') && exact.toLowerCase().startsWith(stem.toLowerCase()) && exact.length <= wildcard.length
  );
}

export const caddy: Engine = {
  id: 'caddy',
  title: titleOf('Caddy', 'caddy', 'version'),
  host: 'caddy',
  missing: missingProgram('caddy', 'version'),
  trial,
  isFair: (from, { files }) =>
    ![...(files.Caddyfile ?? '').matchAll(/redir (\S+)/g)].some(([, source]) => isTie(from, source ?? '')),
  run({ files, pages = [], urls }) {
    return askProgram(
      {
        command: 'caddy',
        args: (folder) => ['run', '--config', `${folder}/Caddyfile`, '--adapter', 'caddyfile'],
        files: (folder, port) => ({
          ...files,
          ...below('public', pageFiles(pages)),
          Caddyfile: `{\n\tadmin off\n\tauto_https off\n\thttp_port ${port}\n}\n${files.Caddyfile ?? ''}`.replaceAll(
            '/srv/www',
            `${folder}/public`,
          ),
        }),
      },
      urls,
    );
  },
};
