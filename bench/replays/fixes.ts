/** Writes redirects into a folder as the command line does, and reads them again without the engine. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mayHoldRules, type OwnRule, ownRules } from '../suggest/ownRules.ts';
import { git, layOut } from './draw.ts';

const cli = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
const longestMs = 600_000;

/** The address of a site whose configuration names none. */
export const unnamed = 'https://site.example/';

/** The address that the site's configuration names; `undefined` where it names none. */
export function siteOf(folder: string): string | undefined {
  const { stdout } = spawnSync(process.execPath, [cli, 'config', '--format', 'json', '--repo', folder], {
    encoding: 'utf8',
    timeout: longestMs,
  });
  const lines = stdout.split('\n').filter(Boolean);
  const value = lines
    .map((line) => JSON.parse(line) as { key: string; value: unknown })
    .find(({ key }) => key === 'site');
  return typeof value?.value === 'string' ? value.value : undefined;
}

/** A rule of a generator is written without the folder that the site stands in. */
export function fullAddress(from: string, site: string): string {
  const { origin, pathname } = new URL(site);
  const base = pathname.replace(/\/$/, '');
  return origin + (from === base || from.startsWith(`${base}/`) ? from : base + from);
}

/** An address without what hosts see as a spelling of it. */
export function bare(address: string): string {
  return address.toLowerCase().replace(/(?:\/|\/index\.html|\.html)$/, '');
}

/** Rules for these addresses in the files that are not as they were committed. */
export function writtenIn(folder: string, rules: readonly OwnRule[]): readonly OwnRule[] {
  const paths = git(folder, ['status', '--porcelain', '-z', '--untracked-files=all'])
    .split('\0')
    .filter((line) => /^(?: M|\?\?) /.test(line))
    .map((line) => line.slice(3))
    .filter(mayHoldRules);
  const own = paths.flatMap((path) => ownRules([{ path, text: readFileSync(join(folder, path), 'utf8') }]));
  const asked = new Set(rules.map(({ from }) => bare(from)));
  return own.filter(({ from }) => asked.has(bare(from)));
}

/** Takes back all that was written. */
export function takeBack(folder: string): void {
  layOut(folder);
  git(folder, ['clean', '-fdq']);
}

/** What `audit --fix safe` made of the addresses. */
export interface SafeFixes {
  /** Rules of people that stand in a file that was written, and where. */
  readonly rules: readonly OwnRule[];
  /** What was said of an address that was not redirected, in the words of the command line. */
  reasonFor(from: string): string;
  /** All that was said. */
  readonly said: string;
}

/** Runs the safe fixes on the addresses of these rules; `site` as `siteOf` gives it. */
export function fixSafe(folder: string, rules: readonly OwnRule[], site: string | undefined): SafeFixes {
  const list = join(folder, '.git', 'addresses.csv');
  const rows = rules.map(({ from }) => `${JSON.stringify(fullAddress(from, site ?? unnamed))},404,9,5`);
  writeFileSync(list, `URL,HTTP Status,Inbound Links,Linking Domains\n${rows.join('\n')}\n`);
  const home = mkdtempSync(join(tmpdir(), 'bench-replay-home-'));
  const named = site === undefined ? ['--site', unnamed] : [];
  const asked = ['audit', '--source', list, '--no-recheck', '--show', 'all', '--fix', 'safe', '--repo', folder];
  try {
    const { stdout, stderr, error } = spawnSync(process.execPath, [cli, ...asked, ...named], {
      encoding: 'utf8',
      timeout: longestMs,
      maxBuffer: 1 << 28,
      env: { ...process.env, BROKEN_BACKLINKS_HOME: home },
    });
    // A run that was ended says nothing of any address.
    if (error) return { rules: [], reasonFor: () => `the run was ended: ${error.message}`, said: error.message };
    const said = `${stderr}${stdout}`;
    return { rules: writtenIn(folder, rules), reasonFor: (from) => reasonIn(said, from, site ?? unnamed), said };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** What is said of an address is in the line behind it; where no line names it, what the run ended with. */
function reasonIn(said: string, from: string, site: string): string {
  const address = new URL(fullAddress(from, site));
  const names = [address.pathname, decodeURI(address.pathname), address.href].map(bare);
  for (const line of said.split('\n')) {
    const words = line.trim().split(/\s+/);
    const at = words.findIndex((word) => /^(?:\/|https?:)/.test(word));
    if (at >= 0 && names.includes(bare((words[at] ?? '').replace(/:$/, '')))) return words.slice(at + 1).join(' ');
  }
  return `nothing is said of it: ${said.trim().split('\n')[0] ?? ''}`;
}
