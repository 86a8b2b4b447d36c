/** Whether a folder holds what is kept for the record; authors lead to what took its place instead. */
export function isArchived(segment: string): boolean {
  return /^(?:legacy|archived?|archives|classic|deprecated|obsolete|old|unsupported|retired)(?:[-_]|$)/.test(segment);
}
