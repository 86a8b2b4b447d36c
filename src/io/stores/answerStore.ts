/** Paid answers, kept as one JSON file each in a folder the host chooses. Nothing in them is secret. */
import { createHash } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import {
  type AnswerKey,
  type AnswerStore,
  type Answers,
  type KeptAnswer,
  questionOf,
} from '../../core/backlinks/answers.ts';
import type { PaidCall } from '../../core/backlinks/source.ts';
import type { Logger } from '../../core/ports.ts';
import { count, type Json, list, number, record, text } from '../disk/json.ts';
import { readJsonFile, writeJsonFile } from '../disk/jsonFile.ts';

/** Raised when a file of before cannot be read as one of now. */
const version = 1;
const extension = '.answer.json';

export function answerStore(folder: string, logger: Logger): AnswerStore {
  const fileOf = (key: AnswerKey<PaidCall>): string => {
    const site = key.request.targets[0]?.host.replace(/[^a-z0-9.-]/gi, '_') ?? 'site';
    const hash = createHash('sha256').update(questionOf(key)).digest('hex').slice(0, 16);
    return path.join(folder, `${site.slice(0, 80)}-${key.call}-${hash}${extension}`);
  };
  return {
    read: async <Call extends PaidCall>(key: AnswerKey<Call>) => {
      const file = fileOf(key);
      const read = await readJsonFile(file, logger);
      if (read === undefined) return undefined;
      const found = record(read) ?? {};
      const kept = { asked: text(found.asked), maximumRows: count(found.maximumRows), value: found.value };
      const isWhole =
        found.version === version &&
        found.question === questionOf(key) &&
        kept.asked !== undefined &&
        kept.maximumRows !== undefined &&
        looksLike[key.call](kept.value);
      if (!isWhole) {
        logger.warn(`${file} is ignored: it is damaged, or from another version. The next answer replaces it.`);
        return undefined;
      }
      return kept as unknown as KeptAnswer<Answers[Call]>;
    },
    write: (key, kept) => writeJsonFile(fileOf(key), { version, question: questionOf(key), ...kept }),
    clear: async () => {
      const files = (await names(folder)).filter((name) => name.endsWith(extension));
      await Promise.all(files.map((name) => rm(path.join(folder, name), { force: true })));
      return files.length;
    },
  };
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch {
    // Nothing was ever kept.
    return [];
  }
}

/** Enough to rely on: these files are our own, but may have been cut off or edited. */
const looksLike: Readonly<Record<PaidCall, (value: Json | undefined) => boolean>> = {
  pages: (value) => {
    const answer = record(value);
    return (
      text(answer?.asked) !== undefined &&
      Array.isArray(answer?.pages) &&
      list(answer.pages).every(isPage) &&
      Array.isArray(answer.leftOut) &&
      list(answer.leftOut).every((each) => typeof record(each)?.url === 'string') &&
      Array.isArray(answer.notes) &&
      typeof answer.truncated === 'boolean' &&
      (answer.gaps === undefined || (Array.isArray(answer.gaps) && list(answer.gaps).every(isGap)))
    );
  },
  referrers: (value) => {
    const answer = record(value);
    return Array.isArray(answer?.links) && list(answer.links).every(isLink) && number(answer.total) !== undefined;
  },
  summary: (value) => number(record(value)?.costMicros) !== undefined,
};

function isPage(value: Json): boolean {
  const page = record(value);
  return (
    text(page?.url) !== undefined &&
    text(page?.path) !== undefined &&
    count(page?.backlinks) !== undefined &&
    (page?.referringDomains === undefined || count(page.referringDomains) !== undefined) &&
    list(page?.spellings).every((each) => typeof each === 'string') &&
    Array.isArray(page?.spellings) &&
    Array.isArray(page.referrers) &&
    list(page.referrers).every(isLink)
  );
}

function isGap(value: Json): boolean {
  return text(record(value)?.kind) !== undefined && text(record(value)?.message) !== undefined;
}

function isLink(value: Json): boolean {
  const link = record(value);
  return text(link?.from) !== undefined && text(link?.to) !== undefined;
}
