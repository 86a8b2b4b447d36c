/**
 * `app/routes.ts`: a list of `route(path, file, children)`, `index(file)`, `layout(file, children)`, `prefix(path, routes)`,
 * or a convention that reads the names of files. https://reactrouter.com/start/framework/routing
 */

import type { Note } from '../../model.ts';
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import type { Given } from '../../script/evaluation.ts';
import { unreadNote, unreadPartNotes } from '../../script/notes.ts';
import type { Script } from '../../script/script.ts';
import {
  type Call,
  dataOf,
  fromData,
  isAbsent,
  itemsOf,
  list,
  nowhere,
  property,
  type Struct,
  textValue,
  textValues,
  type Value,
  writtenProperty,
} from '../../script/value.ts';
import { globsTest } from '../../text/glob.ts';
import { append } from '../../text/longLists.ts';
import { flatRoutes, nestedRoutes } from './flatRoutes.ts';

/** A route of `app/routes.ts`. */
export interface RouteEntry {
  /** Below the base, in React Router's notation: `blog/:id`. */
  readonly path: string;
  readonly file: RepoPath;
  readonly isIndex: boolean;
}

/** All routes of `app/routes.ts`, and what could not be read of it. */
export interface RouteList {
  readonly routes: readonly RouteEntry[];
  readonly notes: readonly Note[];
}

/** `appFolder` is where files are named from. */
export function readRouteConfig(script: Script, appFolder: RepoPath, repo: Repo): RouteList {
  const routes = script.knowing(given);
  const main = routes.main.kind === 'function' ? routes.call(routes.main) : routes.main;
  const found: RouteEntry[] = [];
  const notes: Note[] = [];
  const advice = 'its routes are not listed';
  collect(main, '');
  return { routes: found, notes };

  function collect(value: Value, base: string): void {
    for (const item of value.kind === 'list' ? value.items : [value]) {
      if (item.kind === 'unknown' || item.kind === 'call') {
        const convention = item.kind === 'call' ? conventional(item) : undefined;
        if (convention) append(found, convention);
        else
          append(
            notes,
            [unreadNote('routes', item, advice)].filter((note) => note !== undefined),
          );
        continue;
      }
      const own = [base, textValue(property(item, 'path')) ?? ''].filter((part) => part !== '').join('/');
      const file = textValue(property(item, 'file'));
      const isLayout = dataOf(property(item, 'layout')) === true;
      const path = file === undefined ? undefined : joinRepo(appFolder, file);
      if (path !== undefined && !isLayout)
        found.push({ path: own, file: path, isIndex: dataOf(property(item, 'index')) === true });
      const children = property(item, 'children');
      if (children.kind === 'unknown') append(notes, unreadPartNotes('children', children, advice));
      else if (!isAbsent(children)) collect(children, own);
    }
  }

  function conventional({ module, args }: Call): readonly RouteEntry[] | undefined {
    const options = args[0] ?? fromData({});
    const folder = joinRepo(appFolder, textValue(writtenProperty(options, 'rootDirectory')) ?? 'routes') ?? appFolder;
    const isIgnored = globsTest(
      textValues(writtenProperty(options, 'ignoredRouteFiles')).map((glob) =>
        glob.replace(/^\*\*\/(?=[^*/]*$)/, '**/'),
      ),
    );
    if (module === '@react-router/fs-routes' || module === '@remix-run/fs-routes')
      return flatRoutes(repo.files, folder, isIgnored);
    if (module === 'react-router-auto-routes' || module === 'remix-flat-routes')
      return nestedRoutes(repo.files, folder, isIgnored);
    return undefined;
  }
}

const builders = new Set(['@react-router/dev/routes', '@remix-run/route-config']);

const given: Given = (callee, args) => {
  if (callee.module === undefined || !builders.has(callee.module)) return undefined;
  const [first, second, third, fourth] = args;
  switch (callee.name) {
    case 'route': {
      const children = [third, fourth].find((argument) => argument?.kind === 'list');
      return entry({ path: first, file: second, children });
    }
    case 'index':
      return entry({ file: first, index: fromData(true) });
    case 'layout': {
      const children = [second, third].find((argument) => argument?.kind === 'list');
      return entry({ file: first, layout: fromData(true), children });
    }
    case 'prefix': {
      const path = first && textValue(first);
      if (path === undefined || !second) return undefined;
      return list(
        itemsOf(second).map((item) => prefixed(path, item)),
        nowhere,
      );
    }
    default:
      return undefined;
  }
};

function entry(parts: Readonly<Record<string, Value | undefined>>): Struct {
  const properties = Object.entries(parts).flatMap(([name, value]) =>
    value ? [[name, { value, origin: value.origin }] as const] : [],
  );
  return { kind: 'object', properties: new Map(properties), unread: [], origin: nowhere };
}

function prefixed(path: string, item: Value): Value {
  if (item.kind !== 'object') return item;
  const own = textValue(property(item, 'path')) ?? '';
  const isNested = isAbsent(property(item, 'path')) && dataOf(property(item, 'index')) !== true;
  // A layout adds no segment itself: what it holds takes the prefix.
  if (isNested && dataOf(property(item, 'layout')) === true) {
    const children = list(
      itemsOf(property(item, 'children')).map((child) => prefixed(path, child)),
      nowhere,
    );
    return { ...item, properties: new Map([...item.properties, ['children', { value: children, origin: nowhere }]]) };
  }
  const value = fromData(
    [path, own]
      .map((part) => part.replace(/^\/+|(?<!\/)\/+$/g, ''))
      .filter((part) => part !== '')
      .join('/'),
  );
  return { ...item, properties: new Map([...item.properties, ['path', { value, origin: nowhere }]]) };
}
