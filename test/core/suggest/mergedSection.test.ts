// The ids are those that github-slugger 2.0.0, kramdown 2.4.0, Python-Markdown 3.4.1 and docutils 0.19 alike make of these
// headings; where they differ (`Parts & oil`: parts--oil, parts-oil; `2 lamps`: 2-lamps, lamps) none is told.
import assert from 'node:assert/strict';
import { mergedSection } from '../../../src/core/suggest/text/mergedSection.ts';
import { answers, prose } from '../../support/suggestions.ts';

const [install, care, parts] = [prose('cable'), prose('lantern'), prose('harbour')];
const idIn = (page: string, removed = `# Install a lamp\n\n${install}`) => mergedSection(removed, page)?.id;
const around = (heading: string) => `# Guide\n\n## Care\n\n${care}\n\n${heading}\n\n${install}\n\n## Else\n\n${parts}`;

describe('the part of a page in which a removed page stands', () => {
  it('is named by its heading, where all generators name it alike', () => {
    assert.equal(idIn(around('## Install it')), 'install-it');
    assert.equal(idIn(around('### Set-up of 2 lamps ###')), 'set-up-of-2-lamps');
    assert.equal(idIn(around('## Ölen & füllen')), undefined);
    assert.equal(idIn(around('## Install `it`')), undefined);
    assert.equal(idIn(around('## 2 lamps')), undefined);
  });

  it('is named by the id that is written behind its heading', () => {
    assert.equal(idIn(around('## Ölen & füllen {#oil}')), 'oil');
    assert.equal(idIn(around('## Install it {#start .first}')), 'start');
  });

  it('is not told where another heading is called so', () => {
    assert.equal(idIn(around('## Else')), undefined);
    assert.equal(idIn(around('## else')), undefined);
    assert.equal(idIn(`${around('## Install it')}\n\n\`\`\`\n## Install it\n\`\`\`\n`), 'install-it');
  });

  it('is the smallest that has all of it', () => {
    const nested = around(`## Start\n\n${prose('meadow')}\n\n### Install it`);
    assert.equal(idIn(nested), 'install-it');
    const halves = install.split('. ');
    const two = `${halves.slice(0, halves.length / 2).join('. ')}.\n\n### More\n\n${halves.slice(halves.length / 2).join('. ')}`;
    assert.equal(idIn(around('## Install it').replace(install, two)), 'install-it');
  });

  it('is none where the page as a whole is the answer, or too little of the text is there', () => {
    assert.equal(idIn(`# Guide\n\n## Install it\n\n${install}`), undefined);
    assert.equal(idIn(around('## Install it').replace(install, install.slice(0, install.length / 4))), undefined);
    assert.equal(idIn(around('## Install it'), '# Install\n\nSee the guide.'), undefined);
    assert.equal(idIn(`${around('## Install it')}\n\n${'### a\n'.repeat(200_000)}`), undefined);
    // The heading of the page itself.
    assert.equal(idIn(`# Install it\n\n${install}\n\n## Else\n\n${parts}`), undefined);
    // Spread over the page.
    const [first, second] = [install.slice(0, install.length / 2), install.slice(install.length / 2)];
    assert.equal(idIn(`# G\n\n## Care\n\n${care}\n\n${first}\n\n## Else\n\n${second}\n\n${parts}`), undefined);
  });
});

describe('a suggestion', () => {
  const page = around('## Install it');
  const site = (log: string) => ({
    pages: { 'docs/index.md': '# Home', 'docs/guide.md': page, 'docs/other.md': `# Other\n\n${prose('meadow')}` },
    log,
    texts: { 'docs/install.md': `# Install a lamp\n\n${install}` },
  });

  it('names the part of the page that a removed page was merged into', async () => {
    const [first] = await answers(
      site('c2 2024-02-01\nD docs/install.md\nc1 2024-01-01\nA docs/install.md'),
      '/install/',
    );
    assert.deepEqual([first?.url, first?.section], ['/guide/', 'install-it']);
    assert.match(first?.evidence[0]?.text ?? '', /% of the removed page's text is in it, under "Install it"$/);
  });

  it('names none of a page that is called as the removed page', async () => {
    const { pages, texts } = site('');
    const log = 'c2 2024-02-01\nD docs/old/guide.md\nc1 2024-01-01\nA docs/old/guide.md';
    const [first] = await answers(
      { pages, log, texts: { 'docs/old/guide.md': texts['docs/install.md'] } },
      '/old/guide/',
    );
    assert.deepEqual([first?.url, first?.section], ['/guide/', undefined]);
  });

  it('names none of the page that a removed page became', async () => {
    const log = 'c2 2024-02-01\nR60 docs/install.md -> docs/guide.md\nc1 2024-01-01\nA docs/install.md';
    const [first] = await answers(site(log), '/install/');
    assert.deepEqual([first?.url, first?.section], ['/guide/', undefined]);
  });
});
