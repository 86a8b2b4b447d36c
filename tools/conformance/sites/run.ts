// Builds the sites of our fixtures with their real generators, and holds the addresses that these publish against the
// ones that a fixture wants. Ends with 1 when any differs. A line in the comment of a fixture says what is its own:
//   From: Hugo 0.111.3            the program that the expectation comes from; others are not run
//   Run: mkdocs build -f x.yml    instead of the command of all sites
//   Output: dist                  where the site is then
//   Prefix: /base/                the address that all of the output is below, where the site has no home page
//   Differs: /a/ because …        an address that the program decides otherwise, with the reason
//   npm run conformance:sites [-- FIXTURE…]
import { type Fixture, fixtures } from '../../../test/support/fixtures.ts';
import { buildSite, commentLine } from './build.ts';
import type { SiteBuilder } from './builder.ts';
import { builders } from './builders/index.ts';
import { publishedIn, spelled } from './published.ts';

/** What a build without drafts leaves out, and patterns for which no address is known. */
const kept = new Set(['draft', 'future', 'expired', 'unpublished', 'dynamic']);

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const isVerbose = process.argv.includes('--verbose');
let failed = false;
for (const fixture of fixtures('generators')) {
  const builder = builders.find(({ id }) => fixture.name === id || fixture.name.startsWith(`${id}-`));
  if (!builder || (wanted.length > 0 && !wanted.some((name) => fixture.name === name || builder.id === name))) continue;
  const origin = line(fixture, 'From');
  if (wanted.length === 0 && origin?.startsWith(builder.title) !== true) continue;
  const found = builder.missing ?? differences(fixture, builder);
  const differing = typeof found === 'string' ? [`not run: ${found}`] : found;
  failed ||= typeof found !== 'string' && found.length > 0;
  console.log([`${fixture.name} (${builder.title}): ${differing.length} differ`, ...differing].join('\n  '));
}
process.exit(failed ? 1 : 0);

function line({ comment }: Fixture, name: string): string | undefined {
  return commentLine(comment, name);
}

function differences(fixture: Fixture, builder: SiteBuilder): readonly string[] {
  const own = [...fixture.files].filter(([path]) => path !== 'want' && path !== 'want notes');
  const build = buildSite(builder, fixture.name, Object.fromEntries(own), {
    command: line(fixture, 'Run'),
    output: line(fixture, 'Output'),
  });
  if (isVerbose) console.log(build.said);
  if (build.output === undefined) return [`the build failed: ${build.said.slice(-1500)}`];

  const rows = (fixture.files.get('want') ?? '')
    .trim()
    .split('\n')
    .map((row) => row.split('\t'))
    .filter(([, , kind = '']) => !kept.has(kind));
  const ours = new Map(rows.map(([url = '', ...row]) => [spelled(url), row]));
  const prefix = line(fixture, 'Prefix') ?? topOf([...ours.keys()]);
  const published = new Map(publishedIn(build.output, prefix).map((one) => [one.url, one]));
  const excused = [...fixture.comment.matchAll(/^Differs: *(\S.*?) because \S/gm)].map(([, url = '']) => spelled(url));
  const isExtra = (url: string) => excused.includes(url) || builder.extras?.test(url.slice(prefix.length)) === true;
  const found: string[] = [];
  for (const [url, [file, kind]] of ours) {
    // A host shows the file of that name for an address without an extension.
    const their = published.get(url) ?? published.get(`${url}.html`) ?? published.get(`${url}/`);
    if (their === undefined) found.push(...(isExtra(url) ? [] : [`only we: ${url} of ${file}`]));
    else {
      published.delete(their.url);
      if (their.file !== undefined && their.file !== file && kind !== 'generated')
        found.push(`${url} is ${their.file}, for us ${file}`);
    }
  }
  for (const { url, file, isPage } of published.values())
    if (isPage && !isExtra(url)) found.push(`only they: ${url}${file === undefined ? '' : ` of ${file}`}`);
  return found;
}

/** The address that all others of a site are below. */
function topOf(urls: readonly string[]): string {
  const [shortest = '/'] = urls.filter((url) => url.endsWith('/')).sort((one, other) => one.length - other.length);
  return urls.every((url) => url.startsWith(shortest)) ? shortest : '/';
}
