/** Builds a site with its real generator. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cachedInstall } from '../../cachedInstall.mjs';
import { scratchFolder, writeFiles } from '../folder.ts';
import { linkPackages, packageFolder } from '../load.ts';
import type { SiteBuilder, SiteFiles } from './builder.ts';

/** What a fixture has of its own in place of what its builder does. */
export interface OwnBuild {
  readonly command: string | undefined;
  readonly output: string | undefined;
}

/** `output`: the folder with the site; `undefined` where the build failed. */
export interface SiteBuild {
  readonly output: string | undefined;
  readonly said: string;
}

export function buildSite(builder: SiteBuilder, name: string, files: SiteFiles, own: OwnBuild): SiteBuild {
  if (builder.packages !== undefined) install(builder.packages);
  const folder = join(
    builder.isBelowPackages ? join(packageFolder(builder.packages), 'sites', name) : scratchFolder(),
    'site',
  );
  rmSync(folder, { recursive: true, force: true });
  writeFiles(folder, { ...builder.frame(files), ...files });
  if (builder.packages !== undefined && !builder.isBelowPackages) linkPackages(folder, builder.packages);
  const { isBuilt, said } = run(folder, own.command ?? builder.command);
  const output = join(folder, own.output ?? builder.output);
  return { output: isBuilt && existsSync(output) ? output : undefined, said };
}

/** What a line `Name: …` of a fixture's comment says. */
export function commentLine(comment: string, name: string): string | undefined {
  return new RegExp(`^${name}: *(\\S.*)$`, 'm').exec(comment)?.[1];
}

function run(folder: string, command: string): { readonly isBuilt: boolean; readonly said: string } {
  const { status, stdout, stderr, error } = spawnSync('sh', ['-c', command], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8', NO_COLOR: '1', CI: '1' },
    timeout: 600_000,
  });
  return { isBuilt: status === 0, said: `${command}: ${error?.message ?? ''}${stdout}${stderr}` };
}

function install(set: string): void {
  cachedInstall({
    name: basename(packageFolder(set)),
    source: join(import.meta.dirname, '../packages', set),
    announcement: `Installing ${set} into ${basename(packageFolder(set))} in .cache (once).`,
  });
}
