// Nothing that a stranger wrote reaches a terminal, a table or a build server as it is: every command in every format
// over repositories and answers that are made to harm whoever looks at them.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/commandList.ts';
import type { CommandConsole } from '../../src/cli/shared/command.ts';
import type { TestRepository } from '../support/gitRepository.ts';
import {
  evil,
  evilLine,
  hostileAddresses,
  hostileAnswers,
  hostileFiles,
  hostileHugo,
  hostilePages,
  hostileSite,
} from '../support/hostileSites.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { buildCommand, neverPrinted } from '../support/strangers.ts';
import { type Ran, runCommand } from '../support/terminal.ts';

/** Our own: colours, and the line of progress that is written over. */
const ours = ['\x1b[0m', '\x1b[1m', '\x1b[2m', '\x1b[31m', '\x1b[32m', '\r\x1b[K'];

function assertClean({ out, err }: Ran): void {
  for (const line of `${out}\n${err}`.split('\n')) {
    const strange = ours.reduce((rest, sequence) => rest.replaceAll(sequence, ''), line);
    assert.doesNotMatch(strange.replaceAll('\t', ''), neverPrinted);
    assert.doesNotMatch(strange, buildCommand);
  }
}

function assertColumns({ out }: Ran, columns: number): void {
  for (const row of out.split('\n').slice(0, -1)) assert.equal(row.split('\t').length, columns, row);
}

function assertJson({ out }: Ran): void {
  for (const line of out.split('\n').slice(0, -1)) JSON.parse(line);
}

describe('what strangers wrote', () => {
  let folder: string;
  let hugo: TestRepository;
  let server: Server;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'hostile-'));
    hugo = hostileHugo();
    for (const [i, answer] of hostileAnswers().entries()) writeFileSync(join(folder, `answer-${i}.json`), answer);
    const refusal = JSON.stringify({ status_code: 40501, status_message: evil, tasks: [{ status_message: evil }] });
    server = createServer((_request, response) => void response.writeHead(200).end(refusal));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  after(() => {
    server.close();
    for (const made of [folder, hugo.folder]) removeFolder(made);
  });
  const run = async (words: readonly string[], parts: Partial<CommandConsole> & { stdin?: string } = {}) => {
    const ran = await runCommand(words, parts);
    assertClean(ran);
    assert.doesNotMatch(ran.err, /fault of its own/);
    return ran;
  };
  const saved = () => ['--source', [0, 1].map((i) => join(folder, `answer-${i}.json`)).join(','), '--no-recheck'];

  for (const format of ['text', 'json'] as const) {
    const formatted = (...words: readonly string[]) => [...words, '--repo', hugo.folder, '--format', format];
    const assertRows = (ran: Ran, columns: number) => {
      assert.ok(ran.out.includes('evil'), ran.err);
      if (format === 'json') assertJson(ran);
      else assertColumns(ran, columns);
    };
    it(`is clean in routes as ${format}`, async () => assertRows(await run(formatted('routes')), 3));
    it(`is clean in redirects as ${format}`, async () => assertRows(await run(formatted('redirects')), 5));
    it(`is clean in redirects --check as ${format}`, async () => {
      assertRows(await run(formatted('redirects', '--check')), 4);
    });
    it(`is clean in redirects --compact as ${format}`, async () => {
      const ran = await run(formatted('redirects', '--compact'));
      if (format === 'json') assertJson(ran);
    });
    it(`is clean in redirects --simulate as ${format}`, async () => {
      for (const address of ['/chain', '/dead', '/country', `/${evilLine}`, evil]) {
        const ran = await run(formatted('redirects', '--simulate', address));
        if (format === 'json') assertJson(ran);
      }
    });
    it(`is clean in explain as ${format}`, async () => {
      const ran = await run(formatted('explain', ...hostileAddresses));
      assert.ok(ran.out.includes('evil'));
      if (format === 'json') assertJson(ran);
    });
    it(`is clean in audit as ${format}`, async () => {
      const ran = await run(formatted('audit', ...saved()), { coloured: true, isTerminal: true });
      assert.ok(ran.out.includes('evil'), ran.err);
      if (format === 'json') assertJson(ran);
    });
    it(`is clean in an index's refusals as ${format}`, async () => {
      const { port } = server.address() as AddressInfo;
      const cache = join(folder, format);
      const env = { DATAFORSEO_LOGIN: 'a', DATAFORSEO_PASSWORD: 'b', BROKEN_BACKLINKS_HOME: cache };
      for (const [command, ...more] of [
        ['audit', '--no-recheck'],
        ['summary'],
        ['links', '/chain'],
        ['breaks', '/chain'],
      ] as const) {
        const words = formatted(command, '--max-cost', '1', ...more);
        const ran = await run(words, { env: { ...env, DATAFORSEO_API: `http://127.0.0.1:${port}` } });
        assert.equal(ran.code, 1);
        assert.match(ran.err, /evil/);
      }
    });
    it(`is clean in links and snapshot as ${format}`, async () => {
      const [, links = ''] = hostileAnswers();
      const index = createServer((request, response) => {
        const isLinks = request.url?.includes('/backlinks/backlinks/') ?? false;
        response.writeHead(200).end(isLinks ? links : hostilePages());
      });
      await new Promise<void>((done) => index.listen(0, '127.0.0.1', done));
      const { port } = index.address() as AddressInfo;
      const login = { DATAFORSEO_LOGIN: 'a', DATAFORSEO_PASSWORD: 'b', DATAFORSEO_API: `http://127.0.0.1:${port}` };
      const env = { ...login, BROKEN_BACKLINKS_HOME: join(folder, `asked-${format}`) };
      const options = { env, coloured: true, isTerminal: true };
      try {
        const linked = await run(formatted('links', '/removed/page/', '--max-cost', '1'), options);
        assert.match(linked.out, /evil/);
        await run(formatted('audit', '--no-recheck', '--max-cost', '1'), options);
        const kept = await run(formatted('snapshot', '--write'), options);
        assert.equal(kept.code, 0, kept.err);
        const file = join(hugo.folder, '.broken-backlinks-snapshot.tsv');
        const text = readFileSync(file, 'utf8');
        rmSync(file);
        assert.ok(text.includes('evil'));
        for (const line of text.split('\n')) assert.doesNotMatch(line.replaceAll('\t', ''), neverPrinted);
        const shown = await run(formatted('snapshot'), options);
        if (format === 'json') for (const ran of [linked, shown]) assertJson(ran);
        else assertColumns(shown, 6);
      } finally {
        index.close();
      }
    });
    it(`is clean in lost as ${format}`, async () => {
      await run(['lost', '--repo', hugo.folder, '--format', format], { coloured: true, isTerminal: true });
      const odd = await run(['lost', '--repo', hugo.folder, '--format', format, '--since', evil]);
      assert.equal(odd.code, 1);
    });
    it(`is clean in config as ${format}`, async () => {
      const written = { site: evil, [evil]: true, pages: { [`${evil}/**`]: evilLine }, ignore: [evil] };
      const { folder: repo } = hostileSite({ '.broken-backlinks.json': JSON.stringify(written), 'a.md': '# a\n' });
      const ran = await run(['config', '--repo', repo, '--format', format]);
      assert.match(ran.out + ran.err, /evil/);
    });
    it(`is clean in doctor as ${format}`, async () => {
      const { port } = server.address() as AddressInfo;
      const home = join(folder, `doctor-${format}`);
      const login = { DATAFORSEO_LOGIN: 'a', DATAFORSEO_PASSWORD: 'b', BROKEN_BACKLINKS_HOME: home };
      const ran = await run(formatted('doctor', '--ask'), {
        env: { PATH: process.env.PATH, ...login, DATAFORSEO_API: `http://127.0.0.1:${port}`, HTTPS_PROXY: evil },
      });
      assert.match(ran.out, /evil/);
      if (format === 'json') assertJson(ran);
    });
    it(`is clean in sources, spend and clear as ${format}`, async () => {
      const { port } = server.address() as AddressInfo;
      const home = join(folder, `kept-${format}`);
      const env = { DATAFORSEO_LOGIN: 'a', DATAFORSEO_PASSWORD: 'b', BROKEN_BACKLINKS_HOME: home };
      const probed = await run(['sources', '--probe', '--format', format], {
        env: { ...env, DATAFORSEO_API: `http://127.0.0.1:${port}` },
      });
      assert.equal(probed.code, 1);
      assert.match(probed.out, /evil/);
      // Whoever may write there may write anything.
      mkdirSync(home, { recursive: true });
      const expense = { day: '2026-11-20', source: evil, site: `${evil}${evilLine}`, micros: 1, certain: true };
      writeFileSync(join(home, 'spend.jsonl'), `${JSON.stringify({ version: 1, ...expense })}\n`);
      const spent = await run(['spend', '--format', format], { env });
      assert.match(spent.out, /evil/);
      if (format === 'json') for (const ran of [probed, spent]) assertJson(ran);
      await run(['clear', '--yes'], { env });
    });
  }
  it('is clean in report', async () => {
    for (const address of hostileAddresses) {
      await run(['report', address, '--right', evil, '--repo', hugo.folder]);
    }
  });
  it('was looked for in every command', () => {
    const tried = [
      ...['lost', 'audit', 'routes', 'explain', 'redirects', 'summary', 'links', 'breaks', 'snapshot'],
      ...['config', 'doctor', 'report', 'sources', 'spend', 'clear'],
    ];
    assert.deepEqual(
      commands.map(({ name }) => name),
      tried,
    );
  });
  it('is clean where redirects are written, or refused', async () => {
    await run(['audit', ...saved(), '--fix', 'safe', '--repo', hugo.folder]);
    await run(['redirects', '--compact', '--fix', 'safe', '--repo', hugo.folder]);
  });
  for (const [name, files] of Object.entries(hostileFiles)) {
    it(`is clean in the notes about a site of ${name}`, async () => {
      const { folder: repo } = hostileSite(files);
      const explained = await run(['routes', '--explain', '--repo', repo]);
      assert.match(explained.out, new RegExp(`^${name}`, 'i'));
      assertColumns(await run(['routes', '--repo', repo]), 3);
      assertColumns(await run(['redirects', '--repo', repo]), 5);
      assertColumns(await run(['redirects', '--check', '--repo', repo]), 4);
      removeFolder(repo);
    });
  }
  it('is clean in what is said about words that are no options', async () => {
    const { folder: repo } = hugo;
    const odd: readonly (readonly string[])[] = [
      [evil],
      ['routes', `--${evil}`],
      ['routes', '--repo', evil],
      ['routes', '--repo', repo, '--generator', evil],
      ['routes', '--repo', repo, '--root', `../${evil}`],
      ['routes', '--repo', repo, '--format', evil],
      ['routes', '--repo', repo, '--site', evil],
      ['audit', '--repo', repo, '--site', evil],
      ['audit', '--repo', repo, '--source', evil],
      ['audit', '--repo', repo, '--fix', evil],
      ['audit', '--repo', repo, '--max-pages', evil, ...saved()],
      ['summary', '--repo', repo, '--max-cost', evil],
      ['explain', '/x', '--repo', repo, '--known-redirects', evil],
    ];
    for (const words of odd) await run(words);
  });
});
