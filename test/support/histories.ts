/** The history of a small site as one text: what each commit changes, and what a generator published at each. */
import { type Fixture, fixtures } from './fixtures.ts';
import { longPage } from './gitRepository.ts';

export interface HistoryStep {
  readonly number: number;
  /** What the commit makes of files; `undefined` takes one away. */
  readonly changes: Readonly<Record<string, string | undefined>>;
  /** All files after it. */
  readonly files: Readonly<Record<string, string>>;
  /** The addresses of pages that the generator published from these. */
  readonly published: readonly string[];
}

/** A history with what a person says became of its addresses. */
export interface SiteHistory extends Fixture {
  readonly steps: readonly HistoryStep[];
  /** Addresses that lead on after the last step, as the generator built it. */
  readonly leadOn: readonly string[];
  /** Where what stood at an address is after the last step; `gone` where it is nowhere; `list` where it stood for no file. */
  readonly became: ReadonlyMap<string, string>;
}

/**
 * Sections: `1/path` is a file as commit 1 leaves it, in which `[[name]]` stands for a long text of that name; `2 renamed`
 * has lines `old -> new`, `2 removed` lines with paths. `published 2` is what the generator published then, `leads on`
 * the addresses of its redirects at the end, and `became` has lines `address<TAB>address, gone or list`.
 */
export function siteHistories(): readonly SiteHistory[] {
  return fixtures('histories').map((fixture) => ({
    ...fixture,
    steps: stepsOf(fixture),
    leadOn: linesOf(fixture, 'leads on'),
    became: new Map(linesOf(fixture, 'became').map((line) => line.split('\t') as [string, string])),
  }));
}

function stepsOf(fixture: Fixture): readonly HistoryStep[] {
  const steps: HistoryStep[] = [];
  for (let number = 1; ; number++) {
    const changes: Record<string, string | undefined> = {};
    const files: Record<string, string> = { ...steps.at(-1)?.files };
    for (const line of linesOf(fixture, `${number} renamed`)) {
      const [from = '', to = ''] = line.split(' -> ');
      changes[to] = files[from] ?? '';
      changes[from] = undefined;
    }
    for (const path of linesOf(fixture, `${number} removed`)) changes[path] = undefined;
    for (const [name, text] of fixture.files) {
      if (!name.startsWith(`${number}/`)) continue;
      changes[name.slice(`${number}/`.length)] = text.replace(/\[\[(.+?)\]\]/g, (_, page: string) => longPage(page));
    }
    if (Object.keys(changes).length === 0) return steps;
    for (const [path, text] of Object.entries(changes)) {
      if (text === undefined) delete files[path];
      else files[path] = text;
    }
    steps.push({ number, changes, files, published: linesOf(fixture, `published ${number}`) });
  }
}

function linesOf(fixture: Fixture, section: string): readonly string[] {
  return (fixture.files.get(section) ?? '').split('\n').filter((line) => line !== '');
}
