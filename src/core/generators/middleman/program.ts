/**
 * What of `config.rb` counts for the built site: calls outside of any condition, those in blocks that every build goes
 * through, and those in a loop over a list that stands there. https://middlemanapp.com/basics/file-size-optimization/
 */
import { type RubyBlock, type RubyCall, readRuby } from '../../ruby/calls.ts';
import type { RubyValue } from '../../ruby/values.ts';

/** A call as every build makes it. */
export interface ConfigCall extends Pick<RubyCall, 'name' | 'line' | 'start' | 'end'> {
  readonly args: readonly RubyValue[];
  readonly options: Readonly<Record<string, RubyValue>>;
  /** The call whose block it stands in, such as that of an extension with its settings. */
  readonly owner: RubyBlock | undefined;
  /** It is in a loop or under a condition that only running the program would tell. */
  readonly isUncertain: boolean;
}

/** Blocks that are gone through whatever is built. */
const always = new Set(['ready', 'after_configuration', 'with_layout', 'activate', 'set', 'ready.after']);

const onlyForAuthors = new Set(['development', 'server', 'test', 'staging']);

/** Methods of these are called while a page is made, and functions when somebody calls them. */
const aside = new Set(['helpers', 'def', 'class', 'module', 'before_build', 'after_build', 'before', 'after_render']);

/** What is read of a program; `isWhole`: all of it was. */
export function configCalls(source: string): { readonly calls: readonly ConfigCall[]; readonly isWhole: boolean } {
  const { calls, isWhole } = readRuby(source);
  return { calls: calls.flatMap(asMade), isWhole };
}

function asMade(call: RubyCall): readonly ConfigCall[] {
  const { within } = call;
  if (within.some(({ name, args }) => aside.has(name) || (name === 'configure' && isForAuthors(args[0]?.value))))
    return [];
  const lists = within.filter(isListLoop);
  const unknown = within.some((block) => block.name !== 'configure' && !always.has(block.name) && !isListLoop(block));
  const made = {
    name: call.name,
    line: call.line,
    start: call.start,
    end: call.end,
    owner: within.findLast(({ name }) => name === 'activate'),
    isUncertain: unknown || call.isConditional,
  };
  const values = (fill: (value: RubyValue) => RubyValue): ConfigCall => ({
    ...made,
    args: call.args.map(({ value }) => fill(value)),
    options: Object.fromEntries([...call.options].map(([key, { value }]) => [key, fill(value)])),
  });
  const [loop] = lists;
  const items = lists.length === 1 ? itemsOf(loop) : [];
  if (loop === undefined || items.length === 0) return [values((value) => value)];
  return items.map((item) => values((value) => filledIn(value, loop.params[0] ?? '', item)));
}

function isForAuthors(value: RubyValue): boolean {
  return typeof value === 'string' && onlyForAuthors.has(value);
}

const mostItems = 500;

function itemsOf(block: RubyBlock | undefined): readonly string[] {
  const list = block?.args[0]?.value;
  if (!Array.isArray(list)) return [];
  return list.filter((item: RubyValue) => typeof item === 'string').slice(0, mostItems);
}

function isListLoop(block: RubyBlock): boolean {
  return block.name === '[].each' && itemsOf(block).length > 0;
}

/** `"/a/#{name}.html"` with the name of the loop. */
function filledIn(value: RubyValue, name: string, item: string): RubyValue {
  if (typeof value !== 'object' || value === null || !('kind' in value) || value.kind !== 'text') return value;
  const parts = value.parts.map((part) => (typeof part !== 'string' && part.code === name ? item : part));
  return parts.every((part) => typeof part === 'string') ? parts.join('') : { ...value, parts };
}
