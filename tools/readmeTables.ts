/** The tables of the README that follow from the registries.   node tools/node24.mjs tools/readmeTables.ts */
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

if (import.meta.main) {
  const file = new URL('../README.md', import.meta.url);
  writeFileSync(file, withTables(readFileSync(file, 'utf8')));
}
