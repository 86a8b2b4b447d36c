/** Netlify's own matcher, compiled for its local server. It gives the target; what becomes of the query is documented. */
import type { Engine } from '../engine.ts';
import { load, unknownModule } from '../load.ts';
import { path, type Random, requests } from '../random.ts';

interface Matcher {
  match(request: object): { readonly to: string; readonly status: number } | null;
}
interface Redirector {
  parsePlain(rules: string, options: object): Promise<Matcher>;
}

function trial(random: Random) {
  const sources: string[] = [];
  const lines = Array.from({ length: 3 + random.below(8) }, () => {
    let from = path(random);
    let to = random.chance(0.15) ? `https://example.net${path(random)}` : path(random);
    sources.push(from);
    if (random.chance(0.3)) {
      from += '/*';
      if (random.chance(0.8)) to += '/:splat';
    } else if (random.chance(0.2)) {
      from += '/:name';
      if (random.chance(0.5)) from += '/x';
      to += random.chance(0.7) ? '/:name' : '';
    } else if (random.chance(0.21)) from += '/';
    if (random.chance(0.1)) to += '#part';
    const status = random.chance(0.7) ? ` ${random.pick(['301', '302', '301!', '307', '308'])}` : '';
    return `${from} ${to}${status}${random.chance(0.1) ? ' # comment' : ''}`;
  });
  const urls = requests(random, sources, 60).map((url) => url.replace(/\?.*$/, ''));
  return { files: { _redirects: `${lines.join('\n')}\n` }, urls };
}

/**
 * Of lines that say the same the last, which is all that Netlify's parser hands to the matcher: `merge.ts` of
 * @netlify/redirect-parser.
 */
function withoutRepeats(text: string): string {
  const lines = text.split('\n');
  const said = (line: string) =>
    line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/)
      .join(' ');
  const last = new Map(lines.map((line, i) => [said(line), i]));
  return lines.filter((line, i) => said(line) === '' || last.get(said(line)) === i).join('\n');
}

export const netlify: Engine = {
  id: 'netlify',
  title: 'netlify-redirector 0.5.0',
  host: 'netlify',
  missing: unknownModule('netlify-redirector'),
  trial,
  // It is asked with the decoded path and compares it with the source as it is written, which cannot hold a blank.
  isFair: (from) => !from.includes(' '),
  async run({ files, urls }) {
    const redirector = (await load('netlify-redirector')) as Redirector;
    const matcher = await redirector.parsePlain(withoutRepeats(files._redirects ?? ''), {});
    const none = () => '';
    return urls.map((url) => {
      const request = {
        scheme: 'https',
        host: 'site',
        path: decodeURIComponent(url),
        query: '',
        headers: {},
        cookieValues: {},
      };
      const found = matcher.match({ ...request, getHeader: none, getCookie: none });
      return found ? { status: found.status, location: found.to } : undefined;
    });
  },
};
