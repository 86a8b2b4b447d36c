/**
 * What an anchor gives is read where the generator reads it, asked of Hugo 0.111.3 and Jekyll 4.3.1: a list that another
 * key names, one that is merged by `<<`, and an address that is named.
 */
import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = [
  { format: 'hugoAliases', generator: 'hugo', file: 'content/new.md', key: 'aliases' },
  { format: 'jekyllRedirectFrom', generator: 'jekyll', file: 'new.md', key: 'redirect_from' },
] as const;

describe('addresses that an anchor gives', () => {
  for (const { format: id, generator, file, key } of pages) {
    const fromOf = (head: string) => {
      const text = `---\n${head}---\nText\n`;
      const site = redirectSite({
        context: `generators: ${generator}`,
        pages: `/new/ ${file}`,
        files: new Map([[file, text]]),
      });
      const format = redirectFormats.find((entry) => entry.id === id);
      return format?.parse(text, file as RepoPath, site).rules.map(({ from, line }) => `${line} ${from}`);
    };
    it(`are read by ${id}`, () => {
      assert.deepEqual(fromOf(`other: &r\n  - /e/\n${key}: *r\n`), ['3 /e/']);
      assert.deepEqual(fromOf(`base: &b\n  ${key}:\n    - /a/\n<<: *b\n`), ['4 /a/']);
      assert.deepEqual(fromOf(`base: &b\n  ${key}:\n    - /c/\n<<: *b\n${key}:\n  - /d/\n`), ['7 /d/']);
      assert.deepEqual(fromOf(`other: &f /f/\n${key}:\n  - /g/\n  - *f\n`), ['4 /g/', '5 /f/']);
    });
  }
});

const service = 'services:\n  - type: web\n    runtime: static\n    name: docs\n';

/** What is merged into a map counts where the map has no such key of its own: https://yaml.org/type/merge.html */
describe('a list of rules that an anchor gives', () => {
  const render = (text: string) => {
    const file = 'render.yaml' as RepoPath;
    const site = redirectSite({ pages: '/new/ new.md', files: new Map([[file, text]]) });
    const format = redirectFormats.find(({ id }) => id === 'renderYaml');
    assert.ok(format);
    const { rules, invalid } = format.parse(text, file, site);
    const edits = format.add([{ from: urlPath('/old'), to: '/new/', status: 301 }], text, file, site);
    return { rules: rules.map(({ from, to }) => `${from} ${to}`), invalid, edits };
  };
  const rule = 'type: redirect\n  source: /a\n  destination: /b\n';
  const unreadable = [
    ['named by another key', `x-routes: &r\n- ${rule}${service}    routes: *r\n`],
    ['merged', `x-base: &b\n  routes:\n  - ${rule.replaceAll('\n  ', '\n    ')}${service}    <<: *b\n`],
  ] as const;
  for (const [name, text] of unreadable) {
    it(`is said, and no list of its own takes its place: ${name}`, () => {
      const { invalid, edits } = render(text);
      assert.deepEqual(
        invalid.map(({ isHidden, message }) => [isHidden, message]),
        [[true, 'The redirects cannot be read: the list is given by an anchor elsewhere in the file.']],
      );
      assert.match('refused' in edits ? edits.refused : '', /given by an anchor/);
    });
  }
  it('is read where only parts of a rule are merged or named', () => {
    const routes = '    routes:\n      - <<: *r\n        source: /a\n        destination: *to\n';
    const { rules, invalid, edits } = render(`x-r: &r\n  type: redirect\nx-to: &to /b\n${service}${routes}`);
    assert.deepEqual([rules, invalid], [['/a /b'], []]);
    assert.ok(!('refused' in edits));
  });
  it('is said of Fern, too', () => {
    const file = 'fern/docs.yml' as RepoPath;
    const text = 'base: &b\n  redirects:\n    - source: /a\n      destination: /b\n<<: *b\n';
    const site = redirectSite({ context: 'generators: fern', files: new Map([[file, text]]) });
    const { rules, invalid } = redirectFormats.find(({ id }) => id === 'fernDocs')?.parse(text, file, site) ?? {};
    assert.deepEqual([rules, invalid?.map(({ isHidden }) => isHidden)], [[], [true]]);
  });
});
