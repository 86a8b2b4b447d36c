/**
 * Which files are templates and which are copied.
 * https://www.11ty.dev/docs/template-formats/ · https://www.11ty.dev/docs/copy/ · https://www.11ty.dev/docs/ignores/
 */
import { below, fileName, joinRepo, type RepoPath } from '../../paths.ts';
import { globTest } from '../../text/glob.ts';
import { withoutFormat } from './address.ts';
import type { EleventyConfig } from './config.ts';

/** Formats that are rendered; any other format is copied. */
const rendered = /^(?:md|njk|liquid|html|ejs|hbs|mustache|haml|pug|webc|vto|11ty\.(?:c?js|mjs|ts|jsx|tsx))$/;

/** What Eleventy makes of a file by its name: a page, a copy, or nothing. */
export interface Files {
  /** The path below the input folder without its extension, and the extension of the output; `undefined` for other files. */
  template(path: RepoPath): { readonly stem: string; readonly extension: string } | undefined;
  /** The path on the site of a file that is copied. */
  copied(path: RepoPath): string | undefined;
}

export function filesOf(config: EleventyConfig): Files {
  const { root, input, includes, layouts, data, formats, outputs } = config;
  const own = [includes, layouts, data].filter((folder) => folder !== input && folder !== root);
  const ignored = config.ignores.map(ignoreTest);
  const copies = config.copies.map((copy) => copyTest(copy, config));

  return {
    template(path) {
      const inside = below(path, input);
      const fromRoot = below(path, root);
      if (inside === undefined || fromRoot === undefined || /\.11tydata\.(?:json|c?js|mjs|ts)$/.test(path))
        return undefined;
      if (own.some((folder) => below(path, folder) !== undefined)) return undefined;
      if (input === root && config.file === path) return undefined;
      const stem = withoutFormat(inside, formats);
      const format = stem === undefined ? '' : inside.slice(stem.length + 1);
      if (stem === undefined || !(rendered.test(format) || outputs.has(format))) return undefined;
      if (ignored.some((test) => test(fromRoot))) return undefined;
      return { stem, extension: outputs.get(format) ?? 'html' };
    },

    copied(path) {
      const fromRoot = below(path, root);
      if (fromRoot === undefined) return undefined;
      for (const copy of copies) {
        const to = copy(fromRoot);
        if (to !== undefined) return to;
      }
      // A format that nothing renders is copied as it lies.
      const inside = below(path, input);
      const stem = inside === undefined ? undefined : withoutFormat(inside, formats);
      const format = stem === undefined ? '' : (inside ?? '').slice(stem.length + 1);
      return stem === undefined || rendered.test(format) || outputs.has(format) ? undefined : inside;
    },
  };
}

/**
 * A path or glob seen from the project's root; a folder takes all it holds with it. Upper and lower case are the same
 * (`caseSensitiveMatch` in its `FileSystemSearch.js`), so `README.md` leaves `readme.md` out.
 */
function ignoreTest(pattern: string): (path: string) => boolean {
  const clean = pattern
    .replace(/^\.?\/+/, '')
    .replace(/(?<!\/)\/+$/, '')
    .toLowerCase();
  const itself = globTest(clean);
  const inside = globTest(`${clean}/**`);
  return (path) => itself(path.toLowerCase()) || inside(path.toLowerCase());
}

function copyTest(
  { from, to }: EleventyConfig['copies'][number],
  { root, input }: EleventyConfig,
): (path: string) => string | undefined {
  const isGlob = /[*?{[(!]/.test(from);
  const matches = isGlob ? globTest(from) : undefined;
  const inputFolder = below(input, root) ?? '';
  /** Without a target the path is kept, less the input folder. */
  const kept = (path: string) => below(path, inputFolder) ?? path;
  return (path) => {
    if (matches !== undefined) {
      if (!matches(path)) return undefined;
      return to === undefined ? kept(path) : joined(to, fileName(path));
    }
    if (path === from)
      return to === undefined ? kept(path) : to.endsWith('/') || to === '' ? joined(to, fileName(path)) : to;
    const inside = below(path, from);
    if (inside === undefined) return undefined;
    return to === undefined ? kept(path) : joined(to, inside);
  };
}

function joined(folder: string, path: string): string {
  return joinRepo('', folder, path) ?? path;
}
