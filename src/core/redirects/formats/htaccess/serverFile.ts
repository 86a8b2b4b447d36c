/**
 * A configuration of the server itself, such as `sites-available/example.conf`: `<VirtualHost>` says for whom, and a
 * `RewriteRule` is compared with the whole path. It is read, and nothing is written into it: the server has to be told.
 * https://httpd.apache.org/docs/2.4/sections.html
 */
import { extensionOf, fileName, type RepoPath } from '../../../paths.ts';
import type { RuleLine } from '../../../text/redirectLines.ts';
import type { RedirectContext } from '../../format.ts';
import { isAside, isDownload, isOfOtherProgram } from '../../target.ts';
import type { SiteBlock } from '../../writing/siteBlocks.ts';
import { argumentsOf } from './directives.ts';
import { readServerSettings } from './serverSettings.ts';

export function isServerFile(file: RepoPath): boolean {
  return fileName(file) !== '.htaccess';
}

const redirecting = /^[ \t]*(?:Redirect(?:Match|Permanent|Temp)?|RewriteRule)[ \t]+\S/im;
const named =
  /(?:^|\/)(?:[^/]*(?:apache|httpd|vhost)[^/]*|000-default|sites-(?:available|enabled)|conf-(?:available|enabled))(?:\/|\.conf|$)/i;

/** The files of the repository that configure Apache and say something of redirects. */
export async function serverFiles(context: RedirectContext): Promise<readonly RepoPath[]> {
  const files = context.repo.files.filter(
    (file) =>
      extensionOf(file) === '.conf' && !isAside(file) && !isOfOtherProgram(file, context) && !isDownload(file, context),
  );
  const own: RepoPath[] = [];
  const texts = new Map<RepoPath, string>();
  // Other programs have files of this name as well, and there may be many of them.
  for (const file of files.slice(0, 50)) {
    const text = await context.repo.read(file);
    if (text === undefined || !(named.test(file) || /^[ \t]*<VirtualHost\b/im.test(text))) continue;
    texts.set(file, text);
    if (redirecting.test(text)) own.push(file);
  }
  await readServerSettings(texts, context);
  return own;
}

/** Whether a section holds for every request of those it is for, which `virtualHosts` tells. */
export function isVirtualHost(section: string): boolean {
  return /^<VirtualHost\b/i.test(section);
}

/** The blocks of a configuration by the hosts they answer for. */
export function virtualHosts(lines: readonly RuleLine[], text: string): readonly SiteBlock[] {
  const found: SiteBlock[] = [];
  for (const [i, line] of lines.entries()) {
    const [head = '', ...addresses] = argumentsOf(line, text);
    if (head.toLowerCase() !== '<virtualhost') continue;
    const end = lines.slice(i).find((other) => /^<\/VirtualHost>/i.test(argumentsOf(other, text)[0] ?? ''));
    const stop = end?.end ?? text.length;
    const inside = lines
      .filter(({ start }) => start > line.start && start < stop)
      .map((other) => argumentsOf(other, text));
    const names = inside.flatMap(([directive, ...words]) =>
      /^Server(?:Name|Alias)$/i.test(directive ?? '')
        ? words.map((word) => word.toLowerCase().replace(/^https?:\/\/|:\d+$/g, ''))
        : [],
    );
    const directives = inside.map(([directive = '']) => directive.toLowerCase());
    found.push({
      start: line.start,
      end: stop,
      names: names.some((name) => /[*?${]/.test(name)) ? [] : names,
      isSecure: addresses.some((address) => /:443>?$/.test(address)) || directives.includes('sslengine'),
      listens: addresses.flatMap((address) => listened(address)),
      leadsAway: inside.some(isWhole) && !directives.includes('documentroot'),
    });
  }
  return found;
}

/** `*:80>`, `_default_:443>`, `127.0.0.1:8081>`; nothing where the server is to fill it in. */
function listened(address: string): readonly string[] {
  const place = address.replace(/>$/, '');
  return place === '' || /[${]/.test(place) ? [] : [place.replace(/:\*$/, '')];
}

/** `Redirect permanent / https://other.example/`: everything, to another place. */
function isWhole([directive = '', ...words]: readonly string[]): boolean {
  const [to = '', from] = words.toReversed();
  return /^redirect/i.test(directive) && from === '/' && /^https?:\/\//i.test(to);
}
