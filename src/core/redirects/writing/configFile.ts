/** Finding the configuration file of a tool, and saying how good a place it is. */
import { below, fileName, folderOf, joinRepo, type RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { formatFiles } from '../askedOnce.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal, WritePlan } from '../format.ts';
import { isAside, isOfExample, refuseAlways } from '../target.ts';

/** Every redirect that is planned asks for the same names; a new list of files is a new key. */
const known = new WeakMap<Repo['files'], Map<string, readonly RepoPath[]>>();

/** The files of a name, those nearest to the root first. */
export function configFilesNamed({ repo: { files } }: RedirectContext, names: RegExp): readonly RepoPath[] {
  const byNames = known.get(files) ?? new Map<string, readonly RepoPath[]>();
  known.set(files, byNames);
  const key = `${names.flags}/${names.source}`;
  const found = byNames.get(key) ?? findFiles(files, names);
  byNames.set(key, found);
  return found;
}

/**
 * The files of a name that configure the site: those of its folder and above; where there is none, those elsewhere that
 * are of no example and no package of their own.
 */
export function ownFilesNamed(context: RedirectContext, names: RegExp): readonly RepoPath[] {
  const { root, repo } = context;
  const all = configFilesNamed(context, names).filter((file) => !isOfExample(file, context));
  if (root === undefined) return all;
  const own = all.filter((file) => folderOf(file) === root || below(root, folderOf(file)) !== undefined);
  if (own.length > 0) return own;
  return all.filter((file) => !repo.has(joinRepo(folderOf(file), 'package.json') ?? file));
}

function findFiles(files: Repo['files'], names: RegExp): readonly RepoPath[] {
  return files
    .filter((file) => names.test(fileName(file)) && !isAside(file))
    .sort((a, b) => a.split('/').length - b.split('/').length || (folderOf(a) < folderOf(b) ? -1 : 1));
}

interface Plan {
  /** `redirects in next.config.js, 308`: the file's name is put in for `{file}`, the status for `{status}`. */
  readonly label: string;
  readonly because: string;
  /** What the format is worth when the file has no rules yet. */
  readonly fitness: number;
  readonly missing: string;
  readonly needs?: WritePlan['needs'];
  /** The one of the format's files that is meant; the first of them where it is left out. */
  readonly file?: RepoPath | undefined;
}

/** The plan of a format that keeps its rules in one file: tries the edit, so that what is offered can be done. */
export async function planInFile(
  format: RedirectFormat,
  redirect: Redirect,
  context: RedirectContext,
  plan: Plan,
): Promise<WritePlan | Refusal> {
  const refused = refuseAlways(redirect, context);
  if (refused) return refused;
  const [first] = await formatFiles(format, context);
  const file = plan.file ?? first;
  if (!file) return { refused: plan.missing, ofSite: true };
  const text = (await context.repo.read(file)) ?? '';
  const edits = format.add([redirect], text, file, context);
  if ('refused' in edits) return edits;
  const count = format.parse(text, file, context).rules.length;
  return {
    file,
    create: false,
    label: plan.label.replace('{file}', file).replace('{status}', String(redirect.status)),
    because: count > 0 ? `${file} has ${count} ${count === 1 ? 'rule' : 'rules'}` : plan.because,
    fitness: count > 0 ? 60 + Math.min(count, 30) : plan.fitness,
    needs: plan.needs,
  };
}

/** The status a host takes for a wish: its own permanent or temporary one. */
export function statusOf(redirect: Redirect, permanent: 301 | 308, temporary: 302 | 307): number | undefined {
  if (redirect.status === 410) return undefined;
  return redirect.status === 301 || redirect.status === 308 ? permanent : temporary;
}
