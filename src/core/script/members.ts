/** Reading a member of a value: `config.base`, `process.env.BASE`, `parts[0]`, `text.length`. */
import type { Evaluation } from './evaluation.ts';
import { unknownFrom } from './operators.ts';
import { literalValue, type Origin, property, type Value } from './value.ts';

/** Variables whose value during a production build is known. */
const productionBuild: Readonly<Record<string, string | boolean>> = {
  'process.env.NODE_ENV': 'production',
  'process.env.ELEVENTY_RUN_MODE': 'build',
  'import.meta.env.MODE': 'production',
  'import.meta.env.PROD': true,
  'import.meta.env.DEV': false,
};

export function memberOf(target: Value, key: string, origin: Origin, evaluation: Pick<Evaluation, 'variable'>): Value {
  switch (target.kind) {
    case 'object':
      return property(target, key);
    case 'list':
      return key === 'length' ? literalValue(target.items.length, origin) : property(target, key);
    case 'literal':
      if (typeof target.value !== 'string') return { ...target, value: undefined, origin };
      if (key === 'length') return literalValue(target.value.length, origin);
      return literalValue(/^\d+$/.test(key) ? target.value[Number(key)] : undefined, origin);
    case 'reference': {
      const name = `${target.name}.${key}`;
      if (target.module === undefined) return globalMember(name, origin, evaluation);
      return { kind: 'reference', name, module: target.module, origin };
    }
    case 'unknown':
      return target;
    case 'call':
    case 'function':
    case 'regex':
      return unknownFrom(target, origin);
    default: {
      const never: never = target;
      return never;
    }
  }
}

function globalMember(name: string, origin: Origin, evaluation: Pick<Evaluation, 'variable'>): Value {
  if (name === 'import.meta.url') return literalValue(`file:///${origin.file}`, origin);
  if (name === 'import.meta.filename') return literalValue(`/${origin.file}`, origin);
  if (name === 'import.meta.dirname') return literalValue(`/${origin.file.replace(/\/?[^/]*$/, '')}`, origin);
  if (name in productionBuild) return literalValue(productionBuild[name], origin);
  const variable = /^(?:process|import\.meta)\.env\.(\w+)$/.exec(name)?.[1];
  if (variable !== undefined) return evaluation.variable(variable, name, origin);
  return { kind: 'reference', name, module: undefined, origin };
}
