/**
 * `@docusaurus/plugin-client-redirects`: `['@docusaurus/plugin-client-redirects', { redirects: [{ to, from }] }]` in
 * `plugins`; `from` is a path or a list of them, without the base URL; a page that leads on is written for each. Both are decoded;
 * `to` gets or loses its slash as `trailingSlash` says.
 * https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-client-redirects
 */

import { type DataNode, type DataText, dataAt, itemsAt, openData, textAt, valueAt } from '../../../data/data.ts';
import { decodeUri, encodeUri, fileName } from '../../../paths.ts';
import { configurationOf, type Script } from '../../../script/script.ts';
import { itemsOf, property, type Value } from '../../../script/value.ts';
import { askedOnce, formatFiles } from '../../askedOnce.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from '../../format.ts';
import { isOffSite, splitTarget, withBase, withoutBase } from '../../target.ts';
import { ownFilesNamed, planInFile } from '../../writing/configFile.ts';
import { madePage } from '../../writing/madePage.ts';
import { type ListPrinter, parseRecords, type RecordGrammar } from '../../writing/recordList.ts';
import { addRecords, removeRecord } from '../../writing/recordListEdit.ts';
import { recordsIn, withModules } from '../../writing/redirectModules.ts';
import { createdRedirects } from './created.ts';

const plugin = '@docusaurus/plugin-client-redirects';

const grammar: RecordGrammar = {
  format: 'docusaurusRedirects',
  host: 'pages',
  target: 'to',
  lists: (data) => [dataAt(optionsOf(data), 'redirects')].filter((node) => node !== undefined),
  read(record, { root }, context) {
    const to = textAt(record, 'to');
    const froms = itemsAt(record, 'from').flatMap((node) => {
      const from = textAt(node);
      return from === undefined ? [] : [{ from, place: dataAt(record, 'from')?.kind === 'list' ? node : record }];
    });
    if (to === undefined || froms.length === 0) return { problem: 'A redirect needs to and from.' };
    const slash = valueAt(root, 'trailingSlash');
    return froms.map(({ from, place }) => ({
      from,
      place,
      to: locationOf(to, slash, context),
      source: sourceOf(from, slash, context),
      status: 301,
    }));
  },
  write(redirect, context) {
    if (redirect.below) return { refused: 'The plugin can only redirect single pages.' };
    if (redirect.status !== 301 && redirect.status !== 308)
      return { refused: 'The plugin can only redirect permanently.' };
    const from = withoutBase(redirect.from, context.basePath);
    const to = isOffSite(redirect.to) ? redirect.to : withoutBase(redirect.to, context.basePath);
    if (from === undefined || to === undefined) return { refused: `Both ends must lie below ${context.basePath}.` };
    if (/[%?#]/.test(from))
      return { refused: `The plugin does not read the characters % ? # in ${from} as plain text.` };
    return [
      ['from', from],
      // Decoded: the plugin encodes it as it stands.
      ['to', decodeUri(to)],
    ];
  },
  missing(data) {
    const options = optionsOf(data);
    if (options?.kind === 'object') return { into: options, name: 'redirects' };
    if (options !== undefined || data.root.kind !== 'object') return undefined;
    // The plugin is not registered: with no plugins at all a list of them is made, else it joins the list.
    const plugins = dataAt(data.root, 'plugins');
    if (plugins === undefined) {
      return {
        into: data.root,
        print: (indent, unit, end, items) =>
          ['plugins: [', `${indent}${unit}${printPlugin(indent + unit, unit, end, items)},`, `${indent}]`].join(end),
      };
    }
    return plugins.kind === 'list' ? { into: plugins, print: printPlugin } : undefined;
  },
};

const printPlugin: ListPrinter = (indent, unit, end, items) =>
  [
    '[',
    `${indent}${unit}'${plugin}',`,
    `${indent}${unit}{`,
    `${indent}${unit}${unit}redirects: [`,
    items(indent + unit.repeat(3)),
    `${indent}${unit}${unit}],`,
    `${indent}${unit}},`,
    `${indent}]`,
  ].join(end);

/** The page is `from/index.html`, so that a slash at the end says nothing; `x.html.html` where the site has none. */
function sourceOf(from: string, slash: unknown, { basePath }: RedirectContext): SourcePattern {
  if (!/^\/(?!\/)[^?#]*$/.test(from)) {
    return {
      kind: 'never',
      reason: 'the plugin wants a path that begins with one slash, without query or fragment, and the build fails',
    };
  }
  const path = from.replace(/(?<!\/)\/+$/, '');
  const extension = slash === false && path.endsWith('.html') ? '.html' : '/';
  return madePage(from, { kind: 'exact', path: withBase(path + extension, basePath) });
}

function locationOf(to: string, slash: unknown, { basePath }: RedirectContext): string {
  const [path, rest] = splitTarget(to);
  const bare = path.replace(/(.)\/$/, '$1');
  const own = typeof slash !== 'boolean' || path === '/' ? path : slash ? `${bare}/` : bare;
  // A slash in front of a query or a part of a page is always taken away.
  const kept = rest === '' || isOffSite(to) ? own : own.replace(/\/$/, '');
  const target = path.startsWith('/') ? basePath.replace(/(?<!\/)\/+$/, '') + kept : kept;
  return encodeUri(target + rest);
}

/** The options of the plugin; an empty place when it is registered without any. */
function optionsOf(data: DataText): DataNode | undefined {
  for (const entry of itemsAt(data.root, 'plugins')) {
    const name = textAt(entry) ?? textAt(entry, 0) ?? sourceText(dataAt(entry, 0), data);
    if (name !== undefined && /plugin-client-redirects|^client-redirects$/.test(name)) return dataAt(entry, 1) ?? entry;
  }
  return undefined;
}

/** `require.resolve('…')` is no data, but its text tells the plugin. */
function sourceText(node: DataNode | undefined, { text }: DataText): string | undefined {
  return node ? text.slice(node.start, node.end) : undefined;
}

const names = /^docusaurus\.config\.(js|mjs|cjs|ts|mts)$/;

/** The options of the plugin as the program has them. */
function pluginOptions(script: Script): Value | undefined {
  const plugins = property(configurationOf(script), 'plugins');
  const options = itemsOf(plugins).flatMap((entry) => (entry.kind === 'list' ? entry.items.slice(1, 2) : []));
  return options.find((value) => optionNames.some((name) => value.kind === 'object' && value.properties.has(name)));
}

const optionNames = ['redirects', 'createRedirects', 'fromExtensions', 'toExtensions'];

/** The list that the options of the plugin name. */
function redirectsOf(script: Script): Value | undefined {
  const options = pluginOptions(script);
  const value = options && property(options, 'redirects');
  return value?.kind === 'list' ? value : undefined;
}

export const docusaurusRedirects = {
  id: 'docusaurusRedirects',
  title: 'Docusaurus client redirects',
  docs: 'https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-client-redirects',
  reads: 'whole',
  writes: ['script', 'json'],
  async files(context) {
    if (!context.generators.includes('docusaurus')) return [];
    return withModules(ownFilesNamed(context, names), context, redirectsOf, grammar.target);
  },
  // The plugin's 3.5.2 drops all but the first of a source.
  answering: (one, other) => (one.order <= other.order ? one : other),
  parse(text, file, context) {
    const listed = parseRecords(recordsIn(grammar, file, names), text, file, context);
    const data = names.test(fileName(file)) ? openData(text, file) : undefined;
    if (!data?.script) return listed;
    const slash = valueAt(data.root, 'trailingSlash');
    const options = pluginOptions(data.script);
    const made = createdRedirects(
      options,
      data,
      file,
      context,
      (from) => sourceOf(from, slash, context),
      listed.rules.length,
    );
    // What is made from the extensions of pages comes first, and the first of two that are the same counts.
    return { ...listed, rules: [...listed.rules, ...made.rules], invalid: [...listed.invalid, ...made.invalid] };
  },
  async plan(redirect, context) {
    const [file] = await formatFiles(this, context);
    return planInFile(this, redirect, context, {
      label: 'client redirects in {file}, refresh page',
      because: 'the plugin writes a redirect page',
      fitness: 50,
      missing: 'The site is not made by Docusaurus.',
      needs:
        file && !(await askedOnce(isInstalled, context))
          ? [{ file, message: `Run \`npm install ${plugin}\`.`, stopsBuild: true }]
          : undefined,
    });
  },
  add: (redirects, text, file, context) => addRecords(recordsIn(grammar, file, names), redirects, text, file, context),
  remove(rule, text) {
    return removeRecord(recordsIn(grammar, rule.file, names), rule, text);
  },
} satisfies RedirectFormat;

async function isInstalled({ repo }: RedirectContext): Promise<boolean> {
  for (const file of repo.files.filter((path) => /(^|\/)package\.json$/.test(path)).slice(0, 20)) {
    if ((await repo.read(file))?.includes(plugin)) return true;
  }
  return false;
}
