/** How a rule file of the world is put before an engine: alone on a site without pages, asked by https where that counts. */
import type { Trial } from '../../tools/conformance/engine.ts';
import type { WorldFile } from './files.ts';

export function trialOf(engine: string, file: WorldFile): Pick<Trial, 'files' | 'variant'> {
  switch (engine) {
    case 'apache':
      return { files: { '.htaccess': file.text }, variant: 'https' };
    case 'caddy':
      return { files: { Caddyfile: file.text } };
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

/** Rules that are included into a server stand in one; of a whole configuration its first server that names itself is asked. */
function asServer(text: string): string {
  const bare = text.replace(/^\s*(?:include|ssl_\w+|load_module|user|pid|listen|server_name|resolver)\b[^;]*;/gm, '');
  if (!/\bserver\s*\{/.test(bare)) return `server {\n  listen 127.0.0.1:8080;\n  server_name site;\n${bare}\n}\n`;
  return bare.replace(/\bserver\s*\{/, (open) => `${open}\n  listen 127.0.0.1:8080;\n  server_name site;\n`);
}
