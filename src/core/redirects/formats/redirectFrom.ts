/**
 * `redirect_from` in front matter: GitHub Docs (paths without language), Gatsby (`gatsby-redirect-from`), and Eleventy
 * sites that make a page of each entry. Known by the data: some page of the site has the key.
 * https://docs.github.com/en/contributing/writing-for-github-docs/using-yaml-frontmatter#redirect_from
 * https://www.gatsbyjs.com/plugins/gatsby-redirect-from/
 */

import { addToFrontMatter, frontMatterList, removeFromFrontMatter } from '../../frontMatter/edit.ts';
import { readFrontMatter } from '../../frontMatter/frontMatter.ts';
import { encodeUrl } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import { askedOnce, formatFiles } from '../askedOnce.ts';
import type { HostId, InvalidRule, RedirectContext, RedirectFormat, SourcePattern } from '../format.ts';
import { isAside, isContent, isOwnContent, pageFile, refuseAlways, withBase, withoutBase } from '../target.ts';
import { madePage } from '../writing/madePage.ts';

const keys = ['redirect_from', 'redirectFrom', 'redirects_from'] as const;

export const redirectFrom = {
  id: 'redirectFrom',
  title: 'redirect_from',
  docs: 'https://docs.github.com/en/contributing/writing-for-github-docs/using-yaml-frontmatter#redirect_from',
  reads: 'head',
  madeByTemplate: true,
  writes: ['page'],
  syntaxOf: () => 'page',

  async files(context) {
    // Plugins of these have the same keys and rules of their own.
    if (['jekyll', 'hugo', 'vuepress'].some((id) => context.generators.includes(id))) return [];
    return context.repo.files.filter((file) => isContent(file) && isOwnContent(file, context));
  },

  parse(text, file, context) {
    const key = keyOf(text);
    if (!key) return { rules: [], invalid: [] };
    const entries = frontMatterList(text, key, file);
    if (!entries) {
      const entry = { format: 'redirectFrom', file, line: 1 };
      // `---js`: nothing is wrong with it, and what it makes is only told by running it.
      const isCode = readFrontMatter(text, file).format === 'script';
      const invalid: InvalidRule = isCode
        ? { ...entry, message: 'Code in the front matter makes the redirects of this page.', isHidden: true }
        : { ...entry, message: 'The front matter cannot be read.' };
      return { rules: [], invalid: [invalid] };
    }
    const route = context.routeOfFile(file);
    const host = hostOf(context);
    return {
      invalid: [],
      rules: entries.map((entry, order) => ({
        format: 'redirectFrom',
        host,
        file,
        line: lineAt(text, entry.start),
        start: entry.start,
        end: entry.end,
        order,
        from: entry.value,
        // Where the one address of the file that is known leads on itself, the page has another.
        to: route === undefined || route.kind === 'redirect' ? '' : encodeUrl(route.url),
        source:
          host === 'pages' ? madePage(entry.value, sourceOf(entry.value, context)) : sourceOf(entry.value, context),
        status: 301,
        statusIsDefault: false,
        force: false,
        conditions: [],
      })),
    };
  },

  async plan(redirect, context) {
    const refused = refuseAlways(redirect, context);
    if (refused) return refused;
    if ((await formatFiles(this, context)).length === 0)
      return { refused: 'The site uses another plugin for redirect_from.' };
    const page = pageFile(redirect, context, 'redirect_from');
    if ('refused' in page) return page;
    if (!(await askedOnce(isUsed, context)))
      return { refused: 'No page of the site has redirect_from, so nothing would read it.' };
    return {
      file: page.file,
      create: false,
      label: `redirect_from in ${page.file}, refresh page`,
      because: 'other pages of the site have redirect_from',
      fitness: 65,
    };
  },

  add(redirects, text, file, context) {
    const values: string[] = [];
    for (const redirect of redirects) {
      const page = pageFile(redirect, context, 'redirect_from');
      if ('refused' in page) return page;
      const value = withoutBase(redirect.from, context.basePath);
      if (value === undefined) return { refused: `${redirect.from} is outside ${context.basePath}.` };
      // Templates that write the pages escape these for HTML.
      if (/[<>"]/.test(value)) return { refused: `A template cannot write a page at ${redirect.from}.` };
      values.push(value);
    }
    return addToFrontMatter(text, keyOf(text) ?? 'redirect_from', values, file);
  },

  remove: (rule, text) =>
    removeFromFrontMatter(text, keyOf(text) ?? 'redirect_from', rule.start, rule.file, {
      onlyLists: rule.host === 'gatsby',
      noBlock: true,
    }),
} satisfies RedirectFormat;

function sourceOf(entry: string, { basePath }: RedirectContext): SourcePattern {
  return { kind: 'exact', path: withBase(entry, basePath) };
}

function keyOf(text: string): string | undefined {
  return keys.find((key) => text.includes(`${key}:`) || text.includes(`${key} =`) || text.includes(`"${key}"`));
}

function hostOf({ repo, generators }: RedirectContext): HostId {
  if (generators.includes('gatsby')) return 'gatsby';
  return repo.files.some((file) => /^(src\/)?redirects\//.test(file)) ? 'githubDocs' : 'pages';
}

/** A look at the heads of some pages is enough to know the habit. */
async function isUsed({ repo }: RedirectContext): Promise<boolean> {
  const pages = repo.files.filter((file) => isContent(file) && !isAside(file));
  const step = Math.max(1, Math.floor(pages.length / 300));
  for (let i = 0; i < pages.length; i += step) {
    const page = pages[i];
    if (page && keyOf((await repo.readHead(page)) ?? '')) return true;
  }
  return false;
}
