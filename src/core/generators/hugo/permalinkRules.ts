/**
 * The `permalinks` of a configuration in its three forms: by section, by kind and section, or a list of targets.
 * https://gohugo.io/configuration/permalinks/
 */
import { isSettings, textOf } from '../../text/settings.ts';
import { type PageTarget, pageTarget, sectionTarget, type TargetReading } from './target.ts';

/** A permalink pattern, and the pages it holds for. */
export interface PermalinkRule {
  readonly pattern: string;
  readonly target: PageTarget;
}

const kinds = ['page', 'home', 'section', 'taxonomy', 'term'];

export function permalinkRules(written: unknown, reading: TargetReading): readonly PermalinkRule[] {
  if (Array.isArray(written)) {
    return written.filter(isSettings).flatMap((entry) => ruleOf(entry.pattern, pageTarget(entry.target, reading)));
  }
  if (!isSettings(written)) return [];
  return Object.entries(written).flatMap(([key, value]) => {
    if (isSettings(value)) {
      if (!kinds.includes(key)) return [];
      return Object.entries(value).flatMap(([section, pattern]) => ruleOf(pattern, sectionTarget(key, section)));
    }
    // Once meant for pages; terms of a taxonomy of that name came along.
    return [...ruleOf(value, sectionTarget('page', key)), ...ruleOf(value, sectionTarget('term', key))];
  });
}

function ruleOf(pattern: unknown, target: PageTarget): readonly PermalinkRule[] {
  const text = textOf(pattern);
  return text === undefined ? [] : [{ pattern: text, target }];
}
