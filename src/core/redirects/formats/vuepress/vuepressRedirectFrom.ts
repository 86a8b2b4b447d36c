/**
 * `@vuepress/plugin-redirect` of VuePress 2, once `vuepress-plugin-redirect`: `redirectFrom: /old.html` or a list in the
 * front matter of the page that takes the addresses over; a page that leads on is written at each unless one is there.
 * `redirectTo: /new.html` in that of a page that only leads on, by a script.
 * https://ecosystem.vuejs.press/plugins/tools/redirect.html
 */
import { frontMatterList, removeFromFrontMatter } from '../../../frontMatter/edit.ts';
import { lineAt } from '../../../text/edits.ts';
import type { ParsedRedirects, RedirectContext, RedirectFormat } from '../../format.ts';
import { namedLike } from '../../reach.ts';
import { ruleAt } from '../../rule.ts';
import { encodedTarget, isOffSite, withBase } from '../../target.ts';
import { madePage, seenFrom } from '../../writing/madePage.ts';
import { pageAliases } from '../../writing/pageAliases.ts';
import { htmlFile } from './htmlFile.ts';
import { hasRedirectPlugin } from './vuepressPlugin.ts';

const aliases = pageAliases({
  format: 'vuepressRedirectFrom',
  generator: 'vuepress',
  name: 'VuePress',
  extensions: new Set(['.md']),
  key: 'redirectFrom',
  plugin: { name: 'its plugin redirect', isUsed: hasRedirectPlugin },
  sourceOf(alias, _route, { basePath }) {
    const file = htmlFile(alias.replace(/#.*$/, ''));
    return madePage(file, { kind: 'exact', path: withBase(file.replace(/^\/*/, '/'), basePath) });
  },
  aliasOf: (from) =>
    /[%?]/.test(from) ? { refused: `The plugin reads the characters % ? in ${from} as a part of a name.` } : from,
});

export const vuepressRedirectFrom = {
  id: 'vuepressRedirectFrom',
  title: 'VuePress redirectFrom',
  docs: 'https://ecosystem.vuejs.press/plugins/tools/redirect.html#redirectfrom',
  ...aliases,

  parse(text, file, context) {
    const parsed = aliases.parse(text, file, context);
    const [to] = (text.includes('redirectTo') && frontMatterList(text, 'redirectTo', file)) || [];
    if (to === undefined) return parsed;
    const route = context.routeOfFile(file);
    const rule = ruleAt(
      {
        format: 'vuepressRedirectFrom',
        host: 'pages',
        file,
        line: lineAt(text, to.start),
        start: to.start,
        end: to.end,
        order: parsed.rules.length,
      },
      {
        from: route?.url ?? '',
        to: locationOf(to.value, route?.url ?? '/', context),
        source: route
          ? { kind: 'exact', path: route.url }
          : { kind: 'unknown', reason: 'the address of this page is not known', reach: namedLike(file) },
        status: 301,
        force: true,
      },
    );
    return { ...parsed, rules: [...parsed.rules, rule] } satisfies ParsedRedirects;
  },

  remove(rule, text, context) {
    const isTo = frontMatterList(text, 'redirectTo', rule.file)?.some(({ start }) => start === rule.start) === true;
    return isTo
      ? removeFromFrontMatter(text, 'redirectTo', rule.start, rule.file)
      : aliases.remove(rule, text, context);
  },
} satisfies RedirectFormat;

/** As the plugin writes it: a file below the base, a whole URL, or what is seen from the page. */
function locationOf(written: string, page: string, { basePath }: RedirectContext): string {
  const to = htmlFile(written.startsWith('/') ? basePath.replace(/(?<!\/)\/+$/, '') + written : written);
  return to.startsWith('/') || isOffSite(to) ? encodedTarget(to) : seenFrom(page, encodedTarget(to));
}
