/** The posts of Hexo's tests, with the permalink that each has to get. */

import { stringify } from 'yaml';
import { isAnswered, listed, sitesIn } from './siteCase.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

export const hexo: Suite = {
  id: 'hexo',
  repository: 'hexojs/hexo',
  at: 'HEAD',
  leftOut:
    'the id of a post, which only a database knows; posts that code makes; a post whose slug is not its file; other tests, which look at no address',
  async run(read) {
    const text = read('test/scripts/filters/post_permalink.ts');
    const cases: Case[] = [];
    const settings: Record<string, unknown> = {};
    const base = [{ source: 'foo.md', slug: 'foo', date: '2014-01-02', categories: ['foo', 'bar'] }];
    for (const test of callsOf(nodesOf(text), 'it')) {
      const [title, body] = test.arguments;
      const source = text.slice(body?.start ?? 0, body?.end ?? 0);
      const nodes = nodesOf(`(${source})`);
      for (const [, key = '', value = ''] of source.matchAll(/hexo\.config\.(\w+) = ([^;]*);/g)) {
        const set = nodesOf(`(${value.replace(/ as any$/, '')})`).find(({ type }) =>
          /Literal$|ObjectExpression/.test(type),
        );
        settings[key] = literalOf(set);
      }
      const name = String(literalOf(title));
      if (name === 'id' || source.includes('dates.map')) continue;
      const inserted = callsOf(nodes, 'insert')
        .flatMap((call) => literalOf(withMoments(call.arguments[0])) as object)
        .filter((post) => post !== undefined);
      const posts = (inserted.length > 0 ? inserted : base) as Record<string, unknown>[];
      const wanted = callsOf(nodes, 'eql').map((call) => call.arguments[0]);
      const texts = wanted.map((node) =>
        node === undefined ? '' : source.slice((node.start ?? 1) - 1, (node.end ?? 1) - 1),
      );
      for (const [at, post] of posts.entries()) {
        const expected = expectedOf(texts[at] ?? '');
        if (expected === undefined || post.source === undefined) continue;
        const { source: file, slug, __permalink: permalink, ...front } = post;
        const isOwn = `${String(slug)}.md` === file || permalink !== undefined || String(file).endsWith(`/${slug}.md`);
        if (!isOwn) continue;
        const files = new Map([
          ['_config.yml', stringify({ url: 'https://example.org', timezone: 'UTC', ...settings })],
          ['package.json', '{ "dependencies": { "hexo": "^8" } }'],
          [
            `source/_posts/${String(file)}`,
            `---\n${stringify({ ...front, ...(permalink !== undefined && { permalink }) })}---\n`,
          ],
        ]);
        const sites = await sitesIn(files, 'hexo');
        const address = `/${expected.replace(/^\//, '')}`;
        cases.push({
          name: `${name} ${address}`,
          wrong: isAnswered(sites, address) ? undefined : `missing; ${listed(sites)}`,
        });
      }
    }
    return cases;
  },
};

/** `moment('2014-01-02')` is the text in it. */
function withMoments<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withMoments) as T;
  if (typeof node !== 'object' || node === null) return node;
  const call = node as { type?: string; callee?: { name?: string }; arguments?: unknown[] };
  if (call.type === 'CallExpression' && call.callee?.name === 'moment') return call.arguments?.[0] as T;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, key === 'loc' ? value : withMoments(value)]),
  ) as T;
}

function expectedOf(written: string): string | undefined {
  if (/^'[^']*'$/.test(written)) return written.slice(1, -1);
  if (written.startsWith('post.layout')) return 'post/foo/';
  if (written.startsWith('hexo.config.default_category')) return 'uncategorized/bar/';
  const stamped = /^`\$\{timestamp\}(.*)`$/.exec(written)?.[1];
  return stamped === undefined ? undefined : `1736401514${stamped}`;
}
