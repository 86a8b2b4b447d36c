import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { onlyLink } from '../../../src/core/suggest/text/onlyLink.ts';
import { readPageText } from '../../../src/core/suggest/text/pageText.ts';
import { answers, prose } from '../../support/suggestions.ts';

const file = 'docs/a.md' as RepoPath;
const linkOf = (text: string) => onlyLink(text, readPageText(text, file))?.target;

describe('a page that only leads its readers on', () => {
  // WildernessLabs/Documentation: docs/Meadow/Meadow_Basics/Bluetooth/index.md, and its neighbours.
  const moved =
    '---\ntitle: Bluetooth\nsubtitle: Content moved.\n---\n\nThis content has moved to [here](/os/bluetooth/).';

  it('is known by its only link, in whatever words', () => {
    assert.equal(linkOf(moved), '/os/bluetooth/');
    assert.equal(
      linkOf('# Bluetooth\n\nDiese Seite ist umgezogen: [Bluetooth](../os/bluetooth.md).\n'),
      '../os/bluetooth.md',
    );
    assert.equal(linkOf('Moved: `here </os/bluetooth>`_\n'), '/os/bluetooth');
  });

  it('is none with more to say, or with anything but words', () => {
    assert.equal(linkOf(`# Bluetooth\n\n${prose('bluetooth')}\n\n[more](/os/bluetooth/)`), undefined);
    assert.equal(linkOf(`${moved} See [that](/os/) as well.`), undefined);
    assert.equal(linkOf(`${moved}\n\n\`\`\`\ncode\n\`\`\``), undefined);
    assert.equal(linkOf(`${moved}\n\n<CardGroup />`), undefined);
    assert.equal(linkOf(`${moved}\n\n![picture](a.png)`), undefined);
    assert.equal(linkOf(`${moved}\n\n{{< children >}}`), undefined);
  });

  const site = (kept: string) => ({
    pages: {
      'docs/index.md': '# Home',
      'docs/basics/bluetooth.md': kept,
      'docs/os/bluetooth.md': `# Bluetooth\n\n${prose('bluetooth')}`,
      'docs/os/serial.md': `# Serial\n\n${prose('serial')}`,
    },
    log: 'c2 2024-02-01\nR100 docs/old/bluetooth.md -> docs/basics/bluetooth.md\nc1 2024-01-01\nA docs/old/bluetooth.md',
    texts: { 'docs/old/bluetooth.md': `# Bluetooth\n\n${prose('bluetooth')}` },
  });

  it('is not where a removed page went, but the page it leads to is', async () => {
    const [first, ...others] = await answers(site(moved), '/old/bluetooth/');
    assert.equal(first?.url, '/os/bluetooth/');
    assert.ok(first.confident);
    assert.ok(others.every(({ url }) => url !== '/basics/bluetooth/'));
  });

  it('stays an answer where it leads into its own section, back to it, or in a circle', async () => {
    for (const target of ['/basics/bluetooth/', '/basics/', 'https://elsewhere.example/bluetooth/']) {
      const found = await answers(site(`# Bluetooth\n\nMoved to [here](${target}).`), '/old/bluetooth/');
      assert.ok(
        found.some(({ url }) => url === '/basics/bluetooth/'),
        target,
      );
    }
  });
});
