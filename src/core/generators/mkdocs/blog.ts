/**
 * The blog of Material for MkDocs: posts leave their folder for `{blog}/{date}/{slug}/`, and views are made for the
 * years and categories of the posts.
 * https://squidfunk.github.io/mkdocs-material/plugins/blog/
 */
import { ownMember } from '../../data/ownMember.ts';
import type { ContentFile, Note } from '../../model.ts';
import { below, extensionOf, fileName, joinRepo, type RepoPath } from '../../paths.ts';
import { formatDate, readBlogDate } from './blogDate.ts';
import type { MkdocsSettings, Options } from './settings.ts';
import { pymdownSlug } from './slug.ts';

/** A blog of Material for MkDocs. */
export interface Blog {
  /** Folder of the blog and of its posts, below the docs folder; empty for the docs folder itself. */
  readonly folder: string;
  readonly posts: string;
  readonly options: BlogOptions;
  readonly notes: readonly Note[];
}

interface BlogOptions {
  readonly urlFormat: string;
  readonly dateFormat: string;
  readonly maxCategories: number;
  readonly separator: string;
  readonly categorySeparator: string;
  readonly archive: string | undefined;
  readonly archiveDateFormat: string;
  readonly category: string | undefined;
  readonly pagination: string | undefined;
  readonly perPage: number;
  readonly drafts: boolean;
  readonly futureIsDraft: boolean;
  readonly language: string;
}

/** A post of the blog, with the place of its page. */
export interface Post {
  readonly kind: 'post' | 'draft' | 'future' | 'unpublished';
  /** As if it were a source there: `blog/2024/01/02/title.md`. */
  readonly source: string;
  readonly title: string | undefined;
  /** Sources of the views it appears in. */
  readonly views: readonly string[];
}

export function blogsOf(settings: MkdocsSettings): readonly Blog[] {
  return settings.plugins
    .filter(({ name }) => name === 'blog')
    .map(({ options }) => {
      const folder = joinRepo(string(options.blog_dir, 'blog')) ?? ('' as RepoPath);
      const posts = joinRepo(string(options.post_dir, '{blog}/posts').replaceAll('{blog}', folder)) ?? folder;
      return { folder, posts, options: readOptions(options, settings.language), notes: notesOf(options, settings) };
    });
}

function readOptions(options: Options, language: string): BlogOptions {
  return {
    urlFormat: string(options.post_url_format, '{date}/{slug}'),
    dateFormat: string(options.post_url_date_format, 'yyyy/MM/dd'),
    maxCategories: typeof options.post_url_max_categories === 'number' ? options.post_url_max_categories : 1,
    separator: string(options.post_slugify_separator, '-'),
    categorySeparator: string(options.categories_slugify_separator, '-'),
    archive: options.archive === false ? undefined : string(options.archive_url_format, 'archive/{date}'),
    archiveDateFormat: string(options.archive_url_date_format, 'yyyy'),
    category: options.categories === false ? undefined : string(options.categories_url_format, 'category/{slug}'),
    pagination: options.pagination === false ? undefined : string(options.pagination_url_format, 'page/{page}'),
    perPage: typeof options.pagination_per_page === 'number' ? options.pagination_per_page : 10,
    drafts: options.draft === true,
    futureIsDraft: options.draft_if_future_date === true,
    language,
  };
}

function string(value: unknown, standard: string): string {
  return typeof value === 'string' ? value : standard;
}

/** A function of its own for slugs is program code. */
function notesOf(options: Options, { file }: MkdocsSettings): readonly Note[] {
  return ['post_slugify', 'categories_slugify'].flatMap((key) => {
    const given = options[key];
    if (given === undefined || (typeof given === 'object' && JSON.stringify(given).includes('"case":"lower"')))
      return [];
    const message = `${key} of the blog plugin is a function; slugs are made by its default rule. Give posts a slug where they differ.`;
    return [{ file, message }];
  });
}

/** The page that lists the posts. */
export function blogIndex(blog: Blog): string {
  return blog.folder === '' ? 'index.md' : `${blog.folder}/index.md`;
}

export function isPost(blog: Blog, source: string): boolean {
  return below(source, blog.posts) !== undefined;
}

/** `inherited` is what `.meta.yml` files of the post's folders add to its front matter. */
export function readPost(blog: Blog, source: string, file: ContentFile, inherited: Options, now: string): Post {
  const { options } = blog;
  const data = { ...inherited, ...file.frontMatter.data };
  const date = readBlogDate(data.date);
  const title = titleOf(data, file, source);
  if (date === undefined) return { kind: 'unpublished', source, title, views: [] };

  const stem = fileName(source).slice(0, -extensionOf(source).length);
  const categories = [...strings(inherited.categories), ...strings(file.frontMatter.data.categories)];
  const categorySlugs = categories.map((name) => pymdownSlug(name, options.categorySeparator));
  const slug = typeof data.slug === 'string' && data.slug !== '' ? data.slug : pymdownSlug(title, options.separator);
  const inBlog = (path: string) => joinRepo(blog.folder, `${path.replace(/^\/+|(?<!\/)\/+$/g, '')}.md`) ?? source;
  const address = fill(options.urlFormat, {
    categories: categorySlugs.slice(0, options.maxCategories).join('/'),
    date: formatDate(date, options.dateFormat, options.language),
    file: stem === 'README' ? 'index' : stem,
    slug,
  });
  const archived = formatDate(date, options.archiveDateFormat, options.language);
  const views = [
    ...(options.archive === undefined ? [] : [fill(options.archive, { date: archived })]),
    ...(options.category === undefined
      ? []
      : categorySlugs.map((name) => fill(options.category ?? '', { slug: name }))),
  ];
  const kind = kindOf(data.draft, date.instant, options, now);
  return { kind, source: inBlog(address), title, views: kind === 'post' ? views.map(inBlog) : [] };
}

function kindOf(draft: unknown, instant: string, options: BlogOptions, now: string): Post['kind'] {
  if (options.drafts) return 'post';
  if (typeof draft === 'boolean') return draft ? 'draft' : 'post';
  return options.futureIsDraft && instant > now ? 'future' : 'post';
}

/** The second and further pages of a view that shows so many posts; the first is the view itself. */
export function furtherPages(blog: Blog, view: string, posts: number): readonly string[] {
  const { pagination, perPage } = blog.options;
  if (pagination === undefined) return [];
  const index = /(?:^|\/)(?:index|README)\.md$/.test(view);
  const base = index ? view.replace(/\/?[^/]+$/, '') : view.replace(/\.md$/, '');
  const rest = index ? '/index.md' : '.md';
  return Array.from({ length: Math.max(0, Math.ceil(posts / perPage) - 1) }, (_, page) =>
    [base, fill(pagination, { page: String(page + 2) }) + rest].filter((part) => part !== '').join('/'),
  );
}

/** MkDocs takes a heading for the title only when it is the first line of the text. */
function titleOf(data: Options, file: ContentFile, source: string): string {
  if (typeof data.title === 'string' || typeof data.title === 'number') return String(data.title);
  const body = (file.text ?? '').slice(file.frontMatter.bodyStart);
  const first = body
    .split(/\r?\n/)
    .find((line) => line.trim() !== '')
    ?.trim();
  if (first?.startsWith('# ')) return first.replace(/^[# ]+/, '');
  const name = fileName(source).slice(0, -extensionOf(source).length).replace(/[-_]/g, ' ');
  return name.toLowerCase() === name ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function fill(format: string, values: Readonly<Record<string, string>>): string {
  return format.replace(/\{(\w+)\}/g, (whole, name: string) => ownMember(values, name) ?? whole);
}
