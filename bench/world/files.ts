/** Rule files of public repositories, out of bare copies that lie on this machine; nothing of them is ever committed. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { mirrors } from '../places.ts';
import { isSealed } from '../sealed.ts';
import type { Kind } from './kinds.ts';
import { ruleLines } from './ruleLines.ts';

/** A rule file as it stands in a commit. */
export interface WorldFile {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  readonly text: string;
  /** Modules that it takes rules from, by their path from its folder. */
  readonly beside: Readonly<Record<string, string>>;
}

type Place = Pick<WorldFile, 'repository' | 'commit' | 'path'>;

/** All texts of it. */
export function wholeText({ text, beside }: Pick<WorldFile, 'text' | 'beside'>): string {
  return [text, ...Object.values(beside)].join('\n');
}

const largest = 400_000;

/** So that no repository of a thousand files is the world, even where each is by another person, as in registers of names. */
const mostOfOne = 16;

/** Up to `count` files with at least one rule, in the order of a hash of seed, repository and path, a few of each repository. */
export function drawFiles(
  listing: readonly string[],
  { id, names }: Kind,
  seed: string,
  count: number,
): readonly WorldFile[] {
  const found = listing
    .filter((repository) => !isSealed(repository))
    .flatMap((repository) => filesOf(repository, names));
  const place = (file: Place) => createHash('sha256').update(`${seed}\n${file.repository}\n${file.path}`).digest('hex');
  const drawn: WorldFile[] = [];
  const texts = new Set<string>();
  const ofRepository = new Map<string, number>();
  for (const file of found.sort((one, other) => (place(one) < place(other) ? -1 : 1))) {
    if (drawn.length >= count) break;
    const taken = ofRepository.get(file.repository) ?? 0;
    if (taken >= mostOfOne) continue;
    const text = show(file.repository, `${file.commit}:${file.path}`);
    if (text === undefined || text.length > largest) continue;
    const whole = { ...file, text, beside: id === 'next' ? modulesOf(file, text) : {} };
    if (!holdsRules(id, wholeText(whole))) continue;
    if (texts.has(text)) continue;
    texts.add(text);
    ofRepository.set(file.repository, taken + 1);
    drawn.push(whole);
  }
  return drawn;
}

/** Those of a listing that lie here. */
export function copied(listing: readonly string[]): readonly string[] {
  return listing.filter((repository) => existsSync(mirrorOf(repository)));
}

/** What a generator or a program makes the file from; no engine is given such a text. */
const template = /^\uFEFF?---[ \t]*\r?\n|\{%|\{\{|<%/;

function holdsRules(kind: string, text: string): boolean {
  try {
    // No server of Next.js shows what is exported.
    const isShown = kind !== 'next' || !/\boutput['"]?\s*:\s*['"]export['"]/.test(text);
    return isShown && !template.test(text) && ruleLines(kind, text).length > 0;
  } catch {
    // No JSON, which its host would not take either.
    return false;
  }
}

/** The modules beside a program that it names, if not those that they name in turn. */
function modulesOf({ repository, commit, path }: Place, text: string): Readonly<Record<string, string>> {
  const named = [...text.matchAll(/(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*['"](\.\/[^'"]+)['"]/g)];
  return Object.fromEntries(
    named.flatMap(([, name = '']) => {
      const inside = posix.normalize(name);
      for (const end of ['', '.js', '.mjs', '.cjs', '.ts', '.json', '/index.js', '/index.ts']) {
        const found = show(repository, `${commit}:${posix.join(posix.dirname(path), inside + end)}`);
        // What git shows of a folder is the list of its files.
        if (found !== undefined && !/^tree .*\n\n/.test(found)) return [[inside + end, found] as const];
      }
      return [];
    }),
  );
}

function filesOf(repository: string, name: RegExp): readonly Place[] {
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
