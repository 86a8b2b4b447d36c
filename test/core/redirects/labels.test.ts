import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectRule } from '../../../src/core/redirects/format.ts';
import { becomesPage } from '../../../src/core/redirects/hosts/index.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { fixturesOfFormats } from '../../support/formatFixtures.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const named = {
  vercelBulk: {
    files: { 'vercel.json': '{"bulkRedirectsPath":"r.csv"}', 'r.csv': 'source,destination,permanent\n' },
    label: 'bulk redirects in r.csv, 308',
  },
  sphinxRediraffe: {
    files: {
      'conf.py': 'extensions = ["sphinxext.rediraffe"]\nrediraffe_redirects = "r.txt"\n',
      'r.txt': 'a.rst new.rst\n',
    },
    label: 'r.txt, refresh page',
  },
};

/** What stands in the menu of quick fixes, for every redirect of every fixture that can be planned. */
describe('the label of a place for a redirect', () => {
  const labelled = new Set<string>();
  for (const { name, format: id, file, others, files: sections } of fixturesOfFormats) {
    const format = redirectFormats.find((each) => each.id === id);
    const added = sections.get('add');
    if (format === undefined || added === undefined) continue;
    it(`names the file, and the status that is written: ${name}`, async () => {
      const before = sections.get('before');
      const files = new Map([...others, ...(before === undefined ? [] : [[file, before] as const])]);
      const context = redirectSite({ context: sections.get('context'), pages: sections.get('pages'), files });
      for (const redirect of redirectsOf(added)) {
        const plan = await format.plan(redirect, context);
        if ('refused' in plan) continue;
        labelled.add(id);
        assert.ok(plan.label.includes(plan.file), `${plan.label} does not name ${plan.file}`);
        assert.doesNotMatch(plan.label, /[{}]/);
        const [, how = ''] = /, (\d{3}|refresh page|status from \S+)$/.exec(plan.label) ?? [];
        assert.notEqual(how, '', `${plan.label} names no status`);
        if (how.startsWith('status from ')) continue;
        const text = context.repo.has(plan.file as RepoPath) ? ((await context.repo.read(plan.file)) ?? '') : '';
        const edits = format.add([redirect], text, plan.file, context);
        assert.ok(!('refused' in edits), `${plan.label} is offered, and cannot be written`);
        const { rules } = format.parse(applyEdits(text, edits), plan.file, context);
        // Without a host or a server of its own, Astro writes pages as well.
        const isPage = (rule: RedirectRule) =>
          becomesPage(rule) || (rule.host === 'astro' && !/adapter|output/.test(text));
        const shown = rules.map((rule) => (isPage(rule) ? 'refresh page' : String(rule.status)));
        assert.ok(shown.includes(how), `${plan.label}, but what is written is ${shown.join()}`);
      }
    });
  }
  it('was read of every format, of vercelBulk alone from what follows', () => {
    assert.deepEqual(
      redirectFormats.map(({ id }) => id).filter((id) => !labelled.has(id)),
      ['vercelBulk'],
    );
  });
  for (const [id, { files, label }] of Object.entries(named))
    it(`names the file that a configuration names: ${id}`, async () => {
      const site = {
        context: 'generators: sphinx',
        pages: '/new.html new.rst\n',
        files: new Map(Object.entries(files)),
      };
      const [redirect] = redirectsOf('/old.html -> /new.html');
      const plan =
        redirect && (await redirectFormats.find((format) => format.id === id)?.plan(redirect, redirectSite(site)));
      assert.ok(plan && 'label' in plan, JSON.stringify(plan));
      assert.equal(plan.label, label);
    });
});
