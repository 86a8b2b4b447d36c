/** Fixtures whose expectation is not traced to anything outside of this project; none may be added. */
export const withoutOrigin: readonly string[] = [];
