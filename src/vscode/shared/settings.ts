/** Reads every setting, here and nowhere else, into one value. */
import {
  type ConfigurationScope,
  ConfigurationTarget,
  type WorkspaceConfiguration,
  type WorkspaceFolder,
  workspace,
} from 'vscode';
import type { AuditOptions } from '../../core/report/findings.ts';
import type { EditorProxy } from '../../io/http/proxySettings.ts';
import { settings as keys, settingsPrefix } from './manifest.ts';

/** All settings of the editor, read at once for one folder. */
export interface EditorSettings {
  /** Empty until the user has confirmed it. */
  readonly site: string;
  /** Which site is meant where detection is wrong; empty texts where it is not. */
  readonly choice: { readonly generator: string; readonly root: string };
  readonly audit: AuditOptions;
  readonly index: {
    readonly includeSubdomains: boolean;
    readonly dofollowOnly: boolean;
    /** Links are asked for one by one, in place of pages. */
    readonly asLinks: boolean;
    /** Pages are asked for with the strongest links to them. */
    readonly withReferrers: boolean;
    /** The site is crawled as well. */
    readonly withCrawl: boolean;
    readonly maximumPages: number;
    /** Id of the source that is asked; empty for the first of the list. */
    readonly source: string;
    /** What the user's own setting of that name has as the address of a source; `undefined` when it is empty. */
    readonly addressOf: (setting: string) => string | undefined;
    readonly answersKeptDays: number;
    /** Millionths of a US dollar in one calendar month; `undefined` when there is no cap. */
    readonly monthlyCapMicros: number | undefined;
  };
  /** What is decided by applying a redirect is written down in the folder. */
  readonly rememberDecisions: boolean;
  readonly recheck: { readonly enabled: boolean; readonly delayMilliseconds: number };
  /** The editor's own network settings. */
  readonly proxy: EditorProxy;
}

export function readEditorSettings(folder: WorkspaceFolder): EditorSettings {
  const own = workspace.getConfiguration(settingsPrefix, folder);
  const text = (key: string) => own.get<string>(key, '').trim();
  const flag = (key: string) => own.get<boolean>(key, false);
  const count = (key: string, least: number) => Math.max(least, Math.floor(own.get<number>(key, least)));
  const list = (key: string) => own.get<readonly string[]>(key, []).filter((item) => typeof item === 'string');
  const cap = ofUser<number | null>(own, keys.monthlyCap);
  const dofollowOnly = flag(keys.dofollowOnly);
  return {
    site: text(keys.site),
    choice: { generator: text(keys.generator), root: text(keys.root) },
    audit: {
      minimumDomains: count(keys.minimumDomains, 1),
      dofollowOnly,
      errorFromDomains: count(keys.errorFromDomains, 1),
      ignore: list(keys.ignore),
      preferredFormats: list(keys.preferredFormats),
    },
    index: {
      includeSubdomains: flag(keys.includeSubdomains),
      dofollowOnly,
      asLinks: text(keys.plan) === 'links',
      withReferrers: ofUser<boolean>(own, keys.withReferrers) ?? true,
      withCrawl: ofUser<boolean>(own, keys.withCrawl) ?? false,
      maximumPages: Math.min(10_000, count(keys.maximumPages, 1)),
      source: (ofUser<string>(own, keys.source) ?? '').trim(),
      addressOf: (setting) => (ofUser<string>(own, setting) ?? '').trim() || undefined,
      answersKeptDays: Math.max(0, Math.floor(ofUser<number>(own, keys.answersKeptDays) ?? 0)),
      monthlyCapMicros: typeof cap === 'number' && cap >= 0 ? Math.round(cap * 1e6) : undefined,
    },
    rememberDecisions: own.get<boolean>(keys.rememberDecisions, true),
    recheck: { enabled: flag(keys.recheck), delayMilliseconds: count(keys.recheckDelay, 0) },
    proxy: readProxySettings(folder),
  };
}

function readProxySettings(scope: ConfigurationScope): EditorProxy {
  const http = workspace.getConfiguration('http', scope);
  return {
    proxy: ofUser<string>(http, 'proxy'),
    noProxy: ofUser<readonly string[]>(http, 'noProxy'),
    proxyStrictSSL: ofUser<boolean>(http, 'proxyStrictSSL'),
    proxySupport: ofUser<string>(http, 'proxySupport'),
  };
}

/** What decides where a login goes and what is spent is the user's own: what a folder says of it does not count. */
function ofUser<Value>(configuration: WorkspaceConfiguration, key: string): Value | undefined {
  const found = configuration.inspect<Value>(key);
  const isOfFolder = found?.workspaceValue !== undefined || found?.workspaceFolderValue !== undefined;
  return isOfFolder ? (found.globalValue ?? found.defaultValue) : configuration.get<Value>(key);
}

export async function writeSite(folder: WorkspaceFolder, site: string): Promise<void> {
  await writeToFolder(folder, keys.site, site);
}

/** Takes exact addresses out of the setting; patterns stay. */
export async function writeIgnore(folder: WorkspaceFolder, ignore: readonly string[]): Promise<void> {
  await writeToFolder(folder, keys.ignore, ignore.length > 0 ? ignore : undefined);
}

async function writeToFolder(folder: WorkspaceFolder, key: string, value: unknown): Promise<void> {
  await workspace.getConfiguration(settingsPrefix, folder).update(key, value, ConfigurationTarget.WorkspaceFolder);
}
