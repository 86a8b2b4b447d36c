/** A configuration with its map of redirects, whether it is written in YAML or in TOML. */
import { isScalar, type Node, type YAMLMap } from 'yaml';
import type { RepoPath } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { removeLines } from '../../../text/redirectLines.ts';
import { nodeAt, openYaml, withoutMember, written, type YamlText } from '../../../text/yamlEdit.ts';
import { hiddenMap, insertEntries, mapsOf, namesPlugin } from './map.ts';
import { insertTomlEntries, type MapEntry, tomlEntries, tomlSetting, tomlText } from './tomlMap.ts';

/** The redirects of one configuration, in the order they are written, and how they are changed with the least text. */
export interface MapText {
  readonly entries: readonly MapEntry[];
  /** Where the map stands when it is not written here. */
  readonly hidden: number | undefined;
  /** Whether the plugin is named already; without, it may not be installed where the site is built. */
  readonly namesPlugin: boolean;
  setting(key: 'docs_dir' | 'use_directory_urls'): unknown;
  /** `undefined`: the plugins are written in a way that is not extended safely. */
  insert(entries: readonly (readonly [string, string])[]): readonly TextEdit[] | undefined;
  retarget(entry: MapEntry, to: string): TextEdit;
  remove(start: number, end: number): readonly TextEdit[];
}

/** `undefined` where the text is not what its name says. */
export function openMap(text: string, file: RepoPath): MapText | undefined {
  return file.endsWith('.toml') ? openTomlMap(text, file) : openYamlMap(text);
}

function openTomlMap(text: string, file: RepoPath): MapText | undefined {
  const entries = tomlEntries(text, file);
  if (entries === undefined) return undefined;
  return {
    entries,
    hidden: undefined,
    namesPlugin: true,
    setting: (key) => tomlSetting(text, file, key),
    insert: (added) => insertTomlEntries(text, file, added),
    retarget: ({ value }, to) => ({ ...value, text: tomlText(to) }),
    remove: (start, end) => [removeLines(text, start, end)],
  };
}

function openYamlMap(text: string): MapText | undefined {
  const yaml = openYaml(text, text.startsWith('\uFEFF') ? 1 : 0);
  if (!yaml) return undefined;
  return {
    entries: yamlEntries(yaml),
    hidden: hiddenMap(yaml),
    namesPlugin: namesPlugin(yaml),
    setting(key) {
      const node = nodeAt(yaml, [key]);
      return isScalar(node) ? node.value : undefined;
    },
    insert: (added) => insertEntries(yaml, added),
    retarget(entry, to) {
      const node = pairAt(yaml, entry.start)?.value;
      return { ...entry.value, text: written(to, isScalar(node) ? node.type : undefined) };
    },
    remove(start, end) {
      const pair = pairAt(yaml, start);
      const map = mapsOf(yaml).find(({ items }) => pair !== undefined && items.includes(pair));
      return map?.flow && pair ? withoutMember(yaml, map, pair) : [removeLines(text, start, end)];
    },
  };
}

function pairAt(yaml: YamlText, start: number) {
  const all = mapsOf(yaml).flatMap(({ items }) => items);
  return all.find(({ key }) => yaml.offset + ((key as Node).range?.[0] ?? -1) === start);
}

function yamlEntries(yaml: YamlText): readonly MapEntry[] {
  const maps = mapsOf(yaml);
  const before = new Set<string>();
  return maps.flatMap((map) => {
    const found = entriesOf(map, yaml).filter(({ from }) => !before.has(from));
    // What is merged into a map gives way to what stands in it.
    for (const { from } of found) if (maps.length > 1) before.add(from);
    return found;
  });
}

function entriesOf({ items }: YAMLMap, yaml: YamlText): readonly MapEntry[] {
  return items.flatMap((pair): MapEntry[] => {
    const key = pair.key as Node;
    const value = pair.value as Node | null;
    if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) return [];
    const [start, end] = [yaml.offset + value.range[0], yaml.offset + value.range[1]];
    return [
      {
        from: String(key.value),
        to: String(value.value),
        start: yaml.offset + key.range[0],
        end,
        value: { start, end },
      },
    ];
  });
}
