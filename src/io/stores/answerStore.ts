/**
 * Paid answers, one JSON file for each question. Nothing in them is secret. Every version of this program writes files of
 * its own name (`….v1.json`) and reads those of all, so that none takes away what another has paid for.
 */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnsweredScope,
  type AnswerKey,
  type AnswerStore,
  type Answers,
  type KeptAnswer,
  questionOf,
  scopeOf,
} from '../../core/backlinks/answers.ts';
import { coversScope } from '../../core/backlinks/narrow.ts';
import type { PaidCall } from '../../core/backlinks/source.ts';
import type { Logger } from '../../core/ports.ts';
import { isAbsentFile } from '../disk/absent.ts';
import { countIn, type Json, type JsonRecord, record, text } from '../disk/json.ts';
import { readJsonFile, writeJsonFile } from '../disk/jsonFile.ts';
import { looksLike, withSoundListings } from './answerShape.ts';

/** Raised when a reader of before would misread a file of now. Fields may be added without. */
const version = 1;

/** As 0.1.0 named its files, and as those of any version are named since. */
const isAnswer = /\.(?:answer|v\d+)\.json$/;

/** What the store of answers needs beside its folder. `now`: in milliseconds since 1970. */
export interface AnswerStoreOptions {
  readonly logger: Logger;
  readonly now: () => number;
  /** Folders of earlier versions, whose answers are read and forgotten with the others. */
  readonly former?: readonly string[];
  /** Is waited for before anything is read. */
  readonly ready?: () => Promise<void>;
}

export function answerStore(folder: string, { logger, now, former = [], ready }: AnswerStoreOptions): AnswerStore {
  const places = [folder, ...former.map((each) => join(each, 'answers'))];
  const all = async (): Promise<readonly StoredFile[]> => {
    const found = await Promise.all(
      places.map(async (place) => (await answersIn(place, logger)).map((name) => ({ place, name }))),
    );
    return found.flat();
  };
  const ofSite = async (site: string | undefined): Promise<readonly StoredFile[]> => {
    const own = site === undefined ? undefined : siteName(site);
    return (await all()).filter(({ name }) => own === undefined || siteIn(name) === own);
  };
  return {
    // What a full disk kept from being taken in is found where it is: nobody pays for it again.
    read: async <Call extends PaidCall>(key: AnswerKey<Call>) => {
      await ready?.();
      const files = (await all()).filter(({ name }) => name.startsWith(`${nameOf(key)}.`));
      const found = await Promise.all(
        files.map(({ place, name }) => readAnswer(join(place, name), key.call, questionOf(key), logger)),
      );
      const newest = found.filter((each) => each !== undefined).sort(newestFirst)[0];
      return newest?.kept as KeptAnswer<Answers[Call]> | undefined;
    },
    wider: async (key) => {
      await ready?.();
      const hosts = key.request.targets.flatMap(({ host }) => [host, ...parents(host)]).map(siteName);
      const files = (await all()).filter(({ name }) => hosts.includes(siteIn(name) ?? '') && isOfPages(name));
      const found = await Promise.all(files.map(({ place, name }) => answered(join(place, name), key, logger)));
      return found.filter((each) => each !== undefined);
    },
    write: (key, kept) => {
      const file = join(folder, `${nameOf(key)}.v${version}.json`);
      return writeJsonFile(file, { version, written: now(), question: questionOf(key), ...kept });
    },
    count: async (site) => {
      await ready?.();
      return questionsIn(await ofSite(site));
    },
    clear: async (site) => {
      await ready?.();
      const files = await ofSite(site);
      await Promise.all(files.map(({ place, name }) => rm(join(place, name), { force: true })));
      return questionsIn(files);
    },
  };
}

interface StoredFile {
  readonly place: string;
  readonly name: string;
}

/** The files of answers in a folder, by name. None where the folder is not there. */
export async function answersIn(folder: string, logger: Logger): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => isAnswer.test(name)).sort();
  } catch (error) {
    if (!isAbsentFile(error)) {
      logger.warn(
        `What is kept in ${folder} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    return [];
  }
}

function nameOf(key: AnswerKey<PaidCall>): string {
  const site = siteName(key.request.targets[0]?.host ?? 'site');
  const hash = createHash('sha256').update(questionOf(key)).digest('hex').slice(0, 16);
  return `${site}-${key.call}-${hash}`;
}

/** A host as it stands in the name of a file. */
function siteName(host: string): string {
  return host.replace(/[^a-z0-9.-]/gi, '_').slice(0, 80);
}

/** `example.org` of `docs.example.org`. */
function parents(host: string): readonly string[] {
  const parts = host.split('.');
  return parts.slice(1, -1).map((_, at) => parts.slice(at + 1).join('.'));
}

function isOfPages(file: string): boolean {
  return /-pages-[0-9a-f]{16}\./.test(file);
}

/** Where it is the answer to a question that covers this one, and to another one. */
async function answered(file: string, key: AnswerKey<'pages'>, logger: Logger): Promise<AnsweredScope | undefined> {
  const question = text(record(await readJsonFile(file, logger))?.question) ?? '';
  const scope = question === questionOf(key) ? undefined : scopeOf(partsOf(question), key.source);
  if (scope === undefined || !coversScope(scope, key.request)) return undefined;
  const found = await readAnswer(file, 'pages', question, logger);
  return found && { scope, kept: found.kept as KeptAnswer<Answers['pages']> };
}

/** `undefined` for what nobody wrote who writes questions. */
function partsOf(question: string): Json | undefined {
  try {
    return JSON.parse(question) as Json;
  } catch {
    // Damaged: it covers nothing.
    return undefined;
  }
}

function siteIn(file: string): string | undefined {
  return /^(.*)-(?:pages|referrers|summary|trend|counts)-[0-9a-f]{16}\./.exec(file)?.[1];
}

function questionsIn(files: readonly StoredFile[]): number {
  return new Set(files.map(({ name }) => questionName(name))).size;
}

/** The same for all files that answer one question. */
function questionName(file: string): string {
  return /^.*-[0-9a-f]{16}(?=\.)/.exec(file)?.[0] ?? file;
}

interface Found {
  readonly kept: unknown;
  readonly written: number;
  readonly asked: string;
}

/** Nothing says that the clock was right: where two were written at the same time, the day of the question decides. */
function newestFirst(a: Found, b: Found): number {
  return b.written - a.written || b.asked.localeCompare(a.asked);
}

/** With the fields that are not known here, which go back into the file when the answer is written again. */
async function readAnswer(file: string, call: PaidCall, wanted: string, logger: Logger): Promise<Found | undefined> {
  const read = await readJsonFile(file, logger);
  if (read === undefined) return undefined;
  const { version: of, question, written, ...kept }: JsonRecord = record(read) ?? {};
  const asked = text(kept.asked);
  const isWhole =
    (countIn(of) ?? 0) >= 1 &&
    question === wanted &&
    asked !== undefined &&
    countIn(kept.maximumRows) !== undefined &&
    looksLike[call](kept.value);
  if (isWhole)
    return {
      kept: call === 'pages' ? withSoundListings(kept) : kept,
      written: countIn(written) ?? Date.parse(asked),
      asked,
    };
  const isLater = (countIn(of) ?? 0) > version;
  const why = isLater
    ? 'a later version of this program wrote it, and this one cannot read it. It stays as it is'
    : 'it is damaged. The next answer replaces it';
  logger.warn(`${file} is ignored: ${why}.`);
  return undefined;
}
