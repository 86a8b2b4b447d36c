/**
 * `@vuepress/plugin-redirect` of VuePress 2, once `vuepress-plugin-redirect`: `redirectPlugin({ config: { '/old.html':
 * '/new.html' } })` in the configuration, or `plugins: { redirect: { config } }` of a theme. A page that leads on is
 * written below the base at each key unless one is there; both ends are taken for files, so that `/a/` is
 * `/a/index.html`, and `/a` and `/a#b` get `.html` behind them.
 * https://ecosystem.vuejs.press/plugins/tools/redirect.html
 */
import { type DataText, openData, textAt } from '../../../data/data.ts';
import { property } from '../../../script/value.ts';
import { printField } from '../../../text/records.ts';
import type { InvalidRule, Redirect, RedirectContext, RedirectFormat, Refusal } from '../../format.ts';
import { encodedTarget, isOffSite, withBase, withoutBase } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { madePage, seenFrom } from '../../writing/madePage.ts';
import { addToMap, type Entry, type MapGrammar, parseMap, removeFromMap } from '../../writing/recordMap.ts';
import { ledByScript } from './clientRedirects.ts';
import { htmlFile } from './htmlFile.ts';
import { namesRedirectPlugin, ownVuepressFiles, pluginOptions } from './vuepressPlugin.ts';

const configs = /^(?:config|theme|plugins)(?:\/[\w-]+)?\.[cm]?[jt]s$/;

const grammar: MapGrammar = {
  format: 'vuepressRedirect',
  host: 'pages',
  map: (data) => {
    const options = optionsOf(data);
    const config = options && property(options, 'config');
    return config === undefined || (config.kind === 'literal' && config.value === undefined)
      ? undefined
      : data.dataOf(config);
  },
  missing(data) {
    const options = optionsOf(data);
    const node = options && data.dataOf(options);
    return node?.kind === 'object' ? { into: node, name: 'config' } : undefined;
  },
  read(key, value, { basePath }) {
    const to = textAt(value);
    if (to === undefined) return { problem: `${key}: a redirect needs its target as a text.` };
    const file = htmlFile(key.replace(/#.*$/, ''));
    const path = withBase(file.replace(/^\/*/, '/'), basePath);
    return {
      from: key,
      to: locationOf(to, path, basePath),
      source: madePage(file, { kind: 'exact', path }),
      status: 301,
    };
  },
  write,
};

function optionsOf({ script }: DataText): ReturnType<typeof pluginOptions> {
  return script && pluginOptions(script);
}

function locationOf(to: string, page: string, basePath: string): string {
  const file = htmlFile(to);
  if (file.startsWith('/')) return encodedTarget(basePath.replace(/(?<!\/)\/+$/, '') + file);
  return isOffSite(file) ? encodedTarget(file) : seenFrom(page, encodedTarget(file));
}

function write(redirect: Redirect, { basePath }: RedirectContext): Entry | Refusal {
  const { from } = redirect;
  if (redirect.below) return { refused: 'The plugin redirect can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308)
    return { refused: 'The plugin redirect can only redirect permanently.' };
  const away = isOffSite(redirect.to);
  const inside = withoutBase(from, basePath);
  const to = away ? redirect.to : withoutBase(redirect.to, basePath);
  if (inside === undefined || to === undefined) return { refused: `Both ends must lie below ${basePath}.` };
  if (/[%?#\\]/.test(inside))
    return { refused: `The plugin does not read the characters % ? # \\ in ${from} as plain text.` };
  const [target] = /^[^?#]*/.exec(to) ?? [''];
  if (target !== to || (away && htmlFile(to) !== to) || /\.(?!html$)\w+$/i.test(target))
    return { refused: `The plugin puts .html behind ${redirect.to}; write the redirect elsewhere.` };
  const written = encodedTarget(to);
  const path = withBase(htmlFile(inside), basePath);
  return {
    key: inside,
    source: { kind: 'exact', path },
    to: locationOf(written, path, basePath),
    print: (style) => printField(written, style),
  };
}

export const vuepressRedirect = {
  id: 'vuepressRedirect',
  title: 'VuePress redirect plugin',
  docs: 'https://ecosystem.vuejs.press/plugins/tools/redirect.html#config',
  reads: 'whole',
  writes: ['script'],

  async files(context) {
    const { repo } = context;
    const found = await Promise.all(
      ownVuepressFiles(context, configs).map(async (file) =>
        namesRedirectPlugin((await repo.read(file)) ?? '') ? [file] : [],
      ),
    );
    return found.flat();
  },

  // Of two keys for one file the later one is written.
  answering: (one, other) => (one.file !== other.file ? undefined : one.order >= other.order ? one : other),

  parse(text, file, context) {
    const parsed = parseMap(grammar, text, file, context);
    const data = openData(text, file);
    if (!data?.script) return parsed;
    const led = ledByScript(data, file, context);
    const more: InvalidRule[] = [...led];
    const options = optionsOf(data);
    if (options === undefined && led.length === 0 && /\bredirectPlugin\s*\(|\bconfig\s*:\s*\{\s*['"]\//.test(text)) {
      const message = 'The redirects cannot be read: how the plugin redirect is set up is not written here.';
      more.push({ format: 'vuepressRedirect', file, line: 1, message, isHidden: true });
    }
    return { ...parsed, invalid: [...parsed.invalid, ...more] };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'config of the plugin redirect in {file}, refresh page',
      because: 'the plugin writes a redirect page',
      fitness: 52,
      missing: 'The site does not use the plugin redirect of VuePress 2.',
    });
  },
  add: (redirects, text, file, context) => addToMap(grammar, redirects, text, file, context),
  remove: (rule, text) => removeFromMap(grammar, rule, text),
} satisfies RedirectFormat;
