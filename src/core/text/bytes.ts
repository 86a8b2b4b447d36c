/** How many bytes a text takes in UTF-8; hosts count these. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
