/** Redirects of ours written into a trial: does the real engine answer the old address with the new one? */

import { decodePath, type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { Redirect } from '../../src/core/redirects/format.ts';
import { redirectFormats } from '../../src/core/redirects/index.ts';
import { isPermanent } from '../../src/core/redirects/placement.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import type { Engine, Reply, Trial } from './engine.ts';
import { encodePath } from './probes.ts';
import { simulate, siteOf } from './simulate.ts';

export interface Writing {
  readonly written: number;
  /** What was refused, or answered otherwise. */
  readonly refused: readonly string[];
  readonly failures: readonly string[];
}

/** Writes one redirect for each of a few requested addresses, one after the other, and asks the engine for all of them. */
export async function writeInto(engine: Engine, trial: Trial): Promise<Writing> {
  return engine.format === undefined ? writeIntoFile(engine, trial) : writeAnywhere(engine, trial, engine.format);
}

/** Each redirect where its format plans it, often in a file of its own. */
async function writeAnywhere(engine: Engine, trial: Trial, id: string): Promise<Writing> {
  const context = siteOf(trial, engine.host);
  const format = redirectFormats.find((entry) => entry.id === id);
  const files: Record<string, string> = { ...trial.files };
  const target = '/the/new-page';
  const refused: string[] = [];
  const wanted: Redirect[] = [];
  const answered = await simulate(trial, engine.host);
  const open = trial.urls.filter((url, i) => answered[i] === undefined && !url.includes('//'));
  const free = new Set(open.map((url) => urlPath(url)));
  for (const from of [...free].slice(0, 60)) {
    const redirect: Redirect = { from, to: target, status: 301 };
    const plan = await format?.plan(redirect, context);
    const edits =
      !plan || 'refused' in plan ? plan : format?.add([redirect], files[plan.file] ?? '', plan.file, context);
    if (!plan || !edits) continue;
    if ('refused' in plan || 'refused' in edits) refused.push(String('refused' in edits ? edits.refused : ''));
    else {
      files[plan.file] = applyEdits(files[plan.file] ?? '', edits);
      wanted.push(redirect);
    }
  }
  const asked = await engine.run({ ...trial, files, urls: wanted.map(({ from }) => encodePath(from)) });
  const answers = await settled(engine, { ...trial, files }, wanted, asked);
  const failures = wanted.flatMap(({ from }, i) => {
    const answer = answers[i];
    if (typeof answer === 'object' && isPermanent(answer.status) && bare(answer.location) === bare(target)) return [];
    const got = typeof answer === 'object' ? `${answer.status} ${answer.location}` : 'no redirect';
    return [`  ${from} was to lead to ${target}, and got ${got}`];
  });
  return { written: wanted.length, refused, failures };
}

async function writeIntoFile(engine: Engine, trial: Trial): Promise<Writing> {
  const context = siteOf(trial, engine.host);
  const target = engine.target?.address ?? '/the/new-page';
  const [entry] = Object.entries(trial.files).filter(([file]) => file === (engine.target?.file ?? file));
  if (!entry) return { written: 0, refused: [], failures: [] };
  const [name, before] = entry;
  const file = name as RepoPath;
  const owners = await Promise.all(redirectFormats.map(async (format) => (await format.files(context)).includes(file)));
  const able = redirectFormats.filter((_, i) => owners[i]);
  // Front matter is read by several; the one that is in use is meant.
  const format = able.find((one) => one.parse(before, file, context).rules.length > 0) ?? able[0];
  if (!format) throw new Error(`no format reads ${name}`);
  const refused: string[] = [];
  const wanted: Redirect[] = [];
  let text = before;
  // Where the rules of many files make one site, an address that another file takes already is nobody's to give.
  const answered = engine.target ? await simulate(trial, engine.host) : [];
  const free = trial.urls.filter((_, i) => answered[i] === undefined);
  const sources = [...new Set(free.map((url) => urlPath(url)))].filter(
    // What is a page is refused before any format is asked.
    (from) => !context.routeOf(from) && (engine.isFair?.(from, trial) ?? true),
  );
  for (const from of sources.slice(0, Math.max(8, trial.urls.length / 10))) {
    const redirect: Redirect = { from, to: target, status: 301 };
    const edits = format.add([redirect], text, file, context);
    if ('refused' in edits) refused.push(edits.refused);
    else {
      text = applyEdits(text, edits);
      wanted.push(redirect);
    }
  }
  const written = { files: { ...trial.files, [name]: text } };
  const asked = await engine.run({ ...trial, ...written, urls: wanted.map(({ from }) => encodePath(from)) });
  const answers = await settled(engine, { ...trial, ...written }, wanted, asked);
  const failures = wanted.flatMap(({ from }, i) => {
    const answer = answers[i];
    if (answer === 'failed' || (answer && isPermanent(answer.status) && bare(answer.location) === bare(target)))
      return [];
    const got = answer ? `${answer.status} ${answer.location}` : 'no redirect';
    return [
      `  ${from} was to lead to ${target}, and got ${got}\n    before:\n${before.replace(/^/gm, '      ')}\n    after:\n${text.replace(/^/gm, '      ')}`,
    ];
  });
  return { written: wanted.length, refused, failures };
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
        bare(answer.location) !== bare(to) &&
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
