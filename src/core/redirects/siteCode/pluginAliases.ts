/**
 * Redirect pages that alias_generator.rb, which sites of Jekyll keep in `_plugins`, makes of `alias` in front matter: they
 * are not read, and named with their addresses. https://github.com/tsmango/jekyll_alias_generator
 */
import { extensionOf, fileName } from '../../paths.ts';
import type { InvalidRule, RedirectContext } from '../format.ts';
import { isAside } from '../target.ts';

const pages = new Set(['.md', '.markdown', '.html', '.textile']);

/** What the pages call themselves besides, and the plugin that makes pages of it; `undefined` without one, or without any. */
export async function pluginAliases({
  repo,
  generators,
}: RedirectContext): Promise<{ readonly entry: InvalidRule; readonly aliases: readonly string[] } | undefined> {
  if (!generators.includes('jekyll')) return undefined;
  const plugin = repo.files.find((file) => /(?:^|\/)_plugins\/[\w-]*alias[\w-]*\.rb$/.test(file));
  if (plugin === undefined || !/['"]alias['"]/.test((await repo.read(plugin)) ?? '')) return undefined;
  const content = repo.files.filter((file) => pages.has(extensionOf(file)) && !isAside(file));
  const heads = await Promise.all(content.map((file) => repo.readHead(file)));
  const aliases = heads.flatMap((head) => aliasesIn(head ?? ''));
  if (aliases.length === 0) return undefined;
  const message = `${fileName(plugin)} makes pages of alias in front matter; these redirects are not read.`;
  return {
    entry: { format: 'unreadForms', file: plugin, line: 1, message, isHidden: true, writtenIn: plugin },
    aliases,
  };
}

/** A text, a list on its line, or a list below. */
function aliasesIn(head: string): readonly string[] {
  const front = head.startsWith('---') ? head.slice(0, Math.max(0, head.indexOf('\n---', 3))) : '';
  const lines = front.split('\n');
  const at = lines.findIndex((line) => /^alias[ \t]*:/.test(line));
  if (at < 0) return [];
  const inline = (lines[at] ?? '').replace(/^alias[ \t]*:/, '').replace(/^[ \t]*\[|\][ \t]*\r?$/g, '');
  const below = lines.slice(at + 1);
  const end = below.findIndex((line) => !/^[ \t]*-[ \t]/.test(line));
  const listed = below.slice(0, end < 0 ? below.length : end).map((line) => line.replace(/^[ \t]*-[ \t]+/, ''));
  return [...inline.split(','), ...listed].map((text) => text.trim().replace(/^["']|["']$/g, '')).filter(Boolean);
}
