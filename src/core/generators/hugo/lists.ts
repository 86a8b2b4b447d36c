/**
 * Lists that no file stands for: those that exist because of a page (its top section's and those of its terms), and those
 * that every site has.
 */
import type { Route } from '../../model.ts';
import type { RepoPath } from '../../paths.ts';
import { append } from '../../text/longLists.ts';
import { type Settings, textsOf } from '../../text/settings.ts';
import { addressOf, expandedPath } from './address.ts';
import { withCascade } from './cascade.ts';
import { sectionOf } from './contentPath.ts';
import { cascadesFor, unrenderedBy } from './handedDown.ts';
import { plural } from './listTitle.ts';
import { furtherOutputs, outputFile } from './outputs.ts';
import { expandPattern } from './pattern.ts';
import type { HugoLanguage } from './site.ts';
import { logicalPath, urlize } from './slug.ts';
import type { ProjectTemplates } from './templates.ts';
import type { ContentTree, Placed } from './tree.ts';

/** The lists a published page appears in; a list is one route, of the page that was first seen in it. */
export type Lists = (route: Route, place: Placed, values: Settings, language: HugoLanguage) => readonly Route[];

/** Each of its pages asks for a list, so that it is made once. */
export function generatedLists(tree: ContentTree, templates: ProjectTemplates): Lists {
  const known = new Map<string, Map<string, readonly Route[]>>();
  const listsOf = (group: string) => {
    const lists = known.get(group) ?? new Map<string, readonly Route[]>();
    known.set(group, lists);
    return lists;
  };
  return ({ file, kind: shown }, place, values, language) => {
    const routes: Route[] = [];
    const add = (list: List, isWritten?: () => boolean) => {
      const lists = listsOf(`${language.key}${list.folder}${shown === 'unpublished' ? '\0' : ''}`);
      const made = () => (isWritten?.() === true ? [] : listRoutes(list, language, tree, file, templates));
      const found = lists.get(list.name) ?? made();
      lists.set(list.name, found);
      append(routes, found);
    };
    const section = sectionOf(place.logical, place.type);
    if (section !== '' && tree.branch(place.key, `/${section}`) === undefined) {
      add({ kind: 'section', folder: '/', name: sectionOf(place.written, place.type) });
    }
    for (const taxonomy of language.taxonomies) {
      if (values[taxonomy] === undefined) continue;
      for (const term of termsOf(values[taxonomy])) {
        // A term with a page of its own is where that page is, if anywhere.
        const isWritten = () => tree.branch(place.key, logicalPath(`/${taxonomy}/${term}`)) !== undefined;
        add({ kind: 'term', folder: `/${taxonomy}/`, name: term }, isWritten);
      }
    }
    return routes;
  };
}

/** A term may be called `true` as well. */
function termsOf(value: unknown): readonly string[] {
  const isFlag = (entry: unknown) => typeof entry === 'boolean';
  return textsOf(Array.isArray(value) ? value.map((entry) => (isFlag(entry) ? String(entry) : entry)) : value);
}

/** The home page and the lists of all terms, which every site has. `file`: the one to open for them. */
export function standingLists(language: HugoLanguage, tree: ContentTree, file: RepoPath): readonly Route[] {
  const unwritten = language.taxonomies.filter((name) => tree.branch(language.key, `/${name}`) === undefined);
  return [
    ...listRoutes({ kind: 'home', folder: '', name: '' }, language, tree, file),
    ...unwritten.flatMap((name) => listRoutes({ kind: 'taxonomy', folder: '/', name }, language, tree, file)),
  ];
}

/** A list without a page of its own: `folder` with its slashes, and its name there as it is written. */
interface List {
  readonly kind: 'home' | 'section' | 'taxonomy' | 'term';
  readonly folder: string;
  readonly name: string;
}

/** None where such lists are switched off, not rendered or without a template, or a token that is not known decides. */
function listRoutes(
  list: List,
  language: HugoLanguage,
  tree: ContentTree,
  file: RepoPath,
  templates?: ProjectTemplates,
): readonly Route[] {
  const { kind, folder, name } = list;
  const written = folder + name;
  const path = logicalPath(written);
  if (language.disabledKinds.has(kind)) return [];
  const target = { kind, path: path || '/', language: language.key };
  const values = withCascade({}, cascadesFor(path, language, tree), target);
  if (unrenderedBy(values) !== undefined) return [];
  if (kind === 'section' && templates?.lacksList(name, values) === true) return [];
  const rule = language.permalinks.find((entry) => entry.target.matches(target));
  const permalink = rule === undefined ? undefined : listPermalink(rule.pattern, list, language);
  if (rule !== undefined && permalink === undefined) return [];
  const page = {
    kind,
    basePath: language.basePath,
    prefix: language.prefix,
    path: language.style.keepCase ? written : path,
    isBundle: true,
    slug: '',
    url: undefined,
    permalink,
    ugly: language.uglyUrls(sectionOf(path, 'branch')),
    style: language.style,
  };
  const outputs = language.outputs.get(kind) ?? [];
  const files = [outputFile(outputs, language.formats), ...furtherOutputs(outputs, language.formats)];
  return files.map((output) => {
    return { url: addressOf({ ...page, output }), file, kind: 'generated', language: language.key };
  });
}

/** A list without a page of its own has no date and no slug. */
function listPermalink(pattern: string, { kind, folder, name }: List, language: HugoLanguage): string | undefined {
  const toPart = (text: string) => urlize(text, language.style);
  const path = logicalPath(folder + name);
  const sections = path.split('/').slice(1);
  const title = toPart(kind === 'section' && language.pluralTitles ? plural(name) : name);
  const expanded = expandPattern(pattern, {
    date: undefined,
    section: sectionOf(path, 'branch'),
    sections: () => sections,
    sectionSlugs: () => [...sections.slice(0, -1).map(toPart), title],
    title: () => title,
    slug: '',
    fileName: () => '',
    contentBaseName: () => toPart(name),
  });
  return expanded === undefined ? undefined : expandedPath(expanded);
}
