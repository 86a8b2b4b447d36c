/** The address of one output of a template. https://www.11ty.dev/docs/permalinks/ */
import { dataOf, fromData, isAbsent, type Property, unknown, type Value } from '../../script/value.ts';
import { addressOf, defaultPermalink } from './address.ts';
import type { Callable, EleventyConfig } from './config.ts';
import { type Data, isDataMap, type Layer } from './data.ts';
import { onlyHides } from './draftFunction.ts';
import { callFilter } from './functions.ts';
import { isTemplate, renderTemplate, type TemplateScope } from './template.ts';

export type Permalink =
  | { readonly kind: 'address' | 'pattern'; readonly path: string }
  /** `permalink: false` */
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** The file that is written where no permalink says otherwise. */
export interface Output {
  readonly stem: string;
  /** Ending of the file that is written. */
  readonly extension: string;
  /** Number of the page when a template is paginated without a permalink of its own. */
  readonly page: number;
}

/** `layer` is all that the template inherits and says itself; `data` adds to it what a page of a pagination has. */
export function permalinkOf(output: Output, layer: Layer, data: Data, config: EleventyConfig): Permalink {
  const computed = isDataMap(data.eleventyComputed) ? data.eleventyComputed.permalink : undefined;
  const own = () =>
    layer.permalink === undefined
      ? written(data.permalink, output, data, config)
      : called(layer.permalink, output, data, config);
  if (layer.computedPermalink !== undefined) return called(layer.computedPermalink, output, data, config, own);
  return computed === undefined ? own() : written(computed, output, data, config);
}

/** `otherwise`: what holds where a computed permalink gives none, or hands on the one that is there. */
function called(
  { script, value }: Callable,
  output: Output,
  data: Data,
  config: EleventyConfig,
  otherwise = () => written(data.permalink, output, data, config),
): Permalink {
  const result = script.call(value, given(data));
  if (isAbsent(result)) return otherwise();
  if (result.kind === 'object' || result.kind === 'literal') return written(dataOf(result), output, data, config);
  // Nobody can tell whether it is hidden; a draft that says so is, any other page hardly.
  if (value.kind === 'function' && onlyHides(value)) {
    return data.draft === true ? { kind: 'none' } : otherwise();
  }
  return { kind: 'unknown', reason: result.kind === 'unknown' ? result.reason : `gives a ${result.kind}` };
}

/**
 * What a function is given. A key without a value is data that nobody could read, as is the item of a list that is not
 * known; a title is one that is not there.
 */
function given(data: Data): Value {
  const value = withUnread(fromData(data), 'title');
  const { pagination } = data;
  if (value.kind !== 'object' || !isDataMap(pagination) || pagination.items !== undefined) return value;
  if (typeof pagination.alias !== 'string' || !('items' in pagination)) return value;
  const [alias = ''] = pagination.alias.split('.');
  const item: Property = {
    value: unknown('is an item of a list that is not known', value.origin),
    origin: value.origin,
  };
  return { ...value, properties: new Map([...value.properties, [alias, item]]) };
}

function withUnread(value: Value, except?: string): Value {
  if (value.kind === 'literal' && value.value === undefined) return unknown('could not be read', value.origin);
  if (value.kind !== 'object') return value;
  const properties = [...value.properties].map(([key, property]): readonly [string, Property] => [
    key,
    key === except ? property : { ...property, value: withUnread(property.value) },
  ]);
  return { ...value, properties: new Map(properties) };
}

function written(permalink: unknown, output: Output, data: Data, config: EleventyConfig): Permalink {
  const build = isDataMap(permalink) && Object.keys(permalink).length > 0 ? permalink.build : permalink;
  if (build === false || (isDataMap(permalink) && build === undefined)) return { kind: 'none' };
  if (build === undefined || build === null || build === '' || isDataMap(build)) {
    return { kind: 'address', path: addressOf(onPage(defaultPermalink(output.stem, output.extension), output.page)) };
  }
  const text = String(build);
  if (data.dynamicPermalink === false || !isTemplate(text)) return { kind: 'address', path: addressOf(text) };
  const rendered = renderTemplate(text, scopeOf(data, config));
  if (!rendered.ok) return { kind: 'unknown', reason: rendered.reason };
  return { kind: rendered.pattern ? 'pattern' : 'address', path: addressOf(rendered.text) };
}

/** Without a permalink the second page of a template lies in `1/`. */
function onPage(permalink: string, page: number): string {
  return page === 0 ? permalink : permalink.replace(/([^/]*)$/, `${page}/$1`);
}

function scopeOf(data: Data, config: EleventyConfig): TemplateScope {
  return {
    data,
    filter: (name) => {
      if (!config.filters.has(name)) return undefined;
      return (value, args) => {
        const result = callFilter(
          name,
          [value, ...args].map((item) => fromData(item)),
          config,
        );
        if (result?.kind === 'literal' || result?.kind === 'list' || result?.kind === 'object') {
          return { known: true, value: dataOf(result) };
        }
        const why = result?.kind === 'unknown' ? result.reason : 'cannot be followed';
        return { known: false, reason: `uses the filter ${name}, which ${why}` };
      };
    },
  };
}
