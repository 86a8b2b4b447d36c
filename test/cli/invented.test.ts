/**
 * Addresses that programs made up, from the log to the finding. Such requests were counted by documentation teams
 * (langfuse-docs#3729, firecrawl-docs#903, mem0#4572): agents ask again and again for what sounds right and never was. The names
 * of the programs are those of https://github.com/ai-robots-txt/ai.robots.txt.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitRepository, longPage, type TestRepository } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

const agents = [
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko); compatible; ChatGPT-User/1.0; +https://openai.com/bot',
  'Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)',
  'Mozilla/5.0 (compatible; PerplexityBot/1.0; +https://perplexity.ai/perplexitybot)',
];
const person = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const crawler = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const line = (path: string, agent: string, day = '02', referrer = '-') =>
  `203.0.113.7 - - [${day}/Sep/2026:10:00:00 +0000] "GET ${path} HTTP/1.1" 404 5 "${referrer}" "${agent}"`;
const page = (title: string) => `---\ntitle: ${title}\n---\n${longPage(title)}`;

describe('addresses that programs made up', () => {
  let repository: TestRepository;
  let folder: string;
  before(() => {
    repository = gitRepository();
    repository.commit({
      'hugo.toml': 'baseURL = "https://docs.invalid/"\ntitle = "x"\n',
      'content/_index.md': page('home'),
      'content/docs/quickstart.md': page('quickstart'),
      'content/docs/webhooks.md': page('webhooks'),
      'content/docs/once.md': page('once'),
    });
    repository.commit({ 'content/docs/once.md': undefined });
    folder = mkdtempSync(join(tmpdir(), 'invented-'));
  });
  after(() => {
    removeFolder(repository.folder);
    removeFolder(folder);
  });
  const audit = async (lines: readonly string[], ...words: readonly string[]) => {
    const log = join(folder, 'access.log');
    writeFileSync(log, `${lines.join('\n')}\n`);
    return runCommand(['audit', '--source', log, '--repo', repository.folder, '--no-recheck', ...words]);
  };
  const findings = async (lines: readonly string[]) => {
    const { out, err } = await audit(lines, '--format', 'json');
    assert.notEqual(out, '', err);
    return (
      JSON.parse(out) as {
        findings: {
          message: string;
          broken: { path: string; counts: { demand: unknown }[]; backlinks: number | null };
          diagnosis: { code: string; suggestions: { url: string; confident: boolean }[] };
        }[];
      }
    ).findings;
  };
  const asked = [
    ...agents.map((agent, at) => line('/api/quickstart', agent, `0${at + 1}`)),
    line('/api/quickstart', person),
    line('/api/quickstart', crawler),
    line('/api/quickstart', crawler),
  ];

  it('are told with who asked how often, and the page that was most likely meant', async () => {
    const [found, ...others] = await findings(asked);
    assert.deepEqual(others, []);
    assert.equal(found?.broken.path, '/api/quickstart');
    assert.equal(found.diagnosis.code, 'never-existed');
    assert.deepEqual(found.broken.counts[0]?.demand, { people: 1, agents: 4, bots: 2, days: 4 });
    assert.equal(found.broken.backlinks, null, 'unknown is not none');
    assert.match(
      found.message,
      /No commit published it; chat programs and agents asked for it 4 times on 4 days, as if they had made it up/,
    );
    assert.equal(found.diagnosis.suggestions[0]?.url, '/docs/quickstart/');
    const { out } = await audit(asked);
    assert.match(out, /\/api\/quickstart .*as if they had made it up/);
    assert.match(out, /→ \/docs\/quickstart\//);
    assert.match(
      out,
      /asked for 1 time by people, 4 times by chat programs and agents, 2 times by other robots, on 4 days/,
    );
  });

  it('are none where the page was there once, or somebody links there', async () => {
    const once = await findings(agents.map((agent) => line('/docs/once/', agent)));
    assert.deepEqual(
      once.map(({ diagnosis, message }) => [diagnosis.code, /made it up/.test(message)]),
      [['removed', false]],
    );
    const linked = await findings([
      ...agents.map((agent) => line('/api/webhooks', agent)),
      line('/api/webhooks', person, '02', 'https://harbour.example/t'),
    ]);
    assert.deepEqual(
      linked.map(({ broken, message }) => [broken.path, broken.backlinks, /made it up/.test(message)]),
      [['/api/webhooks', 1, false]],
    );
  });

  it('come in the order of how often people and agents asked', async () => {
    const lines = ['/api/one', '/api/three', '/api/two'].flatMap((path, at) =>
      Array.from({ length: [3, 9, 6][at] ?? 0 }, () => line(path, agents[0] ?? '')),
    );
    assert.deepEqual(
      (await findings(lines)).map(({ broken }) => broken.path),
      ['/api/three', '/api/two', '/api/one'],
    );
  });
});
