import { ownMember } from '../../data/ownMember.ts';
import type { Day } from '../../model.ts';
import { flagOf, isSettings, mergeSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';
import { basePathOf } from '../shared/siteAddress.ts';
import { type CascadeRule, cascadeRules } from './cascade.ts';
import { type PermalinkRule, permalinkRules } from './permalinkRules.ts';
import type { PathStyle } from './slug.ts';

/** What the configuration of a Hugo site says of addresses. */
export interface HugoSite {
  readonly baseUrl: string | undefined;
  readonly languages: readonly HugoLanguage[];
  readonly defaultLanguage: string;
  /** As `Permalinks.since`. */
  readonly since: Day | undefined;
  /** The folder, below that of the site, whose page only leads on to where the default language is. */
  readonly languageRedirect: string | undefined;
  /** Languages that are configured but switched off: their files are known and not published. */
  readonly disabledLanguages: readonly string[];
  /** The one that the site is built for. */
  readonly environment: string;
  readonly timeZone: string;
  readonly buildDrafts: boolean;
  readonly buildFuture: boolean;
  readonly buildExpired: boolean;
  /** Regular expressions for files that are passed over. */
  readonly ignoreFiles: readonly string[];
  readonly dates: DateSources;
  /** Extensions of content files, with their dots. */
  readonly contentExtensions: ReadonlySet<string>;
}

/** One language of the site; a site without languages has one. */
export interface HugoLanguage {
  readonly key: string;
  /** In front of this language's addresses, without slashes; empty for none. */
  readonly prefix: string;
  readonly basePath: string;
  readonly contentDir: string;
  readonly permalinks: readonly PermalinkRule[];
  readonly cascade: readonly CascadeRule[];
  readonly disabledKinds: ReadonlySet<string>;
  /** Folder names of the taxonomies: `tags`. */
  readonly taxonomies: readonly string[];
  /** A section without a page of its own is called by the plural of its folder. */
  readonly pluralTitles: boolean;
  /** How its paths are spelt. */
  readonly style: PathStyle;
  readonly outputs: ReadonlyMap<string, readonly string[]>;
  readonly formats: Settings;
  uglyUrls(section: string): boolean;
}

/** The front matter keys that are asked for each date, in order; `:filename`, `:git` and `:filemodtime` among them. */
export interface DateSources {
  readonly date: readonly string[];
  readonly publishDate: readonly string[];
  readonly expiryDate: readonly string[];
}

const markup = ['.md', '.markdown', '.mdown', '.html', '.htm', '.adoc', '.asciidoc', '.ad', '.org', '.rst'];

/**
 * The day of Hugo 0.115.3. Before it, the only language of a site had no folder, whatever the configuration said.
 * https://github.com/gohugoio/hugo/pull/11224
 */
const onlyLanguageInFolder = '2023-07-08';

/**
 * `built`: the environment that the command line names; the configuration's own goes before it. `now`: milliseconds; no
 * later Hugo can have built the site.
 */
export function hugoSite(settings: Settings, built = 'production', now = Number.POSITIVE_INFINITY): HugoSite {
  const environment = textOf(settings.environment) ?? built;
  const defaultLanguage = (textOf(settings.defaultcontentlanguage) ?? 'en').toLowerCase();
  const declared = Object.entries(settingsAt(settings, 'languages')).filter(([, value]) => isSettings(value));
  const switchedOff = textsOf(settings.disablelanguages).map((key) => key.toLowerCase());
  const isOff = ([key, value]: [string, unknown]) =>
    switchedOff.includes(key) || (isSettings(value) && flagOf(value.disabled) === true);
  const enabled = declared.filter((entry) => !isOff(entry));
  const entries: [string, Settings][] =
    enabled.length === 0 ? [[defaultLanguage, {}]] : enabled.map(([key, value]) => [key, value as Settings]);
  const hosts = entries.filter(([, own]) => textOf(own.baseurl) !== undefined).length;
  const wantsFolder = flagOf(settings.defaultcontentlanguageinsubdir) === true;
  const isOnly = entries.length === 1;
  const inSubdirectory = wantsFolder && !(isOnly && now < Date.parse(onlyLanguageInFolder));
  const isMultihost = hosts === entries.length && entries.length > 1;
  const prefixOf = (key: string): string => {
    if (isMultihost) return '';
    if (key === defaultLanguage) return inSubdirectory ? key : '';
    return entries.length > 1 ? key : '';
  };
  return {
    baseUrl: textOf(settings.baseurl),
    languages: entries.map(([key, own]) => languageOf(key, prefixOf(key), mergeSettings(settings, own), environment)),
    defaultLanguage,
    since: isOnly && inSubdirectory ? onlyLanguageInFolder : undefined,
    languageRedirect:
      isMultihost || flagOf(settings.disabledefaultlanguageredirect) === true
        ? undefined
        : inSubdirectory
          ? ''
          : entries.length > 1
            ? defaultLanguage
            : undefined,
    disabledLanguages: declared.filter(isOff).map(([key]) => key),
    environment,
    timeZone: textOf(settings.timezone) ?? 'UTC',
    buildDrafts: flagOf(settings.builddrafts) === true,
    buildFuture: flagOf(settings.buildfuture) === true,
    buildExpired: flagOf(settings.buildexpired) === true,
    ignoreFiles: textsOf(settings.ignorefiles),
    dates: dateSources(settingsAt(settings, 'frontmatter')),
    contentExtensions: new Set([...markup, '.pandoc', '.pdc']),
  };
}

function languageOf(key: string, prefix: string, settings: Settings, environment: string): HugoLanguage {
  const ugly = settings.uglyurls;
  const outputs = Object.entries(settingsAt(settings, 'outputs'));
  return {
    key,
    prefix,
    basePath: basePathOf(textOf(settings.baseurl)),
    contentDir: textOf(settings.contentdir) ?? 'content',
    permalinks: permalinkRules(settings.permalinks, { environment }),
    cascade: cascadeRules(settings.cascade, { language: key, environment }),
    disabledKinds: new Set(
      textsOf(settings.disablekinds).map((kind) => ownMember(formerKinds, kind.toLowerCase()) ?? kind.toLowerCase()),
    ),
    taxonomies: isSettings(settings.taxonomies)
      ? Object.values(settings.taxonomies).flatMap((plural) => textOf(plural)?.toLowerCase() ?? [])
      : ['categories', 'tags'],
    pluralTitles: flagOf(settings.pluralizelisttitles) !== false,
    style: {
      keepCase: flagOf(settings.disablepathtolower) === true,
      removeAccents: flagOf(settings.removepathaccents) === true,
    },
    outputs: new Map(outputs.map(([kind, list]) => [kind, textsOf(list).map((name) => name.toLowerCase())])),
    formats: settingsAt(settings, 'outputformats'),
    uglyUrls: (section) => flagOf(isSettings(ugly) ? ugly[section] : ugly) === true,
  };
}

const formerKinds: Readonly<Record<string, string>> = { taxonomyterm: 'taxonomy' };

/** https://gohugo.io/configuration/front-matter/#dates */
function dateSources(settings: Settings): DateSources {
  const chain = (key: string, defaults: readonly string[]): readonly string[] => {
    const named = settings[key] === undefined ? defaults : textsOf(settings[key]).map((name) => name.toLowerCase());
    const expanded = named.flatMap((name) => (name === ':default' ? defaults : [name]));
    return [...new Set(expanded.flatMap((name) => [name, ...(ownMember(otherNames, name) ?? [])]))];
  };
  return {
    date: chain('date', ['date', 'publishdate', 'lastmod']),
    publishDate: chain('publishdate', ['publishdate', 'date']),
    expiryDate: chain('expirydate', ['expirydate']),
  };
}

const otherNames: Readonly<Record<string, readonly string[]>> = {
  lastmod: ['modified'],
  publishdate: ['pubdate', 'published'],
  expirydate: ['unpublishdate'],
};
