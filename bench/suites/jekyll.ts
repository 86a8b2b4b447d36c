/** The features of Jekyll: sites that sentences describe, and the files that have to be published or not. */
import { stringify } from 'yaml';
import { readYaml } from '../../src/core/text/yaml.ts';
import { isAnswered, listed, sitesIn } from './siteCase.ts';
import type { Case, Suite } from './suite.ts';

export const jekyll: Suite = {
  id: 'jekyll',
  repository: 'jekyll/jekyll',
  at: 'HEAD',
  leftOut:
    'scenarios with plugins written in Ruby or a theme gem, `limit_posts`, which is for trying a site out, and files that are no pages',
  async run(read, list) {
    const cases: Case[] = [];
    const fixtures = new Map(list('test/source').map((path) => [path.slice('test/source/'.length), path]));
    for (const file of list('features').filter((path) => path.endsWith('.feature'))) {
      for (const scenario of read(file)
        .split(/^ *Scenario: */m)
        .slice(1))
        cases.push(...(await casesOf(scenario, (path) => read(fixtures.get(path) ?? path), [...fixtures.keys()])));
    }
    return cases;
  },
};

type Row = Readonly<Record<string, string>>;

interface Step {
  readonly text: string;
  /** The table below it. */
  readonly rows: readonly Row[];
  /** The text below it. */
  readonly doc: string;
}

function stepsOf(scenario: string): readonly Step[] {
  const found: { text: string; lines: string[] }[] = [];
  for (const line of scenario.split('\n').slice(1)) {
    const text = /^ *(?:Given|When|Then|And|But) +(.*)$/.exec(line)?.[1];
    if (text !== undefined) found.push({ text: text.trim(), lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found.map(({ text, lines }) => {
    const cells = lines
      .filter((line) => /^ *\|/.test(line))
      .map((line) =>
        line
          .trim()
          .split(/(?<!\\)\|/)
          .slice(1, -1)
          .map((cell) => cell.trim()),
      );
    const [names = [], ...rows] = cells;
    const quoted = /^( *)"""\n([\s\S]*?)\n *"""/m.exec(lines.join('\n'));
    const doc = (quoted?.[2] ?? '').replace(new RegExp(`^ {0,${quoted?.[1]?.length ?? 0}}`, 'gm'), '');
    return { text, rows: rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? '']))), doc };
  });
}

async function casesOf(
  scenario: string,
  read: (path: string) => string,
  fixtures: readonly string[],
): Promise<readonly Case[]> {
  if (scenario.includes('limit_posts')) return [];
  const name = scenario.split('\n')[0] ?? '';
  const files = new Map<string, string>();
  const settings: Record<string, unknown> = {};
  const cases: Case[] = [];
  let sites: Awaited<ReturnType<typeof sitesIn>> | undefined;
  for (const step of stepsOf(scenario)) {
    const fixture = /^I have fixture collections(?: in "(.*)" directory)?$/.exec(step.text);
    if (fixture !== null) {
      for (const path of fixtures.filter((path) => /^_(?:methods|thanksgiving|tutorials)\//.test(path)))
        files.set(inFolder(fixture[1] ?? '', path), read(path));
    } else if (/\.rb"|gem|theme_gem|_plugins\//.test(step.text) || /^I run bundle/.test(step.text)) return [];
    else if (/^I run jekyll +(?:build|b)\b/.test(step.text)) {
      if (Object.keys(settings).length > 0) files.set('_config.yml', stringify(settings));
      sites = await built(files, step.text);
    } else if (sites !== undefined) {
      const found = judged(step.text, sites);
      if (found !== undefined) cases.push({ name: `${name}: ${step.text.slice(0, 120)}`, wrong: found || undefined });
    }
    write(step, files, settings);
  }
  return cases;
}

async function built(files: ReadonlyMap<string, string>, command: string) {
  const all = new Map(files);
  if (!all.has('_config.yml')) all.set('_config.yml', '');
  all.set('package.json', JSON.stringify({ scripts: { build: command.replace(/^I run /, '') } }));
  return sitesIn(all, 'jekyll');
}

/** Empty where it is right; `undefined` where nothing is asked of a page. */
function judged(text: string, sites: Awaited<ReturnType<typeof sitesIn>>): string | undefined {
  const seen = /^I should (?:not )?see (?:exactly |escaped |date )?".*" in "(.*?)"( if| unless)?/.exec(text);
  const exists = /^the "(.*)" file should +(not )?exist$/.exec(text);
  const path = seen?.[2] === undefined ? (seen?.[1] ?? exists?.[1]) : undefined;
  const inside = /^\.?\/?_site\/(.*)$/.exec(path ?? '')?.[1];
  if (inside === undefined || !/\.html$|^[^.]+$/.test(inside)) return undefined;
  const isThere = exists?.[2] === undefined;
  const address = `/${inside}`
    .replace(/(^|\/)index\.html$/, '$1')
    .replaceAll('%', '%25')
    .replaceAll('#', '%23');
  if (isAnswered(sites, address) === isThere) return '';
  return `${address} ${isThere ? 'missing' : 'not published'}; ${listed(sites)}`;
}

/** What a step writes. */
function write(step: Step, files: Map<string, string>, settings: Record<string, unknown>): void {
  const { text, rows, doc } = step;
  const match = (pattern: RegExp) => pattern.exec(text) ?? undefined;
  const page = match(/^I have an? "(.*?)" page(?: with (.*) "(.*?)")? that contains "(.*)"$/);
  const file = match(/^I have an? "(.*?)" file that contains "(.*)"$/);
  const theirs = match(/^I have an? "(.*?)" (file|page) with content:$/);
  const items = match(/^I have the following (draft|page|post)s?(?: (in|under) "([^"]+)")?:$/);
  const within = match(/^I have the following (draft|post)s? within the "(.*)" directory:$/);
  const documents = match(
    /^I have the following documents? under the "?(.*?)"? collection(?: within the "(.*)" directory)?:$/,
  );
  const nested = match(
    /^I have the following documents? nested inside "(.*)" directory under the "(.*)" collection within the "(.*)" directory:$/,
  );
  const setting = match(/^I have a configuration file with "([^"]*)" set to "(.*)"$/);
  const listing = match(/^I have a configuration file with "([^"]*)" set to:$/);
  const deleted = match(/^I delete the file "(.*)"$/);
  if (page) files.set(page[1] ?? '', `---\n${page[2] ?? 'layout'}: ${page[3] ?? 'none'}\n---\n\n${page[4]}\n`);
  else if (file) files.set(file[1] ?? '', file[2] ?? '');
  else if (theirs) files.set(theirs[1] ?? '', theirs[2] === 'page' ? `---\n---\n\n${doc}` : `${doc}\n`);
  else if (items || within) {
    const kind = (items ?? within)?.[1] ?? '';
    const before = within?.[2] ?? (items?.[2] === 'in' ? (items[3] ?? '') : '');
    const after = items?.[2] === 'under' ? (items[3] ?? '') : '';
    const folder = kind === 'page' ? '' : `_${kind}s`;
    for (const row of rows) {
      const dated = kind === 'post' ? `${(row.date ?? '').slice(0, 10)}-` : '';
      const ending = within ? 'markdown' : row.type || 'markdown';
      files.set(inFolder(before, folder, after, `${dated}${slug(row.title)}.${ending}`), contentOf(row));
    }
  } else if (nested)
    for (const row of rows)
      files.set(inFolder(nested[3], `_${nested[2]}`, nested[1], `${slug(row.title)}.md`), contentOf(row));
  else if (documents)
    for (const row of rows)
      files.set(inFolder(documents[2], `_${documents[1]}`, `${slug(row.title)}.md`), contentOf(row));
  else if (setting) settings[setting[1] ?? ''] = readYaml(setting[2] ?? '').value;
  else if (/^I have a configuration file with:$/.test(text))
    for (const row of rows) settings[row.key ?? ''] = readYaml(row.value ?? '').value;
  else if (listing) settings[listing[1] ?? ''] = rows.map((row) => row.value);
  else if (deleted) files.delete(deleted[1] ?? '');
}

function contentOf(row: Row): string {
  const lines = Object.entries(row).flatMap(([key, value]) => (key === 'content' ? [] : [`${key}: ${value}`]));
  return `---\n${lines.join('\n')}\n---\n\n${row.content ?? ''}\n`;
}

function inFolder(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '' && part !== '.').join('/');
}

function slug(title = ''): string {
  return title.toLowerCase().replace(/[^\w]/g, ' ').trim().replace(/\s+/g, '-');
}
