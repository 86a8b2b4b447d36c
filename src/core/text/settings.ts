/** Values of a configuration or of front matter, taken as what a generator would take them for. */

export type Settings = Readonly<Record<string, unknown>>;

export function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The map below a key; empty when there is none. */
export function settingsAt(settings: Settings, ...path: readonly string[]): Settings {
  let at: unknown = settings;
  for (const key of path) at = isSettings(at) ? at[key] : undefined;
  return isSettings(at) ? at : {};
}

/** Text and numbers; `undefined` for everything else, and for nothing but spaces. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A list of texts, or one text as a list of one. */
export function textsOf(value: unknown): readonly string[] {
  const texts: string[] = [];
  for (const entry of Array.isArray(value) ? value : [value]) {
    const text = textOf(entry);
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

/** `true` and `false`, also as the words that YAML 1.1 reads so; `undefined` for everything else. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') return undefined;
  if (/^(?:true|yes|on|y|t|1)$/i.test(value)) return true;
  return /^(?:false|no|off|n|f|0)$/i.test(value) ? false : undefined;
}

/** With the keys of all maps in lower case, for generators that do not tell them apart. */
export function lowerKeys(value: unknown): unknown {
  if (!hasUpperKey(value)) return value;
  if (Array.isArray(value)) return value.map(lowerKeys);
  if (!isSettings(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), lowerKeys(entry)]));
}

/** Front matter nearly always has none, and is then left as it is. */
function hasUpperKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasUpperKey);
  for (const key in value) {
    if (/[^a-z0-9_-]/.test(key) && key !== key.toLowerCase()) return true;
    if (hasUpperKey((value as Settings)[key])) return true;
  }
  return false;
}

/** Maps are merged at every depth; anything else of `over` replaces what is in `base`. */
export function mergeSettings(base: Settings, over: Settings): Settings {
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isSettings(below) && isSettings(value) ? mergeSettings(below, value) : value;
  }
  return merged;
}
