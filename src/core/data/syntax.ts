/** What kind of text a file holds. */
import { extensionOf } from '../paths.ts';
import type { DataSyntax } from '../text/records.ts';

/** As far as mistakes can be told in it, and redirects be written into it. */
export type Syntax =
  | DataSyntax
  | 'xml'
  | 'page'
  | 'nginx'
  | 'caddy'
  | 'apache'
  | 'python'
  | 'ruby'
  | 'hcl'
  | 'csv'
  | 'jsonLines'
  | 'lines';

/** The syntax that the extension of a file tells; lines where it tells none. */
export function syntaxOfFile(file: string): Syntax {
  if (/(^|\/)\.[a-z.]+rc$/i.test(file)) return 'json';
  return byExtension[extensionOf(file)] ?? 'lines';
}

/** The kind by its name, as a sentence has it: `is written in YAML`. */
export function syntaxName(syntax: Syntax): string {
  return names[syntax];
}

const byExtension: Readonly<Record<string, Syntax>> = {
  '.json': 'json',
  '.jsonc': 'json',
  '.jsonl': 'jsonLines',
  '.csv': 'csv',
  '.yml': 'yaml',
  '.yaml': 'yaml',
  '.toml': 'toml',
  '.js': 'script',
  '.mjs': 'script',
  '.cjs': 'script',
  '.jsx': 'script',
  '.ts': 'script',
  '.mts': 'script',
  '.cts': 'script',
  '.tsx': 'script',
  '.xml': 'xml',
  '.py': 'python',
  '.rb': 'ruby',
  '.tf': 'hcl',
};

const names: Readonly<Record<Syntax, string>> = {
  json: 'JSON',
  yaml: 'YAML',
  toml: 'TOML',
  script: 'JavaScript',
  xml: 'XML',
  page: 'front matter',
  nginx: 'the language of nginx',
  caddy: 'the language of Caddy',
  apache: 'the language of Apache',
  python: 'Python',
  ruby: 'Ruby',
  hcl: 'HCL',
  csv: 'CSV',
  jsonLines: 'lines of JSON',
  lines: 'lines of text',
};
