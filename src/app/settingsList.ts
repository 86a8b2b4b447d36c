/** Every setting that counts for the first site of a workspace, in the order of the configuration file's keys. */
import type { SiteFileKey } from '../core/configuration/keys.ts';
import type { AuditOptions } from '../core/report/findings.ts';
import {
  auditSettings,
  deploySettings,
  fromFile,
  type Setting,
  type SettingOrigin,
  siteSetting,
} from './configuration.ts';
import type { Workspace } from './workspace.ts';

/** A setting under the key that it has in `.broken-backlinks.json`. */
export interface NamedSetting extends Setting<unknown> {
  readonly key: SiteFileKey;
}

/** `usual`: what an audit counts where nobody says otherwise. Lists give one entry for each item. */
export function settingsOf(
  { sites: [site], layers, chosenBy }: Workspace,
  usual: AuditOptions,
): readonly NamedSetting[] {
  const { detected, permalinks } = site;
  const found = { kind: 'detected', because: detected.because } as const;
  const own = permalinks.address;
  const configured: Setting<unknown> =
    own === undefined
      ? { value: undefined, origin: { kind: 'usual' } }
      : { value: own.url, origin: { kind: 'detected', because: `${own.file}:${own.line}` } };
  const { minimumDomains, errorFromDomains, ignore } = auditSettings(layers, usual);
  const { ref, days } = deploySettings(layers);
  // Those of the site alone; a file around it may declare the pages of another one.
  const files = layers.files.filter(({ file }) => file === detected.config || detected.siteFiles?.includes(file));
  return [
    { key: 'site', ...(siteSetting(layers) ?? configured) },
    { key: 'generator', value: detected.generator, origin: chosenBy.generator ?? found },
    { key: 'root', value: detected.root, origin: chosenBy.root ?? found },
    ...files.flatMap((file) => declaredSettings(file)),
    { key: 'minimumDomains', ...minimumDomains },
    { key: 'errorFromDomains', ...errorFromDomains },
    ...ignore.map((entry): NamedSetting => ({ key: 'ignore', ...entry })),
    ...(ref === undefined ? [] : [{ key: 'deployedRef' as const, ...ref }]),
    { key: 'deployDays', ...days },
    ...layers.files.flatMap((file) => pairsOf(file)),
  ];
}

function pairsOf(file: Workspace['layers']['files'][number]): readonly NamedSetting[] {
  return (['formerHosts', 'ownedElsewhere'] as const).flatMap((key) =>
    (file.values[key] ?? []).map((pair): NamedSetting => {
      const { origin, value } = fromFile(pair, file);
      return { key, value: { [pair.name]: value }, origin };
    }),
  );
}

function declaredSettings(file: Workspace['layers']['files'][number]): readonly NamedSetting[] {
  const { pages = [], static: folders = [], replace } = file.values;
  return [
    ...pages.map((pattern): NamedSetting => {
      const { origin, value } = fromFile(pattern, file);
      return { key: 'pages', value: { [pattern.glob]: value.length === 0 ? false : value }, origin };
    }),
    ...folders.map((folder): NamedSetting => ({ key: 'static', ...fromFile(folder, file) })),
    ...(replace === undefined ? [] : [{ key: 'replace' as const, ...fromFile(replace, file) }]),
  ];
}

/** Who says so, in a few words. */
export function originText(origin: SettingOrigin): string {
  switch (origin.kind) {
    case 'flag':
      return 'command line';
    case 'file':
      return `${origin.file}:${origin.line}`;
    case 'editor':
      return 'editor settings';
    case 'detected':
      return `detected: ${origin.because}`;
    case 'usual':
      return 'usual value';
    default:
      return origin satisfies never;
  }
}
