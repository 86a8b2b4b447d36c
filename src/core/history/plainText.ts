/** The text without a byte order mark and with line feeds alone: git may keep other line endings than the disk has. */
export function plainText(text: string): string {
  return text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
}
