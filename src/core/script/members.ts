/** Reading a member of a value: `config.base`, `process.env.BASE`, `parts[0]`, `text.length`. */
import { unknownFrom } from './operators.ts';
import { literalValue, type Origin, property, type Value } from './value.ts';

/** Variables whose value during a production build is known. */
const buildEnvironment: Readonly<Record<string, string | boolean>> = {
  'process.env.NODE_ENV': 'production',
  'process.env.ELEVENTY_RUN_MODE': 'build',
  'import.meta.env.MODE': 'production',
  'import.meta.env.PROD': true,
  'import.meta.env.DEV': false,
};

export function memberOf(target: Value, key: string, origin: Origin): Value {
  switch (target.kind) {
    case 'object':
      return property(target, key);
    case 'list':
      return key === 'length' ? literalValue(target.items.length, origin) : property(target, key);
    case 'literal':
      if (typeof target.value !== 'string') return literalValue(undefined, origin, target.assumed);
      if (key === 'length') return literalValue(target.value.length, origin, target.assumed);
      return literalValue(/^\d+$/.test(key) ? target.value[Number(key)] : undefined, origin, target.assumed);
    case 'reference': {
      const name = `${target.name}.${key}`;
      if (target.module === undefined) return globalMember(name, origin);
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

function globalMember(name: string, origin: Origin): Value {
  if (name === 'import.meta.url') return literalValue(`file:///${origin.file}`, origin);
  if (name === 'import.meta.filename') return literalValue(`/${origin.file}`, origin);
  if (name === 'import.meta.dirname') return literalValue(`/${origin.file.replace(/\/?[^/]*$/, '')}`, origin);
  if (name in buildEnvironment)
    return literalValue(buildEnvironment[name], origin, `${name} is ${buildEnvironment[name]}`);
  if (/^(?:process|import\.meta)\.env\.\w+$/.test(name)) return literalValue(undefined, origin, `${name} is not set`);
  return { kind: 'reference', name, module: undefined, origin };
}
