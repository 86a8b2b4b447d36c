/** Themes that lie in the repository have a gatsby-config of their own. https://www.gatsbyjs.com/docs/themes/what-are-gatsby-themes/ */
import { folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { isSettings, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';

/** The configurations of packages that another configuration names. */
export async function themesAmong(configs: readonly RepoPath[], repo: Repo): Promise<ReadonlySet<RepoPath>> {
  const read = await Promise.all(
    configs.map(async (config) => {
      const manifest = readYaml((await repo.read(joinRepo(folderOf(config), 'package.json') ?? config)) ?? '').value;
      const name = isSettings(manifest) ? textOf(manifest.name) : undefined;
      return { config, name, text: (await repo.read(config)) ?? '' };
    }),
  );
  const isNamed = (name: string, text: string) =>
    [`'${name}'`, `"${name}"`, `\`${name}\``].some((word) => text.includes(word));
  const themes = read.filter(
    ({ config, name }) =>
      name !== undefined && read.some((other) => other.config !== config && isNamed(name, other.text)),
  );
  return new Set(themes.map(({ config }) => config));
}
