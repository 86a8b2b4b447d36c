/** Conditions and expressions of Apache: each line is what Apache 2.4.71 (Debian) answered for a site without files. */
import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import type { RedirectContext } from '../../../src/core/redirects/format.ts';
import { htaccess } from '../../../src/core/redirects/formats/htaccess/htaccess.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

async function answers(rules: string, urls: readonly string[], more: Partial<RedirectContext> = {}) {
  const files = new Map([
    ['static/.htaccess', `RewriteEngine On\n${rules}\n`],
    ['static/files/there.pdf', ''],
  ]);
  const context = redirectSite({ context: 'hosts: site', pages: '/published/ p.md', files });
  const table = await openRedirects({ ...context, ...more });
  return urls.map((url) => {
    const { steps, outcome } = table.resolve(url);
    const [step] = steps;
    return `${url} ${step ? `${step.status} ${step.location || 'somewhere'}` : outcome.kind}`;
  });
}

const cases: readonly (readonly [what: string, rules: string, answers: readonly string[]])[] = [
  [
    'an error page on another site',
    'ErrorDocument 404 https://n.example/\nRedirect 301 /a /b',
    ['/x?y=1 302 https://n.example/', '/a 301 /b', '/published/ page'],
  ],
  [
    'an error page that a rewrite leads on, and one that a redirect would',
    'ErrorDocument 404 /e/x\nRewriteRule ^e/(.*)$ https://n.example/$1 [R=301,L]',
    ['/nowhere 301 https://n.example/x', '/e/y 301 https://n.example/y', '/published/ page'],
  ],
  ['an error page of a redirect', 'ErrorDocument 404 /e\nRedirect 301 /e https://n.example/', ['/nowhere none']],
  [
    'a section that asks for the query',
    'Redirect 301 /a /c\n<If "%{QUERY_STRING} == \'x\'">\nRedirect 301 /a /b\n</If>',
    ['/a 301 /c', '/a?x 301 /b?x'],
  ],
  [
    'a section that asks for the address, and a redirect without a source in it',
    '<If "%{REQUEST_URI} =~ m#^/old/#">\nRedirect permanent https://n.example/\n</If>',
    ['/old/x?id=1 301 https://n.example/?id=1', '/x none'],
  ],
  [
    'a section for another host',
    '<If "%{HTTP_HOST} == \'other.example\'">\nRedirect 301 / https://n.example/\n</If>',
    ['/x none'],
  ],
  [
    'a rule that follows only where the one above matched',
    'RewriteRule ^a/(.*)$ b/$1 [C]\nRewriteRule ^b/(.*)$ /c/$1 [R=301,L]',
    ['/b/x undecided', '/a/x undecided', '/x none'],
  ],
  [
    'a redirect that goes on to the rules below',
    'RewriteRule ^a$ /b [R=301]\nRewriteRule ^b$ /c [R=301,L]',
    ['/a 301 /b', '/b 301 /c'],
  ],
  [
    'what is no file and no folder',
    'RewriteCond %{REQUEST_FILENAME} !-f\nRewriteCond %{REQUEST_FILENAME} !-d\nRewriteRule ^docs/(.*)$ /guides/$1 [R=301,L]',
    ['/docs/setup/ 301 /guides/setup/', '/docs/a 301 /guides/a', '/x none'],
  ],
  [
    'what is a file or a folder',
    'RewriteCond %{REQUEST_FILENAME} -f [OR]\nRewriteCond %{REQUEST_FILENAME} -d\nRewriteRule ^(.*)$ /seen/$1 [R=301,L]',
    [
      '/docs/setup/ none',
      '/files/there.pdf 301 /seen/files/there.pdf',
      '/files/gone.pdf none',
      '/files 301 /seen/files',
      '/published/ 301 /seen/published/',
    ],
  ],
  [
    'a file with an ending',
    'RewriteCond %{REQUEST_FILENAME}.pdf -f\nRewriteRule ^(.*)$ /$1.pdf [R=301,L]',
    ['/files/there 301 /files/there.pdf', '/files/gone none'],
  ],
  [
    'an expression that may begin anywhere',
    'RewriteRule (.*) https://n.example/$1 [R=301,L]',
    ['/a/b 301 https://n.example/a/b', '/ 301 https://n.example/'],
  ],
  [
    'a line that goes on in the next one',
    'RewriteRule ^a/(v[0-9.]+)$ \\\n  https://n.example/$1 [R=302,L]\n# a comment \\\nRewriteRule ^c$ /z [R=301,L]\nRewriteRule ^b$ \\\n  /z \\\n  [R=301,L]',
    ['/a/v1.0 302 https://n.example/v1.0', '/b 301 /z', '/c none'],
  ],
  [
    'what becomes of the query and of its signs',
    [
      'RewriteRule ^a/(.*)$ "/b?x=$1" [R=301,L]',
      'RewriteRule ^c/(.*)$ "/b?x=$1" [R=301,L,QSA]',
      'RewriteRule ^d/(.*)$ "/b/$1" [R=301,L,QSD]',
      'RewriteRule ^e/(.*)$ "/b?x=$1" [R=301,L,B,NE,QSA]',
      'RewriteRule ^f$ "/b?x=1 2" [R=301,L]',
    ].join('\n'),
    [
      '/a/x%20y 301 /b?x=x%20y',
      '/a/%C3%A9?w=1 301 /b?x=%c3%a9',
      '/a/a%2Fb none',
      '/c/x?w=%20 301 /b?x=x&w=%2520',
      '/d/x?w=1 301 /b/x',
      '/e/a%20b?z=%20 301 /b?x=a+b&z=%20',
      '/f 301 /b?x=1%202',
    ],
  ],
  [
    'a slash that may be missing before what follows it',
    'RewriteRule ^care/?(.*) https://n.example/c [R=307,L]\nRewriteRule ^/?(.*) https://n.example/all [R=302,L]',
    ['/carex/ 307 https://n.example/c', '/care 307 https://n.example/c', '/car 302 https://n.example/all'],
  ],
  ['choices at the beginning', 'RewriteRule ^a|^b$ /z [R=301,L]', ['/ab 301 /z', '/b 301 /z', '/xb none']],
  ['choices anywhere', 'RewriteRule a|b$ /z [R=301,L]', ['/xb 301 /z', '/xax 301 /z', '/bc none']],
  [
    'a target that counts from RewriteBase',
    'RewriteBase /sub\nRewriteRule ^old/(.*)$ api/$1 [R=301,L]',
    ['/old/x 301 /sub/api/x', '/old/ 301 /sub/api/'],
  ],
  // Apache 2.4 was run: these are of the server's own configuration.
  [
    'a slash in front, which the address does not have there',
    'RewriteRule ^/old/x$ /y [R=301,L]\nRewriteRule ^/?opt$ /y [R=301,L]\nRewriteRule ^/c|^d$ /y [R=301,L]\nRewriteRule ^/e|^/f$ /y [R=301,L]',
    ['/old/x none', '/opt 301 /y', '/c none', '/d 301 /y', '/f none'],
  ],
  // Apache 2.4 was run. fsfe/pmpc-website@cf9b0833bb: this was told as a loop.
  [
    'a target that begins with what was caught and counts from RewriteBase',
    'RewriteBase /sub\nRewriteRule ^a/(.*)$ $1 [R=301,L]\nRewriteRule ^c(/.+)$ $1?x [R=301,L]',
    ['/a/q/r 301 /sub/q/r', '/a/ 301 /sub/', '/c/q 301 /q?x'],
  ],
  ['such a target that counts from nothing', 'RewriteRule ^a/(.*)$ $1 [R=301,L]', ['/a/q 301 somewhere']],
  // Apache puts the folder of its disk into Location.
  ['a target that counts from nothing', 'RewriteRule ^old/(.*)$ api/$1 [R=301,L]', ['/old/x 301 somewhere']],
  [
    'a query and what was caught in it',
    'RewriteCond %{QUERY_STRING} ^id=(\\d+)$\nRewriteRule ^p$ /post/%1? [R=301,L]',
    ['/p?id=7 301 /post/7', '/p?id=x none', '/p none'],
  ],
  [
    'the address',
    'RewriteCond %{REQUEST_URI} !^/a/b\nRewriteRule ^a/(.*)$ /z/$1 [R=301,L]',
    ['/a/bc none', '/a/c 301 /z/c'],
  ],
  [
    'the method',
    'RewriteCond %{REQUEST_METHOD} =POST\nRewriteRule ^a$ /y [R=301,L]\nRewriteCond %{REQUEST_METHOD} ^(GET|HEAD)$\nRewriteRule ^a$ /z [R=301,L]',
    ['/a 301 /z'],
  ],
  [
    'the first line of the request',
    'RewriteCond %{THE_REQUEST} ^[A-Z]{3,9}\\ /.*index\\.html\\ HTTP/\nRewriteRule ^(.*)index\\.html$ /$1 [R=301,L]',
    ['/a/index.html 301 /a/', '/b none'],
  ],
  [
    'a rule that ends the search',
    'RewriteRule ^keep/ - [L]\nRewriteRule ^(keep|go)/(.*)$ /n/$2 [R=301,L]',
    ['/keep/x none', '/go/x 301 /n/x'],
  ],
  ['what an expression does not match', 'RewriteRule !^(n|o)/ /n/ [R=301,L]', ['/x 301 /n/', '/n/ none', '/o/x none']],
  [
    'an expression that looks ahead',
    'RewriteRule ^old/(?!keep)(.*)$ /new/$1 [R=301,L]',
    ['/old/keep none', '/old/x 301 /new/x'],
  ],
  ['the address in a target', 'RewriteRule ^(.*)/x$ /new/$1%{REQUEST_URI} [R=301,L]', ['/a/x 301 /new/a/a/x']],
  ['a rewrite of the server', 'RewriteCond %{ENV:REDIRECT_STATUS} ^$\nRewriteRule ^a$ /z [R=301,L]', ['/a 301 /z']],
  [
    'a front controller',
    'RewriteRule ^index\\.php$ - [L]\nRewriteCond %{REQUEST_FILENAME} !-f\nRewriteRule . /index.php [L]',
    ['/x none', '/index.php none'],
  ],
  ['a blank', 'RewriteRule ^a\\ b$ /z [R=301,L]', ['/a%20b 301 /z']],
];

describe('rules of Apache', () => {
  for (const [what, rules, wanted] of cases) {
    it(`know ${what}`, async () => {
      const urls = wanted.map((line) => line.split(' ')[0] ?? '');
      assert.deepEqual(await answers(rules, urls), wanted);
    });
  }
  it('are for others where they lead to https or from another host', async () => {
    const toHttps = 'RewriteCond %{HTTPS} off\nRewriteRule ^(.*)$ https://%{HTTP_HOST}/$1 [R=301,L]';
    const fromWww = 'RewriteCond %{HTTP_HOST} ^www\\. [NC]\nRewriteRule ^(.*)$ https://site/$1 [R=301,L]';
    assert.deepEqual(await answers(`${toHttps}\n${fromWww}`, ['/x']), ['/x none']);
    assert.deepEqual(await answers(fromWww, ['/x'], { siteHosts: [] }), ['/x undecided']);
  });
  it('are undecided where rules below see the target of one', async () => {
    const files = new Map([
      ['static/.htaccess', 'RewriteEngine On\nRewriteRule ^a$ /b [R=301]\nRewriteRule ^(.*)$ /x/$1 [R=302,L]\n'],
    ]);
    // Apache answers 302 /x/https://site/b.
    const { undecided } = (await openRedirects(redirectSite({ files }))).resolve('/a');
    assert.deepEqual(
      undecided.map(({ line, condition }) => `${line} ${condition}`),
      ['2 without the flag L, the rules below it can change where it leads'],
    );
  });
  it('of a configuration of the server are compared with the whole path, and are for its visitors', async () => {
    const conf = `<VirtualHost *:80>
 ServerName site
 RewriteEngine On
 RewriteRule ^/old$ /new [R=301,L]
 RewriteRule ^/deep/(.*)$ /d/$1 [R=302,L]
 RewriteRule part /p [R=302,L]
 Redirect 301 /r /s
 RedirectMatch 301 ^/rm/(.*)$ /rm2/$1
 RewriteRule ^/m/(.*)$ \${moved:$1} [R=301,L]
 <Directory /var/www>
  RedirectMatch 301 ^/inside$ /n
 </Directory>
</VirtualHost>
<VirtualHost *:80>
 ServerName other.example
 Redirect 301 /o /n
</VirtualHost>
`;
    const files = new Map([['deploy/site.conf', conf]]);
    const context = redirectSite({ context: 'hosts: site', files });
    const table = await openRedirects(context);
    const wanted = [
      '/old 301 /new',
      '/old/ none',
      '/deep/a 302 /d/a',
      '/apart 302 /p',
      '/r/z 301 /s/z',
      '/rm/q 301 /rm2/q',
      '/m/a 301 somewhere',
      '/inside undecided',
      '/o none',
    ];
    const found = wanted.map((line) => {
      const [url = ''] = line.split(' ');
      const { steps, outcome } = table.resolve(url);
      return `${url} ${steps[0] ? `${steps[0].status} ${steps[0].location || 'somewhere'}` : outcome.kind}`;
    });
    assert.deepEqual(found, wanted);
    const plan = await htaccess.plan({ from: urlPath('/gone'), to: '/new', status: 301 }, context);
    assert.ok('refused' in plan);
    assert.match(plan.refused, /deploy\/site\.conf configures the server itself/);
  });
  // https://httpd.apache.org/docs/2.4/vhosts/details.html: the port a request came to chooses the set of virtual hosts.
  it('of a virtual host for another port may answer what a server in front hands on to it', async () => {
    const conf = `<VirtualHost *:8081>
 Redirect 301 /a /b
</VirtualHost>
<VirtualHost *:80>
 Redirect 301 /c /d
</VirtualHost>
`;
    const table = await openRedirects(redirectSite({ files: new Map([['deploy/site.conf', conf]]) }));
    assert.deepEqual(
      table.resolve('/a').undecided.map(({ line, condition }) => `${line} ${condition}`),
      ['2 condition on listen *:8081'],
    );
    assert.equal(table.resolve('/c').steps[0]?.location, '/d');
  });
  it('do not go round with an address that grows', async () => {
    const files = new Map([['static/.htaccess', 'RedirectMatch 301 ^(.*)$ /a$1$1\n']]);
    const { outcome, steps } = (await openRedirects(redirectSite({ files }))).resolve('/long-enough');
    assert.equal(outcome.kind, 'loop');
    assert.ok(JSON.stringify({ outcome, steps }).length < 100_000);
  });
});

describe('.htaccess files of several folders', () => {
  // https://httpd.apache.org/docs/2.4/mod/mod_rewrite.html#rewriteoptions: rewrites of a folder above are not inherited.
  it('plans a redirect in the file whose rewrites count for the address', async () => {
    const files = new Map([
      ['static/.htaccess', 'RewriteEngine On\nRewriteRule ^a$ /b [R=301,L]\n'],
      ['static/sub/.htaccess', 'RewriteEngine On\nRewriteRule ^c$ /d [R=301,L]\n'],
      ['static/plain/.htaccess', 'Redirect 301 /plain/c /d\n'],
    ]);
    const context = redirectSite({ pages: '/published/ p.md', files });
    const fileOf = async (from: string) => {
      const plan = await htaccess.plan({ from: urlPath(from), to: '/published/', status: 301 }, context);
      return 'refused' in plan ? plan.refused : plan.file;
    };
    assert.deepEqual(await Promise.all(['/old', '/sub/old', '/plain/old'].map(fileOf)), [
      'static/.htaccess',
      'static/sub/.htaccess',
      'static/.htaccess',
    ]);
  });
});
