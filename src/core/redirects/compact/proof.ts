/** What a change of rules is proved on: where addresses end, what may answer them first, and whom nobody can ask. */
import { asAddress } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { RedirectRule } from '../format.ts';
import type { RedirectTable, Resolution } from '../resolution.ts';
import { sampleOf } from '../simulate/ruleSample.ts';
import { moveOf } from './groups.ts';

/** Where each known address ends, and each that a rule answers, with the query the rule asks for and with another. */
export function endsOf(table: RedirectTable, known: readonly string[]): ReadonlyMap<string, string> {
  const sources = table.rules.flatMap((rule): readonly string[] => {
    const sample = sampleOf(rule);
    const all = new Set([...addressesOf(rule), ...(sample === undefined ? [] : [sample])]);
    return [...all].flatMap((url) => [url, `${url}?${queryOf(rule)}`]);
  });
  const addresses = new Set([...known, ...sources]);
  return new Map([...addresses].map((url) => [url, end(table.resolve(url))]));
}

/** The addresses that a rule is written for; of one for many, an example. */
export function addressesOf(rule: RedirectRule): readonly string[] {
  const { source } = rule;
  const move = moveOf(rule);
  const isOne = source.kind === 'exact' || source.kind === 'prefix';
  if (move === undefined || isOne) return [sampleOf(rule)].filter((sample) => sample !== undefined);
  const page = asAddress(move.from);
  return move.isEither ? [page, `${page}/`] : [page];
}

/** Without what some rules answer only as they know the beginnings of addresses alone. */
export function withoutBeyond(
  ends: ReadonlyMap<string, string>,
  rules: readonly RedirectRule[],
): ReadonlyMap<string, string> {
  const beyond = new Set(
    rules.flatMap((rule) => {
      const sample = sampleOf(rule);
      return sample === undefined || addressesOf(rule).includes(sample) ? [] : [sample];
    }),
  );
  return beyond.size === 0 ? ends : new Map([...ends].filter(([url]) => !beyond.has(url.split('?')[0] ?? '')));
}

function queryOf({ query = [] }: RedirectRule): string {
  const asked = query.map(({ name, value }) => `${name}=${value.startsWith(':') ? 'zz' : value}`);
  return asked.length === 0 ? 'zz=1' : asked.join('&');
}

/** Where an address leads to the letter, by whose status, and what may answer it first, as one word to compare. */
export function end({ outcome, steps, undecided }: Resolution): string {
  const last = steps.at(-1);
  const first = undecided.map(({ file, from, condition }) => `${file} ${from} ${condition}`);
  // Of a way whose end the files do not tell, all that they do tell counts.
  const way = outcome.kind === 'unknown' ? steps.map(({ location }) => location) : [];
  const at = 'route' in outcome ? outcome.route.url : 'url' in outcome ? outcome.url : '';
  // A target that costs one more redirect on the way, as it lacks a slash, is another answer.
  const hops = steps.filter(({ status }) => status >= 300 && status < 400).length;
  return [outcome.kind, at, last?.location ?? '', last?.status ?? '', hops, ...way, ...first].join(' ');
}

/** A rule for some addresses of the folder that nobody knows one of: whether it loses them cannot be tried. */
export function isUntried(rule: RedirectRule, folder: string): boolean {
  const { source } = rule;
  if (source.kind === 'unknown') {
    const { reach } = source;
    // What is for anything of the site is for no folder of it.
    const isForAll = compileRegex(reach?.regex ?? '')?.test('/zz-nothing') === true;
    return reach?.regex !== undefined && !isForAll && areNested(reach.under, folder);
  }
  return source.kind === 'pattern' && areNested(source.under, folder) && sampleOf(rule) === undefined;
}

function areNested(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => `${path.replace(/(?<!\/)\/+$/, '')}/`.toLowerCase());
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

/** Addresses that no page, file or past page has, held against the rules before and after: a clause on all that differ. */
export function othersAnswered(
  folder: string,
  gone: readonly RedirectRule[],
  before: RedirectTable,
  after: RedirectTable,
): string | undefined {
  const below = ['zz-nothing', 'zz-nothing/', 'zz-nothing/zz.html', 'zz.html', '7', 'ZZ/é'].map(
    (rest) => `${folder}/${rest}`,
  );
  const parts: readonly (readonly [string, readonly string[]])[] = [
    [`every other address below ${folder}/`, below],
    ['other spellings of the addresses that have a rule', gone.flatMap(spellingsOf)],
    [folder, [folder, folder.toUpperCase()]],
    [`${folder}/`, [`${folder}/`]],
  ];
  const differing = parts.flatMap(([what, probes]) => {
    const probe = probes.find((url) => end(before.resolve(url)) !== end(after.resolve(url)));
    return probe === undefined ? [] : [{ what, probe }];
  });
  // The widest of them takes in the spellings.
  const isWide = differing[0]?.what === parts[0]?.[0];
  const found = differing.filter(({ what }) => !(isWide && what === parts[1]?.[0]));
  const [example] = found;
  if (example === undefined) return undefined;
  const [old, now] = [before.resolve(example.probe), after.resolve(example.probe)];
  const was = old.steps[0] === undefined ? 'no rule answers it now' : `now it leads to ${old.steps[0].location}`;
  const what = old.steps[0] === undefined ? 'redirected as well' : 'answered otherwise';
  const [widest = '', ...folders] = found.map((one) => one.what);
  const whole = folders.length === 0 ? widest : `${folders.join(', ')} and ${widest}`;
  return `${whole} would be ${what} (${example.probe} to ${now.steps[0]?.location ?? 'nothing'}; ${was})`;
}

/** What people ask for who mean the address of a rule, and what a host may take for it. */
function spellingsOf(rule: RedirectRule): readonly string[] {
  const move = moveOf(rule);
  if (move === undefined) return [];
  const path = move.from.replace(/(.)\/$/, '$1');
  const upper = path.replace(/[a-z](?=[^/a-z]*$)/, (letter) => letter.toUpperCase());
  return [path, `${path}/`, upper, `${upper}/`, `${path}.html`, `${path}/index.html`, `${path}/zz`, `${path}zz`];
}
