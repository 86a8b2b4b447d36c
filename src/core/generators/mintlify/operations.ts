/** What an OpenAPI definition says of the pages that Mintlify makes of it. */
import { parseJson } from '../../text/json.ts';
import { isSettings, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import { parseYaml } from '../../text/yaml.ts';

/** One operation, or a webhook, of which a page is made. */
export interface Operation {
  /** In small letters; `webhook` for those. */
  readonly method: string;
  /** As the definition has it: `/users/{id}`. */
  readonly endpoint: string;
  /** The first one. */
  readonly tag?: string | undefined;
  readonly summary?: string | undefined;
  /** `x-mint.href`: where its page is, whatever the rule. */
  readonly href?: string | undefined;
  /** Of the next page of the same name nobody takes notice of this one. */
  readonly isHidden?: boolean | undefined;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** `undefined` where only the program tells: other versions, parts that are taken from other places, and what cannot be read. */
export function operationsOf(text: string): readonly Operation[] | undefined {
  const definition = read(text);
  if (!isSettings(definition) || !/^3\.[01](?:\.|$)/.test(String(definition.openapi))) return undefined;
  const [paths, hooks] = [settingsAt(definition, 'paths'), settingsAt(definition, 'webhooks')];
  if ([...Object.values(paths), ...Object.values(hooks)].some((item) => isSettings(item) && '$ref' in item))
    return undefined;
  return [
    ...Object.entries(paths).flatMap(([endpoint, item]) => operationsAt(endpoint, item)),
    ...Object.entries(hooks).flatMap(([endpoint, item]) =>
      operationsAt(endpoint, item).map((operation) => ({ ...operation, method: 'webhook' })),
    ),
  ];
}

function read(text: string): unknown {
  try {
    return /^\s*\{/.test(text) ? parseJson(text) : parseYaml(text);
  } catch {
    return undefined;
  }
}

function operationsAt(endpoint: string, item: unknown): readonly Operation[] {
  if (!isSettings(item)) return [];
  return Object.entries(item).flatMap(([method, value]): readonly Operation[] => {
    if (!methods.includes(method) || !isSettings(value) || value['x-excluded']) return [];
    const [tag] = Array.isArray(value.tags) ? (value.tags as readonly unknown[]) : [];
    return [{ method, endpoint, tag: textOf(tag), ...described(value) }];
  });
}

function described(value: Settings): Pick<Operation, 'summary' | 'href' | 'isHidden'> {
  const href = textOf(settingsAt(value, 'x-mint').href);
  return { summary: textOf(value.summary), href, isHidden: Boolean(value['x-hidden']) };
}

/** A name as a part of an address. The order counts, and two hyphens become one only once: `---` is `--` afterwards. */
export function slugOf(name: string): string {
  return name
    .replaceAll(' ', '-')
    .replace(/\{[^{}\n]*\}/g, '-')
    .replace(/^-/, '')
    .replace(/-$/, '')
    .replace(/[{}(),.'\n/]/g, '')
    .replaceAll('--', '-')
    .toLowerCase();
}
