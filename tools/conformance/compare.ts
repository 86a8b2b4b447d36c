/** Holds our simulation, and what we write, against one engine. */
import type { Answer, Engine, Trial } from './engine.ts';
import { randomFrom } from './random.ts';
import { simulate } from './simulate.ts';
import { writeInto } from './writing.ts';

export interface Comparison {
  /** Requests both were asked. */
  readonly asked: number;
  readonly redirected: number;
  /** Redirects we wrote that the engine answers. */
  readonly written: number;
  /** Reasons why one was not written. */
  readonly refused: readonly string[];
  /** What differs, for a person to read. */
  readonly differences: readonly string[];
}

/** Draws trials until enough pairs of rules and requests were asked. */
export async function compare(engine: Engine, seed: number, pairs: number): Promise<Comparison> {
  const random = randomFrom(seed);
  const differences: string[] = [];
  const refused: string[] = [];
  let asked = 0;
  let redirected = 0;
  let written = 0;
  while (asked < pairs) {
    const trial = engine.trial(random);
    const theirs = await engine.run(trial);
    const ours = await simulate(trial, engine.host);
    trial.urls.forEach((url, i) => {
      const answer = theirs[i];
      if (answer === 'failed') return;
      asked++;
      if (answer) redirected++;
      if (print(answer) !== print(ours[i])) differences.push(describe(trial, url, answer, ours[i]));
    });
    const writing = await writeInto(engine, trial, random);
    written += writing.written - writing.failures.length;
    refused.push(...writing.refused);
    differences.push(...writing.failures);
  }
  return { asked, redirected, written, refused, differences };
}

export function print(answer: Answer | undefined): string {
  return answer ? `${answer.status} ${answer.location}` : 'no redirect';
}

function describe(trial: Trial, url: string, theirs: Answer | undefined, ours: Answer | undefined): string {
  const files = Object.entries(trial.files).map(([name, text]) => `    ${name}:\n${text.replace(/^/gm, '      ')}`);
  return `  ${url}\n    engine: ${print(theirs)}\n    ours:   ${print(ours)}\n${files.join('\n')}`;
}
