/** Whether addresses that `lost` lists were published: the generator itself builds the site as it was before they went. */
import { createHash } from 'node:crypto';
import { builtAt } from './build.ts';
import { gitIn, type Lost, lostOf, opened } from './found.ts';

export const renderedHeader = [
  '| repository | lost | generator | commits built | addresses checked | not rendered | not built |',
  '| --- | ---: | --- | ---: | ---: | ---: | --- |',
].join('\n');

/** A row, below the addresses that were not rendered. */
export function printRendered(named: string, seed: string, commits: number): void {
  const at = opened(named);
  if (at === undefined) return;
  const label = `${at.name}@${at.commit.slice(0, 10)}`;
  const found = lostOf(at.folder);
  if (found === undefined) {
    console.log(`| ${label} | no answer | | | | | |`);
    return;
  }
  const programs = new Map<string, number>();
  const failures = new Map<string, number>();
  let [built, checked, missing] = [0, 0, 0];
  for (const [commit, lost] of drawn(byState(at.folder, found.findings), seed, commits)) {
    const made = builtAt(at.folder, commit);
    if (typeof made === 'string') {
      failures.set(made, (failures.get(made) ?? 0) + 1);
      continue;
    }
    programs.set(made.program, (programs.get(made.program) ?? 0) + lost.length);
    const absent = lost.filter(({ broken }) => !made.has(broken.path));
    built++;
    checked += lost.length;
    missing += absent.length;
    for (const { broken } of absent) {
      console.log(`    ${commit.slice(0, 10)} ${broken.path} of ${broken.published.page.file}`);
    }
  }
  const notBuilt = [...failures].map(([why, count]) => `${count}: ${why}`).join('; ');
  const by = [...programs]
    .sort()
    .map(([program, addresses]) => `${program}: ${addresses}`)
    .join(', ');
  console.log(`| ${label} | ${found.findings.length} | ${by} | ${built} | ${checked} | ${missing} | ${notBuilt} |`);
}

/** The states that held the addresses last, by commit. */
function byState(folder: string, findings: readonly Lost[]): ReadonlyMap<string, readonly Lost[]> {
  const states = new Map<string, Lost[]>();
  for (const lost of findings) {
    const { file, last } = lost.broken.published.page;
    const [, ...parents] = gitIn(folder, 'rev-list', '--parents', '-1', last.hash).trim().split(' ');
    const holding = parents.find((parent) => gitIn(folder, 'ls-tree', '--name-only', parent, '--', file) !== '');
    const state = holding ?? parents[0];
    if (state === undefined) continue;
    const known = states.get(state);
    if (known === undefined) states.set(state, [lost]);
    else known.push(lost);
  }
  return states;
}

/** The first in the order of a hash of seed and commit. */
function drawn<T>(states: ReadonlyMap<string, T>, seed: string, count: number): readonly (readonly [string, T])[] {
  const place = (commit: string) => createHash('sha256').update(`${seed}\n${commit}`).digest('hex');
  return [...states].sort(([a], [b]) => (place(a) < place(b) ? -1 : 1)).slice(0, count);
}
