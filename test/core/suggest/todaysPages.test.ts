/** What all pages say is looked up as it was kept, and the answers are those of the pages themselves. */
import assert from 'node:assert/strict';
import { keptLists, keptValues, openLists, openValues } from '../../../src/core/suggest/text/keptLists.ts';
import { drawn } from '../../support/drawn.ts';
import { keptSite } from '../../support/keptSite.ts';
import { prose } from '../../support/suggestions.ts';

const words = ['harbour', 'Tides', 'lantern', 'get_item', 'private-key', '港の灯台', 'Straße', 'installation', 'v2'];

/** Pages with titles, headings and links in any mixture; some say nothing but a link, some take in another. */
function randomPage(draw: (below: number) => number): string {
  const word = () => words[draw(words.length)] ?? '';
  if (draw(12) === 0) return `[on](/page${draw(12)}/)\n`;
  const title = draw(3) === 0 ? '' : `---\ntitle: ${word()} ${word()}\nweight: ${draw(9)}\n---\n`;
  const headings = Array.from({ length: draw(4) }, () => `## ${word()} of \`${word()}\`\n\n${prose(word())}\n`);
  const links = Array.from({ length: draw(5) }, () => `[${word()} ${word()}](${draw(2) ? '/' : './'}page${draw(16)}/)`);
  return `${title}${headings.join('\n')}\n${links.join(' and ')}\n${draw(5) ? '' : '{{% include "part.txt" %}}'}`;
}

const asked = [
  '/page-3/',
  '/harbor/',
  '/tides/lantern',
  '/old/private-key',
  '/page3/more',
  '/installing/',
  '/get_item',
  '/x',
];

describe('the pages of today', () => {
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    it(`say as they were kept what they say when they are read, draw ${seed}`, async () => {
      const draw = drawn(seed);
      const site = keptSite(asked, ['menu.yml']);
      site.write('menu.yml', '- title: Lantern\n  link: /page4/\n');
      const files = Array.from({ length: 16 }, (_, i) => `docs/${i % 5 === 0 ? 'tides/' : ''}page${i}.md`);
      for (const file of files) site.write(file, randomPage(draw));
      for (let step = 0; step < 6; step++) {
        assert.ok((await site.lookedAt()) > 0);
        assert.equal(await site.lookedAt(), 0);
        const file = files[draw(files.length)] ?? '';
        const kind = draw(4);
        if (kind === 0) site.remove(file);
        else if (kind === 1) site.write('part.txt', prose(`beacon ${step}`));
        else if (kind === 2) site.write('menu.yml', `- title: ${words[step]}\n  link: /page${step}/\n`);
        else site.write(file, randomPage(draw));
      }
    });
  }

  it('are looked at again where a page takes in a file that was not there', async () => {
    const site = keptSite();
    site.remove('part.txt');
    await site.reads();
    assert.equal(await site.lookedAt(), 0);
    site.write('part.txt', prose('beacon'));
    assert.ok((await site.lookedAt()) > 0);
  });

  it('are looked at one by one where they say what they said, or call themselves otherwise', async () => {
    const site = keptSite(['/lantern/', '/page-3/']);
    await site.reads();
    const texts = [`# Page 3\n\n${prose('beacon')}`, `# Lantern\n\n${prose('beacon')}`, `# Page 3\n\n## Lantern\n`];
    for (const text of texts) {
      site.write('docs/page3.md', text);
      assert.equal(await site.lookedAt(), 1, text);
      assert.equal(await site.lookedAt(), 0, text);
    }
    site.write('docs/page3.md', '# Page 3\n\n[Lantern](/page4/)\n');
    assert.ok((await site.lookedAt()) > 1);
    assert.equal(await site.lookedAt(), 0);
  });

  it('are looked at again, one by one, until what a page says can be kept', async () => {
    const site = keptSite(['/lantern/']);
    await site.reads();
    site.write('docs/page3.md', '# Lantern\n');
    site.busy.add('docs/page3.md');
    assert.equal(await site.lookedAt(), 1);
    assert.equal(await site.lookedAt(), 1);
    site.busy.clear();
    assert.equal(await site.lookedAt(), 1);
    assert.equal(await site.lookedAt(), 0);
  });

  it('are not kept while a file may be another at the same moment', async () => {
    for (const file of ['docs/page3.md', 'part.txt']) {
      const site = keptSite();
      site.unsettled.add(file);
      await site.reads();
      assert.ok((await site.lookedAt()) > 0, file);
      site.unsettled.clear();
      await site.reads();
      assert.equal(await site.lookedAt(), 0, file);
    }
  });
});

describe('kept lists', () => {
  const values = ['', 'å', { a: [null, 1.5] }, '\ud800'];
  const bytes = keptLists({ of: 'x' }, [Float64Array.of(0.1, 2), Uint8Array.of(1, 2, 3), ...keptValues(values)]);

  it('come back as they were, wherever the bytes begin', () => {
    for (const shift of [0, 1, 4, 8]) {
      const shifted = new Uint8Array(bytes.length + shift);
      shifted.set(bytes, shift);
      const { head, lists } = openLists(shifted.subarray(shift)) ?? assert.fail();
      assert.deepEqual(head, { of: 'x' });
      assert.deepEqual([...lists.doubles()], [0.1, 2]);
      assert.deepEqual([...lists.bytes()], [1, 2, 3]);
      const opened = openValues(lists);
      assert.deepEqual(
        values.map((_, i) => opened.at(i)),
        values,
      );
      assert.equal(opened.at(values.length), undefined);
      assert.throws(() => lists.numbers(), RangeError);
    }
  });

  it('are none where a byte is missing or one is too many', () => {
    assert.equal(openLists(bytes.subarray(0, bytes.length - 1)), undefined);
    assert.equal(openLists(Uint8Array.of(...bytes, 0)), undefined);
    assert.equal(openLists(bytes.subarray(0, 5)), undefined);
  });
});
