import assert from 'node:assert/strict';
import type { Redirect } from '../../../src/core/redirects/format.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { changesFor } from '../../../src/core/redirects/writing/insert.ts';
import { redirectSite, redirectsOf } from '../../support/redirectSite.ts';

const pages = '/ content/_index.md home\n/new/ content/new.md\n/a/ content/a.md\n';

/** The changes as lines: `add /from -> /to`, `retarget /from -> /to`, `remove /from`. */
async function changes(rules: string, wish: string, more: Partial<Redirect> = {}): Promise<readonly string[]> {
  const context = redirectSite({ context: 'host: netlify', pages, files: new Map([['static/_redirects', rules]]) });
  const [redirect] = redirectsOf(wish);
  assert.ok(redirect);
  return changesFor({ ...redirect, ...more }, await openRedirects(context)).map((change) => {
    if (change.kind === 'add') return `add ${change.redirect.from} -> ${change.redirect.to}`;
    return change.kind === 'remove' ? `remove ${change.rule.from}` : `retarget ${change.rule.from} -> ${change.to}`;
  });
}

describe('a new redirect among those that are there', () => {
  it('is added alone where nothing is in its way', async () => {
    assert.deepEqual(await changes('/x /y 301\n', '/old -> /new/'), ['add /old -> /new/']);
  });

  it('leads at once to where its target leads', async () => {
    assert.deepEqual(await changes('/mid /new/ 301\n', '/old -> /mid'), ['add /old -> /new/']);
    assert.deepEqual(await changes('/mid https://example.net/x 301\n', '/old -> /mid'), [
      'add /old -> https://example.net/x',
    ]);
  });

  it('leads to another site, whatever rules there are for a page of that name here', async () => {
    const rules = '/there /new/ 301\n/new/ /x 301\n';
    assert.deepEqual(await changes(rules, '/old -> https://example.net/there'), [
      'add /old -> https://example.net/there',
    ]);
    assert.deepEqual(await changes(rules, '/old -> https://example.net/new/'), [
      'add /old -> https://example.net/new/',
    ]);
  });

  it('keeps a target that leads to the old address, which is a page', async () => {
    assert.deepEqual(await changes('/mid /a/ 301\n', '/a/ -> /mid'), ['add /a/ -> /mid']);
  });

  it('keeps a target that leads nowhere, or back to the old address', async () => {
    assert.deepEqual(await changes('/mid /nowhere 301\n', '/old -> /mid'), ['add /old -> /mid']);
    assert.deepEqual(await changes('/mid /old 301\n', '/old -> /mid'), ['add /old -> /mid']);
  });

  it('has those that led to the old address lead to the new one', async () => {
    assert.deepEqual(await changes('/older /old 301\n/oldest /old/ 302\n/other /new/ 301\n', '/old -> /new/'), [
      'retarget /older -> /new/',
      'retarget /oldest -> /new/',
      'add /old -> /new/',
    ]);
    assert.deepEqual(await changes('/older /old 301\n/mid /new/ 301\n', '/old -> /mid'), [
      'retarget /older -> /new/',
      'add /old -> /new/',
    ]);
  });

  it('leaves patterns, rules for some visitors and other hosts as they are', async () => {
    const rules = '/p/* /old 301\n/v /old 301 Country=de\nhttps://www.example.org/w /old 301\n';
    assert.deepEqual(await changes(rules, '/old -> /new/'), ['add /old -> /new/']);
    assert.deepEqual(await changes('/x https://example.net/old 301\n', '/old -> /new/'), ['add /old -> /new/']);
  });

  it('takes away what leads away from a page that is the target, and leads nothing of it on', async () => {
    assert.deepEqual(await changes('/new /elsewhere 301\n', '/old -> /new/'), ['remove /new', 'add /old -> /new/']);
    assert.deepEqual(await changes('/new /old 301\n/x /old 301\n', '/old -> /new/'), [
      'remove /new',
      'retarget /x -> /new/',
      'add /old -> /new/',
    ]);
  });

  it('is added as it is for a folder, and for a page that is gone', async () => {
    assert.deepEqual(await changes('/older /old/ 301\n', '/old/** -> /new/'), ['add /old/ -> /new/']);
    assert.deepEqual(await changes('/older /old 301\n', '/old -> /', { status: 410 }), ['add /old -> /']);
  });
});
