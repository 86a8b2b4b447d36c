/** The values a collection's schema gives to fields an entry leaves out: `z.boolean().default(false)`. */
import { configurationOf, type Script } from '../../script/script.ts';
import { entriesOf, type Value, writtenProperty } from '../../script/value.ts';

export function schemaDefaults(schema: Value, script: Script): ReadonlyMap<string, Value> {
  const shape = configurationOf(script, schema);
  const defaults = new Map<string, Value>();
  for (const [name, field] of entriesOf(shape)) {
    const value = field.kind === 'call' && /\.(?:default|catch)$/.test(field.name) ? field.args[0] : undefined;
    if (value && value.kind !== 'function') defaults.set(name, value);
  }
  return defaults;
}

/** An entry's fields with those the schema adds. */
export function withDefaults(data: Value, defaults: ReadonlyMap<string, Value>): Value {
  if (data.kind !== 'object' || defaults.size === 0) return data;
  const properties = new Map(data.properties);
  for (const [name, value] of defaults) {
    const own = writtenProperty(data, name);
    if (own.kind === 'literal' && own.value === undefined) properties.set(name, { value, origin: value.origin });
  }
  return { ...data, properties };
}
