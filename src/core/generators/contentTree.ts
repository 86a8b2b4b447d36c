/**
 * Content of a builder that nobody knows: the folder that holds most of the repository's Markdown, when its files have
 * front matter. A guess, below every known generator. Of a builder that is known by its configuration alone
 * (`shared/namedBuilders.ts`) the folder of its sources, with or without front matter, in the form it gives addresses.
 *
 * - `a/b.md` is at `/a/b/`, `index.md` its folder's page; HTML counts when it has front matter.
 * - `permalink` or `url` of the front matter gives the address and `slug` its last part, where they look like that.
 * - Names that begin with `_` or `.` and `README.md` are left out; `draft: true` and `published: false` are no pages.
 *
 * https://jekyllrb.com/docs/front-matter/
 */

import { readFrontMatter } from '../frontMatter/frontMatter.ts';
import type { ContentFile, Route, RouteKind } from '../model.ts';
import { below, builtUrl, extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { flagOf, type Settings, textOf } from '../text/settings.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import type { DetectedSite, Generator } from './shared/generator.ts';
import { type NamedBuilder, namedBuilder, namedBuilders } from './shared/namedBuilders.ts';

/** The nearest to the content first. */
const contentFolders = ['src/content', 'content', 'src/pages', 'pages', 'src/docs', 'docs', 'src'];
/** Folders of content in such a folder, whose names are part of no address. */
const sourceFolders = ['source', 'src', 'content', 'pages', 'site'];
const staticFolders = ['public', 'static'] as RepoPath[];
const markdown = new Set(['.md', '.mdx', '.markdown']);
const html = new Set(['.html', '.htm']);

const enoughFiles = 5;
/** Of the repository's Markdown. */
const mostOfIt = 0.5;
/** So many files, from all over the folder, tell whether it has front matter. */
const filesAsked = 20;
const withFrontMatter = 0.7;

export const contentTree: Generator = {
  id: 'content',
  title: 'Content folder of an unknown builder',
  docs: 'https://jekyllrb.com/docs/front-matter/',
  guesses: true,

  async detect(repo) {
    const named = (await namedBuilders(repo)).filter(({ root }) => repo.files.some((file) => isSource(file, root)));
    if (named.length > 0) {
      return named.map(({ root, config }): DetectedSite => {
        // More than a hint of how a folder is published, less than a folder that a workflow publishes and that is here.
        const certainty = inExampleFolder(config) ? 0.2 : 0.47;
        return { generator: 'content', root, config, because: config, certainty };
      });
    }
    const texts = repo.files.filter(
      (file) => isSource(file, '') && markdown.has(extensionOf(file)) && !inExampleFolder(file),
    );
    for (const folder of contentFolders) {
      const own = texts.filter((file) => below(file, folder) !== undefined);
      if (own.length < enoughFiles || own.length <= texts.length * mostOfIt) continue;
      if (!(await haveFrontMatter(own, repo))) continue;
      const root = innerFolder(folder as RepoPath, repo);
      const because = `Markdown with front matter in ${root}`;
      return [{ generator: 'content', root, config: undefined, because, certainty: 0.4 }];
    }
    return [];
  },

  async open({ root, config }, repo) {
    const builder = config && (await namedBuilder(config, repo));
    const end = builder?.hasHtmlNames === true ? '.html' : '/';
    return {
      basePath: '/',
      // Whether such a folder would be published is known of one alone that is there.
      staticRoots: staticFolders.filter((folder) => repo.files.some((file) => below(file, folder) !== undefined)),
      notes: [
        {
          message: `${builder === undefined ? `Nothing says how ${root === '' ? 'this repository' : root} is built` : `The rules of ${builder.title} (${builder.config}) are not known here`}, so its addresses are a guess: ${root === '' ? '' : `${root}/`}a/b.md at /a/b${end}.`,
          declarable: builder === undefined ? { below: root } : { below: root, pages: pagesOf(builder, end, repo) },
        },
      ],
      reads: (path) => (isSource(path, root) ? 'head' : undefined),
      routes: (file) => routesOf(file, root, { end, isNamed: builder !== undefined }),
    };
  },
};

/** `docs/source` for `docs`, where all that would be a page lies there. */
function innerFolder(folder: RepoPath, repo: Repo): RepoPath {
  const pages = repo.files.filter((file) => isSource(file, folder));
  const inner = sourceFolders
    .flatMap((name) => joinRepo(folder, name) ?? [])
    .find((inside) => pages.every((file) => below(file, inside) !== undefined));
  return inner ?? folder;
}

function isSource(path: RepoPath, root: string): boolean {
  const inside = below(path, root);
  const extension = extensionOf(path);
  if (inside === undefined || !(markdown.has(extension) || html.has(extension))) return false;
  return !/(?:^|\/)[_.]|(?:^|\/)readme\.\w+$/i.test(inside);
}

async function haveFrontMatter(files: readonly RepoPath[], repo: Repo): Promise<boolean> {
  const step = Math.max(1, Math.floor(files.length / filesAsked));
  const asked = files.filter((_, index) => index % step === 0);
  let titled = 0;
  for (const file of asked) {
    const { data } = readFrontMatter((await repo.readHead(file)) ?? '', file);
    if (textOf(data.title) !== undefined) titled++;
  }
  return titled >= asked.length * withFrontMatter;
}

/** What is told of the folder, as patterns: what is left out first. */
function pagesOf(
  { root, posts }: NamedBuilder,
  end: string,
  { files }: Repo,
): Readonly<Record<string, string | false>> {
  const top = root === '' ? '' : `${root}/`;
  const left = [
    ['**/_*/**', /(?:^|\/)_[^/]*\//],
    ['**/_*', /(?:^|\/)_[^/]*$/],
    ['**/README.md', /(?:^|\/)README\.md$/],
  ] as const;
  const inside = files.flatMap((file) => below(file, root) ?? []);
  const texts = inside.filter((file) => markdown.has(extensionOf(file)) || html.has(extensionOf(file)));
  const shown = texts.filter((file) => !left.some(([, test]) => test.test(file)));
  const names = [...new Set(shown.map((file) => extensionOf(file).slice(1)))].sort();
  const hidden = left.filter(([, test], rank) => {
    const before = left.slice(0, rank);
    return texts.some((file) => test.test(file) && !before.some(([, other]) => other.test(file)));
  });
  const dated = /^_posts\/\d{4}-\d{2}-\d{2}-[^/]+\.(\w+)$/;
  const [ending] = posts === undefined ? [] : inside.flatMap((file) => dated.exec(file)?.[1] ?? []);
  return {
    ...(ending === undefined ? {} : { [`${top}_posts/{year}-{month}-{day}-{name}.${ending}`]: posts ?? false }),
    ...Object.fromEntries(hidden.map(([glob]) => [top + glob, false] as const)),
    [`${top}**/*.${names.length === 1 ? names[0] : `{${names.join(',')}}`}`]: `/{path}${end}`,
  };
}

/** How the builder calls what it makes. */
interface Form {
  readonly end: '/' | '.html';
  /** Whether it is known that the folder is the builder's: then HTML needs no front matter. */
  readonly isNamed: boolean;
}

function routesOf(file: ContentFile, root: RepoPath, form: Form): readonly Route[] {
  const inside = below(file.path, root);
  const { data, format } = file.frontMatter;
  if (inside === undefined || (format === 'none' && html.has(extensionOf(inside)) && !form.isNamed)) return [];
  const { path, key } = addressOf(inside, data, form.end);
  const isIndex = key === undefined && /^index\.\w+$/.test(fileName(inside));
  const isHidden = flagOf(data.draft) === true || flagOf(data.published) === false;
  const shown: RouteKind = path === '/' ? 'home' : isIndex ? 'section' : 'page';
  return [{ url: builtUrl(path), file: file.path, kind: isHidden ? 'draft' : shown, title: pageTitle(file), key }];
}

function addressOf(
  inside: string,
  data: Settings,
  end: Form['end'],
): { readonly path: string; readonly key: string | undefined } {
  for (const key of ['permalink', 'url', 'slug']) {
    const written = textOf(data[key]);
    if (written !== undefined && isAddress(written)) return { path: written, key };
  }
  const stem = inside.slice(0, -extensionOf(inside).length);
  const slug = textOf(data.slug);
  const page = stem.replace(/(^|\/)index$/, '$1').replace(/\/$/, '');
  const isFolder = end === '/' || page !== stem;
  if (slug !== undefined && page !== '' && /^[^\s/:{}]+$/.test(slug)) {
    const named = joinRepo(folderOf(page), slug) ?? page;
    return { path: isFolder ? builtUrl(named, '/') : builtUrl(named + end), key: 'slug' };
  }
  return { path: isFolder ? builtUrl(page, '/') : builtUrl(page + end), key: undefined };
}

/** A whole path on this site, without placeholders. */
function isAddress(text: string): boolean {
  return /^\/(?!\/)[^\s{}:]*$/.test(text);
}
