/** `Define NAME value` of a server's configuration, for which `${NAME}` stands. https://httpd.apache.org/docs/2.4/mod/core.html#define */
import { lastTwo } from '../../../text/remembered.ts';

/** The words of a directive with what the same file defines once. */
export function withDefined(words: readonly string[], text: string): readonly string[] {
  if (!words.some((word) => word.includes('${'))) return words;
  const values = known(text, () => definitions(text));
  return words.map((word) => word.replace(/\$\{(\w+)\}/g, (whole, name: string) => values.get(name) ?? whole));
}

/** Every line of a file asks for them. */
const known = lastTwo<ReadonlyMap<string, string | undefined>>();

function definitions(text: string): ReadonlyMap<string, string | undefined> {
  const values = new Map<string, string | undefined>();
  for (const [, name = '', quoted, plain] of text.matchAll(/^[ \t]*Define[ \t]+(\w+)[ \t]+(?:"([^"\r\n]*)"|(\S+))/gim))
    values.set(name, values.has(name) ? undefined : (quoted ?? plain));
  return values;
}
