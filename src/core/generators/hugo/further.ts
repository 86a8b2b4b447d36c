/**
 * Files that Hugo writes for a page besides its HTML: JSON for a search, a feed, plain text.
 * https://gohugo.io/configuration/output-formats/
 */
import type { Route } from '../../model.ts';
import { builtUrl, type UrlPath } from '../../paths.ts';
import { type Settings, textOf } from '../../text/settings.ts';
import type { RouteAt } from '../shared/generator.ts';
import type { Addressed, OutputFile } from './address.ts';
import { furtherOutputs, outputFile, outputFiles } from './outputs.ts';
import type { HugoLanguage, HugoSite } from './site.ts';
import type { ProjectTemplates } from './templates.ts';

type Kind = Addressed['kind'];

/** The outputs of a kind where the configuration names none. */
const usual: Readonly<Record<Kind, readonly string[]>> = {
  home: ['html', 'rss'],
  section: ['html', 'rss'],
  taxonomy: ['html', 'rss'],
  term: ['html', 'rss'],
  page: ['html'],
};
const kinds = Object.keys(usual) as readonly Kind[];

interface FurtherOutput extends OutputFile {
  readonly kind: Kind;
  readonly language: HugoLanguage;
  /** As for `Route`. */
  readonly guess: string | undefined;
}

/** The route of a file that the outputs of the configuration give for a page beside it. */
export function furtherOutputsOf(
  site: HugoSite,
  templates: ProjectTemplates,
): (path: UrlPath, routeAt: RouteAt) => Route | undefined {
  const outputs = site.languages.flatMap((language) => kinds.flatMap((kind) => outputsOf(kind, language, templates)));
  return (path, routeAt) => {
    for (const output of outputs) {
      if (!path.endsWith(output.extension)) continue;
      const { basePath, prefix } = output.language;
      // An address of its own may leave out the language.
      const page =
        pageBeside(path, builtUrl(basePath, prefix, '/'), output, routeAt) ??
        (prefix === '' ? undefined : pageBeside(path, builtUrl(basePath, '/'), output, routeAt));
      if (page === undefined || kindOf(page, output.language) !== output.kind) continue;
      const { file, language } = page;
      return { url: path, file, kind: 'generated', language, guess: page.guess ?? output.guess };
    }
    return undefined;
  };
}

function outputsOf(kind: Kind, language: HugoLanguage, templates: ProjectTemplates): readonly FurtherOutput[] {
  if (language.disabledKinds.has(kind)) return [];
  const names = language.outputs.get(kind) ?? usual[kind];
  return madeOutputs(kind, names, language, templates).map(({ output, guess }) => ({
    ...output,
    kind,
    language,
    guess,
  }));
}

interface MadeOutput {
  readonly output: OutputFile;
  readonly guess: string | undefined;
}

/** What a page is written to besides its own file: HTML, and all that its front matter names. */
export function furtherFiles(
  kind: Kind,
  values: Settings,
  names: readonly string[],
  language: HugoLanguage,
  templates: ProjectTemplates,
): readonly MadeOutput[] {
  const html = furtherOutputs(names, language.formats).map((output) => ({ output, guess: undefined }));
  if (values.outputs === undefined) return html;
  return [...html, ...madeOutputs(kind, names, language, templates, textOf(values.layout))];
}

/**
 * The outputs of a page other than HTML, without its first where none is HTML: those that Hugo has a template for, and, with
 * why they are a guess, those that it may have one for. `layout`: the one that the page names.
 */
function madeOutputs(
  kind: Kind,
  names: readonly string[],
  language: HugoLanguage,
  templates: ProjectTemplates,
  layout?: string,
): readonly MadeOutput[] {
  const main = outputFile(names, language.formats);
  return outputFiles(names, language.formats).flatMap((output) => {
    if (output.extension === '.html' || (output.name === main.name && output.extension === main.extension)) return [];
    // Hugo brings the template of a feed.
    if (output.format === 'rss') return language.disabledKinds.has('rss') ? [] : [{ output, guess: undefined }];
    const found = templates.ofOutput(kind, output, layout);
    const guess = 'only a template that is not in the repository tells whether it is made';
    return found === 'none' ? [] : [{ output, guess: found === 'unknown' ? guess : undefined }];
  });
}

function pageBeside(path: UrlPath, home: UrlPath, output: FurtherOutput, routeAt: RouteAt): Route | undefined {
  const { name, extension, folder, language } = output;
  const before = folder === '' ? home : builtUrl(home, folder, '/');
  if (!path.startsWith(before)) return undefined;
  const inside = path.slice(before.length);
  const file = name + extension;
  const isInFolder = inside === file || inside.endsWith(`/${file}`);
  const stem = inside.slice(0, inside.length - (isInFolder ? file.length : extension.length));
  const at = (rest: string) => routeAt(`${home}${rest}` as UrlPath);
  const ugly = at(`${stem.replace(/\/$/, '')}.html`);
  const isBesideUgly = ugly?.url.endsWith('.html') === true;
  const page = isBesideUgly ? ugly : isInFolder ? at(stem) : undefined;
  // Beside an ugly page what is ugly itself, and in its folder what never is.
  const isThere = isBesideUgly ? (output.noUgly === true) === isInFolder : page !== undefined;
  return isThere && page?.language === language.key ? page : undefined;
}

/** The kind of page that a route is for Hugo; `undefined` for what is no page. */
function kindOf({ kind, url }: Route, language: HugoLanguage): Kind | undefined {
  if (kind === 'page' || kind === 'fallback') return 'page';
  if (kind !== 'home' && kind !== 'section' && kind !== 'generated') return undefined;
  const home = builtUrl(language.basePath, language.prefix, '/');
  const [first = '', ...more] = url.slice(home.length).split('/').filter(Boolean);
  if (first === '') return 'home';
  if (!language.taxonomies.includes(first)) return 'section';
  return more.length > 0 ? 'term' : 'taxonomy';
}
