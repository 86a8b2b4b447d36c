/** Reads the text fixtures: a comment, then files, each below a line `-- path --`. */
export interface TextArchive {
  readonly comment: string;
  readonly files: ReadonlyMap<string, string>;
}

export function parseTextArchive(text: string): TextArchive {
  const parts = text.split(/^-- (.+?) --\r?\n/m);
  const files = new Map<string, string>();
  for (let i = 1; i < parts.length; i += 2) files.set(parts[i] ?? '', parts[i + 1] ?? '');
  return { comment: parts[0] ?? '', files };
}

export function printTextArchive({ comment, files }: TextArchive): string {
  const end = (text: string) => (text === '' || text.endsWith('\n') ? text : `${text}\n`);
  return end(comment) + [...files].map(([path, text]) => `-- ${path} --\n${end(text)}`).join('');
}
