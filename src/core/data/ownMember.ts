/**
 * The member that a table itself has. What every JavaScript object brings along, such as `constructor` and `toString`, is
 * none: a site about programming has pages, tags and placeholders of these names.
 */
export function ownMember<Member>(table: Readonly<Record<string, Member>>, name: string): Member | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
