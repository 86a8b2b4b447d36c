/**
 * mkdocs-redirects: `plugins: - redirects: redirect_maps: 'old.md': 'new.md#part'` in `mkdocs.yml`, and what Zensical takes
 * for it in `zensical.toml`; both sides are files below the docs folder, the right one may be a whole URL. Writes a page
 * that leads on, over any real page.
 * https://github.com/mkdocs/mkdocs-redirects
 * https://zensical.org/docs/setup/redirects/
 */

import { syntaxName, syntaxOfFile } from '../../../data/syntax.ts';
import { encodeUrl, folderOf, joinRepo, type RepoPath, urlKey } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { append } from '../../../text/longLists.ts';
import { formatFiles } from '../../askedOnce.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../../format.ts';
import { isOffSite, splitTarget, targetRoute, withBase, withoutBase } from '../../target.ts';
import { ownFilesNamed, planInFile } from '../../writing/configFile.ts';
import { lastOfKey } from '../../writing/lastOfKey.ts';
import { madePage } from '../../writing/madePage.ts';
import { type MapText, openMap } from './mapText.ts';

export const mkdocsRedirects = {
  id: 'mkdocsRedirects',
  title: 'mkdocs-redirects',
  docs: 'https://github.com/mkdocs/mkdocs-redirects',
  reads: 'whole',
  writes: ['yaml', 'toml'],
  takesDoubledKeys: true,
  answering: lastOfKey,
  async files(context) {
    if (!context.generators.includes('mkdocs')) return [];
    const found: RepoPath[] = [];
    for (const file of ownFilesNamed(context, /^(?:(?:mkdocs|properdocs)\.ya?ml|zensical\.toml)$/)) {
      const inherited = await inheritedFrom(file, context);
      // What is inherited is edited where it stands.
      append(found, [...inherited.filter((parent) => !found.includes(parent)), file]);
    }
    return found;
  },

  parse(text, file, context) {
    const map = openMap(text, file);
    const line = lineIndex(text);
    if (!map) {
      const message = `${file} is not valid ${syntaxName(syntaxOfFile(file))}; its redirects cannot be read.`;
      return { rules: [], invalid: [{ format: 'mkdocsRedirects', file, line: 1, message }] };
    }
    const settings = settingsOf(map, file, context);
    const rules = map.entries.map(({ from, to, start, end }, order): RedirectRule => {
      const md = /\.(md|markdown)$/i.test(from);
      const path = withBase(md ? addressOfFile(from, settings) : from, context.basePath);
      return {
        format: 'mkdocsRedirects',
        host: 'pages',
        file,
        line: line(start),
        start,
        end,
        order,
        from,
        to: addressOfTarget(to, settings, context),
        source: from.includes('#')
          ? { kind: 'never', reason: 'the part of an address behind # is never sent' }
          : madePage(from, { kind: 'exact', path }),
        status: 301,
        statusIsDefault: false,
        force: true,
        conditions: [],
      };
    });
    const message = 'The redirects cannot be read: redirect_maps is not written here.';
    const { hidden } = map;
    const invalid =
      hidden === undefined
        ? []
        : [{ format: 'mkdocsRedirects', file, line: line(hidden), message, isHidden: true as const }];
    return { rules, invalid };
  },

  async plan(redirect, context) {
    const [file] = await formatFiles(this, context);
    const text = file ? await context.repo.read(file) : undefined;
    return planInFile(this, redirect, context, {
      label: 'redirect_maps in {file}, refresh page',
      because: 'the plugin writes a redirect page',
      fitness: 50,
      missing: 'The site is not made by MkDocs.',
      needs:
        file && openMap(text ?? '', file)?.namesPlugin !== true
          ? [{ file, message: 'Run `pip install mkdocs-redirects` where the site is built.', stopsBuild: true }]
          : undefined,
    });
  },

  add(redirects, text, file, context) {
    const map = openMap(text, file);
    if (!map) return { refused: `${file} is not valid ${syntaxName(syntaxOfFile(file))}; correct it first.` };
    const settings = settingsOf(map, file, context);
    const entries: (readonly [string, string])[] = [];
    const edits: TextEdit[] = [];
    const { rules } = this.parse(text, file, context);
    for (const redirect of redirects) {
      const key = sourceFile(redirect, settings, context);
      if (typeof key === 'object') return key;
      const target = targetFile(redirect, settings, context);
      if (typeof target === 'object') return target;
      const same = rules.findLast(
        ({ source }) => source.kind === 'exact' && urlKey(source.path) === urlKey(redirect.from),
      );
      if (!same) entries.push([key, target]);
      else if (same.to !== addressOfTarget(target, settings, context)) {
        const entry = map.entries.find(({ start }) => start === same.start);
        if (entry) edits.push(map.retarget(entry, target));
      }
    }
    if (entries.length === 0) return edits;
    const added = map.insert(entries);
    return added ? [...edits, ...added] : { refused: `The plugins of ${file} cannot be extended safely.` };
  },

  remove: (rule, text) => openMap(text, rule.file)?.remove(rule.start, rule.end) ?? [],
} satisfies RedirectFormat;

/**
 * The configurations that one inherits its plugins from, the nearest first. A list of plugins of its own takes the place
 * of theirs. https://www.mkdocs.org/user-guide/configuration/#configuration-inheritance
 */
async function inheritedFrom(file: RepoPath, { repo }: RedirectContext): Promise<readonly RepoPath[]> {
  const parents: RepoPath[] = [];
  for (let at = file; parents.length < 10; ) {
    const text = (await repo.read(at)) ?? '';
    const name = /^INHERIT\s*:\s*["']?([^\s"'#]+)/m.exec(text)?.[1];
    const parent = name === undefined ? undefined : joinRepo(folderOf(at), name);
    if (parent === undefined || !repo.has(parent) || parents.includes(parent) || parent === file) break;
    if (/^plugins\s*:/m.test(text)) break;
    parents.push(parent);
    at = parent;
  }
  return parents;
}

interface Settings {
  readonly docs: RepoPath;
  readonly directoryUrls: boolean;
  /** The map names old files by their `.html` already. */
  readonly htmlKeys: boolean;
}

function settingsOf(map: MapText, file: RepoPath, context: RedirectContext): Settings {
  const written = map.setting('docs_dir');
  const docs = joinRepo(folderOf(file), typeof written === 'string' ? written : 'docs') ?? ('docs' as RepoPath);
  // The command that builds the site may say otherwise than this file.
  const any = joinRepo(docs, 'any-folder/any-page.md');
  const made = any === undefined ? undefined : context.addressOf?.(any);
  return {
    docs,
    directoryUrls: made === undefined ? map.setting('use_directory_urls') !== false : !made.endsWith('.html'),
    htmlKeys: map.entries.some(({ from }) => /\.html?$/.test(from)),
  };
}

function addressOfFile(file: string, { directoryUrls }: Settings): string {
  const path = file.replace(/\.(md|markdown)$/i, '').replace(/(^|\/)(index|README)$/, '$1');
  if (path === '' || path.endsWith('/')) return `/${path}`;
  return directoryUrls ? `/${path}/` : `/${path}.html`;
}

function addressOfTarget(to: string, settings: Settings, context: RedirectContext): string {
  if (isOffSite(to)) return to;
  const [path, rest] = splitTarget(to);
  const route = context.routeOfFile(joinRepo(settings.docs, path) ?? (path as RepoPath));
  return encodeUrl(route?.url ?? withBase(addressOfFile(path, settings), context.basePath)) + rest;
}

/** The file that would have had the address. */
function sourceFile(redirect: Redirect, settings: Settings, context: RedirectContext): string | Refusal {
  if (redirect.below) return { refused: 'mkdocs-redirects can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308)
    return { refused: 'mkdocs-redirects can only redirect permanently.' };
  const path = withoutBase(redirect.from, context.basePath)?.replace(/^\//, '');
  if (path === undefined) return { refused: `${redirect.from} is outside ${context.basePath}.` };
  if (path.includes('\\')) return { refused: `Not every system allows a file called ${redirect.from}.` };
  if (path === '' || path === 'index.html') return { refused: 'The home page cannot be redirected.' };
  if (settings.directoryUrls) {
    // A folder of that name; the file itself costs a warning, which stops a strict build, so only where it is the habit.
    if (/\.html?$/.test(path) && !path.endsWith('/index.html')) return settings.htmlKeys ? path : `${path}.md`;
    return `${path.replace(/\/(index\.html)?$/, '')}.md`;
  }
  if (/\.htm$/.test(path))
    return { refused: `mkdocs-redirects writes files that end in .html here; ${redirect.from} does not.` };
  return path.endsWith('/') ? `${path}index.md` : path.replace(/(\.html)?$/, '.md');
}

function targetFile(redirect: Redirect, settings: Settings, context: RedirectContext): string | Refusal {
  if (isOffSite(redirect.to)) return redirect.to;
  const route = targetRoute(redirect, context);
  const prefix = settings.docs === '' ? '' : `${settings.docs}/`;
  if (!route?.file.startsWith(prefix) || !/\.(md|markdown)$/i.test(route.file)) {
    return { refused: `${redirect.to} is not a page below ${settings.docs}.` };
  }
  return route.file.slice(prefix.length) + splitTarget(redirect.to)[1];
}
