// What the editor says, made from findings in which all that a stranger controls is meant to harm whoever reads it.
import assert from 'node:assert/strict';
import { type RepoPath, type UrlPath, urlPath } from '../../../src/core/paths.ts';
import type { Finding } from '../../../src/core/report/findings.ts';
import { fixDone, message } from '../../../src/core/report/report.ts';
import { webAnchor } from '../../../src/core/wording/htmlText.ts';
import { plainLine } from '../../../src/core/wording/plainLine.ts';
import { evidencePage } from '../../../src/vscode/views/evidencePage.ts';
import { evidenceText } from '../../../src/vscode/views/evidenceText.ts';
import { explainedPage } from '../../../src/vscode/views/explainedPage.ts';
import { findingHover, followedHover, lineHover } from '../../../src/vscode/views/hoverText.ts';
import { evil } from '../../support/hostileSites.ts';
import { hiddenCharacters, neverPrinted } from '../../support/strangers.ts';
import { finding } from '../../vscode/support/results.ts';

/** Links of each kind, and what ends a link, a picture or a line. */
const links =
  '[a](command:workbench.action.quit) ![b](https://evil.example/p.png) <img src=x> <command:c> $(check) ) ]';
const all = `${evil}${Object.values(hiddenCharacters).join('')}${links}`;
const file = `content/${all.replaceAll('/', '')}.md` as RepoPath;

function hostile(): Finding {
  const base = finding('/setup/');
  const path = urlPath(all.replace(/[?#]/g, ''));
  const suggestion = { url: path, file, confidence: 0.97, confident: true };
  const commit = { hash: '1a2b3c4d', date: '2024-01-02' };
  const past = {
    url: path,
    file,
    first: commit,
    last: commit,
    fate: { kind: 'deleted' as const },
    steps: [{ to: file, similarity: 90, commit, together: { from: all, to: all, count: 9 } }],
    ended: commit,
  };
  const diagnosis = {
    ...base.diagnosis,
    path,
    past,
    suggestions: [{ ...suggestion, evidence: [{ kind: 'rename' as const, text: all, weight: 1 }] }],
  } as Finding['diagnosis'];
  const broken = {
    ...base.broken,
    url: all,
    spellings: [all, all],
    path,
    referrers: base.broken.referrers.map((referrer) => ({
      ...referrer,
      from: all,
      fromDomain: all,
      fromTitle: all,
      anchor: all,
    })),
  };
  const live = {
    verdict: 'cannot-tell' as const,
    status: undefined,
    checked: '2024-01-02',
    detail: all,
  } as Finding['live'];
  return { ...base, broken, diagnosis, live, removal: all, message: message(broken, live, diagnosis, false) };
}

describe('texts of the editor', () => {
  const found = hostile();
  it('are one clean line in the Problems panel and in messages', () => {
    for (const text of [found.message, all, fixDone({ ...found.fixes[0]!, file })]) {
      const shown = plainLine(text);
      assert.doesNotMatch(shown, neverPrinted);
      assert.doesNotMatch(shown, /[\n\t]|\]\(|\$\([a-z]/);
      assert.ok(shown.length <= 1100);
    }
  });
  it('stay in their lines in the document about a finding', () => {
    const { lines, firstReferrer } = evidenceText(found);
    for (const line of lines) assert.doesNotMatch(line, /[\n\r]/);
    assert.doesNotMatch(lines.join(''), neverPrinted);
    assert.match(lines[firstReferrer - 1] ?? '', /\(rank 512\)/);
    assert.match(lines[firstReferrer - 2] ?? '', /^Who links here/);
  });
  it('are nothing but text in pages, whose links are a few of our commands or lead to the web', () => {
    const explained = { url: all, diagnosis: found.diagnosis, directoryRule: undefined, removal: all };
    const pages = [evidencePage(found, 'file:///site', true), explainedPage(explained, 'file:///site')];
    for (const { title, body } of pages) {
      const { source } = body;
      assert.doesNotMatch(plainLine(title), neverPrinted);
      assert.doesNotMatch(source.replaceAll('\n', ''), neverPrinted);
      const tags = [...source.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
      const own = /^<\/?(?:h1|h2|p|ul|ol|li|strong|br|span)(?: class="(?:plain|note|weight)")?>$|^<\/a>$/;
      const links = tags.filter((tag) => !own.test(tag));
      for (const link of links)
        assert.match(
          link,
          /^<a href="command:brokenBacklinks\.(?:explain|openPlace|openCommit|writeTo)\?(?:[\w%.~!*()-]|&#39;)+">$/,
        );
      const write = links.find((link) => link.includes('writeTo')) ?? '';
      const argument = /\?([^"]+)/.exec(write)?.[1]?.replaceAll('&#39;', "'") ?? '';
      assert.deepEqual(JSON.parse(decodeURIComponent(argument)).slice(0, 1), ['file:///site']);
    }
  });
  it('lead to the web only where they are an address of it', () => {
    for (const url of ['javascript:alert(1)', 'command:x', 'https://', 'https:///x', ' https://a.example/'])
      assert.doesNotMatch(webAnchor(url).source, /<a/, url);
    assert.equal(
      webAnchor('https://a.example/?q="x"&y').source,
      '<a href="https://a.example/?q=&quot;x&quot;&amp;y">https://a.example/?q=&quot;x&quot;&amp;y</a>',
    );
  });
  it('are nothing but text in hovers, whose links are ours', () => {
    const chain = [all, all];
    const hovers = [
      findingHover(found, 'file:///site', 20_000),
      followedHover({ from: all, host: all, chain } as never),
    ];
    for (const hover of hovers) {
      assert.doesNotMatch(hover, neverPrinted);
      const withoutEscapes = hover.replace(/\\[!-/:-@[-`{-~]/g, '');
      assert.doesNotMatch(withoutEscapes, /[<$]|https?:|www\.|!\[/);
      const targets = [...withoutEscapes.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target ?? '');
      for (const target of targets)
        assert.match(target, /^command:brokenBacklinks\.(?:showEvidence|explain|openPlace|openCommit)\?[\w%.~!'*-]+$/);
    }
    const [, target = ''] = /showEvidence\?([^)]+)\)/.exec(hovers[0] ?? '') ?? [];
    const path: UrlPath = found.diagnosis.path;
    assert.deepEqual(JSON.parse(decodeURIComponent(target)), ['file:///site', path]);
  });

  it('in 2,000 characters at most where a line has several findings, and something of each', () => {
    for (let count = 1; count <= 5; count++) {
      const said = lineHover(Array.from({ length: count }, () => ({ folder: 'file:///site', finding: hostile() })));
      const sum = said.reduce((total, { length }) => total + length, 0);
      assert.ok(sum <= 2000, `${count} findings take ${sum} characters`);
      assert.ok(said.every((text) => text.includes('command:')));
    }
  });
});
