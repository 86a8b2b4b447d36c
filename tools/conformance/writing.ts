/** Redirects of ours written into a trial: does the real engine answer the old address with the new one? */

import { decodePath, encodeUrl, type RepoPath, type UrlPath, urlPath } from '../../src/core/paths.ts';
import { redirectFormats } from '../../src/core/redirects/editing/formats.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal } from '../../src/core/redirects/format.ts';
import { isPermanent } from '../../src/core/redirects/writing/placement.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import type { Engine, Reply, Trial } from './engine.ts';
import { encodePath } from './probes.ts';
import type { Random } from './random.ts';
import { drawSignPairs, type SignPair } from './signs.ts';
import { simulate, siteOf } from './simulate.ts';

/** An address that engines lead to without asking whether it is a page. */
const anyTarget = '/the/new-page';

export interface Writing {
  readonly written: number;
  /** What was refused, or answered otherwise. */
  readonly refused: readonly string[];
  readonly failures: readonly string[];
  /** The files as they were written, the addresses asked for, and what the engine answered. */
  readonly trial: Trial;
  readonly answers: readonly Reply[];
}

/** Writes redirects for a few requested addresses and for names with signs, one after the other, and asks the engine for all of them. */
export async function writeInto(engine: Engine, trial: Trial, random: Random): Promise<Writing> {
  const context = siteOf(trial, engine.host);
  const place = engine.format === undefined ? await placeOf(engine, trial, context) : undefined;
  if (engine.format === undefined && !place) return { written: 0, refused: [], failures: [], trial, answers: [] };
  const format = place?.format ?? redirectFormats.find((entry) => entry.id === engine.format);
  if (!format) throw new Error(`no format is called ${engine.format}`);
  const pairs = [...(await plainPairs(engine, trial, context)), ...signPairs(engine, trial, random)].filter(
    ({ from }) => engine.isFair?.(from, trial) ?? true,
  );
  const files: Record<string, string> = { ...trial.files };
  const refused: string[] = [];
  const wanted: Redirect[] = [];
  for (const { from, to } of pairs) {
    const redirect: Redirect = { from: from as UrlPath, to: encodeUrl(to), status: 301 };
    const file = place?.file ?? (await plannedFile(format, redirect, context));
    if (typeof file === 'object') {
      refused.push(file.refused);
      continue;
    }
    const edits = format.add([redirect], files[file] ?? '', file, context);
    if ('refused' in edits) refused.push(edits.refused);
    else {
      files[file] = applyEdits(files[file] ?? '', edits);
      wanted.push(redirect);
    }
  }
  const written = { ...trial, files };
  const urls = wanted.map(({ from }) => encodePath(from));
  const asked = await engine.run({ ...written, urls }).catch((error: unknown) => String(error).slice(0, 1000));
  if (typeof asked === 'string') {
    return {
      written: wanted.length,
      refused,
      failures: [`  the files are refused: ${asked}`],
      trial: written,
      answers: [],
    };
  }
  const answers = await settled(engine, written, wanted, asked);
  const ours = await simulate({ ...written, urls }, engine.host);
  const failures = wanted.flatMap(({ from, to }, i) => {
    const answer = answers[i];
    if (leadsTo(answer, to) && said(ours[i]) === said(asked[i])) return [];
    const lines = Object.values(files).flatMap((text) => text.split('\n'));
    const line = lines.find(
      (text) =>
        /(signs|target)-(\d+)/.exec(from)?.[0] !== undefined &&
        text.includes(/(signs|target)-(\d+)/.exec(from)?.[0] ?? ''),
    );
    return [`  ${from} was to lead to ${to}, and got ${said(answer)}; ours: ${said(ours[i])}; ${line ?? ''}`];
  });
  return { written: wanted.length, refused, failures, trial: { ...written, urls }, answers: asked };
}

/** Which redirects of a trial's files the engine does not answer for good with their targets, and what it says instead. */
export async function unserved(
  engine: Engine,
  trial: Omit<Trial, 'urls'>,
  wanted: readonly Redirect[],
): Promise<readonly string[]> {
  const asked = { ...trial, urls: wanted.map(({ from }) => encodePath(from)) };
  const answers = await settled(engine, asked, wanted, await engine.run(asked));
  return wanted.flatMap(({ from, to }, i) =>
    leadsTo(answers[i], to) ? [] : [`${from} was to lead to ${to}, and got ${said(answers[i])}`],
  );
}

function leadsTo(answer: Reply, to: string): boolean {
  return typeof answer === 'object' && isPermanent(answer.status) && isSameUrl(answer.location, to);
}

function said(answer: Reply): string {
  return typeof answer === 'object' ? `${answer.status} ${answer.location}` : (answer ?? 'no redirect');
}

interface Place {
  readonly format: RedirectFormat;
  readonly file: RepoPath;
}

/** The file of the trial that redirects are written into. */
async function placeOf(engine: Engine, trial: Trial, context: RedirectContext): Promise<Place | undefined> {
  const name = Object.keys(trial.files).find((file) => file === (engine.target?.file ?? file));
  if (name === undefined) return undefined;
  const file = name as RepoPath;
  const owners = await Promise.all(redirectFormats.map(async (format) => (await format.files(context)).includes(file)));
  const able = redirectFormats.filter((_, i) => owners[i]);
  // Front matter is read by several; the one that is in use is meant.
  const format = able.find((one) => one.parse(trial.files[name] ?? '', file, context).rules.length > 0) ?? able[0];
  if (!format) throw new Error(`no format reads ${name}`);
  return { format, file };
}

/** Where a format plans the redirect, often in a file of its own. */
async function plannedFile(
  format: RedirectFormat,
  redirect: Redirect,
  context: RedirectContext,
): Promise<RepoPath | Refusal> {
  const plan = await format.plan(redirect, context);
  return 'refused' in plan ? plan : plan.file;
}

/** Addresses near the rules that are there. */
async function plainPairs(engine: Engine, trial: Trial, context: RedirectContext): Promise<readonly SignPair[]> {
  const to = engine.target?.address ?? anyTarget;
  // Where the rules of many files make one site, an address that another file takes already is nobody's to give.
  const answered = engine.target || engine.format ? await simulate(trial, engine.host) : [];
  const free = trial.urls.filter((url, i) => answered[i] === undefined && !(engine.format && url.includes('//')));
  const sources = [...new Set(free.map((url) => urlPath(url)))].filter(
    // What is a page is refused before any format is asked.
    (from) => !context.routeOf(from),
  );
  const most = engine.format ? 60 : Math.max(8, trial.urls.length / 10);
  return sources.slice(0, most).map((from) => ({ from, to }));
}

function signPairs(engine: Engine, trial: Trial, random: Random): readonly SignPair[] {
  return drawSignPairs(random, {
    count: Math.max(24, trial.urls.length / 4),
    around: engine.around ?? ['', ''],
    // Where the target has to be a page, it is the one there is.
    target: engine.target?.address === anyTarget ? undefined : engine.target?.address,
  });
}

/** Whether a browser that is sent there asks for just this address. */
function isSameUrl(location: string, to: string): boolean {
  if (/[^\x21-\x7e]/.test(location)) return false;
  const key = (text: string) => {
    const { pathname, search, hash } = new URL(text, 'http://site');
    return decodePath(bare(pathname)) + search + hash;
  };
  return key(location) === key(to);
}

/** What is answered in the end where a host first puts a slash, `.html` or `index` right. */
async function settled(
  engine: Engine,
  trial: Trial,
  wanted: readonly Redirect[],
  answers: readonly Reply[],
): Promise<readonly Reply[]> {
  const settling = [...answers];
  for (let hop = 0; hop < 3; hop++) {
    const open = wanted.flatMap(({ from, to }, i) => {
      const answer = settling[i];
      const isOpen =
        typeof answer === 'object' &&
        !isSameUrl(answer.location, to) &&
        /^\/[^/]/.test(answer.location) &&
        isSpelling(answer.location, from);
      return isOpen ? [{ i, url: answer.location }] : [];
    });
    if (open.length === 0) break;
    const next = await engine.run({ ...trial, urls: open.map(({ url }) => url) });
    open.forEach(({ i }, j) => {
      settling[i] = next[j];
    });
  }
  return settling;
}

function bare(path: string): string {
  return path.replace(/\/$/, '');
}

/** The host's own correction of an address: slash, `.html`, `index`. */
function isSpelling(location: string, from: string): boolean {
  const key = (path: string) => bare(decodePath(path)).replace(/(\/index|\.html)+$/, '');
  return key(location) === key(from);
}
