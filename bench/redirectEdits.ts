// Rules added to, pointed elsewhere in and taken out of the redirect files of public repositories.
//   node bench/redirectEdits.ts [part of a repository's name]
//
// Every change is held against the lines of the file: what is new is ours, what is gone was the rule's, all else
// is the same byte for byte; and the rules that are read afterwards are the old ones with the change.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type RepoPath, type UrlPath, urlPath } from '../src/core/paths.ts';
import { redirectFormats } from '../src/core/redirects/editing/formats.ts';
import type { RedirectContext, RedirectFormat, RedirectRule } from '../src/core/redirects/format.ts';
import { hostOf } from '../src/core/redirects/hosts/index.ts';
import { repairRule } from '../src/core/redirects/repair/repairRules.ts';
import { applyEdits, type TextEdit } from '../src/core/text/edits.ts';
import { mirrors } from './places.ts';
import { isSealed } from './sealed.ts';

const wanted = process.argv[2] ?? '';
const filesOfFormat = 6;
const rulesOfFile = 6;
const added = '/broken-backlinks/old/';
const goal = '/broken-backlinks/new/';
const later = '/broken-backlinks/later/';
/** Formats whose rules stand in pages, and lead to the page they stand in. */
const inPages = new Set(['hugoAliases', 'jekyllRedirectFrom', 'redirectFrom', 'antoraAliases', 'pelicanAlias']);

interface Tally {
  files: number;
  rules: number;
  added: number;
  retargeted: number;
  removed: number;
  refused: number;
  readonly repositories: Set<string>;
  readonly faults: string[];
}

const tallies = new Map<string, Tally>();
const reasons = new Map<string, number>();
for (const name of existsSync(mirrors) ? readdirSync(mirrors).sort() : []) {
  const mirror = join(mirrors, name, 'repo');
  const repository = name.replace('+', '/');
  if (isSealed(repository) || !name.includes('+') || !name.includes(wanted)) continue;
  if (existsSync(mirror)) await measure(repository, mirror);
}
report();

async function measure(repository: string, mirror: string): Promise<void> {
  if (!hasCommit(mirror)) return;
  const context = siteAt(mirror);
  for (const format of redirectFormats) {
    let left = filesOfFormat;
    const paged = inPages.has(format.id);
    const candidates = await format.files(context);
    const files = paged ? grep(mirror, candidates) : candidates;
    for (const file of files) {
      if (left === 0) break;
      const text = await context.repo.read(file);
      if (text === undefined || text.trim() === '') continue;
      const site = paged ? { ...context, ...pageAt(file) } : context;
      const { rules } = format.parse(text, file, site);
      // Where there is nothing to disturb, an addition shows nothing; nginx and refresh pages would be any file.
      if (rules.length === 0) continue;
      left--;
      const tally = tallyOf(format.id);
      tally.repositories.add(repository);
      tally.files++;
      tally.rules += rules.length;
      tryFile(format, file, text, site, rules, (fault) => tally.faults.push(`${repository} ${file}: ${fault}`));
    }
  }
}

function tryFile(
  format: RedirectFormat,
  file: RepoPath,
  text: string,
  context: RedirectContext,
  rules: readonly RedirectRule[],
  fault: (text: string) => void,
): void {
  const tally = tallyOf(format.id);
  const read = (now: string) => format.parse(now, file, context).rules;
  const edits = format.add([{ from: urlPath(added), to: goal, status: 301 }], text, file, context);
  if ('refused' in edits) refuse(tally, format, edits.refused);
  else {
    const after = applyEdits(text, edits);
    const now = read(after);
    const ours = now.filter((rule) => isOurs(rule) && !rules.some((old) => sameRule(old, rule)));
    tally.added++;
    if (ours.length === 0) fault('the added rule is not read');
    if (
      !sameRules(
        rules,
        now.filter((rule) => !ours.includes(rule)),
      )
    )
      fault('adding changes other rules');
    const { gone, fresh } = lineDifference(text, after);
    const odd = fresh.filter(
      (line) => !line.includes('broken-backlinks') && !isFrame(line) && !gone.includes(`${line}`),
    );
    // `} ],` at the end of a list is written again behind the new entry, at that entry's indentation.
    const lost = gone.filter(
      (line) => !isFrame(line) && !fresh.some((other) => withoutComma(other) === withoutComma(line)),
    );
    if (odd.some((line) => !gone.some((old) => withoutComma(old) === withoutComma(line))))
      fault(`adding writes ${JSON.stringify(odd[0])}`);
    if (lost.length > 0 && !fresh.some((line) => line.includes('broken-backlinks') && holds(line, lost)))
      fault(`adding loses ${JSON.stringify(lost[0])}`);
    let back = after;
    for (const rule of ours) {
      const current = read(back).find((other) => sameRule(other, rule));
      const cut = current ? format.remove(current, back, context) : [];
      if (!('refused' in cut)) back = applyEdits(back, cut);
    }
    if (back !== text) fault(`removing the addition leaves ${JSON.stringify(lineDifference(text, back))}`);
    if (!inPages.has(format.id) && ours[0]) chain(format, file, after, context, ours[0], fault);
  }
  for (const rule of sample(rules)) {
    takeOut(format, text, context, rule, rules, read, fault);
    if (!inPages.has(format.id) && rule.source.kind === 'exact' && rule.conditions.length === 0)
      pointElsewhere(format, text, context, rule, rules, read, fault);
  }
}

/** Our rule leads to a page that moves on: it is pointed at the end, and nothing else moves. */
function chain(
  format: RedirectFormat,
  file: RepoPath,
  text: string,
  context: RedirectContext,
  ours: RedirectRule,
  fault: (text: string) => void,
): void {
  const edits = repairRule(ours, { kind: 'retarget', to: later }, text, context);
  if ('refused' in edits) {
    refuse(tallyOf(format.id), format, edits.refused);
    return;
  }
  const after = applyEdits(text, edits);
  const { gone, fresh } = lineDifference(text, after);
  tallyOf(format.id).retargeted++;
  if (
    gone.some((line) => !line.includes('broken-backlinks')) ||
    fresh.some((line) => !line.includes('broken-backlinks'))
  )
    fault('flattening our own rule touches other lines');
  if (!format.parse(after, file, context).rules.some((rule) => rule.to.includes('later')))
    fault('flattening our own rule does not lead it on');
}

function takeOut(
  format: RedirectFormat,
  text: string,
  context: RedirectContext,
  rule: RedirectRule,
  rules: readonly RedirectRule[],
  read: (text: string) => readonly RedirectRule[],
  fault: (text: string) => void,
): void {
  const edits = repairRule(rule, { kind: 'remove' }, text, context);
  if ('refused' in edits) {
    refuse(tallyOf(format.id), format, edits.refused);
    return;
  }
  const after = applyEdits(text, edits);
  tallyOf(format.id).removed++;
  const rest = rules.filter((other) => other !== rule);
  if (!sameRules(rest, read(after))) fault(`removing ${rule.from} (line ${rule.line}) changes other rules`);
  strays(text, after, rule, edits, 'removing', fault);
}

function pointElsewhere(
  format: RedirectFormat,
  text: string,
  context: RedirectContext,
  rule: RedirectRule,
  rules: readonly RedirectRule[],
  read: (text: string) => readonly RedirectRule[],
  fault: (text: string) => void,
): void {
  const edits = repairRule(rule, { kind: 'retarget', to: goal }, text, context);
  if ('refused' in edits) {
    refuse(tallyOf(format.id), format, edits.refused);
    return;
  }
  const after = applyEdits(text, edits);
  tallyOf(format.id).retargeted++;
  const now = read(after);
  const [changed, ...others] = now.filter((other) => isOurs(other));
  if (!changed || others.length > 0) {
    fault(`pointing ${rule.from} (line ${rule.line}) elsewhere makes ${others.length + (changed ? 1 : 0)} rules`);
    return;
  }
  // A file may hold the address twice: the rule that answers changes, in its place or, where it was dead, in another.
  const rest = now.filter((other) => other !== changed);
  const gone = rules.findIndex((old, i) => !rest[i] || !sameRule(old, rest[i]));
  const old = rules[gone];
  const kept = rules.filter((_, i) => i !== gone);
  if (!old || !sameAddress(old, rule) || !sameRules(kept, rest))
    fault(`pointing ${rule.from} (line ${rule.line}) elsewhere changes other rules`);
  // A rule that was dead is taken to another place; then two places change.
  if (changed.order === old?.order) strays(text, after, old, edits, 'pointing elsewhere', fault);
}

/** Lines that are gone must be the rule's own, or differ from a new one by the comma that joins them. */
function strays(
  text: string,
  after: string,
  rule: RedirectRule,
  edits: readonly TextEdit[],
  what: string,
  fault: (text: string) => void,
): void {
  const own = new Set(text.slice(text.lastIndexOf('\n', rule.start - 1) + 1, lineEnd(text, rule.end)).split('\n'));
  const { gone, fresh } = lineDifference(text, after);
  const stray = gone.find(
    (line) =>
      !own.has(line) &&
      line.trim() !== '' &&
      !fresh.some((other) => withoutComma(other) === withoutComma(line) || isEmptied(line, other)) &&
      !isFrame(line),
  );
  if (stray !== undefined) fault(`${what} ${rule.from} (line ${rule.line}) also takes ${JSON.stringify(stray)}`);
  const novel = fresh.find(
    (line) =>
      !line.includes('broken-backlinks') &&
      !isFrame(line) &&
      ![...own, ...gone].some(
        (old) =>
          old.includes(withoutComma(line).trim()) || withoutComma(old) === withoutComma(line) || isEmptied(old, line),
      ) &&
      !isRemainder(line, [...own]),
  );
  if (novel !== undefined && edits.length > 0)
    fault(`${what} ${rule.from} (line ${rule.line}) also writes ${JSON.stringify(novel)}`);
}

/** `x: [` whose only item is gone is `x: []`. */
function isEmptied(opened: string, closed: string): boolean {
  const open = withoutComma(opened);
  return open.endsWith('[') && withoutComma(closed).replace(/;$/, '') === `${open}]`;
}

/** What is left of a line that held more than the rule. */
function isRemainder(line: string, own: readonly string[]): boolean {
  return own.some((old) => {
    let at = 0;
    for (const char of line) {
      at = old.indexOf(char, at) + 1;
      if (at === 0) return false;
    }
    return true;
  });
}

/** Brackets, fields of a rule that carry neither end, the key of a list that has a single entry: the frame of a rule. */
function isFrame(line: string): boolean {
  if (/^\s*(aliases|redirect_from|redirect_to|redirectFrom)\s*(:|=\s*\[)\s*$/.test(line)) return true;
  return /^[\s[\]{}(),;"']*((permanent|status|statusCode|type|force|isPermanent|redirect_document_id|redirects|code)["']?\]?\]?\s*[:=]?\s*(true|false|\d{3})?)?[\s[\]{}(),;]*$/.test(
    line,
  );
}

function holds(line: string, lost: readonly string[]): boolean {
  return lost.every((old) => isRemainder(withoutComma(old).replace(/[\])}]+$/, ''), [line]));
}

function withoutComma(line: string): string {
  return line
    .replace(/\r$/, '')
    .replace(/,\s*(\/\/.*|#.*)?$/, '$1')
    .trimEnd();
}

function lineEnd(text: string, offset: number): number {
  const feed = text.indexOf('\n', Math.max(0, offset - 1));
  return feed < 0 ? text.length : feed;
}

/** Lines only the one text has, and lines only the other has; counted, so that a repeated line is not overlooked. */
function lineDifference(before: string, after: string): { readonly gone: string[]; readonly fresh: string[] } {
  const gone: string[] = [];
  const counts = new Map<string, number>();
  for (const line of after.split('\n')) counts.set(line, (counts.get(line) ?? 0) + 1);
  for (const line of before.split('\n')) {
    const count = counts.get(line) ?? 0;
    if (count > 0) counts.set(line, count - 1);
    else gone.push(line);
  }
  return { gone, fresh: [...counts].flatMap(([line, count]) => Array<string>(count).fill(line)) };
}

function isOurs(rule: RedirectRule): boolean {
  return `${rule.from} ${rule.to}`.includes('broken-backlinks');
}

function sameRule(a: RedirectRule, b: RedirectRule): boolean {
  return a.from === b.from && a.to === b.to && a.status === b.status && a.conditions.join() === b.conditions.join();
}

/** As the host of the rules compares addresses. */
function sameAddress(rule: RedirectRule, { source: b }: RedirectRule): boolean {
  const { source: a } = rule;
  const keyOf = (path: UrlPath) => hostOf(rule.host).ruleKey(rule, path);
  return a.kind === 'exact' && b.kind === 'exact' && keyOf(a.path) === keyOf(b.path);
}

function sameRules(a: readonly RedirectRule[], b: readonly RedirectRule[]): boolean {
  return a.length === b.length && a.every((rule, i) => sameRule(rule, b[i] as RedirectRule));
}

/** Some from the head, the middle and the end. */
function sample(rules: readonly RedirectRule[]): readonly RedirectRule[] {
  if (rules.length <= rulesOfFile) return rules;
  const step = (rules.length - 1) / (rulesOfFile - 1);
  return Array.from({ length: rulesOfFile }, (_, i) => rules[Math.round(i * step)] as RedirectRule);
}

function refuse(tally: Tally, format: RedirectFormat, reason: string): void {
  tally.refused++;
  const key = `${format.id}: ${reason.replace(/\S*\/\S*/g, '…').replace(/\d+/g, 'N')}`;
  reasons.set(key, (reasons.get(key) ?? 0) + 1);
}

/** A mirror that is still being copied has none. */
function hasCommit(mirror: string): boolean {
  try {
    return git(mirror, 'rev-parse', '--verify', '--quiet', 'HEAD^{tree}') !== '';
  } catch {
    return false;
  }
}

/** The repository at its newest commit, read from its mirror. */
function siteAt(mirror: string): RedirectContext {
  const files = git(mirror, 'ls-tree', '-r', '-z', '--name-only', 'HEAD')
    .split('\0')
    .filter((path) => path !== '') as RepoPath[];
  const known = new Set(files);
  const read = async (path: RepoPath) => {
    if (!known.has(path)) return undefined;
    try {
      return git(mirror, 'show', `HEAD:${path}`).replace(/^\uFEFF/, '');
    } catch {
      // A mirror may lack its largest files.
      return undefined;
    }
  };
  const names = files.map((path) => path.slice(path.lastIndexOf('/') + 1));
  const hugo = names.some((name) => /^hugo\.(toml|ya?ml|json)$/.test(name)) || known.has('config.toml' as RepoPath);
  const generators = [...(hugo ? ['hugo'] : []), ...(known.has('_config.yml' as RepoPath) ? ['jekyll'] : [])];
  return {
    repo: { files, has: (path) => known.has(path), read, readHead: read },
    generators,
    basePath: '/',
    staticRoots: [],
    routeOf: () => undefined,
    routeOfFile: () => undefined,
  };
}

/** The page a file is, at the address the new rule leads to. */
function pageAt(file: RepoPath): Pick<RedirectContext, 'routeOf' | 'routeOfFile'> {
  const route = { url: urlPath(goal), file, kind: 'page' as const };
  return { routeOf: (url: UrlPath) => (url === route.url ? route : undefined), routeOfFile: () => route };
}

/** Pages that speak of redirects at all; the others need not be read. */
function grep(mirror: string, files: readonly RepoPath[]): readonly RepoPath[] {
  if (files.length === 0) return [];
  const wanted = new Set(files);
  try {
    const found = git(mirror, 'grep', '-lzE', '^:?(aliases|redirect_from|redirectFrom|page-aliases):?', 'HEAD');
    return found
      .split('\0')
      .map((path) => path.replace(/^HEAD:/, '') as RepoPath)
      .filter((path) => wanted.has(path));
  } catch {
    // git answers 1 when nothing is found.
    return [];
  }
}

function git(mirror: string, ...args: readonly string[]): string {
  return execFileSync('git', ['-c', 'safe.directory=*', '--git-dir', mirror, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

function tallyOf(id: string): Tally {
  const tally = tallies.get(id) ?? {
    files: 0,
    rules: 0,
    added: 0,
    retargeted: 0,
    removed: 0,
    refused: 0,
    repositories: new Set(),
    faults: [],
  };
  tallies.set(id, tally);
  return tally;
}

function report(): void {
  console.log('format                repositories  files   rules  added  pointed  removed  refused  faults');
  for (const [id, tally] of tallies) {
    const cells = [
      tally.repositories.size,
      tally.files,
      tally.rules,
      tally.added,
      tally.retargeted,
      tally.removed,
      tally.refused,
      tally.faults.length,
    ];
    const widths = [12, 7, 8, 7, 9, 9, 9, 8];
    console.log(id.padEnd(22) + cells.map((cell, i) => String(cell).padStart(widths[i] ?? 8)).join(''));
  }
  const all = [...tallies.values()];
  const repositories = new Set(all.flatMap((tally) => [...tally.repositories]));
  const faults = all.flatMap((tally) => tally.faults);
  console.log(`${repositories.size} repositories, ${faults.length} faults (0 allowed)`);
  for (const fault of faults) console.log(`  ${fault}`);
  for (const [reason, count] of reasons) console.log(`  refused ${count}: ${reason}`);
  process.exitCode = faults.length === 0 && (wanted !== '' || repositories.size >= 25) ? 0 : 1;
}
