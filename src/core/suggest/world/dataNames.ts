/** Names that a site's data files give to its pages: menus, sidebars, tables of contents, glossaries. */
import { extensionOf, fileName, type RepoPath } from '../../paths.ts';
import type { PageLink } from '../text/links.ts';

/** Settings of hosts and tools, and lists of redirects, name no pages. */
const otherFiles =
  /redirect|openpublishing|^(?:firebase|vercel|now|netlify|package(?:-lock)?|tsconfig.*|staticwebapp\.config)\.json$/i;

const mostFiles = 200;
const largest = 300_000;

/** The files of a repository worth reading for names. */
export function dataFiles(files: readonly RepoPath[]): readonly RepoPath[] {
  const found = files.filter(
    (file) =>
      /^\.(?:ya?ml|json)$/.test(extensionOf(file)) &&
      !otherFiles.test(fileName(file)) &&
      !/(?:^|\/)(?:\.|redirects?\/|test|fixtures?\/)/i.test(file),
  );
  return found.slice(0, mostFiles);
}

const nameLine =
  /^\s*(?:-\s+|\{\s*)?["']?(?:term|name|title|label|text|keyword|toc)["']?\s*:\s*["']?([^"'{}[\]]{1,80}?)["']?,?\s*$/;
const linkLine =
  /^\s*(?:-\s+|\{\s*)?["']?(?:link|url|href|permalink|path|to|page)["']?\s*:\s*["']?([^"'{}[\]\s]{2,300})["']?,?\s*$/;
const entryLine = /^\s*-\s+["']?([^"':{}[\]/]{1,80})["']?\s*:\s*["']?([\w./-]+\.(?:mdx?|rst|html?))["']?\s*$/;

/**
 * Every name with the address beside it, in YAML or JSON written line by line: `term: await` and `link: /language/async`
 * in one entry, or `- Install: install.md`.
 */
export function readNames(text: string): readonly PageLink[] {
  if (text.length > largest) return [];
  const found: PageLink[] = [];
  let name: string | undefined;
  let target: string | undefined;
  for (const line of text.split('\n')) {
    const [, label, file] = entryLine.exec(line) ?? [];
    if (label !== undefined && file !== undefined) {
      found.push({ text: label.trim(), target: file });
      continue;
    }
    if (/^\s*(?:-\s|\{|\}|$)/.test(line)) {
      name = undefined;
      target = undefined;
    }
    name = nameLine.exec(line)?.[1] ?? name;
    target = linkLine.exec(line)?.[1] ?? target;
    if (name === undefined || target === undefined) continue;
    if (!name.includes('/')) found.push({ text: name.trim(), target });
    name = undefined;
    target = undefined;
  }
  return found;
}
