/**
 * Hugo `aliases`: addresses in the front matter of the page that takes them over; Hugo writes a refresh page at each.
 * A leading `/` counts from the site's root, anything else from the folder the page lies in. An alias that ends in
 * `.html` is that file, any other a folder. A real page of that address stays.
 * https://gohugo.io/content-management/urls/#aliases
 */

import { findBlock } from '../../frontMatter/block.ts';
import { addToFrontMatter, frontMatterList, removeFromFrontMatter } from '../../frontMatter/edit.ts';
import { refuseFence } from '../../frontMatter/fence.ts';
import type { Route } from '../../model.ts';
import { below, encodeUrl, extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import { askedOnce } from '../askedOnce.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal, SourcePattern } from '../format.ts';
import { literal } from '../host.ts';
import { isHugoTemplate } from '../hugoTemplates.ts';
import { namedLike } from '../reach.ts';
import { isAside, isOwnContent, pageFile, refuseAlways, withBase, withoutBase } from '../target.ts';
import { madePage } from '../writing/madePage.ts';

const contentTypes = new Set(['.md', '.markdown', '.html', '.htm', '.adoc', '.org', '.rst', '.pandoc']);

export const hugoAliases = {
  id: 'hugoAliases',
  title: 'Hugo aliases',
  docs: 'https://gohugo.io/content-management/urls/#aliases',
  reads: 'head',
  writes: ['page'],
  syntaxOf: () => 'page',

  async files(context) {
    const off = context.generators.includes('hugo') ? await askedOnce(switchedOff, context) : undefined;
    if (!context.generators.includes('hugo') || off?.template === null) return [];
    const template = off?.template ?? (await askedOnce(redirectsTemplate, context));
    if (template !== undefined) templates.set(context, { file: template, putsLanguage: off?.putsLanguage === true });
    return context.repo.files.filter(
      (file) => contentTypes.has(extensionOf(file)) && isOwnContent(file, context) && !isArchetype(file, context),
    );
  },

  // Hugo 0.111.3 writes the pages of aliases in the order of the paths without their extensions; the last one stays. Of the
  // rules that a template writes the host takes the first, and the order of pages in it is that of their weights and dates.
  answering(one, other) {
    if (one.writtenBy !== undefined || other.writtenBy !== undefined) return undefined;
    const [a, b] = [one, other].map(({ file }) => file.slice(0, file.length - extensionOf(file).length));
    if (a === undefined || b === undefined || a.startsWith(b) || b.startsWith(a)) return undefined;
    return a > b ? one : other;
  },

  parse(text, file, context) {
    const key = keyOf(text, file);
    if (key === undefined) return { rules: [], invalid: [] };
    const entries = frontMatterList(text, key, file);
    if (!entries) {
      return {
        rules: [],
        invalid: [{ format: 'hugoAliases', file, line: 1, message: 'The front matter cannot be read.' }],
      };
    }
    const route = context.routeOfFile(file);
    const writtenBy = templates.get(context)?.file;
    return {
      invalid: [],
      rules: entries.map((entry, order) => ({
        ...(writtenBy && { writtenBy }),
        format: 'hugoAliases',
        host: 'pages',
        file,
        line: lineAt(text, entry.start),
        start: entry.start,
        end: entry.end,
        order,
        from: entry.value,
        to: route ? encodeUrl(route.url) : '',
        source: sourceOf(entry.value, route, context),
        status: 301,
        statusIsDefault: false,
        force: false,
        conditions: [],
      })),
    };
  },

  async plan(redirect, context) {
    if (!context.generators.includes('hugo')) return { refused: 'The site is not made by Hugo.', ofSite: true };
    const page = target(redirect, context);
    if ('refused' in page) return page;
    const off = await askedOnce(switchedOff, context);
    if (off?.template === null) {
      return { refused: `disableAliases in ${off.file} keeps Hugo from writing aliases, and no template writes them.` };
    }
    const template = off?.template ?? (await askedOnce(redirectsTemplate, context));
    return {
      file: page.file,
      create: false,
      label: `aliases in ${page.file}, ${template ? `status from ${template}` : 'refresh page'}`,
      because: off
        ? `${off.template} writes the aliases; disableAliases keeps Hugo from doing so`
        : template
          ? `${template} writes the aliases for the host, besides the page that Hugo writes for every one`
          : 'Hugo writes a redirect page for every alias',
      // Whoever made such a template writes aliases, and no rules of the host.
      fitness: template ? 55 : 50,
    };
  },

  add(redirects, text, file, context) {
    // Hugo 0.111.3 stops its build at a name behind the fence and at an end of dots, and takes `;;;` for text.
    const refused = refuseFence(text, file, 'Hugo', ['---', '+++', '{', '#+']);
    if (refused) return refused;
    const aliases: string[] = [];
    const key = keyOf(text, file) ?? 'aliases';
    for (const redirect of redirects) {
      const page = target(redirect, context);
      if ('refused' in page) return page;
      const alias = withoutBase(redirect.from, context.basePath) ?? redirect.from;
      const present = (frontMatterList(text, key, file) ?? []).some((entry) => {
        const source = sourceOf(entry.value, page, context);
        return source.kind === 'exact' && source.path === folderAddress(redirect.from);
      });
      if (!present) aliases.push(alias);
    }
    return addToFrontMatter(text, key, aliases, file);
  },

  remove: (rule, text) =>
    removeFromFrontMatter(text, keyOf(text, rule.file) ?? 'aliases', rule.start, rule.file, { noBlock: true }),
} satisfies RedirectFormat;

/** The key as the page spells it, as Hugo reads it in any letter case; `undefined` when its front matter has none. */
function keyOf(text: string, file: RepoPath): string | undefined {
  // Most pages have none: a look at the text spares reading their front matter.
  if (!/aliases/i.test(text)) return undefined;
  const block = findBlock(text, file);
  const head = block === undefined ? text : text.slice(block.start, block.end);
  const found = [...head.matchAll(/(?:^|[\n{,])([ \t]*)(?:#\+)?["']?(aliases)["']?(?:\[\])?[ \t]*[:=]/gi)];
  // A key of the same name may stand in a table of its own.
  const keys = new Set([...found.filter(([, indent]) => indent === ''), ...found].map(([, , key = '']) => key));
  const [first] = keys;
  return [...keys].find((key) => frontMatterList(text, key, file)?.length !== 0) ?? first;
}

/**
 * The configuration that has `disableAliases`, and the template that writes the aliases in Hugo's place (`null`: none).
 * https://gohugo.io/configuration/all/#disablealiases
 */
async function switchedOff({ repo }: RedirectContext): Promise<SwitchedOff | undefined> {
  const settings = repo.files.filter(
    (file) =>
      /^(?:[^/]+\/)?(?:hugo|config)\.\w+$|^config\/_default\/(?:hugo|config)\.\w+$/.test(file) && !isAside(file),
  );
  for (const file of settings) {
    const text = (await repo.read(file)) ?? '';
    if (!/^[ \t]*["']?disableAliases["']?\s*[:=]\s*true\b/im.test(text)) continue;
    for (const template of repo.files.filter((name) => mayWriteFiles.test(name))) {
      const written = (await repo.read(template)) ?? '';
      if (/\.Aliases\b/.test(written)) return { file, template, putsLanguage: namesLanguage.test(written) };
    }
    return { file, template: null };
  }
  return undefined;
}

/** An output format that makes rules of the host of all aliases. https://gohugo.io/methods/page/aliases/ */
async function redirectsTemplate({ repo }: RedirectContext): Promise<RepoPath | undefined> {
  for (const file of repo.files.filter(isHugoTemplate))
    if (/\.Aliases\b/.test((await repo.read(file)) ?? '')) return file;
  return undefined;
}

/** A template that new pages are made from. https://gohugo.io/content-management/archetypes/ */
function isArchetype(file: RepoPath, { root = '' as RepoPath }: RedirectContext): boolean {
  return below(file, joinRepo(root, 'archetypes') ?? root) !== undefined;
}

/** A shortcode writes into a page, and what it calls aliases may be those of anything. */
const mayWriteFiles = /(?:^|\/)layouts\/(?!(?:.*\/)?_?shortcodes\/)/;

interface SwitchedOff {
  readonly file: RepoPath;
  readonly template: RepoPath | null;
  /** Whether that template may put the language of a page in front of its aliases. */
  readonly putsLanguage?: boolean;
}

/** https://gohugo.io/methods/site/languageprefix/, …/methods/page/language/, …/functions/urls/rellangurl/ */
const namesLanguage = /\b(?:LanguagePrefix|(?:rel|abs)LangURL)\b|\.(?:Language|Lang)\b/;

/** The template of a site that writes aliases as rules, as found when its files were asked for. */
const templates = new WeakMap<RedirectContext, { readonly file: RepoPath; readonly putsLanguage: boolean }>();

function target(redirect: Redirect, context: RedirectContext): Route | Refusal {
  const refused = refuseAlways(redirect, context);
  if (refused) return refused;
  if (withoutBase(redirect.from, context.basePath) === undefined) {
    return { refused: `${redirect.from} is outside ${context.basePath}, where the site begins.` };
  }
  if (/^\/?(index\.html)?$/.test(withoutBase(redirect.from, context.basePath) ?? '')) {
    return { refused: 'Hugo stops the build at an alias for the home page.' };
  }
  if (/\.html\/$/.test(redirect.from)) {
    return { refused: `Hugo would write ${redirect.from} as a file, which does not answer with a slash at the end.` };
  }
  return pageFile(redirect, context, 'Hugo');
}

function sourceOf(alias: string, route: Route | undefined, context: RedirectContext): SourcePattern {
  const address = addressOf(alias, route, context);
  const written = templates.get(context);
  const template = written?.putsLanguage === true ? written.file : undefined;
  const language = route?.language;
  // The template of a host writes addresses as they are read, and of a page without the language in its address none first.
  const isPrefixed =
    language !== undefined && withoutBase(route?.url ?? '', context.basePath)?.startsWith(`/${language}/`);
  if (template === undefined || !isPrefixed || address.kind !== 'exact') return madePage(alias, address);
  const inside = withoutBase(address.path, context.basePath) ?? address.path;
  if (inside.startsWith(`/${language}/`)) return madePage(alias, address);
  const reason = `${template} may put /${language} in front of it`;
  const base = literal(context.basePath.replace(/\/$/, ''));
  return {
    kind: 'unknown',
    reason,
    reach: { under: '/', regex: `^${base}(?:/${literal(language)})?${literal(inside)}$` },
  };
}

function addressOf(alias: string, route: Route | undefined, context: RedirectContext): SourcePattern {
  if (alias.startsWith('/')) return { kind: 'exact', path: folderAddress(withBase(alias, context.basePath)) };
  if (!route) {
    const reason = 'the alias is relative to its page, whose address is not known';
    return { kind: 'unknown', reason, reach: namedLike(alias.replace(/(?<!\/)\/+$/, '')) };
  }
  const page = route.url.replace(/\/(index\.html?)?$/i, '').replace(/\.html?$/i, '');
  return { kind: 'exact', path: folderAddress(withBase(resolve(page.slice(0, page.lastIndexOf('/')), alias), '')) };
}

function resolve(folder: string, alias: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${alias}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** An alias is a folder with an index page unless it names an `.html` file. */
function folderAddress(path: string) {
  return withBase(path.endsWith('.html') || path.endsWith('/') ? path : `${path}/`, '');
}
