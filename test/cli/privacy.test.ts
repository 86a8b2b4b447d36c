import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { commands } from '../../src/cli/commandList.ts';
import { sources } from '../../src/io/sources/index.ts';

const root = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const page = read('docs/privacy.md');

/** `docs/privacy.md` says who can be asked; the code is what asks. */
describe('docs/privacy.md', () => {
  const rows = page
    .split('\n')
    .filter((line) => line.startsWith('| `') || line.startsWith('| your') || line.startsWith('| the a'));
  const told = rows.flatMap((row) =>
    [...(row.split('|')[1] ?? '').matchAll(/`([a-z0-9.-]+)`/g)].map(([, host = '']) => host),
  );
  const hosts = sources.flatMap(({ access }) => access?.hosts ?? []);

  it('names every host that a source may ask, and no other', () => {
    assert.deepEqual([...new Set(told)].sort(), [...new Set(hosts)].sort());
    assert.ok(hosts.length > 5);
  });
  it('names every source by which the hosts are asked, and the variables that name another address', () => {
    for (const { id, access } of sources) {
      if (access === undefined) continue;
      if (access.credentials === undefined) assert.ok(page.includes(`--source ${id}`), id);
      if (access.address) assert.ok(page.includes(`\`${access.address.variable}\``), access.address.variable);
    }
  });
  it('names only commands and settings that there are', () => {
    const { contributes } = JSON.parse(read('package.json'));
    const titles = contributes.commands.map(({ title }: { readonly title: string }) => title.replace(/…$/, ''));
    const settings = JSON.stringify(contributes.configuration);
    for (const [, name = ''] of page.matchAll(/brokenBacklinks\.([\w.]+)/g)) {
      assert.ok(settings.includes(`"brokenBacklinks.${name.replace(/\.$/, '')}"`), name);
    }
    for (const row of rows) {
      const asked = (row.split('|')[2] ?? '').replace(/ with `[^`]*`/g, '');
      for (const part of asked.split(/[,;]/).map((each) => each.trim())) {
        if (part === '' || / where /.test(part)) continue;
        const command = /^`(\w+)(?: [^`]*)?`/.exec(part)?.[1];
        if (command === undefined) assert.ok(titles.includes(part), `${part} is no command of the editor`);
        else
          assert.ok(
            commands.some(({ name }) => name === command),
            `${command} is no command`,
          );
      }
    }
  });
  it('is true of the code: every request says who asks', () => {
    const asks = /import (?!type)[^;]*from '(?:[./\w]*\/)?exchange\.ts'|import\('[./\w]*\/undici\.ts'\)/;
    const askers = fastGlob
      .globSync(['src/**/*.ts', '!src/io/http/exchange.ts'], { cwd: root })
      .filter((file) => asks.test(read(file)));
    const silent = askers.filter((file) => !/'user-agent': (?:`\$\{)?userAgent\b/.test(read(file)));
    assert.deepEqual(silent, []);
    assert.ok(askers.length >= 5, askers.join());
    assert.match(page, /Each request carries the name of this program, its version and its address/);
  });
  it('is true of the code: nobody else makes requests', () => {
    const requesters = fastGlob
      .globSync('src/**/*.ts', { cwd: root })
      .filter((file) => /import (?!type)[^;]*\bfrom '(?:undici|node:(?:https?|http2|net|tls|dgram))'/.test(read(file)))
      .map((file) => file.split('/').slice(0, 3).join('/'));
    assert.deepEqual([...new Set(requesters)].sort(), ['src/io/http', 'src/io/recheck']);
  });
});
