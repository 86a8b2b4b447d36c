/** Holds our simulation against an engine on one file of the world. */
import { urlKey, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../../src/core/redirects/simulate/undecided.ts';
import { isRedirect, ownPath } from '../../tools/conformance/ask.ts';
import { print } from '../../tools/conformance/compare.ts';
import type { Answer, Engine, Reply, Trial } from '../../tools/conformance/engine.ts';
import { randomFrom } from '../../tools/conformance/random.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { writeInto } from '../../tools/conformance/writing.ts';
import { addressesIn } from './addresses.ts';
import { askedText } from './askedPart.ts';
import { type WorldFile, wholeText } from './files.ts';
import { ruleLines } from './ruleLines.ts';
import { trialOf } from './trials.ts';

export interface Options {
  /** Addresses of one file. */
  readonly most: number;
  /** Whether redirects of ours are written into it as well. */
  readonly write: boolean;
  /** Begins what is drawn. */
  readonly seed: number;
}

/** What came of one file; its `pairs` are an address and the file. */
export interface Compared {
  readonly pairs: number;
  readonly redirected: number;
  readonly undecided: number;
  readonly differ: number;
  /** Rule lines that were asked for, and those of which the engine redirected an address. */
  readonly lines: number;
  readonly fired: number;
  readonly written: number;
  readonly unwritten: number;
  readonly harmed: number;
}

export interface Told {
  readonly counts: Compared;
  /** For a person to read: what differs, and what was harmed. */
  readonly differences: readonly string[];
  /** On what it depends, for each pair that is undecided. */
  readonly conditions: readonly string[];
  /** Lines without an address that is redirected, as they are written. */
  readonly silent: readonly string[];
}

export async function compareFile(
  kind: string,
  engine: Engine,
  file: WorldFile,
  options: Options,
): Promise<Told | undefined> {
  const takes = (url: string) => !isBesideEngine(engine.id, url);
  const text = wholeText(file);
  const rules = ruleLines(kind, askedText(kind, text));
  const asked = addressesIn(text, rules, randomFrom(options.seed), options.most);
  const made = { ...trialOf(kind, file), urls: asked.urls.filter(takes) };
  const urls = made.urls.filter((url) => engine.isFair?.(url.replace(/\?.*$/, ''), made) ?? true);
  if (urls.length === 0) return undefined;
  const trial: Trial = { ...made, urls };
  const theirs = await engine.run(trial);
  if (theirs.every((reply) => reply === 'failed')) throw new Error('The engine answers nothing but errors.');
  const table = await openRedirects(siteOf(trial, engine.host));
  const conditions: string[] = [];
  const differences: string[] = [];
  const led = new Set<string>();
  let pairs = 0;
  for (const [i, url] of urls.entries()) {
    const given: Reply = theirs[i];
    if (given === 'failed') continue;
    // What is shown in place of a page is no redirect.
    const answer = given && isRedirect(given.status) && !isOwnAddress(given, url) ? given : undefined;
    pairs++;
    if (answer) led.add(url);
    const resolution = table.resolve(url);
    const [first] = resolution.steps;
    const own: Answer | undefined =
      first && isRedirect(first.status) ? { status: first.status, location: ownPath(first.location) } : undefined;
    const ours = own && isOwnAddress(own, url) ? undefined : own;
    if (print(answer) === print(ours)) continue;
    const [open] = withoutFallbacks(resolution.undecided);
    if (open !== undefined) conditions.push(open.condition);
    else if (resolution.outcome.kind === 'unknown') conditions.push(resolution.outcome.reason);
    else {
      const by = first?.rule ? ` (line ${first.rule.line}: ${first.rule.from} -> ${first.rule.to})` : '';
      differences.push(
        `  ${file.repository} ${file.path} ${url}\n    engine: ${print(answer)}\n    ours:   ${print(ours)}${by}`,
      );
    }
  }
  const lines = [...asked.ofLine].filter(([, addresses]) => addresses.some((url) => urls.includes(url)));
  const silent = lines.filter(([, addresses]) => !addresses.some((url) => led.has(url)));
  // Where a server sends everybody to the address that was asked for, it waits for what a proxy in front of it says.
  const isBehindProxy = urls.filter((url, i) => isOwn(theirs[i], url)).length > urls.length / 2;
  const writing = options.write && !isBehindProxy ? await harms(engine, trial, theirs, file, options) : undefined;
  return {
    counts: {
      pairs,
      redirected: led.size,
      undecided: conditions.length,
      differ: differences.length,
      lines: lines.length,
      fired: lines.length - silent.length,
      written: writing?.written ?? 0,
      unwritten: writing?.unwritten ?? 0,
      harmed: writing?.harmed.length ?? 0,
    },
    differences: [...differences, ...(writing?.harmed ?? [])],
    conditions,
    silent: silent.map(([line]) => `${file.repository} ${file.path}:${line} ${sourceAt(rules, line)}`),
  };
}

function sourceAt(rules: ReturnType<typeof ruleLines>, line: number): string {
  return rules.find((rule) => rule.line === line)?.source ?? '';
}

/** What goes wrong where redirects of ours are written into the file: they do not lead on, or others are led elsewhere. */
async function harms(
  engine: Engine,
  trial: Trial,
  before: readonly Reply[],
  file: WorldFile,
  { seed }: Options,
): Promise<{ readonly written: number; readonly unwritten: number; readonly harmed: readonly string[] }> {
  const writing = await writeInto(engine, trial, randomFrom(seed));
  const counts = { written: writing.written, unwritten: writing.refused.length };
  if (writing.written === 0) return { ...counts, harmed: [] };
  const spelling = (url: string) => urlKey(urlPath(url)).toLowerCase();
  const own = new Set(writing.trial.urls.map(spelling));
  const after = writing.answers.length === 0 ? [] : await engine.run({ ...writing.trial, urls: trial.urls });
  const changed = after.flatMap((reply, i) => {
    const url = trial.urls[i] ?? '';
    const [old, now] = [print(plain(before[i])), print(plain(reply))];
    return old === now || own.has(spelling(url)) ? [] : [`  ${url}: ${old}, and after writing ${now}`];
  });
  const all = [...writing.failures, ...changed];
  return { ...counts, harmed: all.map((text) => `  written into ${file.repository} ${file.path}:\n  ${text}`) };
}

function isOwn(reply: Reply, url: string): boolean {
  return reply !== 'failed' && reply !== undefined && isOwnAddress(reply, url);
}

/** A server that speaks http and sends everybody to https has led nobody to another page. */
function isOwnAddress({ location }: Answer, url: string): boolean {
  return location === url;
}

function plain(reply: Reply): Answer | undefined {
  return reply === 'failed' || !reply || !isRedirect(reply.status) ? undefined : reply;
}

/**
 * What an engine is not asked for. These two take no query of their own accord, see their conformance. The documentation of
 * Netlify asks for encoded sources, and its matcher compares decoded paths: it says nothing of a path that has to be encoded.
 */
function isBesideEngine(id: string, url: string): boolean {
  if (['netlify', 'vercel'].includes(id) && url.includes('?')) return true;
  // It is asked with encoded sources, and knows no other spelling of one then.
  if (id === 'netlify-server') return url.includes('%');
  if (id !== 'netlify') return false;
  try {
    return /[^\w\-./~!$&'()*+,;=:@]/.test(decodeURIComponent(url));
  } catch {
    // A percent sign that begins nothing.
    return true;
  }
}
