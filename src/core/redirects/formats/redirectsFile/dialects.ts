/** The three readings of one `_redirects` line, and which of them a site means. */
import { filesNamed } from '../../../generators/shared/namedFiles.ts';
import { encodeUrl, type RepoPath } from '../../../paths.ts';
import { byteLength } from '../../../text/bytes.ts';
import { type RuleLine, ruleLines } from '../../../text/redirectLines.ts';
import { visitorCondition } from '../../condition.ts';
import type {
  HostId,
  QueryCondition,
  Redirect,
  RedirectContext,
  RedirectRule,
  Refusal,
  SourcePattern,
  Unread,
} from '../../format.ts';
import { sentPath } from '../../host.ts';
import { cloudflare, cloudflarePath } from '../../hosts/cloudflare.ts';
import { gitlab } from '../../hosts/gitlab.ts';
import { netlify, netlifyRefusal, netlifyWrittenSource, ownTarget } from '../../hosts/netlify.ts';
import type { RuleMeaning } from '../../rule.ts';
import { encodedTarget, isOffSite, visitorsOf } from '../../target.ts';
import { toldHost } from './toldHost.ts';

/** A redirect as the words of one or more lines. */
export interface WrittenLines {
  readonly lines: readonly (readonly string[])[];
  readonly status: number;
  readonly note?: string | undefined;
}

type NeverRead = Extract<SourcePattern, { kind: 'never' }>;

const neverRead = (unread: Unread, reason: string): NeverRead => ({ kind: 'never', reason, unread });

/** The words of a line, and how many characters it has with its comment. */
type WordsOfLine = Pick<RuleLine, 'words' | 'length'>;

/** Why a line is none, and the source that it keeps later lines from all the same. */
interface NoRule {
  readonly problem: string;
  readonly takes?: string;
}

interface Grammar {
  readonly host: HostId;
  readonly title: string;
  read(line: WordsOfLine, context: RedirectContext): RuleMeaning | NoRule;
  /** Of lines whose sources have the same one, the host reads the first and leaves out the others. */
  sourceKey?(from: string): string;
  /** Rules the host leaves out because of its limits, by their order. */
  passed(rules: readonly RedirectRule[], text: string): ReadonlyMap<number, NeverRead>;
  /** The first line that counts against the limit of wildcards, whether or not it is a rule. */
  countedFrom?(text: string): number | undefined;
  /** How many more rules the host reads from the first wildcard on; as many as there are where it has no such limit. */
  roomBehindWildcard?(text: string): number;
  write(redirect: Redirect): WrittenLines | Refusal;
  /** An address that is written encoded and one that is not are two rules, and both are wanted. */
  readonly twoSpellings: boolean;
}

/** How one host reads `_redirects`, and how sure it is that it is the one. */
export interface Dialect extends Grammar {
  readonly certainty: 'configured' | 'content' | 'guess';
  /** Another host that may read the file instead, as nothing tells which. */
  readonly mayBe?: HostId | undefined;
}

/** Which host reads the file: its configuration decides, then what only one understands, then what the site is built with. */
export function dialectOf(text: string, context: RedirectContext): Dialect {
  const configured = [netlifyLines, cloudflareLines, gitlabLines].find(({ host }) => host === context.host);
  if (configured) return { ...configured, certainty: 'configured' };
  const { repo } = context;
  if (filesNamed(repo, 'netlify.toml').length > 0) return { ...netlifyLines, certainty: 'configured' };
  if (filesNamed(repo, 'wrangler.toml', 'wrangler.json', 'wrangler.jsonc').length > 0) {
    return { ...cloudflareLines, certainty: 'configured' };
  }
  if (ruleLines(text).some(onlyNetlify)) return { ...netlifyLines, certainty: 'content' };
  if (repo.has('.gitlab-ci.yml' as RepoPath)) return { ...gitlabLines, certainty: 'configured' };
  const certainty = text === '' ? 'guess' : 'content';
  const host = toldHost(repo);
  if (host === undefined) return { ...netlifyLines, certainty, mayBe: cloudflare.id };
  // Where nobody reads the file, a page that is there is shown all the more.
  if (host === 'pages') return { ...netlifyLines, certainty, mayBe: host };
  return { ...(host === 'cloudflare' ? cloudflareLines : netlifyLines), certainty };
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
    if (first !== undefined && !/^[2-5]\d\d!?$/.test(first))
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
    if (raw === encoded || /\s/.test(raw)) return { lines: [line(encoded)], status: redirect.status };
    return {
      lines: [line(encoded), line(raw)],
      status: redirect.status,
      note: 'Netlify documents the encoded form and its local server matches the other one, so both lines are written.',
    };
  },
};

/** Whether it looks at a line any further: by its number of words and its length, which the comment is part of. */
function isCloudflareLine({ words, length }: WordsOfLine): true | { readonly problem: string } {
  if (words.length < 2 || words.length > 3)
    return { problem: `A line has 2 or 3 words (source, target, status); this one has ${words.length}.` };
  const { ruleLength } = cloudflare.limits;
  return length > ruleLength ? { problem: `The line has ${length} characters; Cloudflare reads ${ruleLength}.` } : true;
}

/** Lines that count against its limits: it counts one once the source is read, before it looks at the rest of it. */
function countedLines(text: string): readonly { readonly number: number; readonly isWildcard: boolean }[] {
  return ruleLines(text).flatMap((line) => {
    const { number, words } = line;
    const from = words[0]?.text ?? '';
    if (isCloudflareLine(line) !== true || isAbsolute(from)) return [];
    return [{ number, isWildcard: cloudflare.isWildcard(from) }];
  });
}

const isAbsolute = (from: string) => /^https?:/i.test(from);

const cloudflareLines: Grammar = {
  host: 'cloudflare',
  title: cloudflare.title,
  twoSpellings: false,
  read(line) {
    const [from, to, status] = line.words.map((word) => word.text);
    const isLine = isCloudflareLine(line);
    if (isLine !== true) return isLine;
    if (from === undefined || isAbsolute(from)) return { problem: 'A source must be a path of the site.' };
    if (to === undefined || !/^(\/|https:\/\/)/.test(to)) return { problem: 'A target must begin with / or https://.' };
    if (status !== undefined && ![200, 301, 302, 303, 307, 308].includes(Number(status))) {
      return { problem: `${status} is not a status Cloudflare takes: 200, 301, 302, 303, 307 or 308.` };
    }
    if (Number(status) === 200 && to.startsWith('https:'))
      return { problem: 'Status 200 needs a target on this site.', takes: from };
    if (/\/\*?$/.test(cloudflarePath(from)) && /\/index(\.html)?$/.test(to) && !to.startsWith('https:')) {
      return {
        problem: 'Cloudflare takes /index away again, so this would be a redirect loop; it leaves the line out.',
      };
    }
    return {
      from,
      to,
      source: cloudflare.source(from),
      status: Number(status ?? 302),
      statusIsDefault: status === undefined,
      force: false,
      conditions: [],
    };
  },
  sourceKey: cloudflarePath,
  passed(rules, text) {
    const passed = new Map<number, NeverRead>();
    const orders = new Map(rules.map(({ line, order }) => [line, order]));
    const { rules: most, rulesFromWildcard } = cloudflare.limits;
    let exact = 0;
    let dynamic = 0;
    for (const { number, isWildcard } of countedLines(text)) {
      if (dynamic === 0 && !isWildcard) exact++;
      else dynamic++;
      const order = orders.get(number);
      if (order === undefined) continue;
      if (dynamic > rulesFromWildcard) {
        // One for a single address can stand above the wildcards.
        const unread = isWildcard ? 'too-many' : 'behind-wildcard';
        passed.set(order, neverRead(unread, `Cloudflare reads ${rulesFromWildcard} rules from the first wildcard on`));
      } else if (dynamic === 0 && exact > most) {
        passed.set(order, neverRead('too-many', `Cloudflare reads ${most} rules without wildcards`));
      }
    }
    return passed;
  },
  countedFrom: (text) => countedLines(text).find(({ isWildcard }) => isWildcard)?.number,
  roomBehindWildcard(text) {
    const counted = countedLines(text);
    const first = counted.findIndex(({ isWildcard }) => isWildcard);
    return cloudflare.limits.rulesFromWildcard - (first < 0 ? 0 : counted.length - first);
  },
  write(redirect) {
    if (redirect.status === 410) return { refused: 'Cloudflare has no status 410 in _redirects.' };
    if (/:[A-Za-z]|\*/.test(redirect.from))
      return { refused: `Cloudflare reads characters of ${redirect.from} as a wildcard or a placeholder.` };
    const to = targetText(redirect);
    if (isOffSite(to) && !to.startsWith('https://')) return { refused: 'Cloudflare accepts only https targets.' };
    const lines = [[sourceText(redirect, sentPath), to, String(redirect.status)]];
    // A wildcard here does not catch the folder itself.
    if (redirect.below)
      lines.unshift([folder(sentPath(redirect.from)), folder(encodedTarget(redirect.to)), String(redirect.status)]);
    return { lines, status: redirect.status };
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
    return { lines: [[sourceText(redirect, (path) => path), targetText(redirect), String(status)]], status };
  },
};

function queryOf(word: string): readonly QueryCondition[] {
  const cut = word.indexOf('=');
  return cut < 0 ? [] : [{ name: word.slice(0, cut), value: word.slice(cut + 1) }];
}

function folder(path: string): string {
  return path.replace(/\/+$/, '') || '/';
}

function sourceText(redirect: Redirect, write: (path: string) => string): string {
  const from = write(redirect.from);
  return redirect.below ? `${from.replace(/\/+$/, '')}/*` : from;
}

function targetText(redirect: Redirect): string {
  const to = encodedTarget(redirect.to);
  return redirect.below ? `${to.replace(/\/+$/, '')}/:splat` : to;
}
