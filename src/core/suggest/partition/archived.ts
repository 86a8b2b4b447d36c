const front = /^(?:legacy|archived?|archives|classic|deprecated|obsolete|old|unsupported|retired)(?:[-_]|$)/;

/** `previous-versions/`, where a site keeps what is documented of releases before. */
const before = /^(?:previous|prior|past|earlier|older|former)[-_](?:versions?|releases?)$/;

/** `index_REDIRECTED.md`, `_index-old.md`; a page about what is old is called otherwise. */
const behind = /[-_](?:redirected|deprecated|obsolete|archived|old|bak)$/;

/** Whether a folder or page is what is kept for the record; authors lead to what took its place instead. */
export function isArchived(segment: string): boolean {
  return front.test(segment) || before.test(segment) || behind.test(segment);
}
