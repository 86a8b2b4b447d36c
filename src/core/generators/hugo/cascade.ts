/**
 * Values handed down to the pages below a section, or to all pages by the configuration; a page's own value wins,
 * then that of the nearest section. https://gohugo.io/content-management/front-matter/#cascade-1
 */
import { isSettings, type Settings } from '../../text/settings.ts';
import { type PageTarget, pageTarget, type TargetReading } from './target.ts';

/** Front matter that a page hands down, and to which pages. */
export interface CascadeRule {
  readonly target: PageTarget;
  readonly values: Settings;
}

/** `written` is the value of `cascade`: a map or a list of them, its keys in lower case. */
export function cascadeRules(written: unknown, reading: TargetReading): readonly CascadeRule[] {
  const list = Array.isArray(written) ? written : [written];
  return list.filter(isSettings).map(({ target, _target, params, ...values }) => ({
    target: pageTarget(target ?? _target, reading),
    values: { ...(isSettings(params) ? params : {}), ...values },
  }));
}

/** The page's values with what is handed down to it; the rules nearest to the page first. */
export function withCascade(
  own: Settings,
  rules: readonly CascadeRule[],
  page: { readonly kind: string; readonly path: string; readonly language: string },
): Settings {
  let values = own;
  for (const rule of rules) {
    if (rule.target.matches(page)) values = { ...rule.values, ...values };
  }
  return values;
}
