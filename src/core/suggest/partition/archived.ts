const front = /^(?:legacy|archived?|archives|classic|deprecated|obsolete|old|unsupported|retired)(?:[-_]|$)/;

/** `index_REDIRECTED.md`, `_index-old.md`; a page about what is old is called otherwise. */
const behind = /[-_](?:redirected|deprecated|obsolete|archived|old|bak)$/;

/** Whether a folder or page is what is kept for the record; authors lead to what took its place instead. */
export function isArchived(segment: string): boolean {
  return front.test(segment) || behind.test(segment);
}
