/**
 * The plugin redirects of Lume: `oldUrl: /old/` or a list in the front matter of the page that takes the addresses over,
 * each with a status behind a blank where it is another one than 301. A page that leads on is written at each, or a list
 * for Netlify, Vercel or a program, as `output` says; they lead to the address of the page without the folder of the site.
 * https://lume.land/plugins/redirects/
 */
import { extensionOf, type RepoPath } from '../../../paths.ts';
import { askedOnce } from '../../askedOnce.ts';
import type { RedirectContext, RedirectFormat, RedirectRule } from '../../format.ts';
import { withBase, withoutBase } from '../../target.ts';
import { ownFilesNamed } from '../../writing/configFile.ts';
import { madePage } from '../../writing/madePage.ts';
import { pageAliases } from '../../writing/pageAliases.ts';

const statuses = new Set(['301', '302', '303', '307', '308']);

const aliases = pageAliases({
  format: 'lumeOldUrl',
  generator: 'lume',
  name: 'Lume',
  extensions: new Set(['.md', '.mdx', '.vto', '.njk', '.html']),
  key: 'oldUrl',
  plugin: { name: 'its plugin redirects', isUsed: (context) => askedOnce(hasPlugin, context) },
  sourceOf(written, _route, { basePath }) {
    const [url = '', status = '301'] = written.trim().split(/\s+/);
    if (!statuses.has(status)) return { kind: 'never', reason: 'the plugin knows 301, 302, 303, 307 and 308 alone' };
    return madePage(url, {
      kind: 'exact',
      path: withBase(url.replace(/^\/*/, '/').replace(/\/index\.html$/, '/'), basePath),
    });
  },
  aliasOf(from) {
    if (/[%\s]/.test(from)) return { refused: `The plugin reads blanks and % in ${from} in a way of its own.` };
    return from.endsWith('/') || extensionOf(from as RepoPath) !== '' ? from : `${from}/`;
  },
});

async function hasPlugin(context: RedirectContext): Promise<boolean> {
  for (const file of ownFilesNamed(context, /^_config\.[jt]s$|^plugins\.[jt]s$/)) {
    if (/\bplugins\/redirects\.ts["']/.test((await context.repo.read(file)) ?? '')) return true;
  }
  return false;
}

const below = {
  refused: 'The plugin leaves the folder of the site out of where it leads; write the redirect elsewhere.',
};

export const lumeOldUrl = {
  id: 'lumeOldUrl',
  title: 'Lume oldUrl',
  docs: 'https://lume.land/plugins/redirects/',
  ...aliases,

  parse(text, file, context) {
    const parsed = aliases.parse(text, file, context);
    const rules = parsed.rules.map((rule): RedirectRule => {
      const [from = '', status = '301'] = rule.from.trim().split(/\s+/);
      const to = withoutBase(rule.to, context.basePath) ?? rule.to;
      return { ...rule, from, to, status: statuses.has(status) ? Number(status) : 301 };
    });
    return { ...parsed, rules };
  },

  plan: async (redirect, context) => (context.basePath === '/' ? aliases.plan(redirect, context) : below),
  add: (redirects, text, file, context) =>
    context.basePath === '/' ? aliases.add(redirects, text, file, context) : below,
} satisfies RedirectFormat;
