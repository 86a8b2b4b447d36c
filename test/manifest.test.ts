import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redirectFormats } from '../src/core/redirects/editing/formats.ts';
import { userAgent } from '../src/io/http/userAgent.ts';
import { sources } from '../src/io/sources/index.ts';
import { commandIds, settings, settingsPrefix } from '../src/vscode/shared/manifest.ts';

const root = join(import.meta.dirname, '..');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository: { readonly url: string };
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string }[];
  };
}

interface Property {
  readonly scope?: string;
  readonly default?: unknown;
  readonly markdownDescription: string;
  readonly items?: { readonly enum?: readonly string[]; readonly enumDescriptions?: readonly string[] };
}

const { contributes, name, version, repository } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as Manifest;
const { properties } = contributes.configuration;

describe('package.json', () => {
  it('has the name, version and address that sites are told', () => {
    assert.equal(userAgent, `${name}/${version} (+${repository.url.replace(/\.git$/, '')})`);
  });
  it('contributes the settings that are read, each with a sentence and an example', () => {
    const read = Object.values(settings).map((key) => `${settingsPrefix}.${key}`);
    assert.deepEqual(Object.keys(properties).sort(), read.sort());
    for (const [name, { markdownDescription }] of Object.entries(properties)) {
      assert.match(markdownDescription, /\. Example: /, name);
    }
  });
  it('lets no folder and no container decide where a login goes, or what is spent', () => {
    // A folder may set what is `resource`, and a development container's file what is `machine`.
    const ofFolders: readonly string[] = [
      settings.site,
      settings.generator,
      settings.root,
      settings.dofollowOnly,
      settings.plan,
      settings.includeSubdomains,
      settings.minimumDomains,
      settings.maximumPages,
      settings.recheck,
      settings.recheckDelay,
      settings.errorFromDomains,
      settings.preferredFormats,
      settings.ignore,
      settings.rememberDecisions,
    ];
    for (const key of Object.values(settings)) {
      const scope = ofFolders.includes(key) ? 'resource' : 'application';
      assert.equal(properties[`${settingsPrefix}.${key}`]?.scope, scope, key);
    }
    const names = Object.keys(properties);
    const decides = /address|proxy|url|host|certificate|\bca\b|login|password|credential|token|cap$/i;
    assert.deepEqual(
      names.filter((name) => decides.test(name) && properties[name]?.scope !== 'application'),
      [],
    );
  });
  it('has the setting of every source that has one for its address, with that address', () => {
    for (const { id, access } of sources) {
      const setting = access?.address?.setting;
      if (setting === undefined) continue;
      const { scope, default: address } = properties[`${settingsPrefix}.${setting}`] ?? {};
      assert.equal(scope, 'application', id);
      // What is sent there by default must be meant for it.
      assert.ok(
        access?.hosts.some((host) => address === `https://${host}`),
        `${id}: ${address}`,
      );
    }
  });
  it('offers every way to write redirects', () => {
    const { enum: offered, enumDescriptions } =
      properties[`${settingsPrefix}.${settings.preferredFormats}`]?.items ?? {};
    assert.deepEqual(
      offered,
      redirectFormats.map(({ id }) => id),
      `The ids of formats/index.ts, in its order, are the enum of ${settingsPrefix}.${settings.preferredFormats} in package.json`,
    );
    assert.deepEqual(
      enumDescriptions,
      redirectFormats.map(({ title }) => title),
      'Their titles are the enumDescriptions beside it',
    );
  });
  it('names known commands only, in menus and in the empty view', () => {
    const listed = contributes.commands.map(({ command }) => command);
    const known: readonly string[] = Object.values(commandIds);
    const inMenus = Object.values(contributes.menus).flatMap((entries) => entries.map(({ command }) => command));
    const links = contributes.viewsWelcome.flatMap(({ contents }) => [
      ...contents.matchAll(/command:(brokenBacklinks\.[\w.]+)/g),
    ]);
    const named = [...listed, ...inMenus, ...links.map((match) => match[1] ?? '')];
    assert.deepEqual(
      named.filter((id) => !known.includes(id)),
      [],
    );
  });
  it('has a page for every code of a finding', () => {
    const codesOf = (file: string, type: string) => {
      const union = new RegExp(`export type ${type} =([^;]+);`).exec(readFileSync(join(root, file), 'utf8'))?.[1] ?? '';
      const codes = [...union.matchAll(/'([\w-]+)'/g)].map((match) => match[1] ?? '');
      assert.ok(codes.length > 5, type);
      return codes;
    };
    const codes = [
      ...codesOf('src/core/report/findings.ts', 'DiagnosisCode'),
      ...codesOf('src/core/redirects/checks/problem.ts', 'CheckCode'),
      'unreadable',
      'more',
    ];
    assert.deepEqual(
      codes.filter((code) => !existsSync(join(root, 'docs/findings', `${code}.md`))),
      [],
    );
  });
});
