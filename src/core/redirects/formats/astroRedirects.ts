/**
 * Astro: `redirects: { '/old': '/new', '/blog/[...slug]': { status: 302, destination: '/articles/[...slug]' } }` in
 * `astro.config.*`. Keys lie below the base path, targets do not. Written as pages, answered by its own server, or
 * handed to the host by an adapter. Files and server answer 301 unless the target is the route of a file in `src/pages`.
 * https://docs.astro.build/en/guides/routing/#redirects
 */

import { type DataNode, dataAt, textAt, valueAt } from '../../data/data.ts';
import { decodeUri, encodeUri, folderOf, type RepoPath } from '../../paths.ts';
import { configurationOf } from '../../script/script.ts';
import { property } from '../../script/value.ts';
import { printField } from '../../text/records.ts';
import { formatFiles } from '../askedOnce.ts';
import type { RedirectContext, RedirectFormat, RedirectRule } from '../format.ts';
import { asSent } from '../host.ts';
import { astro } from '../hosts/astro.ts';
import { isOffSite, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { addToMap, inlineRecord, type MapGrammar, parseMap, removeFromMap } from '../writing/recordMap.ts';
import { mapIn, withModules } from '../writing/redirectModules.ts';

interface Build {
  /** An adapter hands the redirects to a host, which takes every status. */
  readonly isHosted: boolean;
  readonly isServer: boolean;
  /** `build.redirects: false`: no pages are written, and nobody else answers. */
  readonly isOff: boolean;
  /** The target is the route of a file. */
  isRoute(target: string): boolean;
}

function buildOf(text: string, file: RepoPath, { repo }: RedirectContext): Build {
  const pages = [folderOf(file), 'src/pages'].filter((part) => part !== '').join('/');
  const extensions = ['astro', 'md', 'mdx', 'html', 'ts', 'js'];
  const hasAdapter = /@astrojs\/(netlify|vercel|cloudflare|node)|\badapter\s*:/.test(text);
  return {
    isHosted: /@astrojs\/(netlify|vercel|cloudflare)/.test(text),
    isOff: !hasAdapter && /\bbuild\s*:\s*\{[^{}]*\bredirects\s*:\s*false\b/.test(text),
    isServer: /\boutput\s*:\s*["']server["']/.test(text),
    isRoute(target) {
      const names = target === '/' ? ['/index'] : target.endsWith('/') ? [] : [target, `${target}/index`];
      return names.some((name) => extensions.some((extension) => repo.has(`${pages}${name}.${extension}` as RepoPath)));
    },
  };
}

/** `slashed`: sources are written with a slash behind; Astro answers both spellings of either. */
function grammarOf(build: Build, slashed = false): MapGrammar {
  const takesStatus = (target: string) => build.isHosted || build.isRoute(target);
  return {
    format: 'astroRedirects',
    host: 'astro',
    map: ({ root }) => dataAt(root, 'redirects'),
    missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'redirects' } : undefined),
    read(key, value, context) {
      const plain = textAt(value);
      const target = plain ?? textAt(value, 'destination');
      if (target === undefined) return { problem: `${key} needs a target.` };
      const status = statusAt(value);
      return {
        from: key,
        to: locationOf(target, build, plain !== undefined || takesStatus(target)),
        source: build.isOff
          ? { kind: 'never', reason: 'build.redirects: false stops Astro from writing a page for it' }
          : astro.source(withBase(key, context.basePath)),
        status: status !== undefined && takesStatus(target) ? status : 301,
        statusIsDefault: status === undefined,
        force: !key.includes('['),
      };
    },
    write(redirect, context) {
      if (build.isOff) return { refused: 'build.redirects: false stops Astro from writing redirect pages.' };
      if (redirect.status === 410) return { refused: 'Astro has no status 410 for redirects.' };
      const from = withoutBase(redirect.from, context.basePath);
      if (from === undefined) return { refused: `${redirect.from} must lie below ${context.basePath}.` };
      if (/[[\]?#%]/.test(from))
        return { refused: `Astro does not read the characters [ ] ? # % in ${from} as plain text.` };
      if (/\/index\.html(\/|$)/.test(from) && !build.isServer)
        return {
          refused: `Astro would write ${from} as a folder, but the page of the folder above it is a file of that name.`,
        };
      if (redirect.below)
        return { refused: 'Astro redirects a whole folder only to a route that has a page for each of its addresses.' };
      const key = keyOf(from.replace(/(.)\/$/, '$1'), slashed);
      const to = plainTarget(redirect.to);
      if (!isOffSite(to) && /\[/.test(to)) return { refused: `Astro reads the [ in ${redirect.to} as a parameter.` };
      const temporary = redirect.status === 302 || redirect.status === 307;
      if (temporary && !takesStatus(to))
        return { refused: `Astro answers 301 for every target that is no file of src/pages.` };
      return {
        key,
        to: locationOf(to, build, true),
        source: astro.source(withBase(key, context.basePath)),
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
}

/** An address of a page, which may have a slash behind. */
function isPage(address: string): boolean {
  return address !== '/' && !/\.[^/]*$|\[/.test(address);
}

function keyOf(address: string, slashed: boolean): string {
  return slashed && isPage(address) ? `${address}/` : address;
}

/** Whether all sources of pages have a slash behind. */
function areSlashed(rules: readonly RedirectRule[]): boolean {
  const pages = rules.filter(({ from }) => isPage(from.replace(/\/$/, '')));
  return pages.length > 0 && pages.every(({ from }) => from.endsWith('/'));
}

function statusAt(value: DataNode): number | undefined {
  const status = valueAt(value, 'status');
  return typeof status === 'number' ? status : undefined;
}

/** What stands in `Location`, with the parameters that are filled: the target is encoded once more as it stands. */
function locationOf(target: string, { isHosted }: Build, isFilled: boolean): string {
  if (isOffSite(target)) return asSent(target);
  const encoded = encodeUri(isHosted ? decodeUri(target) : target);
  // Hosts put nothing where a rest is empty.
  return isFilled ? encoded.replace(/%5B(\.\.\.)?(\w+)%5D/g, isHosted ? '[$2]' : '[$1$2]') : encoded;
}

/** Decoded, as it is encoded when it is answered. */
function plainTarget(to: string): string {
  if (isOffSite(to)) return asSent(to);
  return decodeUri(to);
}

const names = /^astro\.config\.(js|mjs|cjs|ts|mts)$/;

export const astroRedirects = {
  id: 'astroRedirects',
  title: 'Astro redirects',
  docs: 'https://docs.astro.build/en/guides/routing/#redirects',
  reads: 'whole',
  writes: ['script', 'json'],
  files: (context) =>
    withModules(ownFilesNamed(context, names), context, (script) => property(configurationOf(script), 'redirects')),
  parse: (text, file, context) =>
    parseMap(mapIn(grammarOf(buildOf(text, file, context)), file, names), text, file, context),
  async plan(redirect, context) {
    const [file] = await formatFiles(this, context);
    const build = file && buildOf((await context.repo.read(file)) ?? '', file, context);
    return planInFile(this, redirect, context, {
      label: `redirects in {file}, ${build?.isHosted || build?.isServer ? '{status}' : 'refresh page'}`,
      because: 'Astro writes a redirect page, or a rule for its host',
      fitness: 50,
      missing: 'The site is not made by Astro.',
    });
  },
  add(redirects, text, file, context) {
    const grammar = grammarOf(buildOf(text, file, context), areSlashed(this.parse(text, file, context).rules));
    return addToMap(mapIn(grammar, file, names), redirects, text, file, context);
  },
  remove: (rule, text) => removeFromMap(mapIn(anyGrammar, rule.file, names), rule, text),
} satisfies RedirectFormat;

/** Where a rule stands is the same for every build. */
const anyGrammar = grammarOf({ isHosted: false, isServer: false, isOff: false, isRoute: () => false });
