/** What was shown of each folder, a JSON file each, so that a window that opens shows it at once. May be removed. */
import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type RepoPath, repoPath } from '../../core/paths.ts';
import type { Logger } from '../../core/ports.ts';
import type { RedirectReview } from '../../core/redirects/repair/review.ts';
import type { AuditResult } from '../../core/report/findings.ts';
import { compactShown, type Shown } from '../../core/report/shown.ts';
import { countIn, type Json, listIn, record, text } from '../disk/json.ts';
import { readJsonFile, writeJsonFile } from '../disk/jsonFile.ts';

/** Raised when a reader of before would misread a file of now. Fields may be added without. */
const version = 1;
/** What is larger was not written by us. */
const mostBytes = 64 * 1024 * 1024;

/** `undefined` and never a failure: what cannot be read is judged anew. */
export interface ShownStore {
  /** `folder` is the address of a folder of the editor. */
  read(folder: string): Promise<Shown | undefined>;
  keep(folder: string, shown: Shown): Promise<void>;
  forget(folder: string): Promise<void>;
  clear(): Promise<void>;
}

export function shownFolder(store: string): string {
  return join(store, 'shown');
}

export function shownStore(home: string, logger: Logger): ShownStore {
  const fileOf = (folder: string): string =>
    join(home, `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.v${version}.json`);
  const remove = (file: string) => rm(file, { force: true }).catch((error: Error) => logger.info(error.message));
  return {
    async read(folder) {
      const file = fileOf(folder);
      const found = await stat(file).catch(() => undefined);
      if (found === undefined || !found.isFile() || found.size > mostBytes) return undefined;
      return shownIn(await readJsonFile(file, logger), folder);
    },
    async keep(folder, shown) {
      const { review, ...others } = compactShown(shown);
      const kept = { version, of: folder, ...others, review: review && { ...review, files: [...review.files] } };
      const written = await writeJsonFile(fileOf(folder), kept);
      // Nothing was paid for it.
      if (!written.ok) logger.info(written.failure.message);
    },
    forget: (folder) => remove(fileOf(folder)),
    async clear() {
      const names = await readdir(home).catch(() => []);
      for (const name of names) if (name.endsWith('.json')) await remove(join(home, name));
    },
  };
}

function shownIn(value: Json | undefined, folder: string): Shown | undefined {
  const found = record(value);
  const at = countIn(found?.at);
  const top = topIn(found?.top);
  if (at === undefined || top === undefined || found?.of !== folder) return undefined;
  const result = resultIn(found.result);
  const review = reviewIn(found.review);
  return result === undefined && review === undefined ? undefined : { at, result, review, top };
}

function topIn(value: Json | undefined): Shown['top'] | undefined {
  const found = record(value);
  const directory = text(found?.directory);
  const folder = found?.folder;
  if (directory === undefined || typeof folder !== 'string') return undefined;
  return folder === '' || repoPath(folder) === folder ? { directory, folder: folder as RepoPath } : undefined;
}

const groups = ['findings', 'redirected', 'fine', 'cannotTell', 'ignored'] as const;
const outcomes: ReadonlySet<Json | undefined> = new Set(['findings', 'none', 'incomplete']);

/** Whole or not at all: a result of which a part is left out says less than is true. */
function resultIn(value: Json | undefined): AuditResult | undefined {
  const found = record(value);
  const isWhole =
    found !== undefined &&
    typeof found.site === 'string' &&
    typeof found.asked === 'string' &&
    typeof found.source === 'string' &&
    outcomes.has(found.outcome) &&
    groups.every((group) => Array.isArray(found[group]) && listIn(found[group]).every(isFinding)) &&
    [found.gaps, found.notes].every((notes) => Array.isArray(notes) && listIn(notes).every(isNote)) &&
    Array.isArray(found.leftOut) &&
    listIn(found.leftOut).every(isLeftOut) &&
    Array.isArray(found.directoryRules);
  return isWhole ? (found as unknown as AuditResult) : undefined;
}

const severities: ReadonlySet<Json | undefined> = new Set(['error', 'warning', 'information']);

function isFinding(value: Json): boolean {
  const { broken, diagnosis, message, severity, place, fixes } = record(value) ?? {};
  const page = record(broken);
  const said = record(diagnosis);
  return (
    text(message) !== undefined &&
    severities.has(severity) &&
    isPlace(place) &&
    text(page?.url) !== undefined &&
    text(page?.path) !== undefined &&
    Array.isArray(page?.referrers) &&
    listIn(page.referrers).every((link) => text(record(link)?.from) !== undefined) &&
    Array.isArray(page.spellings) &&
    text(said?.path) !== undefined &&
    text(said?.code) !== undefined &&
    Array.isArray(said?.suggestions) &&
    listIn(said.suggestions).every(isSuggestion) &&
    Array.isArray(fixes) &&
    listIn(fixes).every(isFix)
  );
}

function isPlace(value: Json | undefined): boolean {
  const place = record(value);
  const file = text(place?.file);
  return file !== undefined && repoPath(file) === file && (countIn(place?.line) ?? 0) > 0;
}

function isSuggestion(value: Json): boolean {
  const page = record(value);
  return (
    text(page?.url) !== undefined &&
    typeof page?.confidence === 'number' &&
    Array.isArray(page.evidence) &&
    listIn(page.evidence).every((each) => typeof record(each)?.text === 'string')
  );
}

function isFix(value: Json): boolean {
  const fix = record(value);
  const redirect = record(fix?.redirect);
  return [fix?.title, fix?.format, fix?.file, redirect?.from].every((each) => text(each) !== undefined);
}

function isNote(value: Json): boolean {
  return text(record(value)?.message) !== undefined;
}

function isLeftOut(value: Json): boolean {
  const row = record(value);
  return text(row?.url) !== undefined && text(row?.reason) !== undefined && typeof row?.detail === 'string';
}

function reviewIn(value: Json | undefined): RedirectReview | undefined {
  const found = record(value);
  const isWhole =
    found !== undefined &&
    countIn(found.rules) !== undefined &&
    Array.isArray(found.findings) &&
    listIn(found.findings).every(isRedirectFinding) &&
    listIn(found.files).every((file) => typeof file === 'string');
  if (!isWhole) return undefined;
  const review = found as unknown as RedirectReview & { readonly files: readonly RepoPath[] };
  return { ...review, files: new Set(review.files) };
}

function isRedirectFinding(value: Json): boolean {
  const { code, message, severity, place, fixes, other } = record(value) ?? {};
  return (
    text(code) !== undefined &&
    text(message) !== undefined &&
    severities.has(severity) &&
    isPlace(place) &&
    (other === undefined || isPlace(other)) &&
    Array.isArray(fixes) &&
    fixes.length === 0
  );
}
