/** Whether Apache asks a redirect of a `.htaccess` file at all. */
import type { RepoPath } from '../../../paths.ts';
import { lastTwo } from '../../../text/remembered.ts';
import type { SourcePattern } from '../../format.ts';
import { reachOf } from '../../reach.ts';
import type { Requirement } from '../../requirement.ts';
import { passesThrough } from './rewrite.ts';
import { isServerFile } from './serverFile.ts';

const insideTheServer = {
  kind: 'never',
  reason: 'with the flag PT, Apache 2.4 looks for the target inside the server, and redirects nobody: take it out',
} as const;

/** A file of that name with an ending is shown before mod_alias is asked. */
const nothingNegotiated: Requirement = {
  kind: 'published',
  as: 'file',
  suffix: '.html',
  isWanted: false,
  isCut: true,
};

/** What has to be so for a redirect of mod_alias where `Options` has MultiViews. */
export function negotiated(text: string): readonly Requirement[] {
  return known(text, () => {
    const views = /^[ \t\uFEFF]*Options\b[^\r\n#]*[ \t]([+-]?)MultiViews\b/im.exec(text);
    return views && views[1] !== '-' ? [nothingNegotiated] : [];
  });
}

/** Every line of a file asks for it. */
const known = lastTwo<readonly Requirement[]>();

const off = { kind: 'never', reason: 'RewriteEngine is off' } as const;

/** What is left of the source of a redirect that Apache does not ask, or nobody knows whether it does. */
export function neverAsked(
  source: SourcePattern,
  engine: string | undefined,
  file: RepoPath,
  flags: string | undefined,
): SourcePattern | undefined {
  if (!isServerFile(file) && passesThrough(flags)) return insideTheServer;
  if (engine === 'on') return undefined;
  if (engine === 'off') return off;
  return { kind: 'unknown', reason: 'this file does not switch RewriteEngine on', reach: reachOf(source) };
}
