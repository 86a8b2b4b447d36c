/** How a rule file of the world is put before an engine: alone on a site without pages, asked by https where that counts. */
import type { Trial } from '../../tools/conformance/engine.ts';
import type { WorldFile } from './files.ts';

export function trialOf(engine: string, file: WorldFile): Pick<Trial, 'files' | 'variant'> {
  switch (engine) {
    case 'apache':
      return { files: { '.htaccess': file.text }, variant: 'https' };
    case 'caddy':
      return { files: { Caddyfile: asSite(file.text) } };
    case 'firebase':
      return { files: { 'firebase.json': file.text } };
    case 'vercel':
      return { files: { 'vercel.json': file.text } };
    case 'nginx':
      return { files: { 'nginx/site.conf': asServer(file.text) } };
    default:
      return { files: { _redirects: file.text } };
  }
}

/**
 * Rules that are included into a server stand in one; a map is asked in a server that sends where it leads; of a whole
 * configuration the block `http` is taken, and its first server is the one that is asked.
 */
function asServer(text: string): string {
  const bare = text.replace(
    /^[ \t]*(?:include|ssl_\w+|load_module|user|pid|listen|server_name|resolver|http2|access_log|error_log)[ \t][^;{}]*;/gm,
    '',
  );
  // The site is asked by https, and the server here speaks http.
  const asked = bare.replace(/if\s*\(\s*\$scheme\s*(?:!?=|~)\s*"?http(?:s|\$)?"?\s*\)\s*\{[^{}]*\}/g, '');
  const whole = /^[ \t]*http[ \t]*\{([\s\S]*)\}\s*$/m.exec(asked)?.[1] ?? asked;
  if (/^[ \t]*server[ \t]*\{/m.test(whole))
    return whole.replace(
      /^[ \t]*server[ \t]*\{/m,
      (open) => `${open}\n  listen 127.0.0.1:8080;\n  server_name site;\n`,
    );
  const server = (body: string) => `server {\n  listen 127.0.0.1:8080;\n  server_name site;\n${body}\n}\n`;
  const maps = [...whole.matchAll(/^[ \t]*map[ \t]+\S+[ \t]+(\$\w+)[ \t]*\{/gm)].map(([, name = '']) => name);
  if (maps.length === 0) return server(whole);
  return `${whole}\n${server(maps.map((name) => `  if (${name}) { return 301 ${name}; }`).join('\n'))}`;
}

/** The first site is the one that is asked; what is imported is not there. */
function asSite(text: string): string {
  const bare = text.replace(/^\uFEFF/, '').replace(/^[ \t]*import[ \t].*$/gm, '');
  const [options = ''] = /^(?:\s*#.*\n|\s)*\{[\s\S]*?^\}/m.exec(bare) ?? [];
  const rest = bare.slice(options.length);
  let sites = 0;
  const named = rest.replace(/^(?![ \t#(@}])[^\n{]*(?:\{\$[^}\n]*\}[^\n{]*)*\{[ \t]*$/gm, () =>
    sites++ === 0 ? 'http://site {' : `http://other${sites} {`,
  );
  return sites > 0 ? named : `http://site {\n${rest.replace(/^(?!\s*#)\S+[ \t]*$/m, '')}\n}\n`;
}
