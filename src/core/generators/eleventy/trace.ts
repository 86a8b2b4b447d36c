/** Follows the configuration function of Eleventy. https://www.11ty.dev/docs/config/ */
import { withAssumptions } from '../../script/elsewhere.ts';
import { configurationOf, type Script } from '../../script/script.ts';
import { nowhere, type Origin, property, type Reference, type Value } from '../../script/value.ts';

/** What the function is given; it also stands for a value that nobody knows. */
export const parameter: Reference = { kind: 'reference', name: 'eleventyConfig', module: undefined, origin: nowhere };

/** `eleventyConfig.addFilter('x', …)`: the method's name, and what it was given. */
export interface EleventyCall {
  readonly method: string;
  readonly args: readonly Value[];
  readonly origin: Origin;
}

/** What the function returns, and `export const config`, with what they depend on of the environment. */
export function optionsOf(traced: Traced): readonly Value[] {
  return [
    withAssumptions(traced.script, (script) => (script === traced.script ? traced : trace(script)).result),
    withAssumptions(traced.script, (script) => script.exported('config')),
  ];
}

/** What a configuration function returned, and what it called on the way, in order. */
export interface Traced {
  readonly script: Script;
  readonly result: Value;
  readonly calls: readonly EleventyCall[];
}

/** Follows the configuration function, and those of the repository it gives to `addPlugin`. */
export function trace(read: Script): Traced {
  const calls: EleventyCall[] = [];
  const script = read.knowing(({ name, module, origin }, args) => {
    if (module !== undefined || !name.startsWith(`${parameter.name}.`)) return undefined;
    calls.push({ method: name.slice(parameter.name.length + 1), args, origin });
    return parameter;
  });
  if (script.main.kind !== 'function') return { script, result: configurationOf(script), calls };
  const result = script.call(script.main, parameter);
  // The list grows while plugins are followed, as plugins add plugins.
  for (let at = 0; at < Math.min(calls.length, 1000); at++) {
    const { method, args } = calls[at] as EleventyCall;
    const [plugin, ...given] = args;
    if (method !== 'addPlugin' || plugin === undefined) continue;
    const callee = plugin.kind === 'object' ? property(plugin, 'configFunction') : plugin;
    if (callee.kind === 'function') script.call(callee, parameter, ...given);
  }
  return { script, result, calls };
}
