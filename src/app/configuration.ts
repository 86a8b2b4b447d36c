/**
 * What is asked for, and who says so. One order for every host: the command line, the site's `.broken-backlinks.json`
 * (the nearest first), the person's editor settings, what the repository shows, the usual value. What is to be ignored
 * adds up over all of them.
 */
import type { Domain } from '../core/backlinks/formerHosts.ts';
import { siteTarget } from '../core/backlinks/siteTarget.ts';
import { didYouMean } from '../core/configuration/nearestName.ts';
import { type SiteFile, siteFileName, type WrittenValue } from '../core/configuration/siteFile.ts';
import { generators } from '../core/generators/index.ts';
import { siteFileAt } from '../core/generators/shared/declaredPatterns.ts';
import type { DetectedSite } from '../core/generators/shared/generator.ts';
import type { Note } from '../core/model.ts';
import { below, folderOf, joinRepo, type RepoPath, urlPath } from '../core/paths.ts';
import type { Repo } from '../core/ports.ts';
import type { AuditOptions } from '../core/report/findings.ts';
import type { SiteChoice } from '../core/site/site.ts';
import { isGlob } from '../core/text/glob.ts';

/** What one of them may say. */
export interface GivenSettings {
  readonly site?: string | undefined;
  readonly minimumDomains?: number | undefined;
  readonly errorFromDomains?: number | undefined;
  readonly ignore?: readonly string[] | undefined;
  /** Of the editor: the generator, and the folder of the site below the one that is open, where detection is wrong. */
  readonly generator?: string | undefined;
  readonly root?: string | undefined;
}

export type SettingOrigin =
  | { readonly kind: 'flag' | 'editor' | 'usual' }
  | { readonly kind: 'file'; readonly file: RepoPath; readonly line: number }
  | { readonly kind: 'detected'; readonly because: string };

/** A value that counts, and who said it: nobody else was nearer. */
export interface Setting<Value> {
  readonly value: Value;
  readonly origin: SettingOrigin;
}

/** Everybody who may say something, the first first. */
export interface Layers {
  readonly flags?: GivenSettings | undefined;
  /** Those that speak of the site, the nearest first. */
  readonly files: readonly SiteFile[];
  readonly editor?: GivenSettings | undefined;
}

export function siteSetting({ flags, files, editor }: Layers): Setting<string> | undefined {
  return (
    setting(flags?.site, 'flag') ??
    written(files, ({ values }) => {
      const address = values.site ?? values.address;
      // A path alone is what is put in front of declared addresses; it names no site.
      return address !== undefined && siteTarget(address.value) !== undefined ? address : undefined;
    }) ??
    setting(editor?.site, 'editor')
  );
}

/**
 * Former hosts and what others publish, of all files that speak of the site; what cannot be used is in `problemsOf`. The
 * site's own host is no former one: what moved there is redirected like everything else.
 */
export function domainOf({ files }: Layers, host?: string): Domain {
  return {
    former: files.flatMap(({ file, values }) =>
      (values.formerHosts ?? []).flatMap(({ name, value, line }) => {
        const target = siteTarget(name);
        const isPath = value.startsWith('/');
        const to = urlPath(value.endsWith('/') ? value : `${value}/`);
        return target === undefined || target.host === host || !isPath ? [] : [{ target, to, file, line }];
      }),
    ),
    elsewhere: files.flatMap(({ values }) =>
      (values.ownedElsewhere ?? []).map(({ name, value: owner }) => ({
        folder: `/${name.replace(/^\/+|(?<!\/)\/+$/g, '')}/`.replace('//', '/'),
        owner,
      })),
    ),
  };
}

/** What an audit counts, by all layers; `usual` has what nobody speaks of. */
export function auditSettings(layers: Layers, usual: AuditOptions): AuditSettings {
  const count = (key: 'minimumDomains' | 'errorFromDomains'): Setting<number> =>
    setting(layers.flags?.[key], 'flag') ??
    written(layers.files, ({ values }) => values[key]) ??
    setting(layers.editor?.[key], 'editor') ?? { value: usual[key], origin: { kind: 'usual' } };
  return {
    minimumDomains: count('minimumDomains'),
    errorFromDomains: count('errorFromDomains'),
    ignore: ignorePatterns(layers),
  };
}

/** What is to be ignored, by all layers. */
export function ignorePatterns({ flags, files, editor }: Layers): readonly Setting<string>[] {
  const all = (patterns: readonly string[] | undefined, kind: 'flag' | 'editor') =>
    (patterns ?? []).map((value): Setting<string> => ({ value, origin: { kind } }));
  const ofFiles = files.flatMap((file) => (file.values.ignore ?? []).map((entry) => fromFile(entry, file)));
  return [...all(flags?.ignore, 'flag'), ...ofFiles, ...all(editor?.ignore, 'editor')];
}

/**
 * What an audit counts and leaves out: the least number of referring domains of a page that is listed, the number from
 * which it is an error, and globs of paths that are ignored, those of every layer one after the other.
 */
export interface AuditSettings {
  readonly minimumDomains: Setting<number>;
  readonly errorFromDomains: Setting<number>;
  readonly ignore: readonly Setting<string>[];
}

/** What of the repository is deployed, as the files say it, and for how many days a deploy may take. */
export function deploySettings({ files }: Layers): {
  readonly ref: Setting<string> | undefined;
  readonly days: Setting<number>;
} {
  return {
    ref: written(files, ({ values }) => values.deployedRef),
    days: written(files, ({ values }) => values.deployDays) ?? { value: usualDeployDays, origin: { kind: 'usual' } },
  };
}

const usualDeployDays = 2;

/** The options of an audit, whoever gives them. */
export function auditOptions(layers: Layers, usual: AuditOptions): AuditOptions {
  const { minimumDomains, errorFromDomains, ignore } = auditSettings(layers, usual);
  return {
    ...usual,
    minimumDomains: minimumDomains.value,
    errorFromDomains: errorFromDomains.value,
    ignore: ignore.map(({ value }) => value),
  };
}

function setting<Value>(value: Value | undefined, kind: 'flag' | 'editor'): Setting<Value> | undefined {
  return value === undefined || value === '' ? undefined : { value, origin: { kind } };
}

function written<Value>(
  files: readonly SiteFile[],
  read: (file: SiteFile) => WrittenValue<Value> | undefined,
): Setting<Value> | undefined {
  for (const file of files) {
    const found = read(file);
    if (found !== undefined) return fromFile(found, file);
  }
  return undefined;
}

export function fromFile<Value>({ value, line }: WrittenValue<Value>, { file }: SiteFile): Setting<Value> {
  return { value, origin: { kind: 'file', file, line } };
}

function webOrigin(entry: WrittenValue<unknown> | undefined, file: RepoPath): SettingOrigin | undefined {
  return entry && { kind: 'file', file, line: entry.line };
}

/** The files of a folder and of those around it, the nearest first. */
export async function siteFilesAround(folder: RepoPath, repo: Repo): Promise<readonly SiteFile[]> {
  const folders = [folder];
  for (let at = folder; at !== ''; folders.push(at)) at = folderOf(at);
  const names = folders.map((each) => joinRepo(each, siteFileName)).filter((name) => name !== undefined);
  return Promise.all(names.filter((name) => repo.has(name)).map((name) => siteFileAt(name, repo)));
}

/** The files that speak of a site, the nearest to it first, and then those around the folder it was asked for in. */
export async function siteFilesOf(
  { siteFiles = [], generator, config }: DetectedSite,
  around: readonly SiteFile[],
  repo: Repo,
): Promise<readonly SiteFile[]> {
  const names = generator === 'declared' && config !== undefined ? [config, ...siteFiles] : siteFiles;
  const own = await Promise.all(names.map((name) => siteFileAt(name, repo)));
  return [...own, ...around.filter(({ file }) => !names.includes(file))];
}

/** Which site is meant, who says so, and what of that cannot be. */
export interface ChosenSite {
  readonly choice: SiteChoice;
  readonly origins: { readonly [Key in keyof SiteChoice]?: SettingOrigin | undefined };
  readonly notes: readonly Note[];
}

/** What the user names in the command. */
export function namedSite(choice: SiteChoice): ChosenSite {
  const origin: SettingOrigin = { kind: 'flag' };
  return {
    choice,
    origins: {
      generator: choice.generator === undefined ? undefined : origin,
      root: choice.root === undefined ? undefined : origin,
    },
    notes: [],
  };
}

/**
 * Which site the files mean where detection is wrong; of the nearest that says something, as far as it is about the
 * named folder. What cannot be is told and left out.
 */
export function choiceOf(files: readonly SiteFile[], folder: RepoPath): ChosenSite {
  const notes: Note[] = [];
  for (const siteFile of files) {
    const { file, folder: home, values } = siteFile;
    const generator = knownGenerator(siteFile, notes);
    const place = placeNamed(siteFile, notes);
    const isHere = place === undefined || folder === '' || place === folder || below(place, folder) !== undefined;
    if (!isHere || (generator === undefined && place === undefined)) continue;
    return {
      choice: { generator, root: place ?? home },
      origins: {
        generator: generator === undefined ? undefined : webOrigin(values.generator, file),
        root: place === undefined ? undefined : webOrigin(values.root, file),
      },
      notes,
    };
  }
  return { choice: {}, origins: {}, notes };
}

/** Which site the settings of the editor mean, where no file says; `root` counts from the folder that is open. */
export function choiceOfEditor(
  chosen: ChosenSite,
  { generator = '', root = '' }: GivenSettings,
  folder: RepoPath,
): ChosenSite {
  if ((generator === '' && root === '') || chosen.choice.generator !== undefined || chosen.choice.root !== undefined)
    return chosen;
  const ids = generators.map(({ id }) => id);
  const isKnown = ids.includes(generator);
  const place = root === '' ? undefined : joinRepo(folder, root);
  const notes = [
    ...(generator === '' || isKnown
      ? []
      : [`brokenBacklinks.generator: no generator is called ${generator}.${didYouMean(generator, ids)}`]),
    ...(root === '' || place !== undefined ? [] : [`brokenBacklinks.root: ${root} is not a folder of the repository.`]),
  ];
  const origin: SettingOrigin = { kind: 'editor' };
  return {
    choice: { generator: isKnown ? generator : undefined, root: place },
    origins: { generator: isKnown ? origin : undefined, root: place === undefined ? undefined : origin },
    notes: [...chosen.notes, ...notes.map((message): Note => ({ message }))],
  };
}

/** The generator that a file names; `undefined`, and a note, for one that there is not. */
function knownGenerator({ file, values: { generator } }: SiteFile, notes: Note[]): string | undefined {
  const ids = generators.map(({ id }) => id);
  if (generator === undefined || ids.includes(generator.value)) return generator?.value;
  const message = `No generator is called ${generator.value}.${didYouMean(generator.value, ids)}`;
  notes.push({ file, line: generator.line, message });
  return undefined;
}

/** The folder that a file names; `undefined`, and a note, for one that is not inside the repository. */
function placeNamed({ file, folder, values: { root } }: SiteFile, notes: Note[]): RepoPath | undefined {
  const place = root && joinRepo(folder, root.value);
  if (root && place === undefined) {
    notes.push({ file, line: root.line, message: `${root.value} is not a folder inside the repository.` });
  }
  return place;
}

/** What of the files is read here alone and cannot be used. */
export function problemsOf(files: readonly SiteFile[]): readonly Note[] {
  return files.flatMap(({ file, values }) => {
    const address = values.site ?? values.address;
    const isAddress = address === undefined || address.value.startsWith('/') || siteTarget(address.value) !== undefined;
    const notes: Note[] = (values.ignore ?? [])
      .filter(({ value }) => !isGlob(value))
      .map(({ value, line }) => ({ file, line, message: `${value} is not a glob that can be used here.` }));
    for (const { name, value, line } of values.formerHosts ?? []) {
      if (siteTarget(name) === undefined) {
        notes.push({ file, line, message: `${name} is not an address; write one such as https://old.example.net/.` });
      } else if (!value.startsWith('/')) {
        notes.push({ file, line, message: `${value} is not a path of this site; write one such as /guide/.` });
      }
    }
    if (isAddress) return notes;
    const message = `${address.value} is not an address; write one such as https://example.org/docs/.`;
    return [{ file, line: address.line, message }, ...notes];
  });
}
