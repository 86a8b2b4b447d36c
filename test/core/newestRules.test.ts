import assert from 'node:assert/strict';
import type { AddedLines } from '../../src/core/history/history.ts';
import type { RepoPath } from '../../src/core/paths.ts';
import type { RedirectRule } from '../../src/core/redirects/format.ts';
import { newestRules } from '../../src/core/redirects/newestRules.ts';
import { memoryHistory } from '../support/memoryHistory.ts';

const toml = Array.from({ length: 40 }, (_, i) => rule('netlifyToml', 'netlify.toml', `/former/${i}/`));
const lines = ['/guide', '/news/', '/team', '/price'].map((from) => rule('netlifyRedirects', '_redirects', from));

function rule(format: string, file: string, from: string): RedirectRule {
  return { format, file, from } as unknown as RedirectRule;
}

function added(commit: string, file: string, ...texts: readonly string[]): AddedLines {
  return { commit, date: '2024-01-01', file: file as RepoPath, lines: texts };
}

async function newest(rules: readonly RedirectRule[], ...entries: readonly AddedLines[]) {
  const found = await newestRules(rules, memoryHistory({ log: '', live: [], added: entries }));
  return found && { commits: found.commits, ...Object.fromEntries(found.byFormat) };
}

describe('the last commits that added redirects', () => {
  it('tell by the lines they added', async () => {
    const found = await newest(
      [...toml, ...lines],
      added('e', '_redirects', '/price /prices 301', '/team   /people'),
      added('d', '_redirects', '# /nothing of it is left'),
      added('c', '_redirects', '/guide /guides 301!'),
      added('c', 'netlify.toml', '  from = "/former/8/"', '  from = "/former/9/"'),
      added('b', '_redirects', '/news/ /press/'),
      added('a', 'netlify.toml', ...toml.map(({ from }) => `  from = "${from}"`)),
    );
    assert.deepEqual(found, { commits: 4, netlifyRedirects: 2, netlifyToml: 2 });
  });

  it('are no more than tell what the site does now', async () => {
    const one = (from: string, i: number) => added(`${i}`, 'netlify.toml', `  from = "${from}"`);
    const found = await newest(
      [...toml, ...lines],
      ...toml.slice(0, 12).map(({ from }, i) => one(from, i)),
      added('z', '_redirects', '/guide /guides'),
    );
    assert.deepEqual(found, { commits: 10, netlifyToml: 10 });
  });

  // vitessio/website@66f944709b: an alias, as in the six commits before it, and 36 rules of _redirects from before them.
  it('are those since the site writes them in another way', async () => {
    const one = ({ from }: RedirectRule, i: number) => added(`${i}`, 'netlify.toml', `  from = "${from}"`);
    const old = lines.map(({ from }, i) => added(`old-${i}`, '_redirects', `${from} /x`));
    const some = (count: number) => newest([...toml, ...lines], ...toml.slice(0, count).map(one), ...old);
    assert.deepEqual(await some(6), { commits: 6, netlifyToml: 6 });
    assert.deepEqual(await some(4), { commits: 8, netlifyToml: 4, netlifyRedirects: 4 });
  });

  it('tell of front matter as well, and of relative names', async () => {
    const aliases = ['a', 'b', 'c'].map((name) => rule('hugoAliases', `content/${name}.md`, `/docs/old-${name}/`));
    const found = await newest(
      [...toml, ...aliases],
      added('4', 'content/a.md', 'aliases: [old-a]'),
      added('3', 'content/b.md', '  - /docs/old-b/', 'See old-b.'),
      added('2', 'content/c.md', 'aliases = ["/docs/old-c"]'),
      added('1', 'content/d.md', 'aliases: [old-a]'),
    );
    assert.deepEqual(found, { commits: 3, hugoAliases: 3 });
  });

  it('say nothing where they are too few, or all redirects are written alike', async () => {
    const last = [added('2', '_redirects', '/price /prices'), added('1', '_redirects', '/team /people', '/guide /a')];
    assert.equal(await newest([...toml, ...lines], ...last), undefined);
    assert.equal(await newest(lines, ...last, added('0', '_redirects', '/news/ /press/')), undefined);
  });
});
