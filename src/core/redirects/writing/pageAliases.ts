/** What generators share that write a page for each alias in the front matter of the page that takes them over. */
import { addToFrontMatter, frontMatterList, removeFromFrontMatter } from '../../frontMatter/edit.ts';
import type { Route } from '../../model.ts';
import { encodeUrl, extensionOf, type RepoPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import type {
  InvalidRule,
  ParsedRedirects,
  Redirect,
  RedirectContext,
  RedirectFormat,
  Refusal,
  SourcePattern,
} from '../format.ts';
import { ruleAt } from '../rule.ts';
import { isAside, pageFile, refuseAlways, withBase, withoutBase } from '../target.ts';

/** How one generator reads its aliases. */
export interface PageAliases {
  /** The id of the format. */
  readonly format: string;
  /** The generator's id and its name for people. */
  readonly generator: string;
  readonly name: string;
  readonly extensions: ReadonlySet<string>;
  /** The key of the front matter, where it is not `aliases`. */
  readonly key?: string;
  /** A plugin makes the pages: whether the site has it; without it nothing is read. */
  readonly plugin?: { readonly name: string; isUsed(context: RedirectContext): Promise<boolean> };
  /** Where the page for an alias answers; `undefined`: it makes none. */
  sourceOf(alias: string, route: Route | undefined, context: RedirectContext): SourcePattern;
  /** The address without the base path as an alias; a refusal where none gives it. */
  aliasOf(from: string): string | Refusal;
  /** What is wrong with the whole list: the line counts from 1. */
  problem?(text: string): Pick<InvalidRule, 'line' | 'message'> | undefined;
}

/** All of a format but its id, its title and where it is documented. */
export function pageAliases(aliases: PageAliases): Omit<RedirectFormat, 'id' | 'title' | 'docs'> {
  const { generator, name, extensions, key = 'aliases', plugin } = aliases;
  return {
    reads: 'head',
    writes: ['page'],
    syntaxOf: () => 'page',

    async files(context) {
      if (!context.generators.includes(generator) || (await plugin?.isUsed(context)) === false) return [];
      return context.repo.files.filter((file) => extensions.has(extensionOf(file)) && !isAside(file));
    },

    parse: (text, file, context) => parse(aliases, text, file, context),

    async plan(redirect, context) {
      if (!context.generators.includes(generator)) return { refused: `The site is not made by ${name}.`, ofSite: true };
      if (plugin && !(await plugin.isUsed(context)))
        return { refused: `The site does not use ${plugin.name}, which makes the pages.` };
      const page = targetOf(aliases, redirect, context);
      if ('refused' in page) return page;
      const problem = aliases.problem?.((await context.repo.read(page.route.file)) ?? '');
      if (problem) return { refused: problem.message };
      return {
        file: page.route.file,
        create: false,
        label: `${key} in ${page.route.file}, refresh page`,
        because: `${plugin?.name ?? name} writes a redirect page for every ${plugin ? 'address' : 'alias'}`,
        fitness: 50,
      };
    },

    add(redirects, text, file, context) {
      const problem = aliases.problem?.(text);
      if (problem) return { refused: problem.message };
      const fresh: string[] = [];
      const known = frontMatterList(text, key, file) ?? [];
      for (const redirect of redirects) {
        const page = targetOf(aliases, redirect, context);
        if ('refused' in page) return page;
        const wanted = aliases.sourceOf(page.alias, page.route, context);
        const isKnown = known.some(({ value }) => areSame(aliases.sourceOf(value, page.route, context), wanted));
        if (!isKnown) fresh.push(page.alias);
      }
      return addToFrontMatter(text, key, fresh, file);
    },

    remove: (rule, text) =>
      removeFromFrontMatter(text, key, rule.start, rule.file, {
        noBlock: true,
        onlyLists: aliases.problem !== undefined,
      }),
  };
}

function parse(aliases: PageAliases, text: string, file: RepoPath, context: RedirectContext): ParsedRedirects {
  const { format, key = 'aliases' } = aliases;
  // Most pages have none: a look at the text spares reading their front matter.
  if (!text.includes(key)) return { rules: [], invalid: [] };
  const entries = frontMatterList(text, key, file);
  if (!entries) return { rules: [], invalid: [{ format, file, line: 1, message: 'The front matter cannot be read.' }] };
  const problem = entries.length > 0 ? aliases.problem?.(text) : undefined;
  if (problem) return { rules: [], invalid: [{ format, file, ...problem }] };
  const route = context.routeOfFile(file);
  const rules = entries.map(({ value, start, end }, order) =>
    ruleAt(
      { format, host: 'pages', file, line: lineAt(text, start), start, end, order },
      {
        from: value,
        to: route ? encodeUrl(route.url) : '',
        source: aliases.sourceOf(value, route, context),
        status: 301,
      },
    ),
  );
  return { rules, invalid: [] };
}

function areSame(one: SourcePattern, other: SourcePattern): boolean {
  return one.kind === 'exact' && other.kind === 'exact' && one.path === other.path;
}

function targetOf(
  { name, aliasOf, extensions }: PageAliases,
  redirect: Redirect,
  context: RedirectContext,
): { readonly route: Route; readonly alias: string } | Refusal {
  const refused = refuseAlways(redirect, context);
  if (refused) return refused;
  const inside = withoutBase(redirect.from, context.basePath);
  if (inside === undefined) {
    return { refused: `${redirect.from} is outside ${context.basePath}, where the site begins.` };
  }
  if (/^\/?(?:index\.html)?$/.test(inside))
    return { refused: `An alias of ${name} cannot take the place of the home page.` };
  if (inside.includes('#')) return { refused: `${name} reads # in an alias as a part of a page.` };
  const route = pageFile(redirect, context, name);
  if ('refused' in route) return route;
  if (!extensions.has(extensionOf(route.file)))
    return { refused: `${route.file} is no file whose front matter is read for it.` };
  const alias = aliasOf(inside);
  return typeof alias === 'string' ? { route, alias } : alias;
}

/** The address of a file or of a folder's index page, below the site's base. */
export function madeAddress(path: string, isFolder: boolean, { basePath }: RedirectContext): SourcePattern {
  return { kind: 'exact', path: withBase(isFolder ? `${path.replace(/(?<!\/)\/+$/, '')}/` : path, basePath) };
}
