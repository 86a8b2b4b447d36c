/** The website configuration of an S3 emulator: its own reading of the XML, and its own matching of routing rules. */
import { decodePath, encodeUrl } from '../../../src/core/paths.ts';
import { ownPath, siteHost } from '../ask.ts';
import type { Engine } from '../engine.ts';
import { load } from '../load.ts';
import { drawProbes } from '../probes.ts';
import type { Random } from '../random.ts';
import { drawSegment } from '../rules.ts';

interface RoutingRule {
  readonly statusCode: number;
  shouldRedirect(key: string, status: number): boolean;
  getRedirectLocation(key: string, defaults: { readonly protocol: string; readonly hostname: string }): string;
}
interface Models {
  getConfigModel(type: 'website'): { validate(xml: string): { readonly routingRules: readonly RoutingRule[] } };
}

const segments = ['é', 'a b', 'Docs', 'a,b', "it's", 'a+b', 'R&D', '100%'];

function trial(random: Random) {
  const sources: { from: string }[] = [];
  const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const element = (name: string, value: string) => `<${name}>${escaped(value)}</${name}>`;
  const rules = Array.from({ length: 4 + random.below(12) }, () => {
    const names = Array.from({ length: 1 + random.below(2) }, () => drawSegment(random, { segments }));
    const prefix = names.join('/') + random.pick(['', '/', '/', '.html']);
    sources.push({ from: `/${prefix}${random.pick(['', '*', '*'])}` });
    const target = random.pick(['new', 'new/', 'n/é', 'page.html', 'a#part', 'a?x=1']);
    const redirect = [
      random.chance(0.15) ? element('HostName', 'other.example') + element('Protocol', 'https') : '',
      random.pick([element('ReplaceKeyWith', target), element('ReplaceKeyPrefixWith', target), '']),
      random.pick(['', '', element('HttpRedirectCode', random.pick(['301', '302', '307', '308']))]),
    ].join('');
    const condition = `<Condition>${element('KeyPrefixEquals', prefix)}</Condition>`;
    // A rule has to say something, or it leads every request to itself.
    const said = redirect === '' || /^<HttpRedirectCode/.test(redirect) ? element('ReplaceKeyWith', target) : redirect;
    return `  <RoutingRule>\n    ${condition}\n    <Redirect>${said}</Redirect>\n  </RoutingRule>`;
  });
  const index = '<IndexDocument><Suffix>index.html</Suffix></IndexDocument>';
  const xml = `<WebsiteConfiguration>\n${index}\n<RoutingRules>\n${rules.join('\n')}\n</RoutingRules>\n</WebsiteConfiguration>\n`;
  const urls = drawProbes(random, sources, [], { count: 40, segments, without: ['double-slash'] });
  return { files: { 'website.xml': xml }, urls };
}

export const s3: Engine = {
  id: 's3',
  title: 's3rver 3.7.1',
  host: 's3',
  missing: undefined,
  packages: 's3',
  trial,
  async run({ files, urls }) {
    const { getConfigModel } = (await load('s3rver/lib/models/config.js', 's3')) as Models;
    const { routingRules } = getConfigModel('website').validate(files['website.xml'] ?? '');
    return urls.map((url) => {
      const key = decodePath(url.replace(/\?.*$/, '')).slice(1);
      // There is no object in the bucket; the emulator asks the rules only then.
      const rule = routingRules.find((entry) => entry.shouldRedirect(key, 404));
      if (!rule) return undefined;
      const location = ownPath(rule.getRedirectLocation(key, { protocol: 'http', hostname: siteHost }));
      return { status: Number(rule.statusCode), location: encoded(location) };
    });
  },
};

/** The emulator leaves the key as it is; a browser is sent it escaped. */
function encoded(location: string): string {
  const [, origin = '', path = '', tail = ''] = /^(https?:\/\/[^/]*)?([^?#]*)(.*)$/s.exec(location) ?? [];
  return origin + encodeUrl(path) + encodeURI(tail);
}
