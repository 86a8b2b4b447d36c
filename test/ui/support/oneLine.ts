/** Text of the window as a person reads it: one line, plain spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
