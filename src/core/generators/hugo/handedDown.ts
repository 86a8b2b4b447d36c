/** What sections and the configuration hand down to a page or list, and what keeps one from being rendered. */
import { append } from '../../text/longLists.ts';
import { flagOf, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import type { CascadeRule } from './cascade.ts';
import { splitLast } from './contentPath.ts';
import type { HugoLanguage } from './site.ts';
import type { ContentTree } from './tree.ts';

/** The rules of its sections from the nearest up, then the configuration's; `logical` is a path as the tree has it. */
export function cascadesFor(logical: string, language: HugoLanguage, tree: ContentTree): readonly CascadeRule[] {
  if (!tree.hasCascades) return language.cascade;
  const rules: CascadeRule[] = [];
  for (let at = logical; ; at = splitLast(at)[0]) {
    append(rules, tree.branch(language.key, at)?.cascade ?? []);
    if (at === '') return [...rules, ...language.cascade];
  }
}

/** The key that keeps a page from being rendered, and whether its terms are known all the same (`render: link`). */
export function unrenderedBy(values: Settings): { readonly key: string; readonly hasTerms: boolean } | undefined {
  const key = values._build === undefined ? 'build' : '_build';
  const { render } = settingsAt(values, key);
  const word = render === undefined ? undefined : flagOf(render) === false ? 'never' : textOf(render);
  if (word === 'never' || word === 'link') return { key, hasTerms: word === 'link' };
  return flagOf(values.headless) === true ? { key: 'headless', hasTerms: false } : undefined;
}
