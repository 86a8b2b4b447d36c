/** Front matter defaults by path and type. https://jekyllrb.com/docs/configuration/front-matter-defaults/ */
import { ownMember } from '../../data/ownMember.ts';
import { globTest, type PathTest } from '../../text/glob.ts';
import { isSettings, mergeSettings, type Settings, settingsAt } from '../../text/settings.ts';

interface DefaultSet {
  readonly path: string;
  readonly type: string | undefined;
  readonly values: Settings;
  readonly applies: PathTest;
}

export type Defaults = (path: string, type: string) => Settings;

/** `path` is relative to the source, or for documents to the folder of the collections. */
export function frontMatterDefaults(written: unknown, collectionsDir: string): Defaults {
  const sets = (Array.isArray(written) ? written : []).filter(isSettings).flatMap((set) => setOf(set, collectionsDir));
  return (path, type) => {
    let values: Settings = {};
    let best: DefaultSet | undefined;
    for (const set of sets) {
      if ((set.type !== undefined && set.type !== type) || !set.applies(path)) continue;
      const wins = best === undefined || precedes(set, best);
      values = wins ? mergeSettings(values, set.values) : mergeSettings(set.values, values);
      if (wins) best = set;
    }
    return values;
  };
}

function setOf(set: Settings, collectionsDir: string): readonly DefaultSet[] {
  if (!isSettings(set.values)) return [];
  const scope = settingsAt(set, 'scope');
  const path = typeof scope.path === 'string' ? scope.path : '';
  const plain = path.replace(/^\//, '');
  const inCollections = collectionsDir !== '' && plain.startsWith(`${collectionsDir}/`);
  const below = inCollections ? plain.slice(collectionsDir.length + 1) : plain;
  const type = typeof scope.type === 'string' ? (ownMember(oldTypes, scope.type) ?? scope.type) : undefined;
  return [
    {
      path: plain,
      type,
      values: set.values,
      applies: below.includes('*') ? globbed(below) : (at) => at.startsWith(below),
    },
  ];
}

const oldTypes: Readonly<Record<string, string>> = { page: 'pages', post: 'posts', draft: 'drafts' };

/** What the glob finds, files or folders, and all below them. */
function globbed(pattern: string): PathTest {
  const test = globTest(pattern, { dot: false });
  return (path) => {
    const parts = path.split('/');
    return parts.some((_, end) => test(parts.slice(0, end + 1).join('/')));
  };
}

/** The longer path wins, then the one with a type, then the later. */
function precedes(set: DefaultSet, best: DefaultSet): boolean {
  if (set.path.length !== best.path.length) return set.path.length > best.path.length;
  return set.type !== undefined || best.type === undefined;
}
