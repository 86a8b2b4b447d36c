/**
 * Redirects in a form that nothing here reads or writes: each file is named, with the addresses that it speaks of, so
 * that none of them is taken for an address without a redirect.
 */
import { extensionOf, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import { parseLooseJson } from '../../text/json.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import { loosened } from '../../text/lookAround.ts';
import { isSettings } from '../../text/settings.ts';
import type { InvalidRule, Reach, RedirectContext } from '../format.ts';
import { literal } from '../host.ts';
import { isAside, isOfExample } from '../target.ts';
import { iisBegins, iisSources } from './iisRules.ts';
import { pluginAliases } from './pluginAliases.ts';
import { unmadeFrontMatter } from './unmadeFrontMatter.ts';

/** A form of redirects. */
interface Form {
  readonly title: string;
  readonly path: RegExp;
  /** Where the redirects begin in a text; what does not hold it is another file of that name. */
  readonly begins: RegExp;
  /** Each source as an expression; `undefined` where they cannot be told. */
  sources(text: string): readonly string[] | undefined;
}

const yamlKey = /^[ \t]*["']?(\/?[^\s"':#][^\s"':]*)["']?[ \t]*:[ \t]*["']?\S/gm;

/** `disqus-redirects.csv` moves comments from page to page. */
const csv = /(?:^|\/)(?![^/]*(?:disqus|comment))[^/]*redirect[^/]*\.csv$/i;

const wholeSources = (text: string) => plain(found(/^"?(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(\/[^,"\n?]*)/gm, text));

const forms: readonly Form[] = [
  {
    title: 'IIS',
    path: /(?:^|\/)web\.config$/i,
    begins: iisBegins,
    sources: iisSources,
  },
  {
    // Keys are expressions.
    title: 'Ghost',
    path: /(?:^|\/)redirects\.ya?ml$/,
    begins: /^["']?30[12]["']?[ \t]*:/m,
    sources: (text) => found(/^[ \t]+["']?([^\s"':#][^\s"':]*)["']?[ \t]*:[ \t]*["']?\S/gm, text).map(unanchored),
  },
  {
    title: 'a list of addresses for a server',
    path: /(?:^|\/)(?:permanent-|_)?redirects\.ya?ml$/,
    // Also below a key of its own, as rtd-redirects has it.
    begins: /^(?:["']?\/?[\w<(]|[ \t]+["']?\/)[^\n:]*["']?[ \t]*:[ \t]*["']?(?:\/|https?:)/m,
    sources: (text) => plain(found(yamlKey, text)),
  },
  {
    // A list of entries, or a map of them as Redocly takes it from a file of its own.
    title: 'a list of addresses for a server',
    path: /(?:^|\/)[\w-]*redirects?\.ya?ml$/,
    begins:
      /^[ \t]*(?:-[ \t]*)?["']?(?:from|source|src|old)["']?[ \t]*:[ \t]*["']?\/|^["']?\/\S*[ \t]*:[ \t]*\r?\n[ \t]+["']?to["']?[ \t]*:/m,
    sources: (text) =>
      plain([
        ...found(/^[ \t]*(?:-[ \t]*)?["']?(?:from|source|src|old)["']?[ \t]*:[ \t]*["']?(\/[^\s"'#]*)/gm, text),
        ...found(/^["']?(\/[^\s"':]*)["']?[ \t]*:[ \t]*\r?$/gm, text),
      ]),
  },
  {
    // Ghost's are expressions; where a configuration that is read takes them from such a file, they are its rules.
    title: 'a list in JSON',
    path: /(?:^|\/)[\w-]*redirects?\.json$/i,
    begins: /"(?:from|source|src|old)"\s*:\s*"\^?\\{0,2}\/|^\s*\{\s*"\/[^"]*"\s*:\s*"(?:\/|https?:)/,
    sources: (text) => {
      const written = [
        ...found(/"(?:from|source|src|old)"\s*:\s*"(\^?\\{0,2}\/(?:[^"\\]|\\.)*)"/g, text),
        ...found(/"(\/[^"]*)"\s*:\s*"(?:\/|https?:)/g, text),
      ].map((source) => source.replace(/\\(["\\/])/g, '$1'));
      const isRegex = (source: string) => /^\^|\$$/.test(source);
      return [...plain(written.filter((source) => !isRegex(source))), ...written.filter(isRegex).map(unanchored)];
    },
  },
  {
    title: 'a list in code',
    path: /(?:^|\/)[\w-]*redirects?\.[cm]?[jt]s$/i,
    begins: /\b(?:from|source|src|old)['"]?\s*:\s*['"`]\/|['"`]\/[^'"`\n]*['"`]\s*:\s*['"`](?:\/|https?:)/,
    sources: (text) =>
      plain([
        ...found(/\b(?:from|source|src|old)['"]?\s*:\s*['"`](\/[^'"`\n]*)['"`]/g, text),
        ...found(/['"`](\/[^'"`\n]*)['"`]\s*:\s*['"`](?:\/|https?:)/g, text),
      ]),
  },
  {
    // Without an ending as the plugin html-redirect of VuePress has it, and documentation that PHP builds.
    title: 'a list of lines',
    path: /(?:^|\/)(?:[\w-]*redirects?\.txt|_redirects\.ya?ml|\.vuepress\/redirects|redirection_map)$/i,
    begins: /^\/\S*[ \t]+(?:\/|https?:)/m,
    sources: (text) => plain(found(/^(\/\S*)[ \t]+(?:\/|https?:)/gm, text)),
  },
  {
    title: 'a list in CSV',
    path: csv,
    begins: /^"?\/[^,\n]*,[ \t]*"?(?:\/|https?:)/m,
    sources: (text) => plain(found(/^"?(\/[^,"\n?]*)/gm, text)),
  },
  {
    title: 'Redocly',
    path: /(?:^|\/)redocly\.ya?ml$/,
    begins: /^redirects[ \t]*:/m,
    sources: (text) => plain(found(/^[ \t]+["']?(\/[^\s"':]*)["']?[ \t]*:/gm, text)),
  },
  {
    // Vocs 2; what an address may hold, as in `/docs/:path*`, is cut off.
    title: 'Vocs',
    path: /(?:^|\/)vocs\.config\.[cm]?[jt]sx?$/,
    begins: /\bredirects\s*:\s*\[/,
    sources: (text) => plain(found(/\bsource['"]?\s*:\s*['"`](\/[^'"`\n]*)['"`]/g, text)),
  },
  {
    // A program that uploads a site to S3; keys of objects, without the slash in front.
    title: 's3_website',
    path: /(?:^|\/)s3_website\.ya?ml$/,
    begins: /^(?:redirects|routing_rules)[ \t]*:[ \t]*\r?$/m,
    sources: (text) => [
      ...plain(found(yamlKey, /^redirects[ \t]*:[ \t]*\r?\n((?:[ \t]+.*\n?|\r?\n)*)/m.exec(text)?.[1] ?? '')),
      ...found(/^[ \t-]+key_prefix_equals[ \t]*:[ \t]*["']?([^\s"'#]+)/gm, text).map((key) => `^${literal(`/${key}`)}`),
    ],
  },
  {
    title: 'Traefik',
    // Also as labels of what is started together.
    path: /traefik[^/]*(?:\/.*)?\.(?:ya?ml|toml)$|(?:^|\/)(?:docker-)?compose[^/]*\.ya?ml$/i,
    begins: /\bredirectregex\b/i,
    sources: (text) =>
      found(/\bregex[ \t]*[:=][ \t]*["'`]?([^\s"'`]+)/gi, text).map((regex) =>
        regex.replace(/^\^?https?\??:\/\/(?:\([^()]*\)|[^/])*/, '^'),
      ),
  },
  {
    title: 'HAProxy',
    path: /(?:^|\/)haproxy[^/]*\.cfg$/i,
    begins: /^[ \t]*(?:http-request[ \t]+)?redirect[ \t]+(?:location|prefix)\b/m,
    sources: () => undefined,
  },
  {
    title: 'Surge',
    path: /(?:^|\/)ROUTER$/,
    begins: /^30[12][ \t]+\//m,
    sources: (text) => plain(found(/^30[12][ \t]+(\S+)/gm, text)),
  },
  {
    title: 'DigitalOcean',
    path: /(?:^|\/)\.do\/[^/]+\.ya?ml$/,
    begins: /^[ \t]*(?:-[ \t]*)?redirect[ \t]*:/m,
    sources: (text) => found(/\bprefix[ \t]*:[ \t]*["']?(\/[^\s"']*)/g, text).map((prefix) => `^${literal(prefix)}`),
  },
  {
    title: 'an ingress of Kubernetes',
    path: /ingress[^/]*\.ya?ml$/i,
    begins:
      /nginx\.ingress\.kubernetes\.io\/(?:permanent|temporal)-redirect[ \t]*:|nginx\.ingress\.kubernetes\.io\/(?:server|configuration)-snippet[ \t]*:[\s\S]*?\b(?:return 30|rewrite )/,
    sources: (text) =>
      /-snippet[ \t]*:/.test(text)
        ? undefined
        : found(/^[ \t]*(?:-[ \t]*)?path[ \t]*:[ \t]*["']?(\/[^\s"']*)/gm, text).map((path) => `^${literal(path)}`),
  },
  {
    title: 'a bulk list of Cloudflare',
    path: csv,
    begins: /^"?(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\/[^,\n]*,[ \t]*"?https?:\/\/[^,\n]*,"?(?:30[1278]|true|false)\b/im,
    sources: wholeSources,
  },
  {
    // Whoever reads it; a list for a service of comments leads nobody.
    title: 'a list in CSV',
    path: csv,
    begins: /^"?(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+\/[^,\n]*,[ \t]*"?https?:\/\//m,
    sources: wholeSources,
  },
];

/** More sources than this are not put together. */
const mostSources = 2000;
const mostFiles = 50;

/** One entry for each file but those that rules are read from. */
export async function unreadForms(
  context: RedirectContext,
  read: ReadonlySet<RepoPath>,
): Promise<readonly InvalidRule[]> {
  const { repo } = context;
  const made = await pluginAliases(context);
  const unmade = await unmadeFrontMatter(context);
  const entries: InvalidRule[] = unmade === undefined ? [] : [unmade];
  if (made !== undefined) entries.push({ ...made.entry, reach: reachOf(plain(made.aliases)) });
  const candidates = repo.files.flatMap((file) => {
    const own = forms.filter(({ path }) => path.test(file));
    return own.length === 0 || read.has(file) || isAside(file) || isOfExample(file, context) ? [] : [{ file, own }];
  });
  for (const { file, own } of candidates.slice(0, mostFiles)) {
    const written = await repo.read(file);
    const text = written === undefined ? undefined : withoutComments(written, file);
    if (text === undefined || isWrittenByJekyll(file, text, context)) continue;
    // A form that finds no source in it is not the one.
    const form = own.find(({ begins, sources }) => begins.test(text) && sources(text)?.length !== 0);
    if (form === undefined) continue;
    const sources = form.sources(text);
    entries.push({
      format: 'unreadForms',
      file,
      line: lineAt(text, form.begins.exec(text)?.index ?? 0),
      message: `The redirects of ${form.title} here are not read.`,
      isHidden: true,
      writtenIn: file,
      reach: reachOf(sources),
    });
  }
  return entries;
}

function reachOf(sources: readonly string[] | undefined): Reach | undefined {
  const regex = sources && sources.length <= mostSources ? `(?i)(?:${sources.join('|')})` : undefined;
  return regex !== undefined && compileRegex(regex) ? { under: '/', regex } : undefined;
}

/** The list of all redirects that jekyll-redirect-from writes beside the pages, kept with a built site: each to a whole address. */
function isWrittenByJekyll(file: RepoPath, text: string, { repo, generators }: RedirectContext): boolean {
  if (!generators.includes('jekyll') || fileName(file) !== 'redirects.json') return false;
  const home = joinRepo(folderOf(file), 'index.html');
  const list = home !== undefined && repo.has(home) ? parseLooseJson(text) : undefined;
  const isWhole = ([from, to]: readonly [string, unknown]) =>
    from.startsWith('/') && typeof to === 'string' && /^https?:/.test(to);
  return isSettings(list) && Object.entries(list).every(isWhole);
}

/** Lines that are comments, and comments of XML, without their signs, so that each line keeps its number. */
function withoutComments(text: string, file: RepoPath): string {
  const extension = extensionOf(file);
  if (/^\.[cm]?[jt]sx?$/.test(extension)) return text.replace(codeComments, '');
  if (/^\.(?:ya?ml|toml|cfg)$/.test(extension)) return text.replace(/^[ \t]*#.*$/gm, '');
  if (!/^\.config$/i.test(extension)) return text;
  return text
    .split('<!--')
    .map((part, index) => {
      const end = index === 0 ? 0 : part.indexOf('-->');
      return end < 0 ? part.replace(/[^\n]/g, '') : part.slice(0, end).replace(/[^\n]/g, '') + part.slice(end);
    })
    .join('');
}

/** Also the lines of a block of documentation. */
const codeComments = /^[ \t]*(?:\/\/|\*(?!\/)|\/\*(?!.*\*\/[ \t]*\S)).*$/gm;

function found(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].flatMap(([, source]) => source ?? []);
}

/** Sources with `*`, `:name` or `<name>` at most: up to the first of them they are text. */
function plain(sources: readonly string[]): readonly string[] {
  return sources.map((source) => {
    const path = source.startsWith('/') ? source : `/${source}`;
    const cut = path.search(/[*<({[?\\|]|\/:\w|\.\*/);
    if (cut >= 0) return `^${literal(path.slice(0, cut).replace(/(.)\/$/, '$1'))}`;
    return `^${literal(path.replace(/(.)\/$/, '$1').replace(/\/index\.html$/, ''))}(?:/|/index\\.html)?$`;
  });
}

/** An expression of a stranger, without what looks around; one that is none of ours may be for anything. */
function unanchored(regex: string): string {
  const loose = loosened(regex);
  return loose !== '' && compileRegex(loose) ? `(?:${loose})` : '';
}
