/**
 * Who links to a broken page, from the request to what people read: asked for with the audit in one price, and shown in the JSON of
 * the command line, in the editor's hover and evidence document, and by `links`. What an index must have seen is the sample's data;
 * the order is its own: by the rank of the linking domain (https://docs.dataforseo.com/v3/backlinks/backlinks/live/).
 */
import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backlink } from '../../src/core/model.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import type { Finding } from '../../src/core/report/findings.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { evidencePage } from '../../src/vscode/views/evidencePage.ts';
import { evidenceText } from '../../src/vscode/views/evidenceText.ts';
import { findingHover, longestHover } from '../../src/vscode/views/hoverText.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData, sampleFolder } from '../support/sampleIndex.ts';
import type { DataSet } from '../support/standIn/dataSet.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';
import { finding } from '../vscode/support/results.ts';

const page = 'https://tidewater.example/docs/setup/';
/** Stronger than any link of the sample, one above the other. */
const strong = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'].map((name, at) => ({
  from: `https://${name}.test/links/`,
  to: page,
  anchor: `the ${name} words`,
  domainRank: 990 - at,
}));

describe('who links to a broken page', () => {
  let folder: string;
  let standIn: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'shown-'));
    await createSample(join(folder, 'sample'), sampleFolder);
    const sample = await sampleData(sampleFolder);
    const data: DataSet = { ...sample, links: [...sample.links, ...strong] };
    standIn = await startStandIn({ data, balanceMicros: 12_400_000 });
  });
  after(async () => {
    await standIn.close();
    removeFolder(folder);
  });
  const run = (...words: readonly string[]) =>
    runCommand([...words, '--repo', join(folder, 'sample'), '--format', 'json'], {
      env: {
        DATAFORSEO_LOGIN: standIn.login,
        DATAFORSEO_PASSWORD: standIn.password,
        DATAFORSEO_API: standIn.url,
        BROKEN_BACKLINKS_HOME: join(folder, 'kept'),
      },
    });
  const paid = () =>
    standIn.requests.filter(({ costMicros }) => costMicros > 0).map(({ path }) => path.split('/').at(-2));
  const fromOf = (links: readonly Pick<Backlink, 'from'>[]) => links.slice(0, 6).map(({ from }) => from);

  it('comes with the audit for one request more, and stands in its JSON, the hover and the evidence, strongest first', async () => {
    const { out, err } = await run('audit', '--no-recheck', '--max-cost', '0.12');
    assert.deepEqual(paid(), ['domain_pages', 'backlinks'], err);
    const { findings } = JSON.parse(out, (_key, value: unknown) => value ?? undefined) as {
      findings: readonly Finding[];
    };
    const found = findings.find(({ broken }) => broken.url === page);
    assert.ok(found);
    assert.deepEqual(
      fromOf(found.broken.referrers),
      strong.map(({ from }) => from),
    );
    assert.equal(found.broken.referrers[0]?.anchor, 'the first words');

    // Five in the hover, all that are known in the document.
    const hover = findingHover(found, 'file:///sample', longestHover).replaceAll('\\', '');
    assert.deepEqual(
      strong.map(({ from }) => hover.includes(from.replace(/^https:\/\//, ''))),
      [true, true, true, true, true, false],
    );
    assert.match(hover, /best: first\.test .*the first words/);
    const { lines, firstReferrer } = evidenceText(found);
    const told = lines.slice(firstReferrer - 1, firstReferrer - 1 + strong.length);
    assert.deepEqual(
      told.map((line) => line.trim().split(' ')[0]),
      strong.map(({ from }) => from),
    );
  });

  it('is not said to be asked about where nobody was, nor not to be where links were counted', () => {
    const { broken, ...rest } = finding('/docs/setup/');
    const commit = { hash: '1a2b3c4d', date: '2024-01-02' };
    const past = { url: broken.path, file: 'docs/setup.md' as RepoPath, first: commit, last: commit };
    const published = {
      ...{ first: '2020-01-01', last: '2024-01-02', ownLinks: 0, worth: 1 },
      page: { ...past, fate: { kind: 'deleted' as const } },
    };
    const said = (backlinks: number | undefined) => {
      const about = { ...rest, broken: { ...broken, referrers: [], backlinks, published } };
      const { source } = evidencePage(about, 'file:///sample', true).body;
      const text = evidenceText(about).lines.join('\n');
      assert.equal(/No source of links/.test(source), /No source of links/.test(text));
      return text;
    };
    assert.match(said(undefined), /No source of links was asked/);
    assert.match(said(4), /The stored answer names no linking page/);
  });

  it('is asked about one page by its address, kept, and the same', async () => {
    const first = await run('links', '/docs/setup/', '--max-cost', '0.03');
    assert.deepEqual(
      fromOf(JSON.parse(first.out).links),
      strong.map(({ from }) => from),
    );
    const again = await run('links', '/docs/setup/');
    assert.deepEqual([JSON.parse(again.out).isStored, paid()], [true, ['domain_pages', 'backlinks', 'backlinks']]);
  });
});
