/** The map of redirects in `zensical.toml`: `[project.plugins.redirects.redirect_maps]` with `"old.md" = "new.md"`. */
import { type DataMember, dataAt, openData } from '../../../data/data.ts';
import type { RepoPath } from '../../../paths.ts';
import { lineEnding, type TextEdit } from '../../../text/edits.ts';
import { customOf, hasDividers } from '../../writing/customaryPlace.ts';
import { lineEndAt } from '../../writing/yamlMap.ts';

/** A line of the map: the old file and what stands for its address now, with the place of the whole and of the value. */
export interface MapEntry {
  readonly from: string;
  readonly to: string;
  readonly start: number;
  readonly end: number;
  readonly value: { readonly start: number; readonly end: number };
}

const path = ['project', 'plugins', 'redirects', 'redirect_maps'] as const;
const header = `[${path.join('.')}]`;

/** `undefined` where the text is not TOML. */
export function tomlEntries(text: string, file: RepoPath): readonly MapEntry[] | undefined {
  const data = openData(text, file);
  if (data === undefined) return undefined;
  return membersAt(text, file).flatMap(({ key, start, end, value }) =>
    value.kind === 'value' && typeof value.value === 'string'
      ? [{ from: key, to: value.value, start, end, value: { start: value.start, end: value.end } }]
      : [],
  );
}

/** `docs_dir` and `use_directory_urls`, as they are written. */
export function tomlSetting(text: string, file: RepoPath, key: string): unknown {
  const node = dataAt(openData(text, file)?.root, 'project', key);
  return node?.kind === 'value' ? node.value : undefined;
}

function membersAt(text: string, file: RepoPath): readonly DataMember[] {
  const map = dataAt(openData(text, file)?.root, ...path);
  return map?.kind === 'object' ? map.members : [];
}

/** `undefined` where the plugin is written in a way that no table can be added to. */
export function insertTomlEntries(
  text: string,
  file: RepoPath,
  entries: readonly (readonly [string, string])[],
): readonly TextEdit[] | undefined {
  const end = lineEnding(text);
  const lines = entries.map(([from, to]) => `${tomlText(from)} = ${tomlText(to)}`);
  const place = new RegExp(`^[ \\t]*${header.replace(/[[\].]/g, '\\$&')}[ \\t]*(?:#.*)?$`, 'm').exec(text);
  if (place !== null) {
    const members = membersAt(text, file);
    const head = place.index + place[0].trimEnd().length;
    const isDivided = hasDividers(text.slice(members[0]?.start ?? 0, members.at(-1)?.end ?? 0));
    const custom = customOf(
      members.map(({ key }) => key),
      isDivided,
    );
    const inserts = new Map<number, string>();
    for (const [from, to] of custom.sorted(entries, ([from]) => from)) {
      const above = members[(custom.indexOf(from) ?? members.length) - 1];
      const at = lineEndAt(text, above?.end ?? head);
      inserts.set(at, `${inserts.get(at) ?? ''}${end}${tomlText(from)} = ${tomlText(to)}`);
    }
    return [...inserts].map(([at, added]) => ({ start: at, end: at, text: added }));
  }
  const root = openData(text, file)?.root;
  const plugin = dataAt(root, 'project', 'plugins', 'redirects');
  const isInline = /^[ \t]*(?:plugins|project\.plugins|plugins\.redirects)[ \t]*[=.]/m.test(text);
  if (isInline || (plugin !== undefined && dataAt(plugin, 'redirect_maps') !== undefined)) return undefined;
  const gap = text === '' ? '' : text.endsWith('\n') ? end : end + end;
  const block = [header, ...lines].join(end);
  return [
    { start: text.length, end: text.length, text: gap + block + (text.endsWith('\n') || text === '' ? end : '') },
  ];
}

export function tomlText(text: string): string {
  return JSON.stringify(text);
}
