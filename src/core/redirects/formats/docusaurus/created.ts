/**
 * Redirects that the options of `@docusaurus/plugin-client-redirects` make for every page: `createRedirects` is called
 * with its path, `fromExtensions` puts an extension behind it, `toExtensions` takes one away.
 * https://docusaurus.io/docs/api/plugins/@docusaurus/plugin-client-redirects
 */

import type { DataText } from '../../../data/data.ts';
import { encodeUrl, type RepoPath } from '../../../paths.ts';
import type { Script } from '../../../script/script.ts';
import { isAbsent, literalValue, property, textValues, type Value } from '../../../script/value.ts';
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

/** `sourceOf`: what a path that the plugin redirects is as an address. */
export function createdRedirects(
  options: Value | undefined,
  data: DataText,
  file: RepoPath,
  context: RedirectContext,
  sourceOf: (from: string) => SourcePattern,
): Pick<ParsedRedirects, 'rules' | 'invalid'> {
  const { script } = data;
  if (!script || options?.kind !== 'object') return { rules: [], invalid: [] };
  const pages = askedOnce(pagePaths, context);
  const invalid: InvalidRule[] = [];
  const say = (by: Value, what: string) => {
    const message = `Redirects are not visible: what ${what} makes is only told by running it.`;
    invalid.push({ format: 'docusaurusRedirects', file, line: data.line(by.origin.start), message, isHidden: true });
  };
  const created = [...fromExtensions(options, [...pages.keys()]), ...toExtensions(options, [...pages.keys()])];
  const create = property(options, 'createRedirects');
  const called = isAbsent(create)
    ? []
    : pages.size > mostPages
      ? undefined
      : calledFor(create, [...pages.keys()], script);
  if (called) append(created, called);
  else say(create, 'createRedirects');
  const rules = created
    .filter(({ from }) => !pages.has(bare(from)))
    .map(
      ({ from, to, by }, order): RedirectRule => ({
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

/** The paths of all pages without the base of the site and the slash at their end, with their addresses as they are sent. */
function pagePaths({ repo, routeOfFile, basePath }: RedirectContext): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  for (const file of repo.files) {
    const url = routeOfFile(file)?.url;
    const path = url === undefined ? undefined : withoutBase(url, basePath);
    if (url !== undefined && path !== undefined) paths.set(bare(path), encodeUrl(url));
  }
  return paths;
}

function bare(path: string): string {
  return path.replace(/(.)\/+$/, '$1');
}

function fromExtensions(options: Value, pages: readonly string[]): readonly Created[] {
  const by = property(options, 'fromExtensions');
  const plain = pages.filter((path) => path !== '/' && !/\.\w+$/.test(path));
  return textValues(by).flatMap((extension) => plain.map((path) => ({ from: `${path}.${extension}`, to: path, by })));
}

function toExtensions(options: Value, pages: readonly string[]): readonly Created[] {
  const by = property(options, 'toExtensions');
  return textValues(by).flatMap((extension) =>
    pages
      .filter((path) => path.endsWith(`.${extension}`))
      .map((path) => ({ from: path.slice(0, -extension.length - 1), to: path, by })),
  );
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
