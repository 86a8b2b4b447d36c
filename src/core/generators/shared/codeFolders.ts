/** Where code puts pages, as far as it is written. */

/** More of a program says nothing more. */
const longest = 100_000;

/** `/tag/#{tag}`, `tag/${tag}`, `'tag/' + tag`, `"tag/%s"`. */
const filledIn = /["'`]\/?((?:[\w-]{1,60}\/){1,5})(?:\$\{|#\{|%s|["'`]\s{0,9}[+%])/g;
/** `File.join('tag', name)`, also with a path in front. */
const joined = /\bjoin\(\s{0,9}(?:[\w.@]{1,40}\s{0,9},\s{0,9})?["']([\w-]{1,60}(?:\/[\w-]{1,60}){0,4})["']\s{0,9},/g;
/** `config['tag_dir'] || 'tag'`. */
const usual = /\b\w{0,40}(?:dir|path|folder)["']?\]?\s{0,9}\|\|\s{0,9}["']\/?([\w-]{1,60}(?:\/[\w-]{1,60}){0,4})["']/g;

/** What holds parts of a program or a site rather than pages. */
const ofPrograms =
  /^(?:_|(?:src|lib|app|templates?|layouts?|components?|includes?|assets|static|public|node_modules|dist)\/)/i;

/**
 * The folders of the addresses that a program makes, each with a slash behind it, by the fixed beginnings of the paths in
 * it; `['']` where it says none.
 */
export function codeFolders(text: string): readonly string[] {
  const read = text.slice(0, longest);
  const found = [filledIn, joined, usual].flatMap((form) =>
    [...read.matchAll(form)].map(([, folder = '']) => `${folder.replace(/\/$/, '')}/`),
  );
  const folders = [...new Set(found)].filter((folder) => !ofPrograms.test(folder));
  return folders.length === 0 ? [''] : folders;
}
