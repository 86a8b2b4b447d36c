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

/** The values without a `headless` that only later versions follow; see {@link guessOfHeadless}. */
export function withoutDoubtedHeadless(values: Settings, own: Settings, place: { readonly type: string }): Settings {
  return guessOfHeadless(own, place) === undefined ? values : { ...values, headless: undefined };
}

/**
 * Why it depends on the version of Hugo whether a file that says `headless` itself is rendered; `undefined` where it says
 * nothing, and for the page of a bundle, which none renders (`setMetadata` and `setMetaPost` in hugolib/page__meta.go).
 */
export function guessOfHeadless(own: Settings, { type }: { readonly type: string }): string | undefined {
  if (type === 'leaf' || flagOf(own.headless) !== true) return undefined;
  return 'Hugo before 0.123 renders a headless page, later ones do not';
}

/** The key that keeps a page from being rendered, and whether its terms are known all the same (`render: link`). */
export function unrenderedBy(values: Settings): { readonly key: string; readonly hasTerms: boolean } | undefined {
  const key = values._build === undefined ? 'build' : '_build';
  const { render } = settingsAt(values, key);
  const word = render === undefined ? undefined : flagOf(render) === false ? 'never' : textOf(render);
  if (word === 'never' || word === 'link') return { key, hasTerms: word === 'link' };
  return flagOf(values.headless) === true ? { key: 'headless', hasTerms: false } : undefined;
}
