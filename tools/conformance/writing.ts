/** Redirects of ours written into a trial: does the real engine answer the old address with the new one? */

import { decodePath, type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { Redirect } from '../../src/core/redirects/format.ts';
import { redirectFormats } from '../../src/core/redirects/index.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import type { Engine, Trial } from './engine.ts';
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
  const context = siteOf(trial, engine.host);
  const target = engine.target?.address ?? '/the/new-page';
  const [entry] = Object.entries(trial.files).filter(([file]) => file === (engine.target?.file ?? file));
  if (!entry) return { written: 0, refused: [], failures: [] };
  const [name, before] = entry;
  const file = name as RepoPath;
  const owners = await Promise.all(redirectFormats.map(async (format) => (await format.files(context)).includes(file)));
  const format = redirectFormats.find((_, i) => owners[i]);
  if (!format) throw new Error(`no format reads ${name}`);
  const refused: string[] = [];
  const wanted: Redirect[] = [];
  let text = before;
  // Where the rules of many files make one site, an address that another file takes already is nobody's to give.
  const answered = engine.target ? await simulate(trial, engine.host) : [];
  const free = trial.urls.filter((_, i) => answered[i] === undefined);
  const sources = [...new Set(free.map((url) => urlPath(url)))].filter((from) => engine.isFair?.(from, trial) ?? true);
  for (const from of sources.slice(0, 8)) {
    const redirect: Redirect = { from, to: target, status: 301 };
    const edits = format.add([redirect], text, file, context);
    if ('refused' in edits) refused.push(edits.refused);
    else {
      text = applyEdits(text, edits);
      wanted.push(redirect);
    }
  }
  // The order of the questions is that of the redirects; a host may put a slash right first, which is then followed.
  const answers = await engine.run({
    files: { ...trial.files, [name]: text },
    urls: wanted.map(({ from }) => encodePath(from)),
  });
  const failures: string[] = [];
  for (const [i, { from }] of wanted.entries()) {
    let answer = answers[i];
    if (answer === 'failed') continue;
    for (
      let hop = 0;
      hop < 3 &&
      answer &&
      answer.location !== target &&
      /^\/[^/]/.test(answer.location) &&
      isSpelling(answer.location, from);
      hop++
    ) {
      [answer] = await engine.run({ files: { ...trial.files, [name]: text }, urls: [answer.location] });
      if (answer === 'failed') break;
    }
    if (answer === 'failed') continue;
    if (
      answer &&
      (answer.status === 301 || answer.status === 308) &&
      answer.location.replace(/\/$/, '') === target.replace(/\/$/, '')
    )
      continue;
    const got = answer ? `${answer.status} ${answer.location}` : 'no redirect';
    failures.push(
      `  ${from} was to lead to ${target}, and got ${got}\n    before:\n${before.replace(/^/gm, '      ')}\n    after:\n${text.replace(/^/gm, '      ')}`,
    );
  }
  return { written: wanted.length, refused, failures };
}

/** The host's own correction of an address: slash, `.html`, `index`. */
function isSpelling(location: string, from: string): boolean {
  const bare = (path: string) =>
    decodePath(path)
      .replace(/\/$/, '')
      .replace(/(\/index|\.html)+$/, '');
  return bare(location) === bare(from);
}
