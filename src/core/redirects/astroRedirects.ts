/**
 * Astro: `redirects: { '/old': '/new', '/blog/[...slug]': { status: 301, destination: '/articles/[...slug]' } }` in
 * `astro.config.*`; 301 by default; written as pages, or for the adapter's host.
 * https://docs.astro.build/en/guides/routing/#redirects
 */
import { urlPath } from '../paths.ts';
import { type DataNode, dataAt, textAt, valueAt } from '../text/data.ts';
import { printField } from '../text/records.ts';
import { filesNamed, planInFile } from './configFile.ts';
import type { RedirectFormat, SourcePattern } from './format.ts';
import { literal, literalFolder } from './hosts/host.ts';
import { addToMap, inlineRecord, type MapGrammar, parseMap, removeFromMap } from './recordMap.ts';
import { encodedTarget, isOffSite, withBase, withoutBase } from './target.ts';

const grammar: MapGrammar = {
  format: 'astroRedirects',
  host: 'astro',
  map: ({ root }) => dataAt(root, 'redirects'),
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'redirects' } : undefined),
  read(key, value, context) {
    const to = textAt(value) ?? textAt(value, 'destination');
    if (to === undefined) return { problem: `${key} needs a target.` };
    const status = statusAt(value);
    return {
      from: key,
      to: isOffSite(to) ? to : withBase(to, context.basePath).replace(/\[(?:\.\.\.)?(\w+)\]/g, ':$1'),
      source: sourceOf(withBase(key, context.basePath)),
      status: status ?? 301,
      statusIsDefault: status === undefined,
      force: true,
    };
  },
  write(redirect, context) {
    if (redirect.status === 410) return { refused: 'Astro has no status 410 for redirects.' };
    const from = withoutBase(redirect.from, context.basePath);
    const target = isOffSite(redirect.to) ? redirect.to : withoutBase(redirect.to, context.basePath);
    if (from === undefined || target === undefined) return { refused: `Both ends must lie below ${context.basePath}.` };
    const trim = (path: string) => path.replace(/(.)\/$/, '$1');
    const key = redirect.below ? `${trim(from)}/[...path]` : trim(from);
    const to = redirect.below ? `${trim(encodedTarget(target))}/[...path]` : encodedTarget(target);
    return {
      key,
      to: isOffSite(to) ? to : withBase(to, context.basePath).replace(/\[(?:\.\.\.)?(\w+)\]/g, ':$1'),
      source: sourceOf(withBase(key, context.basePath)),
      print: (style) =>
        redirect.status === 301
          ? printField(to, style)
          : inlineRecord(
              [
                ['status', redirect.status],
                ['destination', to],
              ],
              style,
            ),
    };
  },
};

function statusAt(value: DataNode): number | undefined {
  const status = valueAt(value, 'status');
  return typeof status === 'number' ? status : undefined;
}

function sourceOf(key: string): SourcePattern {
  if (!key.includes('[')) return { kind: 'exact', path: urlPath(key) };
  const names: string[] = [];
  const body = key
    .replace(/(.)\/$/, '$1')
    .split(/(\/?\[(?:\.\.\.)?\w+\])/)
    .map((part) => {
      const name = /^(\/?)\[(\.\.\.)?(\w+)\]$/.exec(part);
      if (!name?.[3]) return literal(part);
      names.push(name[3]);
      return name[2] ? `(?:${name[1] ?? ''}(.*?))?` : `${name[1] ?? ''}([^/]+?)`;
    })
    .join('');
  return { kind: 'pattern', regex: `^${body}/?$`, names, under: literalFolder(key, /\[/) };
}

export const astroRedirects = {
  id: 'astroRedirects',
  title: 'Astro redirects',
  docs: 'https://docs.astro.build/en/guides/routing/#redirects',
  reads: 'whole',
  files: async (context) => filesNamed(context, /^astro\.config\.(js|mjs|cjs|ts|mts)$/),
  parse: (text, file, context) => parseMap(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}',
      because: 'Astro writes a page that leads on, or the rule of its host',
      fitness: 50,
      missing: 'The site is not made by Astro.',
    });
  },
  add: (redirects, text, file, context) => addToMap(grammar, redirects, text, file, context),
  remove: (rule, text) => removeFromMap(grammar, rule, text),
} satisfies RedirectFormat;
