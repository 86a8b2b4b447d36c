import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { builtUrl, urlKey, urlPath } from '../../../src/core/paths.ts';
import { answers } from '../../support/suggestions.ts';
import { parseTextArchive } from '../../support/txtar.ts';

const { files } = parseTextArchive(
  readFileSync(new URL('../../fixtures/suggestions/knative-eventing.txtar', import.meta.url), 'utf8'),
);
const rows = (name: string) =>
  (files.get(name) ?? '')
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));

/** `docs/versioned/a/README.md`, at other times `docs/a.md`, is `/docs/a/`. */
const urlOf = (path: string) =>
  builtUrl('docs', path.replace(/^docs\/(?:versioned\/)?/, '').replace(/(?:\/?(?:index|README))?\.md$/, ''), '/');

const pages = Object.fromEntries(
  rows('pages.tsv').map(([file = '', title = '', headings = '']) => [
    file,
    [`# ${title}`, ...headings.split(' | ').map((heading) => `## ${heading}`)].join('\n\n'),
  ]),
);

describe('suggestions for a real site', () => {
  it('are mostly what its maintainers chose, and right wherever they are sure', async () => {
    const redirects = rows('redirects.tsv');
    let first = 0;
    let three = 0;
    const wrong: string[] = [];
    for (const [from = '', to = ''] of redirects) {
      const list = await answers({ pages, log: files.get('history') ?? '', urlOf }, from);
      const rank = list.findIndex(({ url }) => urlKey(url) === urlKey(urlPath(to)));
      if (rank === 0) first++;
      if (rank >= 0 && rank < 3) three++;
      if (list[0]?.confident && rank !== 0) wrong.push(`${from} -> ${list[0].url}, not ${to}`);
    }
    assert.ok(first >= 0.85 * redirects.length, `${first} of ${redirects.length} first`);
    assert.ok(three >= 0.9 * redirects.length, `${three} of ${redirects.length} among the first three`);
    assert.deepEqual(wrong, []);
  });
});
