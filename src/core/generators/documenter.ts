/**
 * Documenter, the documentation of Julia's packages.
 *
 * - `docs/make.jl` calls `makedocs`. Every `.md` below `docs/src` is a page, whether `pages` lists it or not, unless
 *   `pagesonly` says otherwise: `a/b.md` is at `/a/b/`, `index.md` at its folder, and with `prettyurls = false` at
 *   `/a/b.html`. All other files are copied.
 * - `deploydocs` puts every version below a path of its own: `/stable/`, `/dev/`, `/v1.2/`; `canonical` names one of them.
 *
 * The script is not run: a setting that is no literal has its usual value.
 *
 * https://documenter.juliadocs.org/stable/lib/public/
 */
import type { ContentFile, Note, Route } from '../model.ts';
import { below, builtUrl, fileName, folderOf, joinRepo, type RepoPath } from '../paths.ts';
import type { Repo } from '../ports.ts';
import { pageTitle } from '../text/title.ts';
import { inExampleFolder } from './shared/exampleFolder.ts';
import { type DetectedSite, type Generator, type MadePages, madeFiles, type Permalinks } from './shared/generator.ts';
import { filesNamed } from './shared/namedFiles.ts';
import { basePathOf } from './shared/siteAddress.ts';

export const documenter: Generator = {
  id: 'documenter',
  title: 'Documenter.jl',
  docs: 'https://documenter.juliadocs.org/stable/lib/public/',
  command: /\bmake\.jl\b/,

  async detect(repo) {
    const found: DetectedSite[] = [];
    for (const config of filesNamed(repo, 'make.jl')) {
      const script = withoutComments((await repo.read(config)) ?? '');
      if (!/\bmakedocs\s*\(/.test(script) || makesMarkdown(script)) continue;
      // Elsewhere it makes pages to try something out.
      const isUsual = /^(?:docs?)?$/.test(fileName(folderOf(config)));
      const certainty = inExampleFolder(config) ? 0.3 : isUsual ? 0.92 : 0.4;
      found.push({ generator: 'documenter', root: folderOf(config), config, because: config, certainty });
    }
    return found;
  },

  open,
};

async function open({ root, config }: DetectedSite, repo: Repo): Promise<Permalinks> {
  const file = config ?? joinRepo(root, 'make.jl') ?? root;
  const source = (await repo.read(file)) ?? '';
  const script = withoutComments(source);
  const folder = joinRepo(root, textAt(script, 'source') ?? 'src') ?? root;
  const listed = /\bpagesonly\s*=\s*true\b/.test(script) ? listedPages(script) : undefined;
  const isPretty = !/\bprettyurls\s*=\s*false\b/.test(script);
  const url = addressIn(script);
  const basePath = basePathOf(url);
  return {
    address: url === undefined ? undefined : { url, file, line: lineOfAddress(source) },
    isVersioned: true,
    basePath,
    staticRoots: [folder],
    leavesOut: isPage,
    notes: notesOf(file, script),
    reads: (path) => (isPage(path) && below(path, folder) !== undefined ? 'head' : undefined),
    routes(content) {
      const inside = below(content.path, folder);
      if (inside === undefined || !isPage(inside)) return [];
      const route = pageRoute(content, inside, builtUrl(basePath, addressOf(inside, isPretty)));
      return [listed === undefined || listed.has(inside) ? route : { ...route, kind: 'unpublished' }];
    },
    made: async () => madePages(script, folder, repo),
    beside: madeFiles(['search_index.js', 'objects.inv', 'siteinfo.js', 'versions.js'], basePath, file),
  };
}

function isPage(inside: string): boolean {
  return inside.endsWith('.md');
}

/** `a/index.md` is `a/`, `a/b.md` is `a/b/`; without pretty addresses each is its file. */
function addressOf(inside: string, isPretty: boolean): string {
  const stem = inside.slice(0, -'.md'.length);
  if (fileName(stem) === 'index') return isPretty || stem === 'index' ? stem.slice(0, -'index'.length) : `${stem}.html`;
  return isPretty ? `${stem}/` : `${stem}.html`;
}

function pageRoute(content: ContentFile, inside: string, url: Route['url']): Route {
  const isIndex = fileName(inside) === 'index.md';
  const kind = inside === 'index.md' ? 'home' : isIndex ? 'section' : 'page';
  return { url, file: content.path, kind, title: pageTitle(content) };
}

function listedPages(script: string): ReadonlySet<string> {
  return new Set([...script.matchAll(/"([^"$\n]+\.md)"/g)].map(([, name = '']) => name));
}

/**
 * Folders in which Literate, Weave or DemoCards write pages before the build, as far as the script names them as texts.
 * https://fredrikekre.github.io/Literate.jl/v2/documenter/, https://democards.juliadocs.org/stable/quickstart/
 */
function madePages(script: string, folder: RepoPath, { files }: Repo): readonly MadePages[] {
  const [by] = /\b(?:Literate|Weave|DemoCards)\b/.exec(script) ?? [];
  if (by === undefined) return [];
  const named = /"src"\s*,\s*"([\w./-]+)"|"src\/([\w./-]+?)\/?"|\bmakedemos\(\s*"([\w./-]+)"/g;
  return [...script.matchAll(named)].flatMap(([, part, path, demos]) => {
    const place = joinRepo(folder, part ?? path ?? demos ?? '');
    const isMade = place !== undefined && place !== folder && !files.some((file) => below(file, place) !== undefined);
    return isMade ? [{ folder: place, by }] : [];
  });
}

/** Other programs make a site of its Markdown, by rules of their own. */
function makesMarkdown(script: string): boolean {
  return (
    /\bformat\s*=\s*(?:Documenter\.|DocumenterMarkdown\.)?Markdown\s*\(/.test(script) && !/\bHTML\s*\(/.test(script)
  );
}

function notesOf(file: RepoPath, script: string): readonly Note[] {
  if (!/\bMarkdownVitepress\b/.test(script)) return [];
  const message =
    'DocumenterVitepress makes the site of these pages with VitePress, whose settings are not read here: the addresses are those of Documenter.';
  return [{ file, message, doubtsAddresses: true }];
}

const written = /\bcanonical\s*=\s*"([^"\n]+)"/;
const deployed = /\brepo\s*=\s*"(?:https:\/\/|git@)?github\.com[/:]([\w.-]+)\/([\w.-]+?)(?:\.git)?"/;

/** The arguments of a call are not looked for any further. */
const longestCall = 2000;

/** `canonical`, else where GitHub Pages serves what is deployed: below `stable`, unless there are no versions. */
function addressIn(script: string): string | undefined {
  const [, canonical] = written.exec(script) ?? [];
  if (canonical !== undefined) return canonical;
  const call = script.search(/\bdeploydocs\s*\(/);
  const [, owner, name] = (call < 0 ? null : deployed.exec(script.slice(call, call + longestCall))) ?? [];
  if (owner === undefined || name === undefined) return undefined;
  const isOwn = name.toLowerCase() === `${owner.toLowerCase()}.github.io`;
  const version = /\bversions\s*=\s*nothing\b/.test(script) ? '' : 'stable/';
  return `https://${owner.toLowerCase()}.github.io/${isOwn ? '' : `${name}/`}${version}`;
}

function lineOfAddress(source: string): number {
  const lines = source.split('\n');
  const at = lines.findIndex((line) => /\bcanonical\s*=/.test(line));
  const deployedAt = lines.findIndex((line) => /\bdeploydocs\b/.test(line));
  return Math.max(at >= 0 ? at : deployedAt, 0) + 1;
}

function textAt(script: string, key: string): string | undefined {
  return new RegExp(`\\b${key}\\s*=\\s*"([^"$]*)"`).exec(script)?.[1];
}

/** `#= … =#`, and what follows a `#` outside of a text. */
function withoutComments(source: string): string {
  const [first = '', ...rest] = source.split('#=');
  const said = rest.map((part) => (part.includes('=#') ? part.slice(part.indexOf('=#') + 2) : ''));
  return [first, ...said].join('').split('\n').map(withoutComment).join('\n');
}

function withoutComment(line: string): string {
  let isText = false;
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isText = !isText;
    else if (isText && line[at] === '\\') at++;
    else if (!isText && line[at] === '#') return line.slice(0, at);
  }
  return line;
}
