// The forms are those of https://llmstxt.org/#format, https://www.sitemaps.org/protocol.html, https://www.rssboard.org/rss-2-0-11
// and RFC 4287, section 1.1.
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

const page = (name: string) => `---\ntitle: ${name}\n---\n${longPage(name)}`;
const gone = 'https://docs.invalid/docs/old/';

describe('entries of lists that are handed to programs', () => {
  let repository: TestRepository;
  before(() => {
    repository = gitRepository();
    repository.commit({
      'hugo.toml': 'baseURL = "https://docs.invalid/"\ntitle = "x"\n',
      'content/_index.md': page('home'),
      'content/stays.md': page('stays'),
      'content/docs/old.md': page('old'),
      'content/docs/away.md': page('away'),
    });
    repository.commit({
      'content/docs/old.md': undefined,
      'content/docs/away.md': undefined,
      'content/docs/new.md': page('old'),
      'static/_redirects': '/docs/away/ /stays/ 301\n',
    });
  });
  after(() => removeFolder(repository.folder));

  const notesOf = async (files: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> => {
    repository.commit(files);
    const { out, err } = await runCommand(['lost', '--repo', repository.folder, '--format', 'json']);
    assert.notEqual(out, '', err);
    repository.commit(Object.fromEntries(Object.keys(files).map((file) => [file, undefined])));
    const { notes } = JSON.parse(out) as { notes: { file?: string; line?: number; message: string }[] };
    return notes.flatMap(({ file, line, message }) => (file === undefined ? [] : [`${file}:${line} ${message}`]));
  };
  const told = 'It lists an address that is no longer published: /docs/old/ (now /docs/new/). Correct the list.';

  for (const [file, line, text] of [
    ['static/llms.txt', 5, `# Title\n\n## Docs\n\n- [Old](${gone}): notes\n- [Stays](https://docs.invalid/stays/)\n`],
    ['static/llms.txt', 3, '# Title\n\n- [Old](/docs/old/)\n'],
    [
      'static/sitemap.xml',
      3,
      `<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n<url><loc>${gone}</loc></url>\n<url><loc>https://docs.invalid/stays/</loc></url></urlset>`,
    ],
    [
      'static/rss.xml',
      2,
      `<rss version="2.0"><channel><link>https://docs.invalid/</link>\n<item><link>${gone}</link><guid>${gone}</guid></item></channel></rss>`,
    ],
    [
      'static/rss.xml',
      2,
      `<rss version="2.0"><channel><link>https://docs.invalid/</link>\n<item><title>Old</title><guid>${gone}</guid></item></channel></rss>`,
    ],
    [
      'static/rss.xml',
      2,
      `<rss version="2.0"><channel><link>https://docs.invalid/</link>\n<item><guid isPermaLink="true">${gone}</guid></item></channel></rss>`,
    ],
    [
      'static/rss.xml',
      2,
      `<rss version="2.0"><channel><link>https://docs.invalid/</link>\n<item><link><![CDATA[${gone}]]></link></item></channel></rss>`,
    ],
    [
      'static/atom.xml',
      1,
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="alternate" href="${gone}"/><id>tag:x</id></entry></feed>`,
    ],
  ] as const) {
    it(`are told where ${file} names a page that moved`, async () => {
      assert.deepEqual(await notesOf({ [file]: text }), [`${file}:${line} ${told}`]);
    });
  }
  it('are told with an audit of links as well', async () => {
    repository.commit({ 'static/llms.txt': `- [Old](${gone})\n` });
    const list = join(repository.folder, 'links.csv');
    const header = 'Source Url,Anchor text,Target Url';
    writeFileSync(list, `${header}\nhttps://harbour.example/,x,https://docs.invalid/never/\n`);
    const words = ['audit', '--source', list, '--no-recheck', '--repo', repository.folder, '--format', 'json'];
    const { out, err } = await runCommand(words);
    rmSync(list);
    repository.commit({ 'static/llms.txt': undefined });
    assert.notEqual(out, '', err);
    const { notes } = JSON.parse(out) as { notes: { file?: string; line?: number; message: string }[] };
    assert.deepEqual(
      notes.flatMap(({ file, line, message }) => (file === undefined ? [] : [`${file}:${line} ${message}`])),
      [`static/llms.txt:1 ${told}`],
    );
  });
  it('are told by the page of a twin in Markdown', async () => {
    const text = '- [Old](https://docs.invalid/docs/old.md)\n- [Stays](https://docs.invalid/stays.md)\n';
    const notes = await notesOf({ 'static/llms.txt': text });
    assert.equal(notes.length, 1);
    assert.match(notes[0] ?? '', /^static\/llms\.txt:1 It lists an address .*: \/docs\/old\.md \(now \/docs\/new\/\)/);
  });
  for (const [what, file, text] of [
    [
      'an item that is only named so',
      'static/rss.xml',
      `<rss><channel><item><guid isPermaLink="false">${gone}</guid></item></channel></rss>`,
    ],
    [
      'the name of an item that leads elsewhere',
      'static/rss.xml',
      `<rss><channel><item><guid>${gone}</guid><link>https://docs.invalid/stays/</link></item></channel></rss>`,
    ],
    ['what a redirect answers', 'static/llms.txt', '- [x](https://docs.invalid/docs/away/)\n'],
    ['what was never published, which the build may make', 'static/llms.txt', '- [x](https://docs.invalid/api/x/)\n'],
    ['other sites', 'static/llms.txt', '- [x](https://other.invalid/docs/old/)\n'],
    ['what a template fills in', 'static/llms.txt', '- [x]({{ site.url }}/docs/old/)\n'],
    ['a list that is not published', 'notes/llms.txt', `- [x](${gone})\n`],
    ['a text that only mentions it', 'static/llms.txt', `The page ${gone} was here.\n`],
  ] as const) {
    it(`say nothing of ${what}`, async () => {
      assert.deepEqual(await notesOf({ [file]: text }), []);
    });
  }
});
