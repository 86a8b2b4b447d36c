/**
 * What the configuration of the server says for the `.htaccess` files of the site: the maps that their rules look up, and
 * whether they are read at all.
 * https://httpd.apache.org/docs/2.4/mod/core.html#allowoverride
 */
import type { RepoPath } from '../../../paths.ts';
import { continuedLines } from '../../../text/redirectLines.ts';
import type { RewriteMap, RewriteMaps } from '../../apacheTexts.ts';
import { filesCalled } from '../../filesCalled.ts';
import type { RedirectContext } from '../../format.ts';
import { argumentsOf } from './directives.ts';
import type { HandedOn } from './handedOn.ts';

/** What the server files of a repository say beside their own redirects. */
export interface ServerSettings {
  readonly maps: RewriteMaps;
  /** Why no redirect of a `.htaccess` counts: a clause. */
  readonly unread: string | undefined;
  /** What is handed on to another program before a `.htaccess` is read. */
  readonly handedOn: readonly HandedOn[];
}

const known = new WeakMap<RedirectContext, ServerSettings>();

/** `undefined` before the files of the site were looked for. */
export function serverOf(context: RedirectContext): ServerSettings | undefined {
  return known.get(context);
}

interface Override {
  readonly folder: string;
  readonly isAllowed: boolean;
  readonly at: string;
}

/** Reads them out of the texts of the server's files, once for a context. */
export async function readServerSettings(
  texts: ReadonlyMap<RepoPath, string>,
  context: RedirectContext,
  handed: readonly HandedOn[],
): Promise<void> {
  const maps = new Map<string, RewriteMap>();
  const overrides: Override[] = [];
  for (const [file, text] of texts) {
    const sections: string[] = [];
    for (const line of continuedLines(text)) {
      const [head = '', ...words] = argumentsOf(line, text);
      const directive = head.toLowerCase();
      if (directive.startsWith('</')) sections.pop();
      else if (directive.startsWith('<')) sections.push([head, ...words].join(' '));
      else if (directive === 'rewritemap') {
        const map = await mapOf(words[1] ?? '', context);
        if (words[0] && map) maps.set(words[0], map);
      } else if (directive === 'allowoverride') {
        const folder = /^<Directory\s+"?([^">~]+?)"?>$/i.exec(sections.at(-1) ?? '')?.[1];
        const isAllowed = words.some((word) => /^(?:All|FileInfo)$/i.test(word));
        if (folder) overrides.push({ folder, isAllowed, at: `${file}:${line.number}` });
      }
    }
  }
  known.set(context, { maps, unread: unreadBy(overrides), handedOn: handed });
}

/** A folder of the whole machine says nothing of the site's, which mostly has a word of its own. */
function unreadBy(overrides: readonly Override[]): string | undefined {
  if (overrides.some(({ isAllowed }) => isAllowed)) return undefined;
  const none = overrides.find(({ folder }) => folder !== '/' && !/^\/usr\/(?:share|lib)\b/.test(folder));
  return none && `AllowOverride in ${none.at} keeps Apache from reading redirects in this file`;
}

async function mapOf(written: string, { repo }: RedirectContext): Promise<RewriteMap | undefined> {
  const [, kind = '', place = ''] = /^(\w+):(.*)$/.exec(written) ?? [];
  if (kind === 'int') return { kind: 'function', name: place };
  if (kind !== 'txt') return undefined;
  const [file, other] = filesCalled(place, repo.files);
  const text = file !== undefined && other === undefined ? await repo.read(file) : undefined;
  return text === undefined ? undefined : { kind: 'table', entries: entriesOf(text) };
}

/** Lines of a key and a value; what follows them, and a line that begins with `#`, is a comment. */
function entriesOf(text: string): ReadonlyMap<string, string> {
  const entries = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [key, value] = line.trim().split(/\s+/);
    // The first one counts.
    if (key && value !== undefined && !line.startsWith('#') && !entries.has(key)) entries.set(key, value);
  }
  return entries;
}
