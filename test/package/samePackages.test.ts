/** Whoever packs one commit gets the same bytes: a package can be checked against its source. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageExtension } from '../../tools/packageExtension.ts';

const root = join(import.meta.dirname, '..', '..');
const windows = process.platform === 'win32';

describe('packed twice', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'packages-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
  /** As after a checkout at another time, by somebody with another mask, in another part of the world. */
  const elsewhere = <Value>(run: () => Value): Value => {
    const { TZ: zone } = process.env;
    const mask = process.umask(0o002);
    for (const file of ['README.md', 'LICENSE', 'media/icon.png']) {
      utimesSync(join(root, file), new Date(), new Date('2031-02-03T04:05:06Z'));
      if (!windows) chmodSync(join(root, file), 0o664);
    }
    try {
      process.env.TZ = 'Asia/Tokyo';
      return run();
    } finally {
      process.umask(mask);
      if (zone === undefined) delete process.env.TZ;
      else process.env.TZ = zone;
    }
  };

  it('the extension is the same byte for byte', () => {
    const [one, other] = [join(folder, 'one.vsix'), join(folder, 'other.vsix')];
    packageExtension(one);
    elsewhere(() => packageExtension(other));
    assert.equal(hashOf(other), hashOf(one));
  });
  it('the npm package is the same byte for byte', () => {
    const pack = (name: string) => {
      const place = mkdtempSync(join(folder, name));
      const words = ['pack', '--pack-destination', place];
      execFileSync(windows ? 'npm.cmd' : 'npm', words, { cwd: root, shell: windows, stdio: 'ignore' });
      return hashOf(join(place, readdirSync(place)[0] ?? ''));
    };
    const before = pack('one-');
    assert.equal(
      elsewhere(() => pack('other-')),
      before,
    );
  });
});

describe('the notices of the libraries in the bundles', () => {
  let sections: readonly string[] = [];
  let named: readonly string[] = [];
  before(() => {
    execFileSync(process.execPath, [join(root, 'tools', 'build.mjs')], { cwd: root });
    const notices = readFileSync(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), 'utf8');
    sections = notices.split(/\n={78}\n\n/).slice(1);
    named = sections.map((section) => section.slice(0, section.indexOf('\n')));
  });

  it('name every library whose code is in a bundle', () => {
    const bundles = readdirSync(join(root, 'dist')).filter((file) => file.endsWith('.mjs.map'));
    const sources = bundles.flatMap((file) => {
      return (JSON.parse(readFileSync(join(root, 'dist', file), 'utf8')) as { sources: readonly string[] }).sources;
    });
    const names = new Set(sources.flatMap((source) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(source)?.[1] ?? []));
    assert.ok(names.size >= 17, `${names.size}`);
    // What Babel builds into its parser is its own, and under the licence of the parser.
    const others = [...names].filter((name) => !name.startsWith('@babel/babel-helper-'));
    const missing = others.filter((name) => !named.some((line) => line.startsWith(`${name} `)));
    assert.deepEqual(missing, []);
  });
  it('hand on the words that each licence asks for', () => {
    for (const [at, section] of sections.entries()) {
      assert.match(named[at] ?? '', /^\S+ \d+\.\d+\.\d+\S* \((?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0)\)$/);
      assert.match(section, /copyright/i, named[at]);
      assert.match(
        section,
        /permission is hereby granted|permission to use, copy|redistribution and use|apache license/i,
        named[at],
      );
    }
  });
});
