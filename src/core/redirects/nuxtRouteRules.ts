/**
 * Nuxt: `routeRules: { '/old': { redirect: '/new' | { to, statusCode } }, '/a/**': { redirect: '/b/**' } }` in
 * `nuxt.config.*`; 307 by default; the most specific key wins.
 * https://nuxt.com/docs/guide/concepts/rendering#route-rules
 */
import { urlPath } from '../paths.ts';
import { dataAt, textAt, valueAt } from '../text/data.ts';
import { filesNamed, planInFile, statusOf } from './configFile.ts';
import type { RedirectFormat, SourcePattern } from './format.ts';
import { literal, literalFolder } from './hosts/host.ts';
import { addToMap, inlineRecord, type MapGrammar, parseMap, removeFromMap } from './recordMap.ts';
import { encodedTarget } from './target.ts';

const grammar: MapGrammar = {
  format: 'nuxtRouteRules',
  host: 'nuxt',
  map: ({ root }) => dataAt(root, 'routeRules') ?? dataAt(root, 'nitro', 'routeRules'),
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'routeRules' } : undefined),
  read(key, value) {
    const redirect = dataAt(value, 'redirect');
    if (!redirect) return undefined;
    const to = textAt(redirect) ?? textAt(redirect, 'to');
    if (to === undefined) return { problem: `${key}: redirect needs a target.` };
    const status = valueAt(redirect, 'statusCode') ?? valueAt(redirect, 'status');
    return {
      from: key,
      to: key.endsWith('/**') ? to.replace(/\/\*\*$/, '/:rest') : to,
      source: sourceOf(key),
      status: typeof status === 'number' ? status : 307,
      statusIsDefault: typeof status !== 'number',
    };
  },
  write(redirect) {
    const status = statusOf(redirect, 301, 302);
    if (status === undefined) return { refused: 'Nuxt has no status 410 for redirects.' };
    const trim = (path: string) => path.replace(/(.)\/$/, '$1');
    const key = redirect.below ? `${trim(redirect.from)}/**` : trim(redirect.from);
    const target = redirect.below ? `${trim(encodedTarget(redirect.to))}/**` : encodedTarget(redirect.to);
    return {
      key,
      to: redirect.below ? target.replace(/\/\*\*$/, '/:rest') : target,
      source: sourceOf(key),
      print: (style) =>
        `{ redirect: ${inlineRecord(
          [
            ['to', target],
            ['statusCode', status],
          ],
          style,
        )} }`,
    };
  },
};

function sourceOf(key: string): SourcePattern {
  if (!key.includes('*') && !key.includes('/:')) return { kind: 'exact', path: urlPath(key) };
  const names: string[] = [];
  const body = key
    .split(/(\/\*\*$|\/\*|\/:\w+)/)
    .map((part) => {
      if (part === '/**') {
        names.push('rest');
        return '(?:/(.*))?';
      }
      if (part === '/*' || part.startsWith('/:')) {
        names.push(part.slice(2) || 'segment');
        return '/([^/]+)';
      }
      return literal(part);
    })
    .join('');
  return { kind: 'pattern', regex: `^${body}$`, names, under: literalFolder(key, /\*|:/) };
}

export const nuxtRouteRules = {
  id: 'nuxtRouteRules',
  title: 'Nuxt routeRules',
  docs: 'https://nuxt.com/docs/guide/concepts/rendering#route-rules',
  reads: 'whole',
  files: async (context) => filesNamed(context, /^nuxt\.config\.(js|mjs|cjs|ts|mts)$/),
  parse: (text, file, context) => parseMap(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'routeRules in {file}, 301',
      because: 'Nuxt answers its route rules before any page',
      fitness: 52,
      missing: 'The site is not made by Nuxt.',
    });
  },
  add: (redirects, text, file, context) => addToMap(grammar, redirects, text, file, context),
  remove: (rule, text) => removeFromMap(grammar, rule, text),
} satisfies RedirectFormat;
