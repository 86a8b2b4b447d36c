/**
 * What Microsoft Learn adds to docfx. `.openpublishing.publish.config.json` names the docsets of the repository; the
 * path they are published below is kept by the service, so it is concluded from addresses that the repository writes.
 *
 * https://learn.microsoft.com/contribute/content/
 */
import { fileName, folderOf, joinRepo, type RepoPath, urlPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { parseLooseJson } from '../../text/json.ts';
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';

/** A docset of Microsoft Learn. */
export interface Docset {
  readonly config: RepoPath;
  /** Help pages of PowerShell commands, `.md` in the form of platyPS, are built as reference pages. */
  readonly hasCommandHelp: boolean;
}

/** The docset whose source folder this is; `undefined` when Learn does not publish it. */
export async function docsetAt(root: RepoPath, repo: Repo): Promise<Docset | undefined> {
  for (const config of repo.files) {
    if (fileName(config) !== '.openpublishing.publish.config.json') continue;
    const settings: unknown = parseLooseJson((await repo.read(config)) ?? '');
    const docsets =
      isSettings(settings) && Array.isArray(settings.docsets_to_publish) ? settings.docsets_to_publish : [];
    const own = docsets
      .filter(isSettings)
      .find((docset) => joinRepo(folderOf(config), textOf(docset.build_source_folder) ?? '') === root);
    if (own === undefined) continue;
    const tasks = textsOf(settingsAt(own, 'customized_tasks').docset_prebuild);
    return { config, hasCommandHelp: tasks.some((task) => /MAML2Yaml/i.test(task)) };
  }
  return undefined;
}

/** So many targets of redirections must agree where the breadcrumb says nothing. */
const enoughTargets = 3;
/** No docset is published deeper. */
const deepest = 3;

/**
 * The path in front of every address, `undefined` when nothing tells. `addresses` are those of the docset's own
 * files, in lower case and without it; `breadcrumb_path` is the address of one of its tables of contents.
 */
export async function learnBasePath(
  metadata: Settings,
  addresses: ReadonlySet<string>,
  repo: Repo,
): Promise<string | undefined> {
  const breadcrumb = textOf(metadata.breadcrumb_path);
  const fromBreadcrumb = breadcrumb?.startsWith('/') ? prefixesOf(breadcrumb, addresses)[0] : undefined;
  if (fromBreadcrumb !== undefined) return fromBreadcrumb;

  const votes = new Map<string, number>();
  for (const file of repo.files) {
    if (!/^\.openpublishing\.redirection.*\.json$/.test(fileName(file))) continue;
    const settings: unknown = parseLooseJson((await repo.read(file)) ?? '');
    const list = isSettings(settings) && Array.isArray(settings.redirections) ? settings.redirections : [];
    for (const target of list.map((entry) => (isSettings(entry) ? textOf(entry.redirect_url) : undefined))) {
      if (target === undefined || !target.startsWith('/')) continue;
      for (const prefix of prefixesOf(target, addresses)) votes.set(prefix, (votes.get(prefix) ?? 0) + 1);
    }
  }
  const [best] = [...votes].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= enoughTargets ? best[0] : undefined;
}

/** What may stand in front of an own address in this one, the shortest first. */
function prefixesOf(target: string, addresses: ReadonlySet<string>): readonly string[] {
  const parts = urlPath(target)
    .toLowerCase()
    .replace(/\.json$/, '')
    .split('/')
    .filter((part) => part !== '');
  const prefixes: string[] = [];
  for (let depth = 0; depth <= deepest && depth < parts.length; depth++) {
    if (addresses.has(`/${parts.slice(depth).join('/')}`)) prefixes.push(`/${parts.slice(0, depth).join('/')}`);
  }
  return prefixes;
}
