import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { formatFiles } from '../../../src/core/redirects/askedOnce.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { withoutFallbacks } from '../../../src/core/redirects/simulate/undecided.ts';
import { fixtures } from '../../support/fixtures.ts';
import { redirectSite } from '../../support/redirectSite.ts';

describe('a file of redirects that cannot be read', () => {
  it('may answer every address, in every format', async () => {
    const formats = new Set<string>();
    for (const fixture of fixtures('redirects')) {
      const file = fixture.files.get('file')?.trim() as RepoPath | undefined;
      const text = fixture.files.get('after') ?? fixture.files.get('before');
      if (file === undefined || text === undefined || /\.(?:md|html|adoc)$/.test(file)) continue;
      const context = redirectSite({
        context: fixture.files.get('context'),
        pages: fixture.files.get('pages'),
        files: new Map([[file, text]]),
      });
      const { rules } = await openRedirects(context);
      const own = rules.find((rule) => rule.file === file && rule.source.kind === 'exact');
      if (own?.source.kind !== 'exact' || context.routeOf(own.source.path) !== undefined) continue;
      const unread = async (path: RepoPath) => (path === file ? undefined : context.repo.read(path));
      const without = { ...context, repo: { ...context.repo, read: unread, readHead: unread } };
      const format = redirectFormats.find(({ id }) => id === own.format);
      // A file that only its text shows to be one of redirects may be anything.
      if (!format || !(await formatFiles(format, without)).includes(file)) continue;
      const table = await openRedirects(without);
      const { outcome, undecided } = table.resolve(own.source.path);
      const by = withoutFallbacks(undecided).find((each) => each.file === file);
      assert.match(by?.condition ?? '', /cannot be read/, `${fixture.name}: ${own.source.path} is ${outcome.kind}`);
      formats.add(own.format);
    }
    assert.ok(formats.size > 15, [...formats].join(', '));
  });

  it('casts no doubt on other pages where it is a page', async () => {
    const site = redirectSite({ context: 'generators: hugo', files: new Map([['content/a.md', '']]) });
    const unread = async () => undefined;
    const context = {
      ...site,
      repo: { ...site.repo, read: unread, readHead: unread },
      addressOf: () => urlPath('/a/'),
    };
    const { undecided } = (await openRedirects(context)).resolve('/b/');
    assert.deepEqual(undecided, []);
  });
});
