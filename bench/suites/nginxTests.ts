/**
 * The tests of nginx itself that say where a request is led, or which location is chosen for it: a location names itself
 * by a header there, and is read here as one that redirects to its name.
 */
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../../src/core/redirects/simulate/undecided.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import type { Case, Suite } from './suite.ts';

const files = ['rewrite', 'rewrite_if', 'rewrite_set', 'rewrite_unescape', 'map', 'map_complex', 'http_location']
  .concat(['http_location_auto', 'http_error_page', 'http_try_files', 'http_absolute_redirect'])
  .concat([
    'merge_slashes',
    'http_uri',
    'http_include',
    'http_method',
    'referer',
    'geo',
    'map_volatile',
    'split_clients',
  ])
  .map((name) => `${name}.t`);

export const nginxTests: Suite = {
  id: 'nginx-tests',
  repository: 'nginx/nginx-tests',
  at: 'HEAD',
  leftOut: 'folders on the disk, requests of another host, the text of a page, and expectations that are made by code',
  async run(read) {
    const cases = await Promise.all(files.map((file) => casesOf(file, read(file))));
    return cases.flat();
  },
};

async function casesOf(file: string, text: string): Promise<readonly Case[]> {
  const conf = /write_file_expand\('nginx\.conf', <<'EOF'\);\n([\s\S]*?)\nEOF\n/.exec(text)?.[1];
  if (conf === undefined) return [];
  const trial = { files: { 'nginx.conf': asRedirects(conf) }, urls: [] };
  const table = await openRedirects({ ...siteOf(trial, 'nginx'), siteHosts: ['localhost'] });
  return [...text.matchAll(request)].flatMap(([, url = '', , plain, braced, flags = '']): readonly Case[] => {
    const wanted = plain ?? braced ?? '';
    // A folder on the disk of the test, which nginx puts a slash behind.
    if (/directory/.test(url)) return [];
    if (/\$\w/.test(wanted.replace(/\$$/, ''))) return [];
    const isElsewhere = /Location: /.test(wanted);
    // A status alone: the request is answered here, or refused.
    if (!isElsewhere && !/^\^?(?:HTTP\\?\/1\.[.1] ?)?(?:20\d|306|4\d\d)\b/.test(wanted)) return [];
    const regex = new RegExp(wanted, flags.replace(/[^ims]/g, ''));
    const { steps, undecided, outcome } = table.resolve(url);
    const [step] = steps;
    const said = step ? answers(step.status, step.location) : ['no redirect'];
    const isOpen = withoutFallbacks(undecided).length > 0 || outcome.kind === 'unknown';
    const stays = step === undefined || step.status >= 400 || step.status < 300;
    const isRight = isOpen || (isElsewhere ? said.some((answer) => regex.test(answer)) : stays);
    return [{ name: `${file} ${url}`, wrong: isRight ? undefined : `wanted ${wanted}, ours ${said[0]}` }];
  });
}

/** `like(http_get('/a'), qr!…!, …)`, the pattern between any two signs. */
const request = /\blike\(\s*http_get\('([^']+)'\),\s*qr(?:([!/])(.*?)\2|\{(.*?)\})(\w*)/gs;

function asRedirects(conf: string): string {
  return conf
    .replace(/add_header\s+X-Location\s+"?([^";]*)"?;\s*return\s+204;/g, 'return 302 "/x-location/$1";')
    .replace(/^%%.*$/gm, '');
}

/** As nginx answers: a path gets the host in front. */
function answers(status: number, location: string): readonly string[] {
  const name = /^\/x-location\/(.*)$/s.exec(location)?.[1];
  if (name !== undefined) return [`HTTP/1.1 204 x\r\nX-Location: ${name}\r\n`];
  const whole = location.startsWith('/') ? [`http://localhost:8080${location}`] : [];
  return [location, ...whole].map((sent) => `HTTP/1.1 ${status} x\r\nLocation: ${sent}\r\n`);
}
