/** What a value breaks of a JSON schema, of the words that `docs/audit.schema.json` uses; any other word is a mistake. */

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = Readonly<Record<string, unknown>>;

const known = new Set([
  ...['$schema', '$defs', '$ref', 'title', 'description', 'type', 'enum', 'const', 'anyOf', 'items', 'required'],
  ...['properties', 'additionalProperties'],
]);

/** One line for each mistake, with the place. */
export function mistakes(value: Json | undefined, schema: Schema, root: Schema, at = '$'): readonly string[] {
  const unknown = Object.keys(schema).find((word) => !known.has(word));
  if (unknown !== undefined) throw new Error(`The schema says ${unknown}, which is not understood here.`);
  const { $ref: reference, anyOf, enum: values, const: only, type } = schema;
  if (typeof reference === 'string') return mistakes(value, definition(root, reference), root, at);
  const found: string[] = [];
  if (type !== undefined && ![type].flat().some((each) => isOf(value, String(each))))
    found.push(`${at} is ${JSON.stringify(value)?.slice(0, 60)}, not ${String(type)}`);
  if (Array.isArray(values) && !values.includes(value))
    found.push(`${at} is ${String(value)}, which is none of its values`);
  if (only !== undefined && value !== only) found.push(`${at} is not ${String(only)}`);
  if (Array.isArray(anyOf)) {
    const tried = anyOf.map((each) => mistakes(value, each as Schema, root, at));
    if (tried.every((list) => list.length > 0)) found.push(...(tried[0] ?? []));
  }
  if (Array.isArray(value)) {
    if (schema.items !== undefined)
      for (const [i, item] of value.entries())
        found.push(...mistakes(item, schema.items as Schema, root, `${at}[${i}]`));
  } else if (typeof value === 'object' && value !== null)
    found.push(...ofFields(value as Record<string, Json>, schema, root, at));
  return found;
}

function ofFields(value: Readonly<Record<string, Json>>, schema: Schema, root: Schema, at: string): readonly string[] {
  const {
    required = [],
    properties = {},
    additionalProperties,
  } = schema as {
    required?: readonly string[];
    properties?: Readonly<Record<string, Schema>>;
    additionalProperties?: boolean;
  };
  const missing = required.flatMap((name) => (name in value ? [] : [`${at}.${name} is missing`]));
  const wrong = Object.entries(value).flatMap(([name, field]) => {
    const own = properties[name];
    if (own !== undefined) return mistakes(field, own, root, `${at}.${name}`);
    return additionalProperties === false ? [`${at}.${name} is not documented`] : [];
  });
  return [...missing, ...wrong];
}

function definition(root: Schema, reference: string): Schema {
  const found = (root.$defs as Record<string, Schema>)[reference.replace('#/$defs/', '')];
  if (found === undefined) throw new Error(`${reference} is not in the schema.`);
  return found;
}

function isOf(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
