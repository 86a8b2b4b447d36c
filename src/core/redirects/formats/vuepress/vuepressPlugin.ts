/** What the redirect formats of VuePress share: where the files of the site are, and which plugins it names. */
import { below, folderOf, joinRepo, type RepoPath } from '../../../paths.ts';
import { configurationOf, type Script } from '../../../script/script.ts';
import { emptyObject, itemsOf, textValue, type Value, withoutDefine, writtenProperty } from '../../../script/value.ts';
import { askedOnce } from '../../askedOnce.ts';
import type { RedirectContext } from '../../format.ts';
import { isAside, isOfExample } from '../../target.ts';

const folder = '.vuepress/';

/** The files of the site below its `.vuepress` whose path there has this form. */
export function ownVuepressFiles(context: RedirectContext, form: RegExp): readonly RepoPath[] {
  if (!context.generators.includes('vuepress')) return [];
  return askedOnce(allFiles, context).filter((file) => form.test(file.slice(file.lastIndexOf(folder) + folder.length)));
}

function allFiles(context: RedirectContext): readonly RepoPath[] {
  const { repo, root } = context;
  const all = repo.files.filter(
    (file) =>
      (file.startsWith(folder) || file.includes(`/${folder}`)) &&
      !/\.vuepress\/(?:dist|public|\.temp|\.cache)\//.test(file) &&
      !isAside(file) &&
      !isOfExample(file, context),
  );
  if (root === undefined) return all;
  // A package of the repository may have its configuration above the folder of its pages.
  return all.filter((file) => below(file, root) !== undefined);
}

/** Whether a configuration of the site, or the packages it is built with, name a plugin. */
export async function isPluginNamed(name: RegExp, context: RedirectContext): Promise<boolean> {
  const configs = ownVuepressFiles(context, /^[\w/-]+\.(?:[cm]?[jt]s|json)$/);
  const files = [...configs.slice(0, mostFiles), ...manifests(context)];
  for (const file of files) {
    if (name.test((await context.repo.read(file)) ?? '')) return true;
  }
  return false;
}

/** More files of a configuration than this are not looked through. */
const mostFiles = 200;

function manifests({ repo, root }: RedirectContext): readonly RepoPath[] {
  const found: RepoPath[] = [];
  for (let at: RepoPath = root ?? ('' as RepoPath); ; at = folderOf(at)) {
    const file = joinRepo(at, 'package.json');
    if (file !== undefined && repo.has(file)) found.push(file);
    if (at === '') return found;
  }
}

/** Whether a text of the configuration names one of the plugins called redirect. */
export function namesRedirectPlugin(text: string): boolean {
  return /\bplugin-redirect2?\b|\bredirectPlugin\b|['"]redirect['"]|\bredirect['"]?\s*:/.test(text);
}

/** Whether the site has the plugin redirect of VuePress 2, itself or by its theme. */
export function hasRedirectPlugin(context: RedirectContext): Promise<boolean> {
  return askedOnce(askedForPlugin, context);
}

async function askedForPlugin(context: RedirectContext): Promise<boolean> {
  return (
    (await isPluginNamed(/\bplugin-redirect2?\b|\bredirectPlugin\b/, context)) ||
    // The theme brings the plugin along, and has to be told so.
    ((await isPluginNamed(/\bvuepress-theme-hope\b/, context)) && (await isPluginNamed(/\bredirect['"]?\s*:/, context)))
  );
}

/** The options of the plugin redirect of VuePress 2, where the configuration, or the theme it calls, is given them. */
export function pluginOptions(script: Script): Value | undefined {
  return optionsIn(configurationOf(script), 2);
}

function optionsIn(written: Value, depth: number): Value | undefined {
  const value = withoutDefine(written);
  const called = calledWith(value);
  if (called) return called;
  const [first] = value.kind === 'call' ? value.args : [];
  if (first) return depth === 0 ? undefined : optionsIn(first, depth - 1);
  if (value.kind !== 'object') return undefined;
  const plugins = writtenProperty(value, 'plugins');
  const own = writtenProperty(plugins, 'redirect');
  if (own.kind === 'object' && !own.properties.has('redirectors') && !own.properties.has('locales')) return own;
  const [listed] = itemsOf(plugins).flatMap((entry) => calledWith(entry) ?? givenTo(entry) ?? []);
  return listed ?? (depth === 0 ? undefined : optionsIn(writtenProperty(value, 'theme'), depth - 1));
}

function calledWith(value: Value): Value | undefined {
  return value.kind === 'call' && /redirectPlugin$/.test(value.name) ? (value.args[0] ?? emptyObject) : undefined;
}

/** As the first releases of version 2 are told: the name of a plugin and its options in a list. */
function givenTo(entry: Value): Value | undefined {
  const [name, options] = entry.kind === 'list' ? entry.items : [];
  const isNamed = name !== undefined && /^(?:@vuepress\/|vuepress-)plugin-redirect2?$/.test(textValue(name) ?? '');
  return isNamed && options?.kind === 'object' && options.properties.has('config') ? options : undefined;
}
