/** Rule files of public repositories, out of bare copies that lie on this machine; nothing of them is ever committed. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { mirrors } from '../places.ts';
import { isSealed } from '../sealed.ts';
import { ruleLines } from './ruleLines.ts';

/** A rule file as it stands in a commit. */
export interface WorldFile {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly text: string;
}

/** What the files of an engine are called. */
export const namesOfEngine: Readonly<Record<string, RegExp>> = {
  apache: /(?:^|\/)\.htaccess$/,
  nginx: /(?:^|\/)(?:[^/]*nginx[^/]*|[^/]*redirect[^/]*|default)\.conf$/i,
  caddy: /(?:^|\/)(?:Caddyfile(?:\.[\w-]+)?|[^/]+\.(?:caddy|Caddyfile))$/,
  firebase: /(?:^|\/)firebase\.json$/,
  netlify: /(?:^|\/)_redirects$/,
  cloudflare: /(?:^|\/)_redirects$/,
  vercel: /(?:^|\/)vercel\.json$/,
};

const largest = 400_000;

/** So that no repository of a thousand files is the world. */
const mostOfOne = 4;

/** Up to `count` files with at least one rule, in the order of a hash of seed, repository and path, a few of each repository. */
export function drawFiles(
  listing: readonly string[],
  engine: string,
  seed: string,
  count: number,
): readonly WorldFile[] {
  const name = namesOfEngine[engine];
  if (name === undefined) throw new Error(`No file names are known of ${engine}.`);
  const found = listing
    .filter((repository) => !isSealed(repository))
    .flatMap((repository) => filesOf(repository, name));
  const place = (file: Omit<WorldFile, 'text'>) =>
    createHash('sha256').update(`${seed}\n${file.repository}\n${file.path}`).digest('hex');
  const drawn: WorldFile[] = [];
  const texts = new Set<string>();
  const ofRepository = new Map<string, number>();
  for (const file of found.sort((one, other) => (place(one) < place(other) ? -1 : 1))) {
    if (drawn.length >= count) break;
    const text = show(file.repository, `${file.commit}:${file.path}`);
    if (text === undefined || text.length > largest || !holdsRules(engine, text)) continue;
    const taken = ofRepository.get(file.repository) ?? 0;
    if (texts.has(text) || taken >= mostOfOne) continue;
    texts.add(text);
    ofRepository.set(file.repository, taken + 1);
    drawn.push({ ...file, text });
  }
  return drawn;
}

/** Those of a listing that lie here. */
export function copied(listing: readonly string[]): readonly string[] {
  return listing.filter((repository) => existsSync(mirrorOf(repository)));
}

/** What a generator or a program makes the file from; no engine is given such a text. */
const template = /^\uFEFF?---[ \t]*\r?\n|\{%|\{\{|<%/;

function holdsRules(engine: string, text: string): boolean {
  try {
    return !template.test(text) && ruleLines(engine, text).length > 0;
  } catch {
    // No JSON, which its host would not take either.
    return false;
  }
}

function filesOf(repository: string, name: RegExp): readonly Omit<WorldFile, 'text'>[] {
  const commit = git(repository, 'rev-parse', 'HEAD')?.trim();
  if (commit === undefined) return [];
  const paths = (git(repository, 'ls-tree', '-r', '-z', '--name-only', 'HEAD') ?? '').split('\0');
  return paths
    .filter((path) => name.test(path) && !/(?:^|\/)(?:node_modules|vendor|fixtures?|testdata)\//.test(path))
    .map((path) => ({ repository, commit, path }));
}

function show(repository: string, object: string): string | undefined {
  return git(repository, 'show', object);
}

function git(repository: string, ...args: readonly string[]): string | undefined {
  const mirror = mirrorOf(repository);
  if (!existsSync(mirror)) return undefined;
  try {
    return execFileSync('git', ['-C', mirror, '-c', 'safe.directory=*', ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    // A copy may lack its largest files.
    return undefined;
  }
}

function mirrorOf(repository: string): string {
  return join(mirrors, repository.replace('/', '+'), 'repo');
}
