/** `report`: what it tells, and that it tells nothing else. */
import assert from 'node:assert/strict';
import { redaction } from '../../src/core/feedback/redaction.ts';
import { gitRepository, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

/** Words that stand in this repository and nowhere else, each in another place. */
const secrets = {
  host: 'zorblax',
  path: ['quuxley', 'frobnitz', 'wibblesnort'],
  title: 'Plughdom',
  heading: 'Xyzzyfication',
  text: 'grumblethwack',
  description: 'snorkelwump',
  message: 'fnordulate',
  name: 'Gribbleworth',
  config: 'blivetine',
  alias: 'gazonkulous',
  login: 'krellington',
  password: 'hunterzwei',
  russian: 'чебурашка',
  chinese: '量子猫',
};
const words = Object.values(secrets).flat();

const page = (title: string, body: string, more = '') =>
  `---\ntitle: ${title}\ndescription: ${secrets.description}\n${more}---\n\n# ${secrets.heading}\n\n${body}\n`;
const [first = '', second = '', third = ''] = secrets.path;
const longer = Array.from({ length: 30 }, (_, line) => `Line ${line * 7} of ${secrets.text}`).join('\n');
const body = Array.from({ length: 40 }, (_, line) => `${secrets.text} ${line} ${secrets.text}`).join('\n\n');

describe('report', () => {
  let repository: TestRepository;
  before(() => {
    repository = gitRepository();
    const config = `baseURL = "https://${secrets.host}.example/"\ntitle = "${secrets.config}"\n`;
    const files = {
      'hugo.toml': config,
      [`content/${first}/${second}.md`]: page(secrets.title, body),
      [`content/${first}/other-${third}-2019.md`]: page(secrets.title, secrets.text),
      [`content/${secrets.russian}/${secrets.chinese}.md`]: page(secrets.title, longer),
      '.broken-backlinks.json': `{ "ignore": ["/${third}/**"] }\n`,
    };
    repository.commit(files);
    repository.git('config', 'user.name', secrets.name);
    repository.commit({
      [`content/${first}/${second}.md`]: undefined,
      [`content/${third}/${second}-2.md`]: page(secrets.title, body, `aliases: ["/${secrets.alias}/"]\n`),
      [`content/${secrets.russian}/${secrets.chinese}.md`]: undefined,
      [`content/${secrets.chinese}/${secrets.russian}.md`]: page(secrets.title, longer),
    });
    repository.git('commit', '-q', '--allow-empty', '-m', secrets.message, '--author', `${secrets.name} <a@b.example>`);
  });
  after(() => removeFolder(repository.folder));

  const report = async (...given: readonly string[]) => {
    const env = { DATAFORSEO_LOGIN: secrets.login, DATAFORSEO_PASSWORD: secrets.password };
    return runCommand(['report', '--repo', repository.folder, ...given], { env });
  };
  const url = `https://${secrets.host}.example/${first}/${second}/`;

  it('tells the form of the address, what spoke for each page, and the rank of the right one', async () => {
    const { out, err, code } = await report(url, '--right', `/${third}/${second}-2/`);
    assert.equal(code, 0, err);
    const { address, right, suggestions, past, site, programs } = JSON.parse(out);
    assert.deepEqual(address, { shape: 'https://w1.w2/w3/w4/', length: url.length, code: 'moved' });
    assert.deepEqual(right, { shape: '/w5/w4-9/', isPublished: true, rank: 1 });
    assert.equal(suggestions[0].file, 'content/w5/w4-9.md');
    assert.ok(
      suggestions[0].evidence.some(
        ({ kind, weight }: { kind: string; weight: number }) => kind === 'rename' && weight > 0,
      ),
    );
    assert.equal(past.fate, 'renamed');
    assert.equal(past.renames[0].similarity > 50, true);
    assert.deepEqual([site.generator, site.because, site.redirects], ['hugo', 'hugo.toml', { hugoAliases: 1 }]);
    assert.deepEqual(
      site.settings.find(({ key }: { key: string }) => key === 'ignore'),
      { key: 'ignore', value: '/w5/**', from: 'file' },
    );
    assert.match(programs.join('; '), /broken-backlinks \d.*; Node \d.*; git \d/);
    assert.match(err, /Nothing was sent\..*https:\/\/github\.com\/broken-backlinks\/broken-backlinks\/issues/);
  });
  it('holds no word of the site, of its history or of a login, in whatever form it is asked', async () => {
    const asked = [
      url,
      url.toUpperCase().replace(/^HTTPS/, 'https'),
      `/${secrets.russian}/${secrets.chinese}/`,
      encodeURI(`/${secrets.russian}/${secrets.chinese}/`),
      `/${secrets.alias}/`,
      `/${third}/${second}-2/`,
      `/${first}/nothing-${secrets.title}?q=${secrets.text}#${third}`,
    ];
    for (const address of asked) {
      const { out } = await report(address, '--right', `/${secrets.chinese}/${secrets.russian}/`);
      const told = out.toLowerCase();
      assert.deepEqual(
        words.filter((word) => told.includes(word.toLowerCase())),
        [],
        address,
      );
      assert.doesNotMatch(out, /%[0-9a-f]{2}/i, address);
      // No commit and no date: both lead to the repository.
      assert.doesNotMatch(out, /\b(?=[0-9a-f]*\d)[0-9a-f]{7,40}\b|\d{4}-\d\d-\d\d/, address);
      assert.ok(!out.includes(repository.folder), address);
      assert.match(out, /^[\n -~…]*$/, address);
    }
  });
  it('wants one address', async () => {
    assert.match((await report()).err, /report takes one URL/);
    assert.equal((await report('/a/', '/b/')).code, 1);
  });
});

describe('an address without its words', () => {
  it('keeps signs, digits as 9, file types, and which words are the same', () => {
    const { shape, alike } = redaction();
    assert.equal(shape('/Docs/Set-up_guide/2019/05/setup.HTML?x=1#top'), '/Docs/w1^-w2_w3/9999/99/w4.HTML?w5=9#w6');
    assert.equal(shape('/guide/%D0%B6/set'), '/w3/%%/w1');
    assert.equal(shape('/emoji-😀/'), '/w7-?/');
    assert.deepEqual(alike(), ['w1~w4']);
  });
  it('says which words differ by one letter', () => {
    const { shape, alike } = redaction();
    shape('/install/instal/instsll/uninstall/other/');
    assert.deepEqual(alike(), ['w1~w2', 'w1~w3', 'w1~w4']);
  });
  it('takes time by the length of the text alone', () => {
    const { shape, alike } = redaction();
    assert.equal(shape('a'.repeat(100_000)).length, 2);
    for (let at = 0; at < 2000; at++) shape(`word${'a'.repeat(at % 50)}b${String.fromCodePoint(0x3400 + at)}`);
    assert.ok(alike().length < 60 * 60);
  });
});
