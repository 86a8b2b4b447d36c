import assert from 'node:assert/strict';
import { addToFrontMatter, frontMatterList, removeFromFrontMatter } from '../../../src/core/frontMatter/edit.ts';
import { addPlainList, openPlainBlock, plainList } from '../../../src/core/frontMatter/plainList.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { addToYamlList, openYaml, yamlList } from '../../../src/core/text/yamlEdit.ts';

describe('a list in front matter', () => {
  const twice = '---\nredirect_from: /tides/\nredirect_from: /moons/\n---\n';

  it('is the last one where its key stands there twice', () => {
    assert.deepEqual(
      frontMatterList(twice, 'redirect_from', 'a.md')?.map(({ value }) => value),
      ['/moons/'],
    );
  });

  it('takes what is added where it is read', () => {
    const edits = addToFrontMatter(twice, 'redirect_from', ['/suns/'], 'a.md');
    const after = applyEdits(twice, 'refused' in edits ? [] : edits);
    assert.deepEqual(
      frontMatterList(after, 'redirect_from', 'a.md')?.map(({ value }) => value),
      ['/suns/', '/moons/'],
    );
  });
});

// https://yaml.org/spec/1.2.2/#71-alias-nodes: both keys are the same value.
describe('a list of front matter that another key is as well', () => {
  const shared = '---\naliases: &old\n  - /a/\nredirects: *old\n---\nText.\n';
  const alone = shared.replace('redirects: *old\n', '');
  it('is not added to, as the other would grow too', () => {
    assert.ok('refused' in addToFrontMatter(shared, 'aliases', ['/b/'], 'a.md'));
    assert.ok('refused' in addToFrontMatter(shared, 'redirects', ['/b/'], 'a.md'));
    const edits = addToFrontMatter(alone, 'aliases', ['/b/'], 'a.md');
    assert.ok(!('refused' in edits));
    assert.match(applyEdits(alone, edits), /aliases: &old\n {2}- \/a\/\n {2}- \/b\/\n---/);
  });
  it('loses nothing', () => {
    const [entry] = frontMatterList(shared, 'aliases', 'a.md') ?? [];
    assert.equal(entry?.value, '/a/');
    assert.deepEqual(removeFromFrontMatter(shared, 'aliases', entry?.start ?? 0, 'a.md'), []);
  });
});

// The `yaml` package is the one that says where things stand; what is quick has to say the same, or nothing.
describe('a list that the quick reader takes', () => {
  const lists = [
    ...['', '  - /a/\n', '- /a/\n- /b/\n', '  - "/a b/"\n  - \'/c/\'\n', '  -   /a/  \n\n', '  - 1\n', '  - "a\\"b"\n'],
    ...[' [/a/, /b/]\n', ' /a/\n', '\n', ' ~\n', ' |\n  a\n\n', '\n  - a\n    b\n', '\n  - x: 1\n', '\n  # c\n  - a\n'],
    ...['\n  - |\n    a\n', "\n  - 'it''s'\n", '\n  - true\n  - 2020-01-01\n', '\n  -\n', '\n  - - a\n'],
  ];
  const ends = [
    '',
    'weight: 1\n',
    '# end\n',
    'more:\n',
    'more:\n  - x\n\n\n',
    'more: |-\n  t\n',
    'more: >\n  t\n\n',
    '\n  \n',
  ];
  const blocks = lists.flatMap((list) =>
    ends.flatMap((end) => {
      const own = list.startsWith(' ') && !list.startsWith('  ') ? `list:${list}` : `list:\n${list.replace(/^\n/, '')}`;
      const block = `title: T\n${list === '' ? '' : own}${end}`;
      return [block, block.replaceAll('\n', '\r\n')];
    }),
  );

  it('is read and made as by the full one', () => {
    let quick = 0;
    for (const block of blocks) {
      const text = `---\n${block}---\nText.\n`;
      const [start, end] = [4, 4 + block.length];
      const plain = openPlainBlock(text, start, end);
      const full = openYaml(text, start, end);
      if (plain === undefined) continue;
      assert.ok(full, block);
      for (const key of ['list', 'title', 'other']) {
        const read = plainList(plain, key);
        const made = addPlainList(plain, key, ['/new/', 'a: b']);
        if (read !== undefined) assert.deepEqual(read, yamlList(full, key), block);
        if (made !== undefined) assert.deepEqual(made, addToYamlList(full, key, ['/new/', 'a: b']), block);
        quick += Number(read !== undefined) + Number(made !== undefined);
      }
    }
    assert.ok(quick > blocks.length, `${quick} of ${blocks.length}`);
  });
});
