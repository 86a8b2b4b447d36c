/** What the navigation of a Fern site publishes: its pages with their places, and the folders that lead to their first page. */
import type { RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { kebabCase } from '../../text/kebabCase.ts';
import { isSettings, type Settings, textOf } from '../../text/settings.ts';
import { readYaml } from '../../text/yaml.ts';
import { walkChangelog, walkFolderEntry } from './folders.ts';
import { placeBelow, productPlace, rootPlace, type SlugPlace, versionPlace } from './slugs.ts';
import { fileAt, type ListAt, lead, listOf, type Navigation, ownSlug, type Walk } from './walk.ts';

/** Reads the navigation of `docs.yml`, and the files of products and versions that it names. */
export async function readNavigation(
  config: RepoPath,
  settings: Settings,
  base: string,
  repo: Repo,
  fullSlug: Walk['fullSlug'],
): Promise<Navigation> {
  const walk: Walk = { repo, pages: [], folders: [base], made: [], missing: [], fullSlug };
  const at = rootPlace(base);
  const here: ListAt = { file: config, at, isDefaultOf: undefined };
  await walkPage(settings['landing-page'], here, walk);
  const products = listOf(settings.products);
  if (products.length > 0) for (const product of products) await walkProduct(product, here, walk);
  else await walkSite(settings, settings, here, walk);
  return walk;
}

/** What `docs.yml` or the file of a product says: versions, or a navigation of its own. */
async function walkSite(settings: Settings, whole: Settings, here: ListAt, walk: Walk): Promise<void> {
  const versions = listOf(settings.versions);
  for (const [i, version] of versions.entries()) {
    const own = textOf(version.slug) ?? kebabCase(textOf(version['display-name']) ?? '');
    const at = versionPlace(here.at, own);
    const isDefaultOf = i === 0 ? { version: at.slug, instead: here.at.slug } : undefined;
    walk.folders.push(at.slug);
    const read = await readFileOf(version, here.file, walk);
    if (read === undefined) continue;
    const inside = { file: read.file, at, isDefaultOf };
    await walkPage(version['landing-page'] ?? read.settings['landing-page'], inside, walk);
    await walkNavigation(read.settings, whole, inside, walk);
  }
  if (versions.length === 0) await walkNavigation(settings, whole, here, walk);
}

async function walkProduct(product: Settings, here: ListAt, walk: Walk): Promise<void> {
  const own = textOf(product.slug) ?? kebabCase(textOf(product['display-name']) ?? '');
  const inside = { ...here, at: productPlace(here.at, own) };
  if (listOf(product.versions).length > 0) {
    walk.folders.push(inside.at.slug);
    await walkSite(product, product, inside, walk);
    return;
  }
  const read = await readFileOf(product, here.file, walk);
  if (read === undefined) return;
  walk.folders.push(inside.at.slug);
  await walkSite(read.settings, read.settings, { ...inside, file: read.file }, walk);
}

async function readFileOf(
  { path }: Settings,
  from: RepoPath,
  walk: Walk,
): Promise<{ readonly file: RepoPath; readonly settings: Settings } | undefined> {
  const file = fileAt(path, from);
  if (file === undefined) return undefined;
  const text = await walk.repo.read(file);
  if (text === undefined) {
    walk.missing.push(file);
    return undefined;
  }
  const { value } = readYaml(text);
  return isSettings(value) ? { file, settings: value } : undefined;
}

/** Tabs are named in the same file as the navigation, else in `docs.yml`. */
async function walkNavigation(settings: Settings, whole: Settings, here: ListAt, walk: Walk): Promise<void> {
  const tabs = isSettings(settings.tabs) ? settings.tabs : isSettings(whole.tabs) ? whole.tabs : {};
  for (const entry of listOf(settings.navigation)) {
    const name = textOf(entry.tab);
    if (name === undefined) await walkEntry(entry, here, walk);
    else await walkTab(entry, isSettings(tabs[name]) ? tabs[name] : {}, name, here, walk);
  }
}

async function walkTab(entry: Settings, tab: Settings, name: string, here: ListAt, walk: Walk): Promise<void> {
  const title = textOf(tab['display-name']) ?? name;
  if (textOf(tab.changelog) !== undefined) return walkChangelog({ ...tab, title }, here, walk);
  if (textOf(tab.href) !== undefined) return;
  const at = placeBelow(here.at, { own: ownSlug(tab, title), isSkipped: tab['skip-slug'] === true });
  lead(at, here, walk);
  for (const item of listOf(entry.layout)) await walkEntry(item, { ...here, at }, walk);
  for (const variant of listOf(entry.variants)) {
    const own = ownSlug(variant, textOf(variant.title) ?? '');
    const inside = placeBelow(at, { own, isSkipped: variant['skip-slug'] === true });
    lead(inside, here, walk);
    for (const item of listOf(variant.layout)) await walkEntry(item, { ...here, at: inside }, walk);
  }
}

async function walkEntry(entry: Settings, here: ListAt, walk: Walk): Promise<void> {
  if (entry.page !== undefined) return walkPage(entry, here, walk);
  if (entry.section !== undefined) {
    const named = { title: textOf(entry.section) ?? '', overview: entry.path };
    await walkSection(entry, named, entry.contents, here, walk);
    return;
  }
  if (entry.api !== undefined) {
    const at = await walkSection(
      entry,
      { title: textOf(entry.api) ?? '', overview: entry.summary },
      entry.layout,
      here,
      walk,
    );
    walk.made.push(at.slug);
    return;
  }
  if (entry.changelog !== undefined) return walkChangelog(entry, here, walk);
  if (entry.folder !== undefined) return walkFolderEntry(entry, here, walk);
  const library = textOf(entry.library);
  if (library === undefined) return;
  const at = placeBelow(here.at, { own: ownSlug(entry, textOf(entry.title) ?? library) });
  lead(at, here, walk);
  walk.made.push(at.slug);
}

async function walkPage(entry: unknown, { file: from, at, isDefaultOf }: ListAt, walk: Walk): Promise<void> {
  if (!isSettings(entry)) return;
  const title = textOf(entry.page) ?? '';
  const file = fileAt(entry.path, from);
  if (file === undefined) return;
  if (!walk.repo.has(file)) {
    walk.missing.push(file);
    return;
  }
  const own = ownSlug(entry, title);
  walk.pages.push({ file, at, own, isSkipped: false, isSection: false, title, isDefaultOf });
}

async function walkSection(
  entry: Settings,
  { title, overview }: { readonly title: string; readonly overview: unknown },
  contents: unknown,
  here: ListAt,
  walk: Walk,
): Promise<SlugPlace> {
  const own = ownSlug(entry, title);
  const isSkipped = entry['skip-slug'] === true;
  const file = fileAt(overview, here.file);
  const isHere = file !== undefined && walk.repo.has(file);
  if (file !== undefined && !isHere) walk.missing.push(file);
  const full = isHere ? await walk.fullSlug(file) : undefined;
  // A section that adds nothing has its overview where its page says, and everything else where it stands itself.
  const inside = placeBelow(here.at, { full: isSkipped ? undefined : full, own, isSkipped });
  if (isHere) {
    const { at, isDefaultOf } = here;
    walk.pages.push({ file, at, own, isSkipped, isSection: true, title, isDefaultOf });
  } else if (!isSkipped) lead(inside, here, walk);
  for (const item of listOf(contents)) await walkEntry(item, { ...here, at: inside }, walk);
  return inside;
}
