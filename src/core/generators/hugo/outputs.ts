/** Which file a page is written to when its outputs have no HTML. https://gohugo.io/configuration/output-formats/ */
import { isSettings, type Settings, textOf } from '../../text/settings.ts';
import { htmlOutput, type OutputFile } from './address.ts';

const known: Readonly<Record<string, OutputFile>> = {
  html: htmlOutput,
  amp: { ...htmlOutput, folder: 'amp' },
  calendar: { name: 'index', ending: '.ics', folder: '' },
  css: { name: 'styles', ending: '.css', folder: '' },
  csv: { name: 'index', ending: '.csv', folder: '' },
  json: { name: 'index', ending: '.json', folder: '' },
  markdown: { name: 'index', ending: '.md', folder: '' },
  rss: { name: 'index', ending: '.xml', folder: '' },
  webappmanifest: { name: 'manifest', ending: '.webmanifest', folder: '' },
};

const endings: Readonly<Record<string, string>> = {
  'text/html': '.html',
  'application/json': '.json',
  'text/markdown': '.md',
  'text/plain': '.txt',
  'text/csv': '.csv',
  'text/calendar': '.ics',
  'text/xml': '.xml',
  'application/xml': '.xml',
  'application/rss+xml': '.xml',
};

/** The HTML file where the outputs have one, else the first of them. */
export function outputFile(names: readonly string[], formats: Settings): OutputFile {
  if (names.length === 0 || names.includes('html')) return htmlOutput;
  const files = names.flatMap((name) => fileOf(name, formats) ?? []);
  return files.find(({ ending }) => ending === '.html') ?? files[0] ?? htmlOutput;
}

function fileOf(name: string, formats: Settings): OutputFile | undefined {
  const format = formats[name];
  const base = known[name];
  if (!isSettings(format)) return base;
  const ending = endings[textOf(format.mediatype)?.toLowerCase() ?? ''] ?? base?.ending;
  if (ending === undefined) return undefined;
  return {
    name: textOf(format.basename) ?? base?.name ?? 'index',
    ending,
    folder: textOf(format.path) ?? base?.folder ?? '',
  };
}
