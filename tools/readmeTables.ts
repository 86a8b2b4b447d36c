/** What follows from the registries: the tables of the README, and the generators in the schema of the configuration file.   node tools/node24.mjs tools/readmeTables.ts */
import { readFileSync, writeFileSync } from 'node:fs';
import { generators } from '../src/core/generators/index.ts';
import { redirectFormats } from '../src/core/redirects/editing/formats.ts';

const row = (...cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const entry = ({ title, docs }: { readonly title: string; readonly docs: string }) => row(title, linkTo(docs));
/** What the README itself explains is linked to by its heading. */
const linkTo = (docs: string) => (docs.startsWith('README.md#') ? `[${docs}](${docs.slice(9)})` : `<${docs}>`);

/** The README with both tables as the registries have them now. */
export function withTables(readme: string): string {
  const table = (name: string, head: string, rows: readonly string[]) => (text: string) =>
    text.replace(
      new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`),
      (_, start: string, end: string) => `${start}${[head, row('---', '---'), ...rows].join('\n')}\n${end}`,
    );
  const withGenerators = table('generators', row('generator', 'rules'), generators.map(entry));
  return table('redirects', row('redirects', 'documentation'), redirectFormats.map(entry))(withGenerators(readme));
}

/** The schema of `.broken-backlinks.json` with the generators as the registry has them now. */
export function withGeneratorIds(schema: string): string {
  const ids = generators.map(({ id }) => `\n        ${JSON.stringify(id)}`);
  return schema.replace(
    /("generator": \{[^{}]*"enum": \[)[^\]]*\]/,
    (_, start: string) => `${start}${ids.join(',')}\n      ]`,
  );
}

if (import.meta.main) {
  const schema = new URL('../media/broken-backlinks.schema.json', import.meta.url);
  writeFileSync(schema, withGeneratorIds(readFileSync(schema, 'utf8')));
  const file = new URL('../README.md', import.meta.url);
  writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}
