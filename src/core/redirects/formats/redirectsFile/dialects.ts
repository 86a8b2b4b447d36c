/** The three readings of one `_redirects` line, and which of them a site means. */
import { filesNamed } from '../../../generators/shared/namedFiles.ts';
import { encodeUrl, type RepoPath } from '../../../paths.ts';
import { byteLength } from '../../../text/bytes.ts';
import { type RuleLine, ruleLines } from '../../../text/redirectLines.ts';
import { visitorCondition } from '../../condition.ts';
import type { HostId, QueryCondition, RedirectContext } from '../../format.ts';
import { cloudflare } from '../../hosts/cloudflare.ts';
import { gitlab } from '../../hosts/gitlab.ts';
import { netlify, netlifyRefusal, netlifyWrittenSource, ownTarget } from '../../hosts/netlify.ts';
import { slashBehind, visitorsOf } from '../../target.ts';
import { cloudflareLines, pagesLines } from './cloudflareLines.ts';
import { folderItself, type Grammar, neverRead, sourceText, targetText } from './grammar.ts';
import { showsWithoutHtml, toldHost, wranglerFiles } from './toldHost.ts';

/** How one host reads `_redirects`, and how sure it is that it is the one. */
export interface Dialect extends Grammar {
  readonly certainty: 'configured' | 'content' | 'guess';
  /** Another host that may read the file instead, as nothing tells which. */
  readonly mayBe?: HostId | undefined;
}

/** Which host reads the file: its configuration decides, then what only one understands, then what the site is built with. */
export function dialectOf(text: string, context: RedirectContext): Dialect {
  const { repo } = context;
  const isWrangled = wranglerFiles(repo).length > 0;
  const ofCloudflare = !isWrangled || showsWithoutHtml(repo) ? pagesLines : cloudflareLines;
  const configured = [netlifyLines, ofCloudflare, gitlabLines].find(({ host }) => host === context.host);
  if (configured) return { ...configured, certainty: 'configured' };
  // Where both lie there, what publishes the site tells which of them is left.
  const isMoved = isWrangled && toldHost(repo) === 'cloudflare';
  if (filesNamed(repo, 'netlify.toml').length > 0 && !isMoved) return { ...netlifyLines, certainty: 'configured' };
  if (isWrangled) return { ...ofCloudflare, certainty: 'configured' };
  if (ruleLines(text).some(onlyNetlify)) return { ...netlifyLines, certainty: 'content' };
  if (repo.has('.gitlab-ci.yml' as RepoPath)) return { ...gitlabLines, certainty: 'configured' };
  const certainty = text === '' ? 'guess' : 'content';
  const host = toldHost(repo) ?? namedAtTop(text);
  if (host === undefined) return { ...netlifyLines, certainty, mayBe: cloudflare.id };
  // Where nobody reads the file, a page that is there is shown all the more.
  if (host === 'pages') return { ...netlifyLines, certainty, mayBe: host };
  return { ...(host === 'cloudflare' ? ofCloudflare : netlifyLines), certainty };
}

/** The one host that the comments in front of all rules name, where they do not speak of a time before. */
function namedAtTop(text: string): 'netlify' | 'cloudflare' | undefined {
  const lines = ruleLines(text);
  const first = lines.findIndex(({ words }) => words.length > 0);
  const comments = lines
    .slice(0, first < 0 ? lines.length : first)
    .map(({ start, end }) => text.slice(start, end))
    .filter((line) => !/\b(?:old|former|previous|legacy|no longer|moved|migrat\w*|from)\b/i.test(line));
  const named = (['netlify', 'cloudflare'] as const).filter((name) => {
    const word = name === 'netlify' ? /\bnetlify\b/i : /\bcloudflare\b/i;
    return comments.some((line) => word.test(line));
  });
  return named.length === 1 ? named[0] : undefined;
}

function onlyNetlify({ words }: RuleLine): boolean {
  const [from, ...rest] = words.map((word) => word.text);
  return (
    /^https?:/i.test(from ?? '') ||
    rest.some((word) => /^\d{3}!$|^(404|410)$|^(Language|Country|Role|Cookie|Sign|signed)=/.test(word))
  );
}

const netlifyLines: Grammar = {
  host: 'netlify',
  title: netlify.title,
  twoSpellings: true,
  read({ words }, context) {
    const [from, ...rest] = words.map((word) => word.text);
    if (from === undefined) return { problem: 'A line is a source and a target.' };
    const at = rest.findIndex((word) => /^(\/|https?:\/\/)/i.test(word));
    const query = (at < 0 ? [] : rest.slice(0, at)).flatMap(queryOf);
    const [first, ...after] = at < 0 ? rest : rest.slice(at + 1);
    const hasStatus = first !== undefined && /^\d/.test(first);
    const status = hasStatus ? Number.parseInt(first, 10) : 301;
    if (at < 0) {
      if (!(from.endsWith('/*') && status >= 200 && status < 300)) {
        return { problem: `No target: it must begin with / or http. Found ${rest.join(' ') || 'nothing'}.` };
      }
    }
    if (first !== undefined && !/^0*[2-5]\d\d!?$/.test(first))
      return { problem: `${first} is not a status the host knows.` };
    const refused = netlifyRefusal(from, rest[at], status);
    if (refused) return { problem: refused };
    return {
      from,
      to: rest[at] ?? ownTarget(from),
      source: netlifyWrittenSource(from),
      status,
      statusIsDefault: !hasStatus,
      force: hasStatus && first.endsWith('!'),
      conditions: [...visitorsOf(from, rest[at] ?? '', context), ...after.map(visitorCondition)],
      query,
    };
  },
  passed: () => new Map(),
  write(redirect) {
    if (/\*|\/:/.test(redirect.from))
      return { refused: `Netlify reads characters of ${redirect.from} as a wildcard or a placeholder.` };
    const encoded = sourceText(redirect, encodeUrl);
    const raw = sourceText(redirect, (path) => path);
    const target = targetText(redirect);
    const line = (from: string) => [from, target, String(redirect.status)];
    if (raw === encoded || /\s/.test(raw))
      return { lines: [...folderItself(redirect), line(encoded)], status: redirect.status };
    if (slashBehind(redirect) !== '') return { refused: `Netlify compares ${redirect.from} in two spellings.` };
    return {
      lines: [line(encoded), line(raw)],
      status: redirect.status,
      note: 'Netlify documents the encoded form and its local server matches the other one, so both lines are written.',
    };
  },
};

const gitlabLines: Grammar = {
  host: 'gitlab',
  title: gitlab.title,
  twoSpellings: false,
  read({ words }) {
    const [from, to, status] = words.map((word) => word.text);
    if (from === undefined || !from.startsWith('/')) return { problem: 'A source must be a path that begins with /.' };
    if (to === undefined || !/^(\/|https?:\/\/)/.test(to)) return { problem: 'A target must begin with / or http.' };
    if (words.length > 3) return { problem: 'GitLab Pages has no conditions; a line has source, target and status.' };
    if (status !== undefined && !/^(200|301|302)$/.test(status)) {
      return { problem: `${status} is not a status that GitLab Pages accepts: 200, 301 or 302.` };
    }
    return {
      from,
      to,
      source: gitlab.source(from),
      status: Number(status ?? 301),
      statusIsDefault: status === undefined,
      force: false,
      conditions: [],
    };
  },
  passed(rules, text) {
    const { rules: most, fileBytes } = gitlab.limits;
    const isTooLong = byteLength(text) > fileBytes;
    const reason = isTooLong
      ? `GitLab Pages reads no file of more than ${fileBytes / 1024} KB`
      : `GitLab Pages reads the first ${most} rules`;
    return new Map(rules.slice(isTooLong ? 0 : most).map(({ order }) => [order, neverRead('too-many', reason)]));
  },
  write(redirect) {
    if (redirect.status === 410) return { refused: 'GitLab Pages has no status 410.' };
    if (/\s/.test(redirect.from)) return { refused: 'A source with a blank cannot be written for GitLab Pages.' };
    if (/[%?#*]|\/:/.test(redirect.from))
      return { refused: `GitLab Pages reads characters of ${redirect.from} as something else.` };
    const status = redirect.status === 302 || redirect.status === 307 ? 302 : 301;
    const line = [sourceText(redirect, (path) => path), targetText(redirect), String(status)];
    return { lines: [...folderItself({ ...redirect, status }), line], status };
  },
};

function queryOf(word: string): readonly QueryCondition[] {
  const cut = word.indexOf('=');
  return cut < 0 ? [] : [{ name: word.slice(0, cut), value: word.slice(cut + 1) }];
}
