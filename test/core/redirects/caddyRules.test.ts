/** Matchers, snippets and placeholders of Caddy: each line is what Caddy 2.6.2 answered for a site without files. */
import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

async function tableOfSite(rules: string, before = '') {
  const Caddyfile = `${before}http://site {\n${rules}\n}\n`;
  return openRedirects(redirectSite({ context: 'hosts: site', files: new Map([['Caddyfile', Caddyfile]]) }));
}

async function answers(rules: string, urls: readonly string[], before = '') {
  const table = await tableOfSite(rules, before);
  return urls.map((url) => {
    const { steps, outcome } = table.resolve(url);
    const [step] = steps;
    return `${url} ${step ? `${step.status} ${step.location || 'somewhere'}` : outcome.kind}`;
  });
}

const cases: readonly (readonly [what: string, rules: string, answers: readonly string[]])[] = [
  [
    'several paths',
    '@old path /a /b/*\nredir @old /new permanent',
    ['/a 301 /new', '/b/x 301 /new', '/B/x 301 /new', '/c none', '/b none'],
  ],
  [
    'an expression of paths',
    '@old path_regexp old ^/blog/(\\d+)/(.*)$\nredir @old /news/{re.old.2}?y={re.old.1}',
    ['/blog/7/x 302 /news/x?y=7', '/blog/x/y none'],
  ],
  ['a query', '@q query id=1\nredir @q /one', ['/x?id=1 302 /one', '/x?id=2 none', '/x none']],
  [
    'a path with a query',
    '@q {\n path /p\n query id=*\n}\nredir @q /one',
    ['/p?id=1 302 /one', '/p none', '/q?id=1 none'],
  ],
  ['the host of the site', '@h host site\nredir @h /one', ['/x 302 /one']],
  ['another host', '@h host other.example\nredir @h /one', ['/x none']],
  ['what is not there', '@n not path /keep/*\nredir @n /one', ['/x 302 /one', '/keep/x none']],
  ['another method', '@m {\n method POST\n path /x\n}\nredir @m /one', ['/x none']],
  ['a part of the path', 'redir /old/* /new/{path.1} 301', ['/old/x/y 301 /new/x', '/old/ 301 /new/']],
  ['the site itself as a target', 'redir /old {scheme}://{host}/n 301', ['/old 301 /n']],
  ['quoted words', 'redir "/a b" "/c d"\nredir /q "/x"', ['/a%20b 302 /c d', '/q 302 /x']],
  ['a rewrite in front', 'route {\n rewrite /a /b\n redir /b /c\n}', ['/a undecided', '/b undecided']],
  ['what an expression decides', "@e expression path('/e/*')\nredir @e /one", ['/e/x undecided']],
  [
    'what is gone, behind every redir',
    'respond /old 410\nrespond /g "gone now" 410\nrespond /g/* 404\nredir /g /n\n@a path /a /b\nrespond @a 410',
    ['/old 410 somewhere', '/OLD 410 somewhere', '/g 302 /n', '/g/x 404 somewhere', '/b 410 somewhere', '/x none'],
  ],
  ['a header that leads on', 'header /a Location /b\nrespond /a 302', ['/a undecided', '/x none']],
];

describe('rules of Caddy', () => {
  for (const [what, rules, wanted] of cases) {
    it(`know ${what}`, async () => {
      const urls = wanted.map((line) => line.split(' ')[0] ?? '');
      assert.deepEqual(await answers(rules, urls), wanted);
    });
  }
  it('take the words of the one who imports a snippet', async () => {
    const snippet = '(r) {\n redir {args.0} {args.1}\n}\n';
    assert.deepEqual(await answers('import r /old /new', ['/old', '/x'], snippet), ['/old 302 /new', '/x none']);
    // Caddy 2.6.2, as in test/fixtures/written/caddy/snippet-twice.txt.
    const twice = await answers('import r /a /b\nimport r /c /d', ['/a', '/c', '/x'], snippet);
    assert.deepEqual(twice, ['/a 302 /b', '/c 302 /d', '/x none']);
    assert.deepEqual(await answers('respond "x"', ['/old'], '(r) {\n redir /old /new\n}\n'), ['/old none']);
  });
  it('stand in files that are imported, whatever they are called', async () => {
    const Caddyfile = 'site {\n import moved/*\n import parts/old.txt\n import ssl\n}\n(ssl) {\n tls internal\n}\n';
    const parts = [
      ['conf/moved/a.txt', 'redir /a /b\n'],
      ['parts/old.txt', 'redir /c /d\n'],
    ] as const;
    const files = new Map([['Caddyfile', Caddyfile], ...parts]);
    const table = await openRedirects(redirectSite({ context: 'hosts: site', files }));
    const found = ['/a', '/c', '/x'].map(
      (url) => table.resolve(url).steps[0]?.location ?? table.resolve(url).outcome.kind,
    );
    assert.deepEqual(found, ['/b', '/d', 'none']);
  });
  // Caddy 2.6.2 answers so, and error before respond: test/fixtures/written/caddy/refused.txt.
  it('may be refused with any status, by respond and error', async () => {
    const table = await tableOfSite('respond /private/* 403\nerror /private/deep/* 410\nrespond /text "400 texts"');
    const found = ['/private/a', '/private/deep/a', '/text'].map((url) => {
      const { outcome } = table.resolve(url);
      return outcome.kind === 'gone' ? outcome.status : outcome.kind;
    });
    assert.deepEqual(found, [403, 410, 'none']);
  });
  it('need a source where the target looks like one', async () => {
    // Caddy: Wrong argument count or unexpected line ending after 'redir'.
    const { invalid } = await tableOfSite('handle /x/* {\n redir /y\n}');
    assert.deepEqual(
      invalid.map(({ line, message }) => `${line} ${message}`),
      ['3 Caddy reads /y as the address to redirect; write redir * /y'],
    );
  });
});
