/** `build.content` of docfx.json: which files are built, and the folder of the site that they go to. */
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { isSettings, type Settings, textOf, textsOf } from '../../text/settings.ts';

/** One item of `build.content`: which files go where. */
export interface ContentItem {
  readonly src: RepoPath;
  /** Folder of the site, empty for its root. */
  readonly dest: string;
  /** The group of the item: on Microsoft Learn the versions that its files are written for. */
  readonly group: string | undefined;
  /** Of a path below `src`. */
  readonly takes: PathTest;
}

/** Where a file goes, without the site's base path: `scripting/install/linux.md`. */
export interface Placed {
  readonly path: string;
  readonly group: string | undefined;
}

/** https://dotnet.github.io/docfx/reference/docfx-json-reference.html#file-mappings */
export function readItems(value: unknown, root: RepoPath): readonly ContentItem[] {
  const entries = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return entries.flatMap((entry): readonly ContentItem[] => {
    const item: Settings = isSettings(entry) ? entry : { files: entry };
    const src = joinRepo(root, (textOf(item.src) ?? textOf(item.cwd) ?? '').replaceAll('\\', '/'));
    if (src === undefined) return [];
    const wanted = textsOf(item.files).map(patternTest);
    const unwanted = textsOf(item.exclude).map(patternTest);
    return [
      {
        src,
        dest: textOf(item.dest) ?? '',
        group: textOf(item.group) ?? textOf(item.version),
        takes: (path) => wanted.some((test) => test(path)) && !unwanted.some((test) => test(path)),
      },
    ];
  });
}

/** Where files go; the first item that takes a file decides. Whoever reads a site asks for each of its files several times. */
export function placesByItem(items: readonly ContentItem[]): (file: string) => Placed | undefined {
  const known = new Map<string, Placed | undefined>();
  return (file) => {
    const before = known.get(file);
    if (before !== undefined || known.has(file)) return before;
    const place = placeOf(file, items);
    known.set(file, place);
    return place;
  };
}

function placeOf(file: string, items: readonly ContentItem[]): Placed | undefined {
  for (const { src, dest, group, takes } of items) {
    const inside = below(file, src);
    if (inside === undefined || !takes(inside)) continue;
    const path = joinRepo(dest, inside);
    if (path !== undefined) return { path, group };
  }
  return undefined;
}

/** `**.md` is short for any depth, `folder/` for all that is in it; letter case makes no difference. */
function patternTest(pattern: string): PathTest {
  const whole = pattern.replaceAll('\\', '/').replace(/\*\*(?=[^/*])/g, '**/*');
  return globTest(whole.endsWith('/') ? `${whole}**` : whole, { ignoreCase: true, dot: false });
}
