/**
 * Which version of a component is the latest.
 * https://docs.antora.org/antora/latest/how-component-versions-are-sorted/
 */

/** `version` is empty for a component without one. */
export interface ComponentVersion {
  readonly name: string;
  readonly version: string;
  readonly isPrerelease: boolean;
}

/** The latest version, and the latest prerelease where Antora knows one beside it. */
export interface Latest {
  readonly release: ComponentVersion | undefined;
  readonly prerelease: ComponentVersion | undefined;
}

/**
 * Of the versions of one component, in the order they are read: a prerelease that was the newest when it was read keeps its
 * part although a newer release comes behind it, as `registerComponentVersion` of Antora 3.1 does it.
 */
export function latestOf(versions: readonly ComponentVersion[]): Latest {
  let [newest] = versions;
  let release: ComponentVersion | undefined;
  let prerelease: ComponentVersion | undefined;
  for (const version of versions) {
    if (newest === undefined || newestFirst(version, newest) < 0) newest = version;
    if (!version.isPrerelease && (release === undefined || newestFirst(version, release) < 0)) release = version;
    if (release !== undefined && newest !== release) prerelease = newest;
  }
  return { release: release ?? newest, prerelease };
}

function newestFirst(a: ComponentVersion, b: ComponentVersion): number {
  // Prereleases with names go before all releases, as they cannot be told apart by age.
  if (a.isPrerelease !== b.isPrerelease && semantic(a.version) === undefined && semantic(b.version) === undefined)
    return a.isPrerelease ? -1 : 1;
  if (a.version === '' || b.version === '') return Number(b.version === '') - Number(a.version === '');
  return compareVersions(b.version, a.version);
}

/** Versions that are numbers go behind those that are names. */
function compareVersions(a: string, b: string): number {
  const [semanticA, semanticB] = [semantic(a), semantic(b)];
  if (semanticA === undefined || semanticB === undefined) {
    if (semanticA === semanticB) return a.localeCompare(b, 'en', { numeric: true });
    return semanticA === undefined ? 1 : -1;
  }
  return compareNumbers(semanticA, semanticB);
}

function compareNumbers(a: string, b: string): number {
  const [versionA = '', preA] = splitAt(a, '-');
  const [versionB = '', preB] = splitAt(b, '-');
  const [partsA, partsB] = [versionA.split('.'), versionB.split('.')];
  for (let at = 0; at < 3; at++) {
    const order = (Number(partsA[at] ?? 0) || 0) - (Number(partsB[at] ?? 0) || 0);
    if (order !== 0) return order;
  }
  if (preA === undefined || preB === undefined) return Number(preA === undefined) - Number(preB === undefined);
  return preA.localeCompare(preB, 'en', { numeric: true });
}

function splitAt(text: string, mark: string): readonly (string | undefined)[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** The number of a version that is one: `v2.0`, `10`, `1.x`; `undefined` for a name. */
function semantic(version: string): string | undefined {
  const number = version.replace(/^v(?=\d)/, '');
  return /^\d/.test(number) && (number.includes('.') || /^\d+$/.test(number) || version !== number)
    ? number
    : undefined;
}
