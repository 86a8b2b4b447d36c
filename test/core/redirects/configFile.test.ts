import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { Redirect } from '../../../src/core/redirects/format.ts';
import { configFilesNamed, ownFilesNamed, statusOf } from '../../../src/core/redirects/writing/configFile.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const named = (root: string | undefined, ...files: readonly string[]) =>
  redirectSite({
    ...(root !== undefined && { context: `root: ${root}` }),
    files: new Map(files.map((file) => [file, ''])),
  });

const config = /^tool\.json$/;

describe('the configuration file of a tool', () => {
  it('is the one nearest to the root, and of two beside each other the first by name', () => {
    const context = named(undefined, 'z/tool.json', 'a/b/tool.json', 'm/tool.json', 'tool.json', 'm/tool.jsonc');
    assert.deepEqual(configFilesNamed(context, config), ['tool.json', 'm/tool.json', 'z/tool.json', 'a/b/tool.json']);
  });

  it('is asked for once for a list of files, and again for other names', () => {
    const context = named(undefined, 'tool.json', 'Tool.json');
    const first = configFilesNamed(context, config);
    assert.equal(configFilesNamed(context, config), first);
    assert.deepEqual(configFilesNamed(context, /^tool\.json$/i).length, 2);
  });

  it('is that of the folder of the site, or one above it', () => {
    const context = named(
      'apps/site',
      'tool.json',
      'apps/site/tool.json',
      'apps/other/tool.json',
      'apps/site2/tool.json',
    );
    assert.deepEqual(ownFilesNamed(context, config), ['tool.json', 'apps/site/tool.json']);
    const within = named('apps/site', 'apps/site/deep/tool.json', 'apps/tool.json');
    assert.deepEqual(ownFilesNamed(within, config), ['apps/tool.json']);
  });

  it('is one elsewhere where the site has none, but not that of another package', () => {
    const context = named('docs', 'deploy/tool.json', 'app/tool.json', 'app/package.json');
    assert.deepEqual(ownFilesNamed(context, config), ['deploy/tool.json']);
  });

  it('is any of them where the folder of the site is not known', () => {
    assert.deepEqual(ownFilesNamed(named(undefined, 'app/tool.json', 'app/package.json'), config), ['app/tool.json']);
  });
});

describe('the plan of a format with one file', () => {
  const firebase = redirectFormats.find(({ id }) => id === 'firebaseJson');
  const plan = async (rules: number, redirect = redirectsOf('/old -> /new')[0] as Redirect, text?: string) => {
    const list = Array.from({ length: rules }, (_, i) => ({ source: `/${i}`, destination: '/x', type: 301 }));
    const body = text ?? JSON.stringify({ hosting: { redirects: list } }, null, 2);
    return firebase?.plan(redirect, redirectSite({ files: new Map([['firebase.json', body]]) }));
  };

  it('says how many rules are there, and is worth more with each of them up to a point', async () => {
    const said = async (rules: number) => {
      const made = await plan(rules);
      assert.ok(made && 'fitness' in made, JSON.stringify(made));
      assert.equal(made.file, 'firebase.json' as RepoPath);
      assert.equal(made.create, false);
      return [made.because, made.fitness] as const;
    };
    assert.deepEqual(await said(1), ['firebase.json has 1 rule', 61]);
    assert.deepEqual(await said(2), ['firebase.json has 2 rules', 62]);
    assert.deepEqual(await said(30), ['firebase.json has 30 rules', 90]);
    assert.deepEqual(await said(31), ['firebase.json has 31 rules', 90]);
    const [because, fitness] = await said(0);
    assert.doesNotMatch(because, /\d/);
    assert.ok(fitness < 61);
  });

  it('is refused with the reason of the edit, and names no file that is not there', async () => {
    const unfit = await plan(0, undefined, '{ "hosting": { "redirects": 1 } }');
    assert.ok(unfit && 'refused' in unfit);
    assert.match(unfit.refused, /firebase\.json/);
    const none = await firebase?.plan(redirectsOf('/old -> /new')[0] as Redirect, redirectSite({}));
    assert.ok(none && 'refused' in none);
  });

  it('is refused for a redirect to itself, and in place of a page', async () => {
    const itself = await plan(1, redirectsOf('/old/ -> /old')[0] as Redirect);
    assert.ok(itself && 'refused' in itself);
    assert.match(itself.refused, /^\/old\/ would lead to itself/);
  });
});

describe('the status that a host takes for a wish', () => {
  it('is its own permanent or temporary one, and none for a page that is gone', () => {
    const of = (status: Redirect['status']) =>
      statusOf({ ...(redirectsOf('/a -> /b')[0] as Redirect), status }, 308, 307);
    assert.deepEqual(
      [301, 308, 302, 307, 410].map((status) => of(status as 301)),
      [308, 308, 307, 307, undefined],
    );
  });
});
