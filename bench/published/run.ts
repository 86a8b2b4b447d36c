/**
 * `npm run bench:published [OWNER/NAME…]`: addresses of public repositories against what their own build published.
 *
 * Many repositories keep the built site in a branch of its own, or in a folder beside its source. The commit at the
 * branch's tip mostly names the one it was built from; where it does not, the last one before its date is taken, and the
 * row says so; a folder is of the last commit that changed it. That commit is laid out, read by
 * the command line, and its routes are held against the HTML files of the branch: what is expected comes from the
 * generator and its plugins, as the authors ran them. With `--lost`, the lost addresses are held against every file that
 * the branch ever had. `--show N` lists so many of each kind that differs. Without names, all copies in `BENCH_MIRRORS`
 * that have such a branch or folder are taken.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '../checkouts.ts';
import { mirrors } from '../places.ts';
import { isSealed } from '../sealed.ts';
import { type Published, publishedIn } from './branch.ts';
import { compare, type ListedRoute } from './compare.ts';
import { compareLost, type LostAnswer } from './lost.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { show: { type: 'string', default: '6' }, lost: { type: 'boolean', default: false } },
});
const show = Number(values.show);
const longest = 600_000;

/** What the command line prints, and the first line of what it says besides. */
function ask(command: string, folder: string, ...more: readonly string[]): { out: string; said: string } {
  const program = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts');
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [program, command, '--repo', folder, '--format', 'json', ...more],
    { encoding: 'utf8', maxBuffer: 1 << 29, timeout: longest, killSignal: 'SIGKILL' },
  );
  return { out: stdout, said: error === undefined ? (stderr.split('\n')[0] ?? '') : error.message };
}

function routesRow(repository: string, published: Published, folder: string): string {
  const { out, said } = ask('routes', folder);
  const routes = out
    .split('\n')
    .flatMap((line) => (line.startsWith('{"url"') ? [JSON.parse(line) as ListedRoute] : []));
  if (routes.length === 0) return `${published.pages.length} pages; ${said.slice(0, 160)}`;
  const result = compare(repository, published, routes);
  const base = result.base === result.expectedBase ? '' : `, base ${result.base} for ${result.expectedBase}`;
  const counts = `claimed ${result.claimed}, right ${result.right}, with another slash ${result.otherForm.length}, not published ${result.wrong.length}, not known ${result.missed.length}`;
  return [
    `${published.pages.length} pages${base}; ${counts}`,
    ...listed({ 'another slash': result.otherForm, 'not published': result.wrong, 'not known': result.missed }),
  ].join('\n');
}

function lostRow(repository: string, published: Published, folder: string): string {
  if ([...published.ever].every((file) => published.files.has(file))) return 'the branch has no past';
  const { out, said } = ask('lost', folder, '--show', 'all');
  if (!out.startsWith('{')) return said.slice(0, 160);
  const answer = JSON.parse(out) as LostAnswer;
  const { earlier, neverThere, stillThere, untold } = compareLost(repository, published, answer);
  return [
    `lost ${answer.findings.length} (${earlier} before ${published.since}), never there ${neverThere.length}, still there ${stillThere.length}, untold ${untold.length}`,
    ...listed({ 'never there': neverThere, 'still there': stillThere, untold }),
  ].join('\n');
}

function listed(kinds: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(kinds).flatMap(([kind, lines]) => lines.slice(0, show).map((line) => `    ${kind}: ${line}`));
}

const here = existsSync(mirrors) ? readdirSync(mirrors).filter((name) => name.includes('+')) : [];
const names = positionals.length > 0 ? positionals : here.map((name) => name.replace('+', '/')).sort();
for (const name of names.filter((name) => !isSealed(name))) {
  const mirror = join(mirrors, name.replace('/', '+'), 'repo');
  const published = existsSync(mirror) ? publishedIn(mirror) : undefined;
  const folder = published && checkout(name, published.source);
  if (published === undefined || folder === undefined) continue;
  const row = values.lost ? lostRow : routesRow;
  const from = `${published.branch} of ${published.source.slice(0, 10)}${published.isNamed ? '' : ' by date'}`;
  console.log(`${name} (${from}): ${row(name.split('/')[1] ?? '', published, folder)}`);
}
