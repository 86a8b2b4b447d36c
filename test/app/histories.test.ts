// What a site published over its commits, as its real generator built each of them, and what we say of every address that
// is not there any more. The fixtures name the generator; `npm run conformance:histories` asks it again.
import assert from 'node:assert/strict';
import { urlKey, urlPath, urlVariants } from '../../src/core/paths.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { gitRepository } from '../support/gitRepository.ts';
import { type HistoryStep, siteHistories } from '../support/histories.ts';
import { memoryRepo } from '../support/memoryRepo.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { runCommand } from '../support/terminal.ts';

/** What a build leaves out, and what is no page. */
const left = new Set(['draft', 'future', 'expired', 'unpublished', 'dynamic', 'static', 'redirect']);
const spelled = (url: string) => url.replace(/\/index\.html$/, '/');

async function pagesOf({ files }: HistoryStep): Promise<readonly string[]> {
  const repo = memoryRepo(files);
  const urls: string[] = [];
  for (const detected of await detectSites(repo)) {
    const site = await openSite(detected, repo, { now: '2026-06-01T00:00:00Z' });
    urls.push(...site.routes.all.filter(({ kind }) => !left.has(kind)).map(({ url }) => spelled(url)));
  }
  return [...new Set(urls)].sort();
}

const isSamePage = (one: string, other: string) => urlVariants(urlPath(one)).includes(urlKey(other));

interface Finding {
  readonly broken: { readonly path: string };
  readonly diagnosis: { readonly suggestions?: readonly { readonly url: string; readonly strength: string }[] };
}

describe('the history of a site', () => {
  for (const history of siteHistories()) {
    const { name, comment, steps, leadOn, became } = history;
    const last = steps.at(-1)?.published ?? [];

    it(`${name}: ${comment.split('\n')[0]}: at each commit the pages that the generator published`, async () => {
      assert.ok(steps.length > 1, 'a history has several commits');
      for (const step of steps) assert.deepEqual(await pagesOf(step), step.published, `commit ${step.number}`);
    });

    it(`${name}: every address that went is lost, and leads to where its page is now`, async () => {
      const answered = new Set([...last, ...leadOn].map((url) => urlKey(url)));
      // Hosts serve a.html as /a, and some as /a/ too; none serves a/index.html as /a.html.
      const isAnswered = (url: string) => answered.has(urlKey(url)) || answered.has(urlKey(`${urlKey(url)}.html`));
      const ended = [...new Set(steps.flatMap(({ published }) => published))].filter((url) => !isAnswered(url)).sort();
      assert.deepEqual([...became.keys()].sort(), ended, 'the fixture says of each address what became of it');
      for (const target of became.values())
        assert.ok(target === 'gone' || target === 'list' || last.includes(target), target);
      // A list has no file, and with the pages in it goes no text that could be somewhere else.
      const pages = ended.filter((url) => became.get(url) !== 'list');
      const lost = pages.filter((url, at) => !pages.slice(0, at).some((other) => isSamePage(url, other)));
      const repository = gitRepository();
      try {
        for (const { changes } of steps) repository.commit(changes);
        const { out, err } = await runCommand(['lost', '--repo', repository.folder, '--format', 'json']);
        assert.notEqual(out, '', err);
        const findings = JSON.parse(out).findings as readonly Finding[];
        const found = findings.map(({ broken }) => spelled(broken.path));
        const missed = lost.filter((url) => !found.some((other) => isSamePage(url, other)));
        const wrong = found.filter((url) => !lost.some((other) => isSamePage(url, other)));
        assert.deepEqual({ missed, wrong }, { missed: [], wrong: [] });
        for (const { broken, diagnosis } of findings) {
          const [best] = diagnosis.suggestions ?? [];
          const target = became.get(spelled(broken.path));
          if (target === 'gone') assert.notEqual(best?.strength, 'strong', `${broken.path} is nowhere now`);
          else assert.equal(best === undefined ? undefined : spelled(best.url), target, broken.path);
        }
      } finally {
        removeFolder(repository.folder);
      }
    });
  }
});
