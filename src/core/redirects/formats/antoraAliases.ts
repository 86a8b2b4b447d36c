/**
 * Antora `:page-aliases:` in the header of the page that takes the addresses over: resource ids of old pages
 * (`version@component:module:path.adoc`), separated by commas. The playbook's `redirect_facility` makes the redirects.
 * https://docs.antora.org/antora/latest/page/page-aliases/
 */
import { readPlaybook } from '../../generators/antora/playbook.ts';
import { builtUrl, encodeUrl, extensionOf, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { lineAt, lineEnding } from '../../text/edits.ts';
import { removeLines } from '../../text/redirectLines.ts';
import type { RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../format.ts';
import { namedLike } from '../reach.ts';
import { pageFile, refuseAlways } from '../target.ts';

interface Alias {
  readonly id: string;
  readonly start: number;
  readonly end: number;
}

export const antoraAliases = {
  id: 'antoraAliases',
  title: 'Antora page-aliases',
  docs: 'https://docs.antora.org/antora/latest/page/page-aliases/',
  reads: 'head',
  writes: ['lines'],
  async files({ repo, generators }) {
    if (!generators.includes('antora') || !(await readPlaybook(repo)).makesRedirects) return [];
    return repo.files.filter((file) => extensionOf(file) === '.adoc' && /(^|\/)modules\/[^/]+\/pages\//.test(file));
  },

  parse(text, file, context) {
    const route = context.routeOfFile(file);
    const place = placeOf(file, route?.url, context);
    const rules = aliasesOf(text).map(({ id, start, end }, order): RedirectRule => {
      const path = addressOf(id, place);
      return {
        format: 'antoraAliases',
        host: 'pages',
        file,
        line: lineAt(text, start),
        start,
        end,
        order,
        from: id,
        to: route ? encodeUrl(route.url) : '',
        source: path
          ? { kind: 'exact', path }
          : { kind: 'unknown', reason: 'it names another component or version', reach: namedLike(id) },
        status: 301,
        statusIsDefault: false,
        force: false,
        conditions: [],
      };
    });
    return { rules, invalid: [] };
  },

  async plan(redirect, context) {
    if (!context.generators.includes('antora')) return { refused: 'The site is not made by Antora.', ofSite: true };
    const refused = refuseAlways(redirect, context);
    if (refused) return refused;
    const { file, makesRedirects } = await readPlaybook(context.repo);
    if (!makesRedirects) return { refused: `${file} turns redirects off: its redirect_facility is disabled.` };
    const page = pageFile(redirect, context, 'Antora');
    if ('refused' in page) return page;
    const id = resourceId(redirect.from, placeOf(page.file, page.url, context));
    if (typeof id === 'object') return id;
    return {
      file: page.file,
      create: false,
      label: `page-aliases in ${page.file}, refresh page`,
      because: 'Antora makes a redirect of every alias',
      fitness: 55,
    };
  },

  add(redirects, text, _file, context) {
    const present = aliasesOf(text);
    const ids: string[] = [];
    for (const redirect of redirects) {
      const page = pageFile(redirect, context, 'Antora');
      if ('refused' in page) return page;
      const place = placeOf(page.file, page.url, context);
      const id = resourceId(redirect.from, place);
      if (typeof id === 'object') return id;
      if (!present.some((alias) => addressOf(alias.id, place) === addressOf(id, place))) ids.push(id);
    }
    return ids.length === 0 ? [] : insert(text, present, ids);
  },

  remove(rule, text) {
    const all = aliasesOf(text);
    const index = all.findIndex(({ start }) => start === rule.start);
    const alias = all[index];
    if (!alias) return [];
    if (all.length === 1) return [removeLines(text, alias.start, alias.end)];
    const [before, next] = [all[index - 1], all[index + 1]];
    if (before) return [{ start: before.end, end: alias.end, text: '' }];
    return [{ start: alias.start, end: next?.start ?? alias.end, text: '' }];
  },
} satisfies RedirectFormat;

/** The attribute may go on over lines that end in a backslash; of several in a header the last one counts. */
function aliasesOf(text: string): readonly Alias[] {
  const first = /^\uFEFF?:page-aliases:/m.exec(text)?.index ?? text.length;
  // A blank line ends the header.
  const header = text.slice(0, first) + (/^(?:[^\r\n]+(?:\r?\n|$))*/.exec(text.slice(first))?.[0] ?? '');
  const found = [...header.matchAll(/^(\uFEFF?:page-aliases:)((?:[^\n]*\\\r?\n)*[^\n\r]*)/gm)].at(-1);
  if (!found?.[1] || !found[2]) return [];
  const start = found.index + found[1].length;
  return [...found[2].matchAll(/[^\s,\\](?:[^,\\\n]*[^\s,\\])?/g)].map((word) => ({
    id: word[0],
    start: start + word.index,
    end: start + word.index + word[0].length,
  }));
}

function insert(text: string, present: readonly Alias[], ids: readonly string[]): readonly TextEdit[] {
  const last = present.at(-1);
  if (last) return [{ start: last.end, end: last.end, text: ids.map((id) => `, ${id}`).join('') }];
  const title =
    /^\uFEFF?(?:(?:\/\/|:)[^\n]*\n|[^\S\n]*\n)*=[^\n]*(?:\n|$)(?:(?=[^\r\n:=])[^\n]+\n)*/.exec(text)?.[0] ?? '';
  const end = lineEnding(text);
  const line = `:page-aliases: ${ids.join(', ')}`;
  const at = title === '' && text.startsWith('\uFEFF') ? 1 : title.length;
  return [{ start: at, end: at, text: title !== '' && !title.endsWith('\n') ? end + line : line + end }];
}

interface Place {
  /** The address of the component's version, with a slash behind it. */
  readonly root: string;
  readonly module: string;
  /** As `html_extension_style` of the playbook names them; https://docs.antora.org/antora/latest/playbook/urls-html-extension-style/ */
  readonly style: 'default' | 'drop' | 'indexify';
}

/** `modules/<module>/pages/<path>` and the address of the page tell where the pages of its module lie. */
function placeOf(file: RepoPath, url: string | undefined, context: RedirectContext): Place | undefined {
  const found = /(?:^|\/)modules\/([^/]+)\/pages\/(.+)\.adoc$/.exec(file);
  if (url === undefined || !found?.[1] || !found[2]) return undefined;
  const [, module, path] = found;
  const own = module === 'ROOT' ? path : `${module}/${path}`;
  const folded = own.replace(/(^|\/)index$/, '$1');
  for (const [tail, style] of [
    [`${own}.html`, 'default'],
    // The page of a folder has one address in both styles.
    [folded.replace(/\/?$/, '/'), folded === own ? 'indexify' : styleBeside(file, context)],
    [folded, 'drop'],
  ] as const) {
    if (tail !== '/' && url.endsWith(`/${tail}`)) return { root: url.slice(0, -tail.length), module, style };
  }
  return own === 'index' && url.endsWith('/') ? { root: url, module, style: styleBeside(file, context) } : undefined;
}

function styleBeside(file: RepoPath, context: RedirectContext): Place['style'] {
  const beside = joinRepo(folderOf(file), 'page.adoc');
  return beside !== undefined && context.addressOf?.(beside)?.endsWith('/page') ? 'drop' : 'indexify';
}

function addressOf(id: string, place: Place | undefined) {
  if (!place || id.includes('@') || id.split(':').length > 2) return undefined;
  const [first = '', second] = id.split(':');
  const module = second === undefined ? place.module : first || 'ROOT';
  const path = (second ?? first).replace(/\.adoc$/, '');
  const own = module === 'ROOT' ? path : `${module}/${path}`;
  if (place.style === 'default') return builtUrl(`${place.root}${own}.html`);
  const folded = own.replace(/(^|\/)index$/, '$1');
  return builtUrl(place.root + (place.style === 'indexify' ? `${folded}/` : folded));
}

function resourceId(from: string, place: Place | undefined): string | Refusal {
  if (!place || !from.startsWith(place.root))
    return { refused: `${from} is not an address of the same component and version.` };
  if (place.style !== 'default' && from.endsWith('.html'))
    return { refused: `Addresses of this site have no .html at their end, and ${from} has.` };
  const index = place.style === 'indexify' ? '' : '/index';
  const path = from
    .slice(place.root.length)
    .replace(/\.html$/, '')
    .replace(/\/$/, index);
  if (path === '') return { refused: 'The start page of a component cannot be an alias.' };
  if (/[,:@$%{}\\]/.test(path))
    return { refused: `${from} cannot be the name of a page: it has characters with a special meaning there.` };
  if (place.module === 'ROOT') return `${path}.adoc`;
  return path.startsWith(`${place.module}/`) ? `${path.slice(place.module.length + 1)}.adoc` : `ROOT:${path}.adoc`;
}
