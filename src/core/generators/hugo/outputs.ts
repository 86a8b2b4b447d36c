/** Which files a page is written to. https://gohugo.io/configuration/output-formats/ */
import { ownMember } from '../../data/ownMember.ts';
import { flagOf, isSettings, type Settings, textOf } from '../../text/settings.ts';
import { htmlOutput, type OutputFile } from './address.ts';

const known: Readonly<Record<string, OutputFile>> = {
  html: htmlOutput,
  amp: { ...htmlOutput, folder: 'amp' },
  calendar: { name: 'index', extension: '.ics', folder: '' },
  css: { name: 'styles', extension: '.css', folder: '' },
  csv: { name: 'index', extension: '.csv', folder: '' },
  json: { name: 'index', extension: '.json', folder: '' },
  markdown: { name: 'index', extension: '.md', folder: '' },
  rss: { name: 'index', extension: '.xml', folder: '', noUgly: true },
  webappmanifest: { name: 'manifest', extension: '.webmanifest', folder: '' },
};

const extensions: Readonly<Record<string, string>> = {
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
  return files.find(({ extension }) => extension === '.html') ?? files[0] ?? htmlOutput;
}

/** One of the outputs of a page, with the name of its format in small letters. */
export interface NamedOutput extends OutputFile {
  readonly format: string;
}

/** All files that the outputs name, as far as their formats are known. */
export function outputFiles(names: readonly string[], formats: Settings): readonly NamedOutput[] {
  return names.flatMap((format) => {
    const file = fileOf(format, formats);
    return file === undefined ? [] : [{ ...file, format }];
  });
}

/** Further pages of HTML that the outputs name, besides the one that `outputFile` gives. */
export function furtherOutputs(names: readonly string[], formats: Settings): readonly OutputFile[] {
  if (names.length < 2) return [];
  const main = outputFile(names, formats);
  const files = names.flatMap((name) => fileOf(name, formats) ?? []);
  return files.filter(
    ({ name, extension, folder }) => extension === '.html' && (name !== main.name || folder !== main.folder),
  );
}

function fileOf(name: string, formats: Settings): OutputFile | undefined {
  const format = formats[name];
  const base = ownMember(known, name);
  if (!isSettings(format)) return base;
  const extension = ownMember(extensions, textOf(format.mediatype)?.toLowerCase() ?? '') ?? base?.extension;
  if (extension === undefined) return undefined;
  return {
    name: textOf(format.basename) ?? base?.name ?? 'index',
    extension,
    folder: textOf(format.path) ?? base?.folder ?? '',
    noUgly: flagOf(format.nougly) ?? base?.noUgly ?? false,
  };
}
