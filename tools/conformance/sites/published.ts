/** What lies in the folder of a built site, as addresses. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Published {
  readonly url: string;
  /** The content file, where the page tells it. */
  readonly file?: string;
  readonly isPage: boolean;
}

/**
 * Every file below the folder: `a/index.html` is `/a/`; a page with the line `<!--route URL FILE-->` says it itself, and one
 * with `<!--from FILE-->` the file alone.
 */
export function publishedIn(folder: string, prefix: string): readonly Published[] {
  return filesIn(folder).map((path) => {
    const text = /\.x?html?$/.test(path) ? readFileSync(join(folder, path), 'utf8') : undefined;
    const said = /<!--route (\S+)(?: (.*))?-->/.exec(text ?? '');
    if (said?.[1] !== undefined) return { url: decodeURI(said[1]), ...(said[2] && { file: said[2] }), isPage: true };
    const file = /<!--from (?:\.\/)?(.*)-->/.exec(text ?? '')?.[1];
    // One that only leads on is a redirect.
    const isPage = text !== undefined && !/http-equiv=["']?refresh/i.test(text);
    return { url: spelled(prefix + path), ...(file && { file }), isPage };
  });
}

/** Addresses of one file have one spelling: a folder's is that of its index. */
export function spelled(url: string): string {
  return url.replace(/\/index\.html$/, '/');
}

function filesIn(folder: string, below = ''): readonly string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : [path];
  });
}
