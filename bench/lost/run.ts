/**
 * What `lost` finds in public repositories with long histories.
 *
 *     npm run bench:lost [-- OWNER/NAME[@COMMIT]…]
 *     npm run bench:lost -- --rendered [--seed TEXT] [--commits N] OWNER/NAME[@COMMIT]…
 *
 * For each: addresses, how many have a strong target, whether the history is whole, and the processor time beside
 * `git log --name-status -M`. `--rendered` builds the site with the program itself as it was before some of the commits that
 * took addresses away, and counts those that the program did not publish then. Sealed repositories are refused.
 */
import { parseArgs } from 'node:util';
import { gitIn, logSeconds, lostOf, opened } from './found.ts';
import { printRendered, renderedHeader } from './rendered.ts';

const usual = [
  'gohugoio/hugoDocs',
  'etcd-io/website',
  'knative/docs',
  'longhorn/website',
  '11ty/11ty-website',
  '18F/handbook',
  'ansible/ansible-lint',
  'aws-samples/eks-workshop-v2',
  'redpanda-data/docs',
  'FIRST-Tech-Challenge/ftcdocs',
];

function printTable(names: readonly string[]): void {
  console.log('| repository | commits | lost | strong target | incomplete | x git log |');
  console.log('| --- | ---: | ---: | ---: | --- | ---: |');
  for (const named of names) {
    const at = opened(named);
    if (at === undefined) continue;
    const commits = gitIn(at.folder, 'rev-list', '--count', 'HEAD').trim();
    const found = lostOf(at.folder);
    const label = `${at.name}@${at.commit.slice(0, 10)}`;
    if (found === undefined) {
      console.log(`| ${label} | ${commits} | no answer | | | |`);
      continue;
    }
    const { findings, gaps, seconds } = found;
    const strong = findings.filter(({ diagnosis }) => diagnosis.suggestions[0]?.confident).length;
    const share = findings.length === 0 ? '' : ` (${Math.round((100 * strong) / findings.length)} %)`;
    const whole = gaps === 0 ? 'no' : `${gaps} gaps`;
    const ratio = (seconds / logSeconds(at.folder)).toFixed(1);
    console.log(`| ${label} | ${commits} | ${findings.length} | ${strong}${share} | ${whole} | ${ratio} |`);
  }
}

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  allowPositionals: true,
  options: {
    rendered: { type: 'boolean', default: false },
    seed: { type: 'string', default: 'rendered' },
    commits: { type: 'string', default: '8' },
  },
});
if (values.rendered) {
  console.log(renderedHeader);
  for (const name of positionals) printRendered(name, values.seed, Number(values.commits));
} else printTable(positionals.length === 0 ? usual : positionals);
