import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { redirectFormats } from '../src/core/redirects/index.ts';
import { commands, settings, settingsPrefix } from '../src/vscode/manifest.ts';

const root = join(import.meta.dirname, '..');

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string }[];
  };
}

interface Property {
  readonly scope?: string;
  readonly markdownDescription: string;
  readonly items?: { readonly enum?: readonly string[] };
}

const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const { properties } = contributes.configuration;

describe('package.json', () => {
  it('contributes the settings that are read, each with a sentence and an example', () => {
    const read = Object.values(settings).map((key) => `${settingsPrefix}.${key}`);
    assert.deepEqual(Object.keys(properties).sort(), read.sort());
    for (const [name, { markdownDescription }] of Object.entries(properties)) {
      assert.match(markdownDescription, /\. Example: /, name);
    }
  });
  it('offers every way to write redirects', () => {
    const offered = properties[`${settingsPrefix}.${settings.preferredFormats}`]?.items?.enum;
    assert.deepEqual(
      offered,
      redirectFormats.map(({ id }) => id),
    );
  });
  it('names known commands only, in menus and in the empty view', () => {
    const listed = contributes.commands.map(({ command }) => command);
    const known: readonly string[] = Object.values(commands);
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
      ...codesOf('src/core/findings.ts', 'DiagnosisCode'),
      ...codesOf('src/core/redirects/problem.ts', 'CheckCode'),
      'unreadable',
    ];
    assert.deepEqual(
      codes.filter((code) => !existsSync(join(root, 'docs/findings', `${code}.md`))),
      [],
    );
  });
});
