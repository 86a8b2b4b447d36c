/** The same text in memory of its own: engines let a text cut from another keep all of that one. */
export function detached(text: string): string {
  // Shorter ones are copied anyway.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}
