/** The addresses that `lost` names, held against every HTML file that the branch of the built site ever had. */
import type { Published } from './branch.ts';

/** As `lost --format json` prints it. */
export interface LostAnswer {
  readonly findings: readonly {
    readonly broken: { readonly path: string; readonly published?: { readonly last: string } };
    readonly diagnosis: { readonly code: string };
  }[];
}

export interface LostComparison {
  /** They ended before the branch began, which tells nothing of them. */
  readonly earlier: number;
  readonly neverThere: readonly string[];
  /** Its newest commit has them. */
  readonly stillThere: readonly string[];
  /** Pages that it had and has no more, of which the answer says nothing. */
  readonly untold: readonly string[];
}

/** Lists, which are nobody's content. */
const list = /(?:^|\/)(?:page\/?\d+|tags?|categor(?:y|ies)|404|archives?|search|_modules|genindex|authors?)\b/;

export function compareLost(repository: string, published: Published, { findings }: LostAnswer): LostComparison {
  const files = (path: string) => filesAt(path, ['/', `/${repository}/`]);
  const isLater = ({ broken }: LostAnswer['findings'][number]) => (broken.published?.last ?? '9') > published.since;
  const later = findings.filter(isLater);
  const known = new Set(findings.flatMap(({ broken }) => files(broken.path)));
  return {
    earlier: findings.length - later.length,
    neverThere: later
      .filter(({ broken }) => !files(broken.path).some((file) => published.ever.has(file)))
      .map(({ broken, diagnosis }) => `${broken.path} ${diagnosis.code}, until ${broken.published?.last}`),
    stillThere: findings.flatMap(({ broken }) =>
      files(broken.path).some((file) => published.files.has(file)) ? [broken.path] : [],
    ),
    untold: [...published.ever].filter((file) => !published.files.has(file) && !list.test(file) && !known.has(file)),
  };
}

/** The files that answer at an address, below each of the bases that it may have. */
function filesAt(path: string, bases: readonly string[]): readonly string[] {
  return bases.flatMap((base) => {
    if (!`${path}/`.startsWith(base)) return [];
    const inside = decoded(path).slice(base.length).replace(/\/$/, '');
    return inside === '' ? ['index.html'] : [`${inside}/index.html`, `${inside}.html`, inside];
  });
}

/** As it is where it is no valid encoding. */
export function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
