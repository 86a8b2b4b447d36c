/** Reading JSON of others field by field; what is not of the wanted type is `undefined`, like what is absent. */

export type JsonRecord = { readonly [key: string]: Json };
export type Json = string | number | boolean | null | readonly Json[] | JsonRecord;

export function record(value: Json | undefined): JsonRecord | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonRecord) : undefined;
}

/** `page_summary.backlinks is "12", not a count`; `items is missing`: for the user, with as much as fits a line. */
export function wrongType(field: string, value: Json | undefined, wanted: string): string {
  if (value === undefined) return `${field} is missing`;
  const shown = JSON.stringify(value);
  return `${field} is ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}, not ${wanted}`;
}

export function listIn(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

export function number(value: Json | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** An amount of dollars; what no account can hold is a fault, not money. */
export function money(value: Json | undefined): number | undefined {
  const found = number(value);
  return found !== undefined && Math.abs(found) < 1e9 ? found : undefined;
}

/** A whole number that counts something. */
export function countIn(value: Json | undefined): number | undefined {
  const found = number(value);
  return found !== undefined && Number.isSafeInteger(found) && found >= 0 ? found : undefined;
}

/** `undefined` for what is no JSON. */
export function parseJsonText(body: string): Json | undefined {
  try {
    return JSON.parse(body) as Json;
  } catch {
    return undefined; // The only way the parser has to say so.
  }
}

/** Text that is not empty. */
export function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function bool(value: Json | undefined): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
