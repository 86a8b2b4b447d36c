/** Code that redirects is named with what it may answer at most, by the documentation of each framework and host. */
import assert from 'node:assert/strict';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const next = "import { NextResponse } from 'next/server';\n";
const leads = 'return NextResponse.redirect(new URL("/new", request.url), 301);';
const middleware = (body: string, config = '') => `${next}export function middleware(request) {\n${body}\n}\n${config}`;

const table = "const moved = { '/c': '/new', '/d': '/new' };\n";

/** The file, its text, lines `address outcome`, and other files: `path` or `path:text`. */
const cases: readonly (readonly [
  what: string,
  file: string,
  text: string,
  wanted: readonly string[],
  ...others: string[],
])[] = [
  ['middleware for every address', 'middleware.ts', middleware(leads), ['/old undecided', '/x undecided']],
  ['a proxy of Next.js 16', 'src/proxy.js', middleware(leads), ['/old undecided']],
  [
    'addresses that middleware is asked for',
    'src/middleware.ts',
    middleware(leads, "export const config = { matcher: ['/old/:path*', '/about'] };"),
    ['/old undecided', '/old/a undecided', '/about undecided', '/x none'],
  ],
  [
    'one address that middleware is asked for',
    'middleware.ts',
    middleware(leads, "export const config = { matcher: '/old' };"),
    ['/old undecided', '/x none'],
  ],
  [
    'what is asked for but by a pattern that looks ahead',
    'middleware.ts',
    middleware(leads, "export const config = { matcher: ['/((?!api|_next).*)'] };"),
    ['/old undecided', '/x undecided'],
  ],
  [
    'an address that the code compares with',
    'middleware.ts',
    middleware(`const { pathname } = request.nextUrl;\nif (pathname === '/old/') { ${leads} }`),
    ['/old undecided', '/old/ undecided', '/de/old undecided', '/old/a none', '/x none'],
  ],
  [
    'a beginning that the code compares with, beside something else',
    'middleware.ts',
    middleware(`if (isGuest() && request.nextUrl.pathname.startsWith('/old')) ${leads}`),
    ['/old/a undecided', '/older undecided', '/x none'],
  ],
  [
    'one of several addresses',
    'middleware.ts',
    middleware(`if (['/a', '/b'].includes(path) || path === '/c') ${leads}`),
    ['/a undecided', '/b undecided', '/c undecided', '/x none'],
  ],
  ['the beginning of the site', 'middleware.ts', middleware(`if (path === '/') ${leads}`), ['/ undecided', '/x/ none']],
  [
    'a comparison of which only one side is an address',
    'middleware.ts',
    middleware(`if (path === '/c' || isGuest()) ${leads}`),
    ['/c undecided', '/x undecided'],
  ],
  [
    'another branch than the one of the address',
    'middleware.ts',
    middleware(`if (path === '/c') return; else ${leads}`),
    ['/x undecided'],
  ],
  [
    'a table of addresses',
    'middleware.ts',
    `${table}${middleware(`const to = moved[pathname];\nif (to) { ${leads} }`)}`,
    ['/c undecided', '/d/ undecided', '/x none'],
  ],
  [
    'a table that is asked before the rest is let through',
    'middleware.ts',
    `${table}${middleware(`const path = request.nextUrl.pathname.toLowerCase();\nif (!(path in moved)) return;\n${leads}`)}`,
    ['/c undecided', '/C undecided', '/x none'],
  ],
  [
    'a Map, and a slash that is cut off',
    'middleware.ts',
    `const moved = new Map([['/c', '/new']]);\n${middleware(`const to = moved.get(pathname.replace(/\\/$/, ''));\nif (to !== undefined) ${leads}`)}`,
    ['/c undecided', '/c/ undecided', '/x none'],
  ],
  [
    'a table that is filled elsewhere',
    'middleware.ts',
    `${table}${middleware(`moved[other] = '/new';\nif (moved[pathname]) ${leads}`)}`,
    ['/c undecided', '/x undecided'],
  ],
  [
    'a table with what is not told',
    'middleware.ts',
    `const moved = { ...others, '/c': '/new' };\n${middleware(`if (moved[pathname]) ${leads}`)}`,
    ['/c undecided', '/x undecided'],
  ],
  [
    'a table that is asked for something else',
    'middleware.ts',
    `${table}${middleware(`if (moved[request.cookies.get('a')]) ${leads}`)}`,
    ['/c undecided', '/x undecided'],
  ],
  [
    'a second redirect for everything',
    'middleware.ts',
    middleware(`if (path === '/c') ${leads}\n${leads}`),
    ['/x undecided'],
  ],
  ['middleware that leads nowhere', 'middleware.ts', middleware("response.headers.set('a', 'redirect');"), ['/x none']],
  [
    'a route handler',
    'src/app/(site)/old/[slug]/route.ts',
    `${next}export const GET = () => {${leads}}`,
    ['/old/a undecided', '/old none', '/x none'],
  ],
  [
    'middleware of Astro',
    'src/middleware/index.ts',
    "export const onRequest = (context) => context.redirect('/new');",
    ['/x undecided'],
  ],
  [
    'middleware of Nuxt',
    'server/middleware/old.ts',
    "export default defineEventHandler((event) => { if (event.path === '/old') return sendRedirect(event, '/new'); });",
    ['/old undecided', '/x none'],
  ],
  [
    'an edge function',
    'netlify/edge-functions/old.ts',
    "export default () => Response.redirect('/new');\nexport const config = { path: '/old/*' };",
    ['/old/a undecided', '/x none'],
  ],
  [
    'an edge function whose path netlify.toml says',
    'netlify/edge-functions/old.ts',
    "export default () => Response.redirect('/new');",
    ['/old/a undecided', '/also undecided', '/x none'],
    'netlify.toml:[[edge_functions]]\npath = "/old/*"\nfunction = "old"\n[[edge_functions]]\nfunction = "old"\npath = ["/also"]\n',
  ],
  [
    'an edge function whose expression netlify.toml says',
    'netlify/edge-functions/old.ts',
    "export default () => Response.redirect('/new');",
    ['/x undecided'],
    'netlify.toml:[[edge_functions]]\npattern = "/old/(.*)"\nfunction = "old"\n',
  ],
  [
    'an edge function in a folder of its own',
    'edge/old/index.ts',
    "export default () => Response.redirect('/new');",
    ['/old/a undecided', '/x none'],
    'netlify.toml:[build]\nedge_functions = "edge"\n[[edge_functions]]\npath = "/old/*"\nfunction = "old"\n',
  ],
  [
    'a function of Pages',
    'functions/old/[[path]].ts',
    "export const onRequest = () => Response.redirect('https://x/new');",
    ['/old/a/b undecided', '/x none'],
  ],
  [
    'middleware of Pages',
    'functions/_middleware.js',
    "export const onRequest = () => Response.redirect('https://x/new');",
    ['/x undecided'],
  ],
  [
    'middleware of Pages for a folder',
    'functions/old/_middleware.js',
    "export const onRequest = () => Response.redirect('https://x/new');",
    ['/old/a undecided', '/x none'],
  ],
  [
    'a worker',
    'src/index.ts',
    "export default { async fetch(request) { return Response.redirect('https://x/new', 301); } };",
    ['/x undecided'],
    'wrangler.toml',
  ],
  [
    'a program that is no worker',
    'src/index.ts',
    "export default { async fetch(request) { return Response.redirect('https://x/new', 301); } };",
    ['/x none'],
  ],
  [
    'a function of CloudFront',
    'infra/redirects.js',
    "function handler(event) { if (event.request.uri === '/old') return { statusCode: 301 }; return event.request; }",
    ['/old undecided', '/x none'],
  ],
  [
    'a server of its own',
    'server.js',
    "import express from 'express';\nexpress().get('/old', (req, res) => res.redirect(301, '/new'));",
    ['/x undecided'],
  ],
  ['code that cannot be parsed', 'middleware.ts', `${next}}}} ${leads}`, ['/x undecided']],
];

/** `path` or `path:text`. */
function fileOf(written: string): readonly [string, string] {
  const [, path = written, text = ''] = /^([^:]+):(.*)$/s.exec(written) ?? [];
  return [path, text];
}

describe('code of the site', () => {
  for (const [what, file, text, wanted, ...others] of cases) {
    it(`is ${what}`, async () => {
      const files = new Map([[file, text], ...others.map(fileOf)]);
      const table = await openRedirects(redirectSite({ files }));
      const found = wanted.map((line) => {
        const [url = ''] = line.split(' ');
        return `${url} ${table.resolve(url).outcome.kind}`;
      });
      assert.deepEqual(found, wanted);
    });
  }
  it('is named at its first redirect', async () => {
    const files = new Map([['middleware.ts', middleware(`const path = request.nextUrl.pathname;\n${leads}`)]]);
    const { invalid } = await openRedirects(redirectSite({ files }));
    assert.deepEqual(
      invalid.map(({ file, line, message }) => `${file}:${line} ${message}`),
      ['middleware.ts:4 Code of the site may redirect here.'],
    );
  });
});
