/** Names that differ in a plural alone. */

/** Whether two paths are the same but for one part, of which one has the plural and the other the singular. */
export function differInPlural(one: readonly string[], other: readonly string[]): boolean {
  if (one.length !== other.length) return false;
  const parts = one.flatMap((part, i) => (part === other[i] ? [] : [[part, other[i] ?? ''] as const]));
  const [differing] = parts;
  if (parts.length !== 1 || differing === undefined) return false;
  const [plural, name] = differing[0].endsWith('s') ? differing : [differing[1], differing[0]];
  return plural.endsWith('s') && !name.endsWith('s') && singular(plural) === singular(name);
}

function singular(name: string): string {
  return name.replace(/(?:ies|es|s|y|e)$/, '');
}
