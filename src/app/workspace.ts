/** A repository that somebody works in, opened as every host opens it: all of it, and the sites that are meant first. */
import { isHostOf, type SiteTarget, siteTarget } from '../core/backlinks/siteTarget.ts';
import type { SiteFile } from '../core/configuration/siteFile.ts';
import type { DetectedSite } from '../core/generators/shared/generator.ts';
import type { History } from '../core/history/history.ts';
import type { RepoPath } from '../core/paths.ts';
import { failed, type Progress, type Repo, type Result, success } from '../core/ports.ts';
import { sitesOfFolder } from '../core/site/folderSites.ts';
import { detectSites, noSiteIn, openSite, type Site, type SiteChoice } from '../core/site/site.ts';
import { buildId } from '../io/buildId.ts';
import type { Look } from '../io/disk/entryStats.ts';
import { openHistory } from '../io/git/history.ts';
import { notedReads } from '../io/repository/notedReads.ts';
import { openRepository } from '../io/repository/openRepository.ts';
import { openConclusions } from '../io/stores/conclusionStore.ts';
import { historyFolder } from '../io/stores/historyFolder.ts';
import {
  type ChosenSite,
  choiceOf,
  choiceOfEditor,
  type GivenSettings,
  type Layers,
  namedSite,
  problemsOf,
  siteFilesAround,
  siteFilesOf,
  siteSetting,
} from './configuration.ts';
import { type Overlay, overlayRepo } from './overlayRepo.ts';
import { openServed } from './servedSite.ts';

/** Which folder is opened, and how its host sees it. */
export interface WorkspaceRequest {
  /** The folder somebody works in. The whole repository around it is read. */
  readonly folder: string;
  /** What the user says in the command, before every file of the repository. */
  readonly flags?: GivenSettings | undefined;
  /** What the user set in the editor, after every file of the repository. */
  readonly editor?: GivenSettings | undefined;
  /** What the user says where detection is wrong; its folder is seen from the named one. */
  readonly choiceIn?: ((folder: RepoPath) => SiteChoice) | undefined;
  /** Unsaved text in place of files, by their path from the top of the repository. */
  readonly overlay?: Overlay | undefined;
  /** What is future or expired is decided by this moment. */
  readonly now: string;
  /** A folder on this machine, outside of the repository, in which what is concluded of texts may be kept. */
  readonly cache?: string | undefined;
  /** The program whose conclusions are kept and taken up; this one where none is named. */
  readonly build?: string | undefined;
  /** The history will be asked for. */
  readonly withHistory?: boolean | undefined;
  /** Through which everything of the sites is read, where a host wants to know what that was. */
  readonly readThrough?: ((repo: Repo) => Repo) | undefined;
}

/**
 * Starts to open the history where it will be read, while this process is small: a new process takes its memory over, and
 * what is written there later is copied, so that each start costs more the more there is.
 */
function historyEarly(
  directory: string,
  { cache, withHistory = false }: WorkspaceRequest,
  { signal }: Task,
  lookAt: Look,
) {
  if (!withHistory) return undefined;
  const opening = async () => {
    const opened = await openHistory(directory, { signal, store: cache && historyFolder(cache, directory), lookAt });
    if (opened.ok) await opened.value.touched(signal);
    return opened;
  };
  const opened = opening();
  // Whoever takes it is told.
  opened.catch(() => undefined);
  return opened;
}

/** What was concluded of texts before; of a program that runs from its sources nothing is kept. */
async function conclusionsOf(directory: string, { cache, build = buildId }: WorkspaceRequest) {
  const folder = cache && historyFolder(cache, directory);
  return folder === undefined || build === undefined ? undefined : openConclusions(folder, build);
}

/** An opened repository with its sites. Nothing of it changes. */
export interface Workspace {
  /** The top of the repository, from which every path counts. */
  readonly directory: string;
  readonly repo: Repo;
  /** When it was opened. */
  readonly now: string;
  /** The site's address as somebody gives it, in the order of `configuration.ts`; empty counts as not given. */
  readonly address: string | undefined;
  /** Tells apart repositories whose sites could have been read otherwise; see `notedReads`. */
  readonly state: string;
  /** Who says what about the first site. */
  readonly layers: Layers;
  /** Who chose the generator and the folder of the first site; nobody where they were detected. */
  readonly chosenBy: ChosenSite['origins'];
  /** Those of the named folder, the most certain first; with an address, those of that address first. */
  readonly sites: readonly [Site, ...Site[]];
  /** What was opened of the history with it, once: whoever asks again may see another commit. */
  takeHistory(): Promise<Result<History>> | undefined;
  /** All other sites of the repository, wherever they lie: what they publish is not missing. Read when first asked for. */
  others(site: Site): Promise<readonly Site[]>;
}

/** Everything long may be watched and cancelled. */
export interface Task {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Lets the signal and messages arrive in the midst of long work. */
  readonly pause?: (() => Promise<void>) | undefined;
}

/** Fails when the folder holds no site. */
export async function openWorkspace(request: WorkspaceRequest, task: Task): Promise<Result<Workspace>> {
  let history: ReturnType<typeof historyEarly>;
  const conclusions = (directory: string, lookAt: Look) => {
    history = historyEarly(directory, request, task, lookAt);
    return conclusionsOf(directory, request);
  };
  const { directory, repo: disk, folder } = await openRepository(request.folder, task.signal, conclusions);
  await history?.catch(() => undefined);
  const repo = overlayRepo(disk, request.overlay ?? new Map());
  const noted = notedReads(request.readThrough?.(repo) ?? repo);
  const read = noted.repo;
  const around = await siteFilesAround(folder, read);
  const { flags, editor } = request;
  const asked = siteSetting({ flags, files: around, editor })?.value;
  const open = (detected: DetectedSite, address?: string) =>
    openSite(detected, read, { now: request.now, address: address || undefined, ...task });
  const named = request.choiceIn?.(folder) ?? {};
  const isNamed = named.generator !== undefined || named.root !== undefined;
  const chosen = isNamed ? namedSite(named) : choiceOfEditor(choiceOf(around, folder), request.editor ?? {}, folder);
  const { choice } = chosen;
  const detected = await sitesOfFolder(read, folder, choice);
  const opened: Site[] = [];
  for (const entry of detected) opened.push(await open(entry, asked));
  const [first, ...rest] = ordered(opened, siteTarget(asked ?? ''));
  if (first === undefined) return failed('not-found', notFound(request.folder, read, folder, around));
  const layers = { flags, editor, files: await siteFilesOf(first.detected, around, read) };
  const address = siteSetting(layers)?.value;
  // What the pages' own links tell is where the site is served, and nothing else of its rules.
  const state = noted.state();
  const served = await openServed(first, read, { address, signal: task.signal });
  const notes = [...served.notes, ...chosen.notes, ...problemsOf(layers.files)];
  const sites: readonly [Site, ...Site[]] = [{ ...served, notes }, ...rest];
  const isWhole = folder === '' && choice.generator === undefined && choice.root === undefined;
  let all: Promise<readonly Site[]> | undefined = isWhole ? Promise.resolve(sites) : undefined;
  const readAll = async (): Promise<readonly Site[]> => {
    const roots = new Set(detected.map(({ root }) => root));
    const elsewhere: Site[] = [];
    for (const entry of await detectSites(read)) if (!roots.has(entry.root)) elsewhere.push(await open(entry));
    return [...sites, ...elsewhere];
  };
  return success({
    directory,
    repo,
    address,
    now: request.now,
    state,
    layers,
    chosenBy: chosen.origins,
    sites,
    takeHistory() {
      const taken = history;
      history = undefined;
      return taken;
    },
    async others(site) {
      all ??= readAll();
      return (await all).filter((other) => other !== site);
    },
  });
}

/** That no site was found, and what of the configuration may be why. */
function notFound(named: string, repo: Repo, folder: RepoPath, files: readonly SiteFile[]): string {
  const mistakes = files.flatMap(({ notes }) => notes.map(({ file, line, message }) => `${file}:${line}: ${message}`));
  return [noSiteIn(named, repo, folder), ...mistakes].join(' ');
}

/** The sites whose configuration names the wanted address first. */
function ordered(sites: readonly Site[], wanted: SiteTarget | undefined): readonly Site[] {
  if (wanted === undefined) return sites;
  const isWanted = (site: Site): boolean => {
    const own = siteTarget(site.permalinks.address?.url ?? '');
    return own !== undefined && isHostOf(own.host, wanted, false) && own.basePath === wanted.basePath;
  };
  return [...sites].sort((a, b) => Number(isWanted(b)) - Number(isWanted(a)));
}
