/**
 * A configuration of the server itself, such as `sites-available/example.conf`: `<VirtualHost>` says for whom, and a
 * `RewriteRule` is compared with the whole path. It is read, and nothing is written into it: the server has to be told.
 * https://httpd.apache.org/docs/2.4/sections.html
 */
import { below, extensionOf, fileName, type RepoPath } from '../../../paths.ts';
import { continuedLines, type RuleLine } from '../../../text/redirectLines.ts';
import type { RedirectContext } from '../../format.ts';
import { isAside, isDownload, isOfOtherProgram } from '../../target.ts';
import { type SiteBlock, siteBlocks } from '../../writing/siteBlocks.ts';
import { argumentsOf } from './directives.ts';
import { type HandedOn, handedOn, matchesAll, rewritesAll } from './handedOn.ts';
import type { Base } from './rewrite.ts';
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
  const handed = [...texts.values()].flatMap((text) => handedBeforeFiles(continuedLines(text), text, context));
  await readServerSettings(texts, context, handed);
  return own;
}

/**
 * How a rewrite in `<Directory …>` is read: as in the `.htaccess` of that folder, which is taken for that of the whole
 * site where `DocumentRoot` does not tell its address. `undefined` outside of such a section.
 */
export function baseInFolder(sections: readonly string[], text: string): Base | undefined {
  const section = sections.findLast((name) => /^<Directory(?:Match)?\b/i.test(name));
  if (section === undefined) return undefined;
  const folder = /^<Directory\s+"?([^">~*?[]+?)\/?"?>?$/i.exec(section)?.[1];
  const roots = [...text.matchAll(/^[ \t]*DocumentRoot[ \t]+"?([^"\s]+?)\/?"?[ \t]*$/gim)].map(([, root = '']) => root);
  const inside = roots.flatMap((root) => (folder === undefined ? [] : (below(folder, root) ?? [])));
  return { directory: inside[0] ? `/${inside[0]}/` : '/', target: undefined };
}

/** Whether a section holds for every request of those it is for, which `virtualHosts` tells. */
export function isVirtualHost(section: string): boolean {
  return /^<VirtualHost\b/i.test(section);
}

/** The blocks of a configuration by the hosts they answer for. */
export function virtualHosts(
  lines: readonly RuleLine[],
  text: string,
  handed: readonly HandedOn[],
): readonly SiteBlock[] {
  const found: SiteBlock[] = [];
  for (const [i, line] of lines.entries()) {
    const [head = '', ...addresses] = argumentsOf(line, text);
    if (head.toLowerCase() !== '<virtualhost') continue;
    const end = lines.slice(i).find((other) => /^<\/VirtualHost>/i.test(argumentsOf(other, text)[0] ?? ''));
    const stop = end?.end ?? text.length;
    const inside = lines
      .filter(({ start }) => start > line.start && start < stop)
      .map((other) => argumentsOf(other, text));
    const directives = inside.map(([directive = '']) => directive.toLowerCase());
    found.push({
      start: line.start,
      end: stop,
      names: namesIn(inside),
      isSecure: addresses.some((address) => /:443>?$/.test(address)) || directives.includes('sslengine'),
      listens: addresses.flatMap((address) => listened(address)),
      leadsAway: inside.some((words, j) => isWhole(words, inside[j - 1])) && !directives.includes('documentroot'),
      handsOn:
        handed.some(({ start, isEverything }) => isEverything && line.start < start && start < stop) ||
        inside.some((words, j) => rewritesAll(words) && inside[j - 1]?.[0]?.toLowerCase() !== 'rewritecond'),
    });
  }
  return found;
}

/** Host names in lower case; none where the server is to fill one in. */
function namesIn(directives: readonly (readonly string[])[]): readonly string[] {
  const names = directives.flatMap(([directive, ...words]) =>
    /^Server(?:Name|Alias)$/i.test(directive ?? '')
      ? words.map((word) => word.toLowerCase().replace(/^https?:\/\/|:\d+$/g, ''))
      : [],
  );
  return names.some((name) => /[*?${]/.test(name)) ? [] : names;
}

/**
 * What is handed on before the `.htaccess` files of the site are read: by its own hosts, and by the server as a whole
 * unless that is another program beside a site that is made of files.
 */
function handedBeforeFiles(lines: readonly RuleLine[], text: string, context: RedirectContext): readonly HandedOn[] {
  const handed = handedOn(lines, text);
  if (handed.length === 0) return [];
  const hosts = virtualHosts(lines, text, handed);
  const hostOf = ({ start }: Pick<RuleLine, 'start'>) => hosts.find((host) => host.start < start && start < host.end);
  const outside = lines.filter((line) => hostOf(line) === undefined);
  const whole: SiteBlock = {
    start: 0,
    end: text.length,
    names: namesIn(outside.map((line) => argumentsOf(line, text))),
    isSecure: true,
    listens: [],
    leadsAway: false,
    handsOn: handed.some((entry) => entry.isEverything && hostOf(entry) === undefined),
  };
  const { own } = siteBlocks(hosts.length > 0 ? hosts : [whole], context);
  return handed.filter((entry) => own.includes(hostOf(entry) ?? (hosts.length > 0 ? (own[0] ?? whole) : whole)));
}

/** `*:80>`, `_default_:443>`, `127.0.0.1:8081>`; nothing where the server is to fill it in. */
function listened(address: string): readonly string[] {
  const place = address.replace(/>$/, '');
  return place === '' || /[${]/.test(place) ? [] : [place.replace(/:\*$/, '')];
}

/** `Redirect permanent / https://other.example/`: everything, to another place. */
function isWhole([directive = '', ...words]: readonly string[], [before = '']: readonly string[] = []): boolean {
  if (/^RewriteRule$/i.test(directive)) {
    const [pattern = '', target = '', flags = ''] = words;
    const isOpen = /^RewriteCond$/i.test(before) || /[[,]\s*(?:P|proxy)\s*[\],]/i.test(flags);
    return !isOpen && /^https?:\/\//i.test(target) && matchesAll(pattern);
  }
  const [to = '', from] = words.toReversed();
  return /^redirect/i.test(directive) && from === '/' && /^https?:\/\//i.test(to);
}
