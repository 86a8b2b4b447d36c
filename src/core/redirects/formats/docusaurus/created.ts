/**
 * Redirects that the options of `@docusaurus/plugin-client-redirects` make for every page: `createRedirects` is called
 * with its path, `fromExtensions` puts an extension behind it, `toExtensions` takes one away. Paths have the slash at
 * their end that the site gives them.
 * https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-client-redirects
 */

import type { DataText } from '../../../data/data.ts';
import { encodeUrl, type RepoPath } from '../../../paths.ts';
import type { Script } from '../../../script/script.ts';
import { isAbsent, itemsOf, literalValue, property, textValues, type Value } from '../../../script/value.ts';
import { append } from '../../../text/longLists.ts';
import { askedOnce } from '../../askedOnce.ts';
import type { InvalidRule, ParsedRedirects, RedirectContext, RedirectRule, SourcePattern } from '../../format.ts';
import { withoutBase } from '../../target.ts';

interface Created {
  readonly from: string;
  readonly to: string;
  readonly by: Value;
}

/** More pages than this are not gone through: the options are then said, and not read. */
const mostPages = 20_000;

/**
 * `sourceOf`: what a path that the plugin redirects is as an address; `listed`: how many redirects the option `redirects`
 * has, which stand behind those of the extensions and before those that are made by the function.
 */
export function createdRedirects(
  options: Value | undefined,
  data: DataText,
  file: RepoPath,
  context: RedirectContext,
  sourceOf: (from: string) => SourcePattern,
  listed: number,
): Pick<ParsedRedirects, 'rules' | 'invalid'> {
  const { script } = data;
  if (!script || options?.kind !== 'object') return { rules: [], invalid: [] };
  const pages = askedOnce(pagePaths, context);
  const invalid: InvalidRule[] = [];
  const say = (by: Value, what: string) => {
    const message = `Redirects cannot be read: ${what} makes them, and it is not run here.`;
    invalid.push({ format: 'docusaurusRedirects', file, line: data.line(by.origin.start), message, isHidden: true });
  };
  const created = madeByExtension(options, [...pages.keys()], (by, message) => {
    invalid.push({ format: 'docusaurusRedirects', file, line: data.line(by.origin.start), message });
  });
  const byExtension = created.length;
  const create = property(options, 'createRedirects');
  const called = isAbsent(create)
    ? []
    : pages.size > mostPages
      ? undefined
      : calledFor(create, [...pages.keys()], script);
  if (called) append(created, called);
  else say(create, 'createRedirects');
  const rules = created
    .map((entry, place) => ({ ...entry, order: place < byExtension ? place - byExtension : listed + place }))
    .filter(({ from }) => !pages.has(from) && !pages.has(bare(from)))
    .map(
      ({ from, to, by, order }): RedirectRule => ({
        format: 'docusaurusRedirects',
        host: 'pages',
        file,
        line: data.line(by.origin.start),
        start: by.origin.start,
        end: Math.max(by.origin.end, by.origin.start + 1),
        order,
        from,
        to: pages.get(to) ?? to,
        source: sourceOf(from),
        status: 301,
        statusIsDefault: false,
        force: false,
        conditions: [],
        // An edit for one of them would change them all.
        generatedTogether: Math.max(1, created.length - 1),
      }),
    );
  return { rules, invalid };
}

/** The paths of all pages that are published, without the base of the site, with their addresses as they are sent. */
function pagePaths({ repo, routeOfFile, unpublishedAt, basePath }: RedirectContext): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const file of repo.files) {
    const url = routeOfFile(file)?.url;
    if (url !== undefined && unpublishedAt?.(url)?.file === file) continue;
    const path = url === undefined ? undefined : withoutBase(url, basePath);
    if (url !== undefined && path !== undefined) paths.set(path, encodeUrl(url));
  }
  return paths;
}

function bare(path: string): string {
  return path.replace(/(.)\/+$/, '$1');
}

const makers = { fromExtensions: withExtension, toExtensions: withoutExtension };

function madeByExtension(
  options: Value,
  pages: readonly string[],
  refuse: (by: Value, message: string) => void,
): Created[] {
  const created: Created[] = [];
  for (const [name, make] of Object.entries(makers)) {
    const by = property(options, name);
    if (isNoList(by)) {
      refuse(by, `${name}: the plugin wants a list of texts here and the build fails; write ['html'].`);
      continue;
    }
    const extensions = textValues(by);
    const refused = extensions.find((extension) => !/^[\w!~*'()-]+$/.test(extension));
    if (refused === undefined) append(created, make(pages, extensions, by));
    else {
      const what = `the plugin refuses ${JSON.stringify(refused)} and the build fails`;
      refuse(by, `${name}: ${what}; write the extension without a dot or slash.`);
    }
  }
  return created;
}

/** Anything but a list of texts. */
function isNoList(by: Value): boolean {
  if (by.kind === 'literal') return !isAbsent(by);
  return itemsOf(by).some((item) => item.kind === 'literal' && typeof item.value !== 'string');
}

/** `/a` is reached at `/a.html` too, `/a/` at `/a.html/`; one that ends in such an extension is left alone. */
function withExtension(pages: readonly string[], extensions: readonly string[], by: Value): readonly Created[] {
  const plain = pages.filter((path) => path !== '/' && !extensions.some((one) => path.endsWith(`.${one}`)));
  return plain.flatMap((path) =>
    extensions.map((extension) => {
      const from = `${bare(path)}.${extension}`;
      return { from: path.endsWith('/') ? `${from}/` : from, to: path, by };
    }),
  );
}

function withoutExtension(pages: readonly string[], extensions: readonly string[], by: Value): readonly Created[] {
  return pages.flatMap((path) => {
    const found = extensions.find((extension) => path.endsWith(`.${extension}`));
    return found === undefined ? [] : [{ from: path.slice(0, -found.length - 1), to: path, by }];
  });
}

/** What the function gives for every page; `undefined` where one call is not understood. */
function calledFor(create: Value, pages: readonly string[], script: Script): readonly Created[] | undefined {
  const created: Created[] = [];
  for (const to of pages) {
    const result = script.call(create, literalValue(to, create.origin));
    if (isAbsent(result)) continue;
    const froms = textValues(result);
    const isRead = result.kind === 'list' ? froms.length === result.items.length : froms.length === 1;
    if (!isRead) return undefined;
    append(
      created,
      froms.map((from) => ({ from, to, by: create })),
    );
  }
  return created;
}
