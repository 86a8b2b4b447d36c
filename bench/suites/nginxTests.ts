/**
 * The tests of nginx itself that say where a request is led, or which location is chosen for it: a location names itself
 * by a header there, and is read here as one that redirects to its name.
 */
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../../src/core/redirects/simulate/undecided.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import type { Case, Suite } from './suite.ts';

/** The tests of a configuration that answers by itself; those for Windows ask for names as its file system reads them. */
const answering = /\b(?:return|rewrite|error_page)\s/;
const isTest = (path: string) => path.endsWith('.t') && !path.endsWith('_win32.t');

export const nginxTests: Suite = {
  id: 'nginx-tests',
  repository: 'nginx/nginx-tests',
  at: 'HEAD',
  leftOut:
    'folders on the disk, names as Windows reads them, requests of another host, the text of a page, and expectations that are made by code',
  async run(read, list) {
    const texts = list('')
      .filter(isTest)
      .map((file) => [file, read(file)] as const)
      .filter(([, text]) => answering.test(text));
    const cases = await Promise.all(texts.map(([file, text]) => casesOf(file, text)));
    return cases.flat();
  },
};

async function casesOf(file: string, text: string): Promise<readonly Case[]> {
  const conf = /write_file_expand\('nginx\.conf', <<'EOF'\);\n([\s\S]*?)\nEOF\n/.exec(text)?.[1];
  if (conf === undefined) return [];
  const trial = { files: { 'nginx.conf': asRedirects(conf) }, urls: [] };
  const table = await openRedirects({ ...siteOf(trial, 'nginx'), siteHosts: ['localhost'] });
  return [...text.matchAll(request)].flatMap(([, not, url = '', , plain, braced, flags = '']): readonly Case[] => {
    const wanted = plain ?? braced ?? '';
    if (not && wanted !== nothing) return [];
    // A folder on the disk of the test, which nginx puts a slash behind.
    if (/directory/.test(url)) return [];
    if (/\$\w/.test(wanted.replace(/\$$/, ''))) return [];
    const isElsewhere = /Location: /.test(wanted) || wanted === nothing;
    // A status alone: the request is answered here, or refused.
    if (!isElsewhere && !/^\^?(?:HTTP\\?\/1\.[.1] ?)?(?:20\d|306|4\d\d)\b/.test(wanted)) return [];
    // A slash at the end is half of an escape: the sign that ends the pattern stands in it.
    if (wanted.endsWith('\\')) return [];
    const regex = new RegExp(wanted, flags.replace(/[^ims]/g, ''));
    const { steps, undecided, outcome } = table.resolve(url);
    const [step] = steps;
    const said = step ? answers(step.status, step.location) : ['no redirect'];
    const isOpen = withoutFallbacks(undecided).length > 0 || outcome.kind === 'unknown';
    const stays = step === undefined || isNothing(step.location) || step.status >= 400 || step.status < 300;
    const isSaid = said.some((answer) => regex.test(answer));
    const isRight = isOpen || (isElsewhere ? isSaid !== (not !== undefined) : stays);
    return [{ name: `${file} ${url}`, wrong: isRight ? undefined : `wanted ${wanted}, ours ${said[0]}` }];
  });
}

/** What a location answers with that shows by it that a condition holds, and for `unlike` that it does not. */
const nothing = ' 204 ';
const isNothing = (location: string) => location === '/x-location/nothing';

/** `like(http_get('/a'), qr!…!, …)` or `unlike`, the pattern between any two signs. */
const request = /\b(un)?like\(\s*http_get\('([^']+)'\),\s*qr(?:([!/])(.*?)\3|\{(.*?)\})(\w*)/gs;

function asRedirects(conf: string): string {
  return (
    conf
      .replace(/add_header\s+X-Location\s+"?([^";]*)"?;\s*return\s+204;/g, 'return 302 "/x-location/$1";')
      // Requests come to the first port of the test, as they do to port 80.
      .replace(/\blisten\s+127\.0\.0\.1:8080\b/g, 'listen 80')
      .replace(/return\s+204;/g, 'return 302 "/x-location/nothing";')
      .replace(/^%%.*$/gm, '')
  );
}

/** As nginx answers: a path gets the host in front. */
function answers(status: number, location: string): readonly string[] {
  const name = /^\/x-location\/(.*)$/s.exec(location)?.[1];
  if (name !== undefined) return [`HTTP/1.1 204 x\r\nX-Location: ${name}\r\n`];
  const whole = location.startsWith('/') ? [`http://localhost:8080${location}`] : [];
  return [location, ...whole].map((sent) => `HTTP/1.1 ${status} x\r\nLocation: ${sent}\r\n`);
}
