/**
 * jekyll-redirect-from: `redirect_from` (a text or a list) in the front matter of the page that takes the addresses
 * over, `redirect_to` in that of a page that only leads on. `/old` writes `old.html`, `/old/` writes `old/index.html`,
 * in place of any real page there; static files, posts and other documents are written after it.
 * https://github.com/jekyll/jekyll-redirect-from
 */

import { addToFrontMatter, frontMatterList, removeFromFrontMatter } from '../../frontMatter/edit.ts';
import { refuseFence } from '../../frontMatter/fence.ts';
import type { Note, Route } from '../../model.ts';
import { decodePath, encodeUrl, fileName, type RepoPath, type UrlPath, urlPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import type { YamlValue } from '../../text/yamlEdit.ts';
import { askedOnce } from '../askedOnce.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal, SourcePattern } from '../format.ts';
import { namedLike, reachOf } from '../reach.ts';
import { isContent, isOffSite, isOwnContent, pageFile, refuseAlways, withBase, withoutBase } from '../target.ts';
import { type OwnLayout, ownLayout, targetBy } from '../writing/jekyllLayout.ts';
import { includedFolders, isReadByJekyll } from '../writing/jekyllReaders.ts';

export const jekyllRedirectFrom = {
  id: 'jekyllRedirectFrom',
  title: 'jekyll-redirect-from',
  docs: 'https://github.com/jekyll/jekyll-redirect-from',
  reads: 'head',
  writes: ['page'],
  syntaxOf: () => 'page',
  // As the YAML of Ruby does.
  takesDoubledKeys: true,

  async files(context) {
    if (!context.generators.includes('jekyll') || !(await askedOnce(isReadByJekyll, context))) return [];
    const layout = await askedOnce(ownLayout, context);
    if (layout !== undefined) layouts.set(context, layout);
    pageFolders.set(context, await askedOnce(includedFolders, context));
    return context.repo.files.filter((file) => isContent(file) && isOwnContent(file, context));
  },

  // Jekyll 4.3.1 with the plugin's 0.16.0: pages after posts and other documents, by their names; the last one stays.
  answering(one, other) {
    const isDocument = ({ file }: RedirectRule) => /(^|\/)_[^/]*\//.test(file);
    const [a, b] = [fileName(one.file), fileName(other.file)];
    if (isDocument(one) !== isDocument(other)) return isDocument(one) ? other : one;
    if (isDocument(one) || a === b) return undefined;
    return a > b ? one : other;
  },

  parse(text, file, context) {
    if (!/redirect_(from|to)/.test(text)) return { rules: [], invalid: [] };
    const from = frontMatterList(text, 'redirect_from', file);
    const to = frontMatterList(text, 'redirect_to', file);
    if (!from || !to) {
      const message = 'The front matter cannot be read.';
      return { rules: [], invalid: [{ format: 'jekyllRedirectFrom', file, line: 1, message }] };
    }
    const route = context.routeOfFile(file);
    const rules = from.map((entry, order) =>
      rule(
        entry,
        order,
        text,
        file,
        ledBy(context, '', {
          from: entry.value,
          to: route ? encodeUrl(route.url) : '',
          source: { kind: 'exact', path: withBase(decodePath(entry.value), context.basePath) },
        }),
        !isWrittenOver(withBase(decodePath(entry.value), context.basePath), context),
      ),
    );
    const [target] = to;
    if (target) {
      const meaning: Meaning = {
        from: route?.url ?? '',
        to: isOffSite(target.value)
          ? target.value
          : context.basePath.replace(/(?<!\/)\/+$/, '') + target.value.replace(/^(?!\/)/, '/'),
        source: route
          ? { kind: 'exact', path: route.url }
          : {
              kind: 'unknown',
              reason: 'the address of this page is not known',
              reach: namedLike(file.replace(/^(.*\/)?(\d+-\d+-\d+-)?/, '')),
            },
      };
      rules.push(rule(target, rules.length, text, file, ledBy(context, target.value, meaning), true));
    }
    return { rules, invalid: [] };
  },

  async plan(redirect, context) {
    if (!context.generators.includes('jekyll')) return { refused: 'The site is not made by Jekyll.', ofSite: true };
    const page = target(redirect, context);
    if ('refused' in page) return page;
    return {
      file: page.file,
      create: false,
      label: `redirect_from in ${page.file}, refresh page`,
      because: 'the plugin writes a redirect page for every listed address',
      fitness: 50,
      needs: await askedOnce(pluginNeeds, context),
    };
  },

  add(redirects, text, file, context) {
    // https://jekyllrb.com/docs/front-matter/: anything else is a file that is copied as it is.
    const refused = refuseFence(text, file, 'Jekyll', ['---', '---...']);
    if (refused) return refused;
    const values: string[] = [];
    for (const redirect of redirects) {
      const page = target(redirect, context);
      if ('refused' in page) return page;
      const value = withoutBase(redirect.from, context.basePath) ?? redirect.from;
      // The plugin decodes it.
      values.push(value.replace(/%/g, '%25'));
    }
    return addToFrontMatter(text, 'redirect_from', values, file);
  },

  remove(rule, text) {
    const key = frontMatterList(text, 'redirect_to', rule.file)?.some(({ start }) => start === rule.start)
      ? 'redirect_to'
      : 'redirect_from';
    return removeFromFrontMatter(text, key, rule.start, rule.file);
  },
} satisfies RedirectFormat;

const layouts = new WeakMap<RedirectContext, OwnLayout>();
const pageFolders = new WeakMap<RedirectContext, ReadonlySet<string>>();

/**
 * Whether what the redirect writes is written over: Jekyll 4.3.1 writes pages, of which the redirect is one, then static files,
 * then posts and other documents.
 */
function isWrittenOver(path: UrlPath, context: RedirectContext): boolean {
  const page = context.routeOf(path) ?? context.routeOf(urlPath(path.replace(/\.html$/, '')));
  if (page === undefined || fileAt(page.url) !== fileAt(path)) return false;
  const isPageFolder = (folder: string) => pageFolders.get(context)?.has(folder) === true;
  const folders = page.file.split('/').slice(0, -1);
  return page.kind === 'static' || folders.some((folder) => folder.startsWith('_') && !isPageFolder(folder));
}

/** The file that Jekyll writes for an address. */
function fileAt(path: string): string {
  if (path.endsWith('/')) return `${path}index.html`;
  return /\.[^/.]+$/.test(path) ? path : `${path}.html`;
}

interface Meaning {
  readonly from: string;
  readonly to: string;
  readonly source: SourcePattern;
}

/** With the target that a layout of the site makes; `value` is `redirect_to` of the page. */
function ledBy(context: RedirectContext, value: string, meaning: Meaning): Meaning {
  const layout = layouts.get(context);
  if (layout === undefined) return meaning;
  const to = targetBy(layout, value, context);
  if (to !== undefined) return { ...meaning, to };
  const reason = `${layout.file} makes its target`;
  return { ...meaning, source: { kind: 'unknown', reason, reach: reachOf(meaning.source) } };
}

function rule(
  entry: YamlValue,
  order: number,
  text: string,
  file: RepoPath,
  meaning: Meaning,
  force: boolean,
): RedirectRule {
  return {
    format: 'jekyllRedirectFrom',
    host: 'pages',
    file,
    line: lineAt(text, entry.start),
    start: entry.start,
    end: entry.end,
    order,
    ...meaning,
    status: 301,
    statusIsDefault: false,
    // The plugin's page is written over a real one, but for those that come after it.
    force,
    conditions: [],
  };
}

function target(redirect: Redirect, context: RedirectContext): Route | Refusal {
  const refused = refuseAlways(redirect, context);
  if (refused) return refused;
  if (withoutBase(redirect.from, context.basePath) === undefined) {
    return { refused: `${redirect.from} is outside ${context.basePath}, where the site begins.` };
  }
  return pageFile(redirect, context, 'Jekyll');
}

/** The plugin has to be switched on; GitHub Pages brings it along but does not switch it on either. */
async function pluginNeeds({ repo }: RedirectContext): Promise<readonly Note[] | undefined> {
  const config = repo.files.find((file) => /(^|\/)_config\.ya?ml$/.test(file));
  const text = config ? await repo.read(config) : undefined;
  if (/^[^#\n]*jekyll-redirect-from/m.test(text ?? '')) return undefined;
  const gemfile = repo.files.find((file) => /(^|\/)Gemfile$/.test(file));
  const gems = gemfile ? await repo.read(gemfile) : undefined;
  const message =
    gems && /github-pages|jekyll-redirect-from/.test(gems)
      ? 'Add jekyll-redirect-from to plugins in _config.yml.'
      : 'Run `bundle add jekyll-redirect-from --group jekyll_plugins` and add jekyll-redirect-from to plugins in _config.yml.';
  return [{ message, ...(config ? { file: config } : {}) }];
}
