/**
 * Files that plugins write at the top of a site, by the names under which a configuration takes them in; a name stands in
 * quotes there.
 */
export function writtenByPlugins(
  configuration: string,
  plugins: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return Object.entries(plugins).flatMap(([name, files]) => (isNamed(name, configuration) ? files : []));
}

function isNamed(name: string, text: string): boolean {
  return ["'", '"', '`'].some((quote) => text.includes(quote + name + quote));
}
