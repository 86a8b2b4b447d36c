/** Site generators whose redirects are pages: builds a site and reads where its pages lead. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodePath } from '../../src/core/paths.ts';
import { ownPath } from './ask.ts';
import type { Reply } from './engine.ts';

/** Runs a generator in a folder; throws with what it said when it fails. */
export function build(folder: string, command: string, ...args: readonly string[]): void {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? (stderr + stdout).slice(0, 2000)}`);
}

function unescaped(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', lt: '<', gt: '>', apos: "'" };
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    return String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16));
  });
}

/** What a plain file host shows for each address: `/a/` is `a/index.html`, `/a` either that or `a.html`. */
export function answersOf(output: string, urls: readonly string[]): readonly Reply[] {
  return urls.map((url) => {
    const path = decodePath(url.replace(/[?#].*$/, '')).replace(/\/{2,}/g, '/');
    const names = path.endsWith('/') ? [`${path}index.html`] : [path, `${path}.html`, `${path}/index.html`];
    const file = names.map((name) => join(output, name)).find((name) => existsSync(name) && statSync(name).isFile());
    const page = file === undefined ? '' : readFileSync(file, 'utf8');
    const refresh = /<meta[^>]+http-equiv=["']?refresh["']?[^>]*>/i.exec(page)?.[0];
    const content = /content=(?:"([^"]*)"|'([^']*)'|([^\s>]*))/i
      .exec(refresh ?? '')
      ?.slice(1)
      .find(Boolean);
    const target = /url=\s*(['"]?)(.*)\1$/i.exec(unescaped(content ?? ''))?.[2];
    if (target === undefined) return undefined;
    // A relative target counts from the address of the file.
    const from = `http://site${(file ?? '').slice(output.length).replace(/index\.html$/, '')}`;
    // One that waits is taken for a redirect of today.
    const seconds = Number(/content=["']?\s*([\d.]+)/i.exec(refresh ?? '')?.[1]);
    return { status: seconds > 1 ? 302 : 301, location: ownPath(new URL(target, from).href) };
  });
}
