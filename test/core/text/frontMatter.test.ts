import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { lineOfKey, readFrontMatter } from '../../../src/core/frontMatter/frontMatter.ts';

const read = (text: string, path?: string) => readFrontMatter(text, path);
const data = (text: string, path?: string) => read(text, path).data;
const body = (text: string, path?: string) => text.slice(read(text, path).bodyStart);

describe('readFrontMatter', () => {
  it('reads YAML between its fences, and an empty block too', () => {
    assert.deepEqual(read('---\ntitle: A\n---\nBody'), {
      format: 'yaml',
      start: 0,
      bodyStart: 17,
      data: { title: 'A' },
    });
    assert.deepEqual(read('---\n---\nBody'), { format: 'yaml', start: 0, bodyStart: 8, data: {} });
    assert.equal(body('---\na: 1\n...\nBody'), 'Body');
    assert.equal(body('---\na: 1\n---'), '');
  });

  it('keeps the text of dates and of numbers that are written like text', () => {
    const text = '---\ndate: 2024-03-05T23:30:00-08:00\nday: 2024-3-5\nslug: 007\nversion: 1.10\ncode: 1e3\n---\n';
    assert.deepEqual(data(text), {
      date: '2024-03-05T23:30:00-08:00',
      day: '2024-3-5',
      slug: '007',
      version: '1.10',
      code: '1e3',
    });
    assert.deepEqual(data('---\nweight: 10\nrank: -1.5\ndraft: true\nnothing:\nyes: no\n---\n'), {
      weight: 10,
      rank: -1.5,
      draft: true,
      nothing: null,
      yes: 'no',
    });
  });

  it('reads what the quick reader leaves to the full one', () => {
    const text = '---\nbase: &b {x: 1}\nmore:\n  <<: *b\n  "y z": "tab\\tend"\nenv: !ENV HOME\nslug: 0x1F\n---\n';
    assert.deepEqual(data(text), {
      base: { x: 1 },
      more: { x: 1, 'y z': 'tab\tend' },
      env: 'HOME',
      slug: '0x1F',
    });
  });

  it('reads lists, maps, and scalars over several lines', () => {
    const text = [
      '---\r',
      'tags: [a, "b, c", \'d\']\r',
      'aliases:\r',
      '- /old/\r',
      '- /older/ # since 2019\r',
      'menu:\r',
      '  main:\r',
      '    - name: A\r',
      '      weight: 2\r',
      'text: >-\r',
      '  one\r',
      '  two\r',
      'code: |\r',
      '  # kept\r',
      '    deeper\r',
      'long: begins\r',
      '  and ends\r',
      '---\r',
      'Body',
    ].join('\n');
    assert.deepEqual(data(text), {
      tags: ['a', 'b, c', 'd'],
      aliases: ['/old/', '/older/'],
      menu: { main: [{ name: 'A', weight: 2 }] },
      text: 'one two',
      code: '# kept\n  deeper\n',
      long: 'begins and ends',
    });
    assert.equal(body(text), 'Body');
  });

  it('reads TOML, JSON and Org', () => {
    const toml =
      '+++\ntitle = "A"\ndate = 2024-03-05T10:00:00+02:00\nday = 2024-03-05\n[build]\nrender = "never"\n+++\nBody';
    assert.deepEqual(data(toml), {
      title: 'A',
      date: '2024-03-05T10:00:00+02:00',
      day: '2024-03-05',
      build: { render: 'never' },
    });
    assert.equal(body(toml), 'Body');
    assert.deepEqual(read('{\n "title": "A }",\n "x": {}\n}\nBody').data, { title: 'A }', x: {} });
    assert.equal(body('{\n "title": "A }"\n}\nBody'), 'Body');
    assert.deepEqual(data(';;;\n"title": "A"\n;;;\nBody'), { title: 'A' });
    assert.deepEqual(data('---json\n{"title": "A"}\n---\n'), { title: 'A' });
    const org = '#+TITLE: A\n#+DATE: <2024-03-05 Tue>\n#+tags[]: x y\n#+draft: true\n* Head';
    assert.deepEqual(data(org, 'a.org'), { title: 'A', date: '2024-03-05', tags: ['x', 'y'], draft: true });
    assert.equal(read(org, 'a.org').format, 'org');
    assert.equal(read(org, 'a.md').format, 'none');
  });

  it('accepts a byte order mark and blank lines before the fence, and says where it stands', () => {
    const text = '\uFEFF\n\n---\ntitle: A\n---\nBody';
    assert.deepEqual(data(text), { title: 'A' });
    assert.equal(read(text).start, 3);
    assert.equal(body(text), 'Body');
  });

  it('takes rules, templates and indented fences for what they are', () => {
    for (const text of [
      '---\n\nA rule above.',
      '{{ template }}',
      '{% if x %}',
      '    ---\n    a: 1\n    ---\n',
      '----\na: 1\n----\n',
      '',
    ]) {
      assert.equal(read(text).format, 'none', JSON.stringify(text));
    }
  });

  it('never runs a block of program code', () => {
    const { data: unread, problem: refusal } = read('---coffee\n{ title: process.exit(3) }\n---\n');
    assert.deepEqual(unread, {});
    assert.match(refusal?.message ?? '', /is program code and is not run/);
    for (const language of ['js', 'javascript']) {
      const { data, format } = read(`---${language}\n{ title: process.exit(3), layout: 'a' }\n---\n`);
      assert.deepEqual({ data, format }, { data: { title: undefined, layout: 'a' }, format: 'script' });
    }
  });

  it('reads the literals of front matter in JavaScript', () => {
    const { data, bodyStart } = read(
      `---js\nconst base = "/x";\nconst permalink = base + '/y/';\nfunction f() {}\n---\nBody`,
    );
    assert.deepEqual(data, { base: '/x', permalink: '/x/y/', f: undefined });
    assert.equal(bodyStart, 77);
    assert.match(read('---js\nconst = \n---\n').problem?.message ?? '', /could not be parsed/);
  });

  it('says the line of a mistake and keeps the other entries', () => {
    const { data, problem, bodyStart } = read('---\ntitle: a: b\nslug: kept\nlist:\n  - x\n---\nBody');
    assert.deepEqual(data, { slug: 'kept', list: ['x'] });
    assert.equal(problem?.line, 2);
    assert.equal(bodyStart, 43);
    const toml = read('+++\ntitle = A\nslug = "kept"\n+++\n');
    assert.deepEqual(toml.data, { slug: 'kept' });
    assert.equal(toml.problem?.line, 2);
    assert.deepEqual([problem?.lost, toml.problem?.lost], [['title'], ['title']]);
    assert.match(read('---\ntitle: A\n').problem?.message ?? '', /not closed/);
    assert.deepEqual(data, { slug: 'kept', list: ['x'] });
  });

  it('says of a block that stands in several files where it is wrong in each', () => {
    const block = '---\ntitle: A\nslug: [a\n---\n';
    for (const before of ['', '\n', '\n\n\n', '\n']) {
      const { problem, data: saved } = read(`${before}${block}`);
      assert.deepEqual([problem?.line, problem?.lost, saved], [before.length + 4, ['slug'], { title: 'A' }]);
    }
    // What is read as another language, or never closed, is another block.
    assert.deepEqual(data('---toml\na = "#"\n---\n'), { a: '#' });
    assert.notDeepEqual(data('---\na = "#"\n---\n'), { a: '#' });
  });

  it('takes quoted text over several lines without its indentation', () => {
    const { data, problem } = read("---\ntitle: \"One\ntwo\"\ndeck: 'It''s\n\nso: here'\nslug: kept\n---\n");
    assert.equal(problem, undefined);
    assert.deepEqual(data, { title: 'One two', deck: "It's\nso: here", slug: 'kept' });
  });

  it('takes lists in brackets with tabs, or without indentation, and what stands below them', () => {
    const text = "---\naliases: [\n\t'/a', # it's old\n'/b',\n]\ntitle: Don't [stop]\nslug: c\n---\n";
    assert.deepEqual(data(text), { aliases: ['/a', '/b'], title: "Don't [stop]", slug: 'c' });
    assert.equal(read(text).problem, undefined);
  });

  it('takes the first line of a YAML file for no front matter', () => {
    const { format, problem } = readFrontMatter('---\nname: a\n', 'data/a.yml');
    assert.deepEqual([format, problem], ['none', undefined]);
  });

  it('survives aliases that multiply and a missing anchor', () => {
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((key, i) => `${key}: &${key} [${`*${'abcdefg'[i]},`.repeat(9)}]`),
    ];
    assert.notEqual(read(`---\n${bomb.join('\n')}\n---\n`).problem, undefined);
    assert.deepEqual(data('---\nx: *none\ny: 1\n---\n'), { y: 1 });
  });

  it('does not let a key reach the prototype', () => {
    const { data } = read('---\n__proto__: {polluted: true}\n---\n');
    assert.equal((data as { polluted?: boolean }).polluted, undefined);
    assert.equal(({} as { polluted?: boolean }).polluted, undefined);
  });
});

describe('lineOfKey', () => {
  it('finds a key in each notation, letter case aside', () => {
    const cases: readonly [string, string][] = [
      ['---\ntitle: A\nSlug: b\n---\n', 'slug'],
      ['+++\ntitle = "A"\nslug = "b"\n+++\n', 'slug'],
      ['{\n"title": "A",\n"slug": "b"\n}\n', 'slug'],
      ['\n---\n"slug": b\n---\n', 'slug'],
    ];
    for (const [text, key] of cases) assert.equal(lineOfKey(text, readFrontMatter(text), key), 3, text);
  });

  it('does not look into the body', () => {
    const text = '---\ntitle: A\n---\nslug: b\n';
    assert.equal(lineOfKey(text, readFrontMatter(text), 'slug'), undefined);
  });
});
