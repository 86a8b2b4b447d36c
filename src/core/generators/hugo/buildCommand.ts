/**
 * How the site is built, where the repository says so. The options of the command change which pages are published.
 * https://gohugo.io/commands/hugo/
 */
import { joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { buildOptions } from '../shared/buildOptions.ts';

/** What the command that builds the site changes of its configuration. */
export interface BuildCommand {
  /** Configuration files instead of the usual one. */
  readonly configs: readonly RepoPath[];
  readonly environment: string;
  readonly drafts: boolean;
  readonly future: boolean;
  readonly expired: boolean;
}

export async function readBuildCommand(root: RepoPath, repo: Repo): Promise<BuildCommand> {
  const options = await buildOptions(root, repo, optionsIn);
  const configs = options.value('--config')?.split(',') ?? [];
  return {
    configs: configs.flatMap((config) => joinRepo(root, config) ?? []),
    environment: options.value('-e', '--environment') ?? 'production',
    drafts: options.has('-D', '--buildDrafts'),
    future: options.has('-F', '--buildFuture'),
    expired: options.has('-E', '--buildExpired'),
  };
}

/** What follows `hugo` up to the end of the command; its other subcommands do not build. */
function optionsIn(text: string): string | undefined {
  return /(?:^|[\s;&|/"'])hugo(?![\w.-])((?:\s+(?!server\b|mod\b|version\b|serve\b|new\b|env\b)[^\s;&|]+)*)(?=\s*(?:$|[;&|\n]))/.exec(
    text,
  )?.[1];
}
