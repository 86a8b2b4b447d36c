/** How a rule file of the world is put before an engine: alone on a site without pages, asked by https where that counts. */
import { posix } from 'node:path';
import type { Trial } from '../../tools/conformance/engine.ts';
import { askedPart, type Part, partsOf } from './askedPart.ts';
import type { WorldFile } from './files.ts';

export function trialOf(kind: string, file: WorldFile): Pick<Trial, 'files' | 'variant'> {
  switch (kind) {
    case 'apache':
      return { files: { '.htaccess': file.text }, variant: 'https' };
    case 'caddy':
      return { files: { Caddyfile: asSite(file.text) } };
    case 'firebase':
      return { files: { 'firebase.json': asOneSite(file.text) } };
    case 'vercel':
      return { files: { 'vercel.json': file.text } };
    case 'next':
      return { files: { [posix.basename(file.path)]: file.text, ...file.beside }, variant: 'data' };
    case 'netlify-toml':
      return { files: { 'netlify.toml': file.text }, variant: 'encoded' };
    case 'nginx':
      return { files: { 'nginx/site.conf': asServer(file.text) } };
    default:
      return { files: { _redirects: file.text } };
  }
}

/**
 * Rules that are included into a server stand in one; a map is asked in a server that sends where it leads; of a whole
 * configuration the block `http` is taken.
 */
function asServer(text: string): string {
  const bare = text.replace(
    /^[ \t]*(?:include|ssl_\w+|load_module|user|pid|listen|server_name|resolver|http2|access_log|error_log|map_hash_\w+)[ \t][^;{}]*;/gm,
    '',
  );
  // The site is asked by https, and the server here speaks http.
  const asked = bare.replace(/if\s*\(\s*\$scheme\s*(?:!?=|~)\s*"?http(?:s|\$)?"?\s*\)\s*\{[^{}]*\}/g, '');
  const whole = insideHttp(reachingNobody(asked));
  const open = (name: string) => `server {\n  listen 127.0.0.1:8080;\n  server_name ${name};\n`;
  // Long addresses as keys need more than there is by default.
  const sizes = /\bmap\s/.test(whole) ? 'map_hash_bucket_size 1024;\nmap_hash_max_size 65536;\n' : '';
  const parts = partsOf('nginx', whole);
  if (parts.length > 0) return sizes + renamed(whole, parts, askedPart('nginx', whole, parts), open);
  const server = (body: string) => `${open('site')}${body}\n}\n`;
  const maps = [...whole.matchAll(/^[ \t]*map[ \t]+\S+[ \t]+(\$\w+)[ \t]*\{/gm)].map(([, name = '']) => name);
  if (maps.length === 0) return server(whole);
  return `${sizes}${whole}\n${server(maps.map((name) => `  if (${name}) { return 301 ${name}; }`).join('\n'))}`;
}

/** Other servers are not there: no name of one is looked up when this one starts. */
function reachingNobody(text: string): string {
  return text
    .replace(/\b(upstream\s+\S+)\s*\{[^{}]*\}/g, '$1 { server 127.0.0.1:9; }')
    .replace(
      /\b((?:proxy|fastcgi|uwsgi|scgi|grpc)_pass)\s+("?(?:https?:\/\/)?)[a-z][\w.-]*\.[a-z]+(?::\d+)?(?=[/;"])/g,
      '$1 $2127.0.0.1:9',
    );
}

/** The inside of the block `http`; the text where there is none. */
function insideHttp(text: string): string {
  const [open] = text.matchAll(/^[ \t]*http[ \t\r\n]*\{/gm);
  if (open === undefined) return text;
  const start = open.index + open[0].length;
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '{') depth++;
    else if (text[at] === '}' && --depth === 0) return text.slice(start, at);
  }
  return text.slice(start);
}

/** What is imported is not there. */
function asSite(text: string): string {
  const bare = text.replace(/^\uFEFF/, '').replace(/^[ \t]*import[ \t].*$/gm, '');
  const [options = ''] = /^(?:\s*#.*\n|\s)*\{[\s\S]*?^\}/m.exec(bare) ?? [];
  const rest = bare.slice(options.length);
  const parts = partsOf('caddy', rest);
  if (parts.length > 0) return renamed(rest, parts, askedPart('caddy', rest, parts), (name) => `http://${name} {`);
  // The one site of a file without braces stands alone on its line.
  return `http://site {\n${rest.replace(/^(?!\s*#)(?:\S+:\d+|:\d+|localhost|\S+\.\S+|\{\$\w+\})[ \t]*$/m, '')}\n}\n`;
}

/** Every part under a name, and the one that is asked under that of the site. */
function renamed(text: string, parts: readonly Part[], asked: number, open: (name: string) => string): string {
  return parts.reduceRight(
    (rest, { start, body }, i) => rest.slice(0, start) + open(i === asked ? 'site' : `other${i}`) + rest.slice(body),
    text,
  );
}

/** Of several sites of one project the first with redirects. */
function asOneSite(text: string): string {
  const whole = JSON.parse(text) as { readonly hosting?: unknown };
  if (!Array.isArray(whole.hosting)) return text;
  const hosting = whole.hosting.find(
    (site: unknown) => typeof site === 'object' && site !== null && 'redirects' in site,
  );
  return JSON.stringify({ ...whole, hosting }, undefined, 2);
}
