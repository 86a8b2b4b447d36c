/** Empties the templates of a Hugo site, so that a later Hugo builds it, and every page keeps the layout that renders it. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Not nothing: Hugo writes no file of an empty page. */
const blank = '.';

/** Hugo wants a shortcode to use what stands between its tags exactly where it is closed. */
const closed = '{{ if false }}{{ .Inner }}{{ end }}.';

/** Each layout keeps its name, and loses its text. Without its theme a site gets one page and one list that fit everything. */
export function blankLayouts(work: string, hasTheme: boolean): void {
  const themes = join(work, 'themes');
  const folders = [work, ...(existsSync(themes) ? readdirSync(themes).map((name) => join(themes, name)) : [])];
  for (const file of folders.flatMap((folder) => filesIn(join(folder, 'layouts')))) {
    const isClosed = file.includes('/shortcodes/') && readFileSync(file, 'utf8').includes('.Inner');
    writeFileSync(file, isClosed ? closed : blank);
  }
  if (!hasTheme) for (const name of ['single', 'list']) lay(work, `_default/${name}.html`, blank);
  const known = new Set(
    folders.flatMap((folder) => filesIn(join(folder, 'layouts', 'shortcodes'))).map((file) => nameOf(file)),
  );
  for (const [name, text] of shortcodesIn(join(work, 'content'))) {
    if (!known.has(name) && !built.has(name)) lay(work, `shortcodes/${name}.html`, text);
  }
}

/** What Hugo has itself. */
const built = new Set(
  'details figure gist highlight instagram param qr ref relref tweet twitter vimeo x youtube'.split(' '),
);

function shortcodesIn(content: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const file of filesIn(content).filter((each) => /\.(?:md|markdown|html|adoc|org|rst)$/.test(each))) {
    for (const [, end, name = ''] of readFileSync(file, 'utf8').matchAll(/\{\{[<%]\s*(\/?)\s*([\w./-]+)/g)) {
      if (end === '/') found.set(name, closed);
      else if (!found.has(name)) found.set(name, blank);
    }
  }
  return found;
}

function lay(work: string, name: string, text: string): void {
  const file = join(work, 'layouts', name);
  if (existsSync(file)) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function nameOf(file: string): string {
  return file.replace(/^.*\/shortcodes\//, '').replace(/\.\w+$/, '');
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => existsSync(file) && statSync(file).isFile());
}
