/** A site of many pages in a repository of its own, some of which were renamed, deleted or merged: the same on every run. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export interface SyntheticSite {
  readonly pages: number;
  /** Addresses that the site does not publish (any more). */
  readonly broken: readonly string[];
}

interface Size {
  readonly pages: number;
  readonly broken: number;
}

/** Numbers from 0 to 1 that look random (xorshift). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const syllables = 'ba con der fi gra hol in ju ket lo mer nu or pla qui ras ste tor un vel wis xen yar zo'.split(' ');

/** Some words are in every text and most are rare, as in any language. */
function vocabulary(next: () => number): () => string {
  const words = Array.from({ length: 8000 }, () =>
    Array.from({ length: 1 + Math.floor(next() * 4) }, () => syllables[Math.floor(next() * syllables.length)]).join(''),
  );
  return () => words[Math.floor(words.length * next() ** 3)] ?? '';
}

interface Page {
  readonly path: string;
  readonly url: string;
  readonly text: string;
}

/** Fills an empty folder with a Hugo site whose last commit did to its pages what leaves addresses broken. */
export function makeSite(folder: string, { pages, broken }: Size): SyntheticSite {
  const next = numbers(20240229);
  const word = vocabulary(next);
  const phrase = (least: number, most: number): string =>
    Array.from({ length: least + Math.floor(next() * (most - least + 1)) }, word).join(' ');
  const place = (i: number): string => `part-${i % 40}/chapter-${i % 400}/${phrase(2, 4).replaceAll(' ', '-')}-${i}`;
  const make = (i: number, body: string): Page => {
    const at = place(i);
    return { path: `content/${at}.md`, url: `/${at}/`, text: `---\ntitle: ${phrase(2, 6)}\n---\n\n${body}` };
  };
  const known: Page[] = [];
  const body = (): string =>
    Array.from({ length: 6 }, () => {
      const paragraphs = Array.from({ length: 3 }, () => {
        const link = known[Math.floor(next() * known.length)];
        return `${phrase(25, 60)}${link ? ` [${phrase(1, 3)}](${link.url})` : ''}.`;
      });
      return `## ${phrase(1, 5)}\n\n${paragraphs.join('\n\n')}\n`;
    }).join('\n');
  for (let i = 0; i < pages; i++) known.push(make(i, body()));

  // Of the addresses, some were renamed, some deleted, some merged into another page, and some never were.
  const addresses: string[] = [];
  const before = new Map(known.map((page) => [page.path, page]));
  for (const [i, page] of known.entries()) {
    if (addresses.length >= broken || i % Math.max(1, Math.floor(pages / broken)) !== 0) continue;
    const old = make(pages + i, page.text.slice(page.text.indexOf('\n\n')));
    const fate = addresses.length % 4;
    addresses.push(fate === 3 ? `${page.url.slice(0, -3)}/` : old.url);
    if (fate === 0) {
      before.delete(page.path);
      before.set(old.path, old);
    } else if (fate === 1) before.set(old.path, { ...old, text: `---\ntitle: ${phrase(2, 5)}\n---\n\n${body()}` });
    else if (fate === 2) before.set(old.path, { ...old, text: old.text.slice(0, old.text.length >> 1) });
  }

  mkdirSync(folder, { recursive: true });
  const git = (input: string | undefined, ...args: readonly string[]) =>
    execFileSync('git', args, { cwd: folder, input, stdio: ['pipe', 'ignore', 'inherit'] });
  const config = { path: 'hugo.toml', text: 'baseURL = "https://example.org/"\n' };
  git(undefined, 'init', '-q');
  git(
    commit(1, [config, ...before.values()]) + commit(2, [config, ...known]),
    ...['fast-import', '--quiet', '--date-format=raw'],
  );
  git(undefined, 'symbolic-ref', 'HEAD', 'refs/heads/main');
  git(undefined, 'reset', '-q', '--hard');
  return { pages, broken: addresses };
}

/** One commit of exactly these files, as `git fast-import` reads it. */
function commit(number: number, files: readonly Pick<Page, 'path' | 'text'>[]): string {
  const date = 1_600_000_000 + number * 86_400;
  const head = `commit refs/heads/main\ncommitter A <a@example.org> ${date} +0000\ndata 2\nc${number}\ndeleteall\n`;
  return head + files.map(({ path, text }) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`).join('');
}
