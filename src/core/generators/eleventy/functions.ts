/**
 * Functions of data files and front matter, which may call the site's filters: `this.slugify(data.title)`.
 * https://www.11ty.dev/docs/languages/javascript/#javascript-template-functions
 */
import { ownMember } from '../../data/ownMember.ts';
import type { Script } from '../../script/script.ts';
import { dataOf, fromData, type Value } from '../../script/value.ts';
import type { EleventyConfig } from './config.ts';
import { filters } from './filters.ts';

/** What `this` is written as for the evaluation, which knows no receiver; of the same length, so that places stay. */
const receiver = 'self';

export function nameReceiver(text: string): string {
  return text.replace(/\bthis(?=\.\w+\()/g, receiver);
}

/** The same script by one who knows the filters. */
export function knowingFilters(script: Script, config: EleventyConfig): Script {
  return script.knowing(({ name, module }, args) => {
    if (module !== undefined || !name.startsWith(`${receiver}.`)) return undefined;
    return callFilter(name.slice(receiver.length + 1), args, config);
  });
}

/** `undefined` when there is no filter of that name. */
export function callFilter(name: string, args: readonly Value[], config: EleventyConfig): Value | undefined {
  const own = config.filters.get(name);
  if (own !== undefined) return own.script.call(own.value, ...args);
  const filter = ownMember(filters, name);
  const [value, ...rest] = args.map((argument) => dataOf(argument));
  const result = filter?.(value, rest);
  return result === undefined ? undefined : fromData(result);
}
