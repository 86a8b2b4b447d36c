// Builds every commit of the histories in test/fixtures with the generators that they name, and holds what these publish
// against the sections `published` and `leads on`. Ends with 1 when any differs; `--pin` writes them instead, for a new one.
//   npm run conformance:histories [-- HISTORY…]
import { writeFileSync } from 'node:fs';
import { type HistoryStep, type SiteHistory, siteHistories } from '../../../test/support/histories.ts';
import { printTextArchive } from '../../../test/support/txtar.ts';
import { buildSite, commentLine } from './build.ts';
import type { SiteBuilder } from './builder.ts';
import { builders } from './builders/index.ts';
import { publishedIn, spelled } from './published.ts';

/** What the generator made of one commit. */
interface Seen {
  readonly pages: readonly string[];
  readonly redirects: readonly string[];
}

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isPinning = process.argv.includes('--pin');
let failed = false;
for (const history of siteHistories()) {
  if (wanted.length > 0 && !wanted.includes(history.name)) continue;
  const builder = builders.find(({ id }) => history.name.startsWith(`${id}-`));
  const origin = commentLine(history.comment, 'From');
  if (builder === undefined || builder.missing !== undefined || !origin?.startsWith(builder.title)) {
    console.log(`${history.name}: not run: ${builder?.missing ?? `it is from ${origin}, here is ${builder?.title}`}`);
    continue;
  }
  const seen = history.steps.map((step) => seenAt(step, history, builder));
  const sections = new Map(seen.map(({ pages }, at) => [`published ${at + 1}`, text(pages)]));
  sections.set('leads on', text(seen.at(-1)?.redirects ?? []));
  if (isPinning) pin(history, sections);
  const differing = isPinning ? [] : [...sections].filter(([name, own]) => (history.files.get(name) ?? '') !== own);
  failed ||= differing.length > 0;
  console.log(`${history.name} (${builder.title}): ${differing.length} of ${sections.size} differ`);
  for (const [name, own] of differing) console.log(`  ${name} is\n${own}`);
}
process.exit(failed ? 1 : 0);

function seenAt(step: HistoryStep, { name, comment }: SiteHistory, builder: SiteBuilder): Seen {
  const own = { command: commentLine(comment, 'Run'), output: commentLine(comment, 'Output') };
  const { output, said } = buildSite(builder, name, step.files, own);
  if (output === undefined) throw new Error(`${name}, commit ${step.number}: ${said.slice(-1500)}`);
  const prefix = commentLine(comment, 'Prefix') ?? '/';
  const all = publishedIn(output, prefix).filter(({ url }) => builder.extras?.test(url.slice(prefix.length)) !== true);
  return {
    pages: urlsOf(all.filter(({ isPage }) => isPage)),
    redirects: urlsOf(all.filter(({ url, isPage }) => !isPage && /(?:\/|\.html?)$/.test(url))),
  };
}

function urlsOf(all: readonly { readonly url: string }[]): readonly string[] {
  return [...new Set(all.map(({ url }) => spelled(url)))].sort();
}

function text(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

/** The sections of the generator stand behind those of the author, and `became` at the end. */
function pin(history: SiteHistory, sections: ReadonlyMap<string, string>): void {
  const { path, comment } = history;
  const files = new Map([...history.files].filter(([name]) => !sections.has(name) && name !== 'became'));
  for (const [name, own] of sections) if (own !== '' || name !== 'leads on') files.set(name, own);
  files.set('became', history.files.get('became') ?? '');
  writeFileSync(path, printTextArchive({ comment, files }));
}
