/**
 * Nuxt: `routeRules: { '/old': { redirect: '/new' | { to, statusCode } }, '/a/**': { redirect: '/b/**' } }` in
 * `nuxt.config.*`; 307 by default; the most specific key wins.
 * https://nuxt.com/docs/guide/concepts/rendering#route-rules
 */
import { dataAt, textAt, valueAt } from '../../data/data.ts';
import { configurationOf, type Script } from '../../script/script.ts';
import { isAbsent, property, type Value } from '../../script/value.ts';
import type { RedirectFormat } from '../format.ts';
import { nuxt } from '../hosts/nuxt.ts';
import { encodedTarget, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { addToMap, inlineRecord, type MapGrammar, parseMap, removeFromMap } from '../writing/recordMap.ts';
import { mapIn, withModules } from '../writing/redirectModules.ts';

const grammar: MapGrammar = {
  format: 'nuxtRouteRules',
  host: 'nuxt',
  map: ({ root }) => dataAt(root, 'routeRules') ?? dataAt(root, 'nitro', 'routeRules'),
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'routeRules' } : undefined),
  read(key, value, context) {
    const redirect = dataAt(value, 'redirect');
    if (!redirect) return undefined;
    const to = textAt(redirect) ?? textAt(redirect, 'to');
    if (to === undefined) return { problem: `${key}: redirect needs a target.` };
    const status = valueAt(redirect, 'statusCode');
    return {
      from: key,
      to,
      source: nuxt.source(key, context),
      status: typeof status === 'number' ? status : 307,
      statusIsDefault: typeof status !== 'number',
    };
  },
  write(redirect, context) {
    const status = statusOf(redirect, 301, 302);
    if (status === undefined) return { refused: 'Nuxt has no status 410 for redirects.' };
    const from = withoutBase(redirect.from, context.basePath);
    if (from === undefined) return { refused: `${redirect.from} is outside ${context.basePath}.` };
    const trim = (path: string) => path.replace(/(.)\/$/, '$1');
    const path = trim(from).replace(/%/g, '%25');
    if (/[*:]/.test(path))
      return { refused: `A key of routeRules cannot hold ${redirect.from}: * and : have a special meaning there.` };
    const key = redirect.below ? `${path}/**` : path;
    const target = redirect.below ? `${trim(encodedTarget(redirect.to))}/**` : encodedTarget(redirect.to);
    return {
      key,
      to: target,
      source: nuxt.source(key, context),
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

const names = /^nuxt\.config\.(js|mjs|cjs|ts|mts)$/;

function redirectsOf(script: Script): Value {
  const root = configurationOf(script);
  const rules = property(root, 'routeRules');
  return isAbsent(rules) ? property(root, 'nitro', 'routeRules') : rules;
}

export const nuxtRouteRules = {
  id: 'nuxtRouteRules',
  title: 'Nuxt routeRules',
  docs: 'https://nuxt.com/docs/guide/concepts/rendering#route-rules',
  reads: 'whole',
  writes: ['script', 'json'],
  files: (context) => withModules(ownFilesNamed(context, names), context, redirectsOf),
  parse: (text, file, context) => parseMap(mapIn(grammar, file, names), text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'routeRules in {file}, {status}',
      because: 'Nuxt answers its route rules before any page',
      fitness: 52,
      missing: 'The site is not made by Nuxt.',
    });
  },
  add: (redirects, text, file, context) => addToMap(mapIn(grammar, file, names), redirects, text, file, context),
  remove: (rule, text) => removeFromMap(mapIn(grammar, rule.file, names), rule, text),
} satisfies RedirectFormat;
