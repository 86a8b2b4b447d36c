/** Draws small sites as no fixture has them: options, names and front matter that get in each other's way. */
import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';

export interface SiteDrawer {
  /** Of its builder. */
  readonly id: string;
  /** Of the generator in our list, where it is not called so. */
  readonly generator?: string;
  draw(random: Random): SiteFiles;
}

const plainNames = ['guide', 'about', 'install', 'faq', 'news', 'team', 'intro', 'setup'];
const oddNames = [
  'Getting Started',
  'UPPER',
  'v1.2',
  'a_b',
  'c++',
  'what-is-this?',
  'été',
  '日本',
  'a--b',
  '2024-01-05-dated',
  '01-first',
  '1.second',
  'page.html',
  'x.y.z',
  "it's",
  'a,b',
  '(draft)',
  'Readme',
  'index2',
  'home',
  '100%',
  'tilde~',
  'plus+one',
  'under__score_',
  '-lead',
  'trail-',
];

/** A name of a file or folder without its ending; one in three is odd. */
export function nameOf(random: Random): string {
  return random.pick(random.chance(0.35) ? oddNames : plainNames);
}

/** A folder of none to three names, with a slash behind it. */
export function folderOf(random: Random, tops: readonly string[]): string {
  let folder = random.pick(tops);
  for (let depth = random.below(3); depth > 0; depth--) folder += `${nameOf(random)}/`;
  return folder;
}

/** Front matter in YAML of the entries that are there. */
export function yamlHead(entries: readonly (string | false | undefined)[]): string {
  const lines = entries.filter((entry) => typeof entry === 'string');
  return `---\n${lines.map((line) => `${line}\n`).join('')}---\n`;
}

/** One of these in about `probability` of all cases. */
export function sometimes(random: Random, probability: number, ...choices: readonly string[]): string | undefined {
  return random.chance(probability) ? random.pick(choices) : undefined;
}
