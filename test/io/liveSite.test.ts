// What the live check says of every kind of answer that sites give. The right verdicts follow from what a visitor gets:
// the page, another page, or none; and from one rule: where an address that does not exist and a published page are
// answered alike, nobody can tell from outside.
import assert from 'node:assert/strict';
import { deflateSync, gzipSync } from 'node:zlib';
import type { LiveCheck } from '../../src/core/report/findings.ts';
import type { RecheckOptions } from '../../src/io/recheck/recheck.ts';
import {
  type Answer,
  type AnsweringSite,
  failingDispatcher,
  once,
  page,
  redirect,
  startAnsweringSite,
  status,
} from '../support/answeringSite.ts';

interface Row {
  readonly name: string;
  /** The path that is asked: `/docs/asked/` without it. */
  readonly path?: string;
  /** What is answered beside the published pages. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** To every other address. A page with status 404 without it. */
  readonly otherwise?: Answer;
  readonly options?: Partial<RecheckOptions>;
  readonly verdict: LiveCheck['verdict'];
  readonly says?: RegExp;
}

const asked = '/docs/asked/';
const text = 'How to set up the thing, step by step, with all that you need to know before you begin.';
const real = page('Set up the thing', text);
const notThere = page('Nichts', 'Hier gibt es nichts zu sehen. Vielleicht hilft die Suche weiter.', 404);
const soft = page('Nichts', 'Hier gibt es nichts zu sehen. Vielleicht hilft die Suche weiter.');
const app = status(200, {}, '<!doctype html><title>App</title><div id="root"></div><script src="/app.js"></script>');
const login = page('Konto', '<form><input name="user"><input type="password" name="word"></form>');
const published: Readonly<Record<string, Answer>> = {
  '/': page('Home of the product', 'Everything about the product, in one place, for those who build with it.'),
  '/docs/known/': page('Known', 'One page of the documentation that everybody reads sooner or later, I hope.'),
  '/docs/other/': page('Other', 'Some other page, which speaks of something else altogether, at some length.'),
  '/blog/first/': page('First', 'The first post of a blog that has many of them, about all and nothing much.'),
};
const html = { 'content-type': 'text/html' };
const silence: Answer = () => undefined;
const hangUp: Answer = (request) => void request.socket.destroy();
const raw =
  (bytes: Buffer): Answer =>
  (request) =>
    void request.socket.end(bytes);
const byMethod =
  (head: Answer, get: Answer): Answer =>
  (request, response, path) =>
    (request.method === 'HEAD' ? head : get)(request, response, path);
const script = (code: string) => status(200, {}, `<!doctype html><title>x</title><script>${code}</script>`);
const refreshing = (content: string) =>
  status(200, {}, `<!doctype html><title>x</title><meta http-equiv="refresh" content="${content}"><p>Moved.`);
/** The page for addresses that do not exist, with the address in its title and text, and something new each time. */
const echoing: Answer = (request, response, path) => {
  const name = decodeURIComponent(path.replace(/\/$/, '')).replace(/.*\//, '');
  const id = Math.random().toString(36).slice(2);
  page(`${name}: nichts`, `Zu ${path} (${name}) gibt es nichts. Vorgang 7f${id}. Bitte die Suche benutzen.`)(
    request,
    response,
    path,
  );
};
const wantsCookie: Answer = (request, response) =>
  request.headers.cookie?.includes('consent=1')
    ? real(request, response, asked)
    : void response.writeHead(302, { location: asked, 'set-cookie': 'consent=1; Path=/' }).end();
const slashless: Answer = (request, response, path) =>
  path.endsWith('/') ? notThere(request, response, path) : redirect(`${path}/`, 301)(request, response, path);
const elsewhere =
  (path: string): Answer =>
  (request, response) =>
    redirect(`http://${(request.headers.host ?? '').replace('site.test', 'other.test')}${path}`)(
      request,
      response,
      path,
    );
/** What another site answers; this one has no such page. */
const onOther =
  (answer: Answer): Answer =>
  (request, response, path) =>
    (request.headers.host?.startsWith('other.test') ? answer : notThere)(request, response, path);
/** Bytes without end, as fast as they are taken. */
const endless: Answer = (request, response) => {
  response.writeHead(200, html);
  const more = (): void => {
    if (!request.socket.destroyed) response.write('<p>more and more of it</p>'.repeat(1000), () => setImmediate(more));
  };
  more();
};
const zipped =
  (encoding: string, bytes: Buffer): Answer =>
  (_request, response) =>
    void response.writeHead(200, { ...html, 'content-encoding': encoding }).end(bytes);

const rows: readonly Row[] = [
  // There, or not.
  { name: 'a page', answers: { [asked]: real }, verdict: 'fine', says: /^answers 200$/ },
  ...[400, 404, 405, 406, 410, 414, 422].map(
    (code): Row => ({
      name: `${code}`,
      answers: { [asked]: status(code) },
      verdict: 'broken',
      says: /^answers 4\d\d$/,
    }),
  ),
  ...[500, 501, 502, 504, 505].map(
    (code): Row => ({ name: `${code}, twice`, answers: { [asked]: status(code) }, verdict: 'broken' }),
  ),
  { name: '503 of one page', answers: { [asked]: status(503) }, verdict: 'broken', says: /^answers 503$/ },
  {
    name: '404 with a page that never ends',
    answers: { [asked]: (_request, response) => void response.writeHead(404, html).write('x') },
    options: { timeoutMs: 150 },
    verdict: 'broken',
  },
  {
    name: 'a page with a title that says not found',
    answers: { [asked]: page('404 not found', text) },
    verdict: 'fine',
  },
  {
    name: 'a file',
    path: '/docs/a.pdf',
    answers: { '/docs/a.pdf': status(200, { 'content-type': 'application/pdf' }, '%PDF') },
    verdict: 'fine',
  },
  { name: 'the home page', path: '/', answers: {}, verdict: 'fine' },
  {
    name: 'a folder without an answer of its own for what is missing (403)',
    answers: { [asked]: real },
    otherwise: status(403),
    verdict: 'fine',
  },

  // For a moment.
  ...[500, 502, 503, 504, 429].map(
    (code): Row => ({
      name: `${code} once, and then the page`,
      answers: { [asked]: once(status(code), real) },
      verdict: 'fine',
    }),
  ),
  { name: 'a connection that breaks once', answers: { [asked]: once(hangUp, real) }, verdict: 'fine' },
  { name: '503 once, and then 404', answers: { [asked]: once(status(503), notThere) }, verdict: 'broken', says: /404/ },

  // Refused.
  ...[401, 403, 407, 408, 418, 425, 429, 430, 444, 451, 499, 511, 999].map(
    (code): Row => ({
      name: `${code}`,
      answers: { [asked]: status(code) },
      verdict: 'cannot-tell',
      says: new RegExp(`^answers ${code} \\(`),
    }),
  ),
  { name: 'a wall with status 503', answers: { [asked]: page('Just a moment...', '', 503) }, verdict: 'cannot-tell' },
  {
    name: 'a wall with status 200, by the names in its markup',
    answers: { [asked]: status(200, {}, '<title>x</title><script>window._cf_chl_opt={}</script>') },
    verdict: 'cannot-tell',
  },
  {
    name: 'a wall with status 200, in any language, before everything',
    answers: { '/': soft, '/docs/known/': soft, '/docs/other/': soft, '/blog/first/': soft, [asked]: soft },
    otherwise: soft,
    verdict: 'cannot-tell',
    says: /cannot be told from outside/,
  },
  {
    name: 'a wall that names itself',
    answers: { [asked]: status(403, { 'cf-mitigated': 'challenge' }) },
    verdict: 'cannot-tell',
  },
  {
    name: 'a site that is closed for a while',
    answers: {
      '/': status(503),
      '/docs/known/': status(503),
      '/docs/other/': status(503),
      '/blog/first/': status(503),
    },
    otherwise: status(503),
    verdict: 'cannot-tell',
    says: /and so does/,
  },
  { name: 'a cookie that has to be taken', answers: { [asked]: wantsCookie }, verdict: 'fine' },
  {
    name: 'a cookie that is asked for again and again',
    answers: { [asked]: redirect(asked, 302, { 'set-cookie': 'a=b' }) },
    verdict: 'cannot-tell',
    says: /cookie/,
  },
  {
    name: 'a wall of consent on a page of its own',
    answers: {
      [asked]: (request, response, path) =>
        (request.headers.cookie ? real : redirect('/consent?next=%2Fdocs%2Fasked%2F'))(request, response, path),
      '/consent': redirect(asked, 302, { 'set-cookie': 'consent=1' }),
    },
    verdict: 'fine',
  },
  {
    name: 'a cookie fit for no header',
    answers: {
      [asked]: (_request, response) =>
        void response.writeHead(302, { location: asked, 'set-cookie': 'a="b c"; x' }).end(),
    },
    verdict: 'broken',
    says: /loop/,
  },

  // HEAD is not GET.
  { name: 'HEAD 200 while GET is 404', answers: { [asked]: byMethod(real, notThere) }, verdict: 'broken', says: /404/ },
  { name: 'HEAD 404 while GET is 200', answers: { [asked]: byMethod(notThere, real) }, verdict: 'fine' },
  { name: 'HEAD refused', answers: { [asked]: byMethod(status(405), real) }, verdict: 'fine' },
  { name: 'HEAD hanging', answers: { [asked]: byMethod(silence, real) }, verdict: 'fine' },

  // Soft 404.
  {
    name: 'a soft 404',
    answers: { [asked]: soft },
    otherwise: soft,
    verdict: 'soft-404',
    says: /^answers 200 with the page for addresses that do not exist \(soft 404\)$/,
  },
  { name: 'a page beside soft 404s', answers: { [asked]: real }, otherwise: soft, verdict: 'fine' },
  { name: 'a soft 404 that repeats the address', answers: {}, otherwise: echoing, verdict: 'soft-404' },
  {
    name: 'a page beside soft 404s that repeat the address',
    answers: { [asked]: real },
    otherwise: echoing,
    verdict: 'fine',
  },
  {
    name: 'a soft 404 with the title of every page',
    answers: {
      '/': page('Site', 'Home, sweet home, with a long text about whatever there is.'),
      '/docs/known/': page('Site', text),
      [asked]: page('Site', 'Nichts hier, gar nichts, und auch sonst nichts.'),
    },
    otherwise: page('Site', 'Nichts hier, gar nichts, und auch sonst nichts.'),
    verdict: 'soft-404',
  },
  {
    name: 'a page with the title of every page, beside soft 404s',
    answers: { [asked]: page('Site', text) },
    otherwise: page('Site', 'Nichts hier, gar nichts, und auch sonst nichts.'),
    verdict: 'fine',
  },
  { name: 'a soft 404 in place of a file', path: '/docs/a.pdf', answers: {}, otherwise: soft, verdict: 'soft-404' },
  {
    name: 'a soft 404 that is compressed unasked',
    answers: {},
    otherwise: zipped('gzip', gzipSync('<title>Nichts</title><p>Hier ist nichts.')),
    verdict: 'soft-404',
  },
  { name: 'a soft 404 of nothing at all', answers: {}, otherwise: status(200), verdict: 'soft-404' },
  {
    name: 'the home page in place of what is missing',
    answers: { [asked]: published['/']! },
    otherwise: published['/']!,
    verdict: 'soft-404',
  },
  {
    name: 'an app that answers every address alike',
    answers: { '/': app, '/docs/known/': app, '/docs/other/': app, '/blog/first/': app },
    otherwise: app,
    verdict: 'cannot-tell',
    says: /every address of the site shows/,
  },
  {
    name: 'a page of its own on the site of such an app',
    answers: { '/': app, '/docs/known/': app, '/docs/other/': app, '/blog/first/': app, [asked]: real },
    otherwise: app,
    verdict: 'fine',
  },
  {
    name: 'what is missing fails once',
    answers: { [asked]: real },
    otherwise: once(hangUp, notThere),
    verdict: 'fine',
  },
  {
    name: 'what is missing cannot be asked',
    answers: { [asked]: real },
    otherwise: hangUp,
    verdict: 'cannot-tell',
    says: /it is unknown what it answers/,
  },

  // Led elsewhere.
  ...[301, 302, 303, 307, 308].map(
    (code): Row => ({
      name: `a redirect (${code}) to a page`,
      answers: { [asked]: redirect('/docs/new/', code), '/docs/new/': real },
      verdict: 'fine',
      says: new RegExp(`^redirects to \\S+/docs/new/ \\(${code}\\)$`),
    }),
  ),
  {
    name: 'a chain to a page',
    answers: { [asked]: redirect('/docs/b/', 301), '/docs/b/': redirect('/docs/new/'), '/docs/new/': real },
    verdict: 'fine',
    says: /\/docs\/b\/ \(301\), on to \S+\/docs\/new\/ \(302\)$/,
  },
  {
    name: 'a redirect to the address with a slash, which is there',
    path: '/docs/asked',
    answers: { '/docs/asked': slashless, [asked]: real },
    otherwise: slashless,
    verdict: 'fine',
  },
  {
    name: 'a redirect to the address with a slash, which is not there',
    path: '/docs/asked',
    answers: {},
    otherwise: slashless,
    verdict: 'broken',
    says: /^redirects to \S+\/docs\/asked\/ \(301\), which answers 404$/,
  },
  {
    name: 'a redirect to the address with a slash, and a soft 404',
    path: '/docs/asked',
    answers: {},
    otherwise: (request, response, path) => (path.endsWith('/') ? soft : slashless)(request, response, path),
    verdict: 'soft-404',
  },
  {
    name: 'a redirect to a dead page',
    answers: { [asked]: redirect('/docs/gone/') },
    verdict: 'broken',
    says: /^redirects to \S+\/docs\/gone\/ \(302\), which answers 404$/,
  },
  {
    name: 'a chain to a dead page',
    answers: { [asked]: redirect('/docs/b/'), '/docs/b/': redirect('/docs/gone/') },
    verdict: 'broken',
  },
  {
    name: 'a redirect to the home page',
    answers: { [asked]: redirect('/') },
    verdict: 'leads-home',
    says: /the home page \(302\)/,
  },
  {
    name: 'a redirect to /index.html',
    answers: { [asked]: redirect('/index.html'), '/index.html': published['/']! },
    verdict: 'leads-home',
  },
  {
    name: 'a redirect to the home page, which leads to a language',
    answers: { [asked]: redirect('/'), '/': redirect('/en/'), '/en/': real },
    verdict: 'leads-home',
  },
  {
    name: 'a redirect to the language that the home page leads to',
    answers: { [asked]: redirect('/en/'), '/': redirect('/en/'), '/en/': real },
    verdict: 'leads-home',
  },
  {
    name: 'everything is led to the home page, published pages as well',
    answers: { '/docs/known/': redirect('/'), '/docs/other/': redirect('/'), '/blog/first/': redirect('/') },
    otherwise: redirect('/'),
    verdict: 'cannot-tell',
    says: /as every address does/,
  },
  {
    name: 'what is missing is led to /404.html',
    answers: { '/404.html': soft },
    otherwise: redirect('/404.html'),
    verdict: 'soft-404',
    says: /\/404\.html \(302\), the page for addresses that do not exist/,
  },
  {
    name: 'a redirect to a soft 404',
    answers: { [asked]: redirect('/new/place/') },
    otherwise: soft,
    verdict: 'soft-404',
  },
  {
    name: 'all of the folder is led to one page',
    answers: { '/docs/known/': published['/docs/known/']!, '/guide/': real },
    otherwise: (request, response, path) =>
      (path.startsWith('/docs/') ? redirect('/guide/') : notThere)(request, response, path),
    verdict: 'leads-home',
    says: /as addresses that do not exist do/,
  },
  {
    name: 'what is missing is led to the search',
    answers: { '/search': echoing },
    otherwise: (request, response, path) => redirect(`/search?q=${path.split('/').at(-2)}`)(request, response, path),
    verdict: 'soft-404',
  },
  {
    name: 'a log-in that leads back',
    answers: { '/login': login },
    otherwise: (request, response, path) =>
      redirect(`/login?next=${encodeURIComponent(path)}`)(request, response, path),
    verdict: 'cannot-tell',
  },
  {
    name: 'a log-in of one page',
    answers: { [asked]: redirect('/login'), '/login': login },
    verdict: 'cannot-tell',
    says: /password/,
  },
  {
    name: 'a log-in before everything',
    answers: {
      '/': redirect('/login'),
      '/docs/known/': redirect('/login'),
      '/docs/other/': redirect('/login'),
      '/blog/first/': redirect('/login'),
      '/login': login,
    },
    otherwise: redirect('/login'),
    verdict: 'cannot-tell',
  },
  {
    name: 'a page of another site',
    answers: { [asked]: elsewhere('/there/'), '/there/': real },
    verdict: 'fine',
    says: /^redirects to http:\/\/other\.test\S*\/there\/ \(302\)$/,
  },
  {
    name: 'a page of another site that answers every address alike',
    answers: { [asked]: elsewhere('/there/'), '/': onOther(app) },
    otherwise: onOther(app),
    verdict: 'cannot-tell',
  },
  {
    name: 'a soft 404 of another site',
    answers: { [asked]: elsewhere('/there/'), '/': published['/']! },
    otherwise: onOther(soft),
    verdict: 'soft-404',
  },
  {
    name: 'a dead page of another site',
    answers: { [asked]: elsewhere('/there/') },
    verdict: 'broken',
    says: /other\.test\S* \(302\), which answers 404/,
  },
  {
    name: 'all is led to the beginning of another site',
    answers: {},
    otherwise: elsewhere('/'),
    verdict: 'leads-home',
  },
  {
    name: 'one page is led to the beginning of another site',
    answers: { [asked]: elsewhere('/') },
    verdict: 'fine',
  },
  {
    name: 'a redirect to another site without an answer',
    answers: { [asked]: redirect('http://other.test/docs/') },
    verdict: 'cannot-tell',
    says: /^redirects to http:\/\/other\.test\/docs\/ \(302\): /,
  },

  // In circles, or to nowhere.
  {
    name: 'a loop',
    answers: { [asked]: redirect('/docs/b/'), '/docs/b/': redirect(asked) },
    verdict: 'broken',
    says: /loop/,
  },
  { name: 'a redirect to itself', answers: { [asked]: redirect(asked) }, verdict: 'broken', says: /loop/ },
  {
    name: 'everything in a loop',
    answers: {
      '/': redirect('/'),
      '/docs/known/': redirect('/docs/known/'),
      '/docs/other/': redirect('/docs/other/'),
      '/blog/first/': redirect('/blog/first/'),
      [asked]: redirect(asked),
    },
    verdict: 'cannot-tell',
  },
  {
    name: 'redirects without end',
    answers: {},
    otherwise: (request, response, path) => redirect(`${path}x/`)(request, response, path),
    verdict: 'broken',
    says: /more than 10 times/,
  },
  { name: 'a redirect without a place', answers: { [asked]: status(302) }, verdict: 'cannot-tell' },
  {
    name: 'a redirect to no address of the web',
    answers: { [asked]: redirect('javascript:alert(1)') },
    verdict: 'cannot-tell',
  },
  { name: 'a choice of several (300)', answers: { [asked]: status(300) }, verdict: 'cannot-tell' },
  ...['http://127.0.0.1/', 'http://10.0.0.8/', 'http://169.254.169.254/latest/', 'http://[::1]/', 'http://router/'].map(
    (to): Row => ({
      name: `a redirect to ${to}`,
      answers: { [asked]: redirect(to) },
      verdict: 'cannot-tell',
      says: /private address/,
    }),
  ),
  {
    name: 'a Location in raw UTF-8',
    answers: {
      [asked]: raw(Buffer.from('HTTP/1.1 301 Moved\r\nLocation: /docs/café/\r\nContent-Length: 0\r\n\r\n')),
      '/docs/caf%C3%A9/': real,
    },
    verdict: 'fine',
    says: /caf%C3%A9/,
  },
  {
    name: 'a Location in raw Latin-1',
    answers: {
      [asked]: raw(Buffer.from('HTTP/1.1 301 Moved\r\nLocation: /docs/café/\r\nContent-Length: 0\r\n\r\n', 'latin1')),
      '/docs/caf%E9/': real,
    },
    verdict: 'fine',
  },

  // Led on by the page itself.
  {
    name: 'a refresh to a page',
    answers: { [asked]: refreshing('0; url=/docs/new/'), '/docs/new/': real },
    verdict: 'fine',
    says: /\(refresh\)/,
  },
  {
    name: 'a refresh to a dead page',
    answers: { [asked]: refreshing("0;URL='/docs/gone/'") },
    verdict: 'broken',
    says: /\/docs\/gone\/ \(refresh\), which answers 404/,
  },
  { name: 'a refresh to the home page', answers: { [asked]: refreshing('0; url=/') }, verdict: 'leads-home' },
  {
    name: 'a page that loads itself again',
    answers: { [asked]: page('Set up', `<meta http-equiv="refresh" content="5; url=${asked}">${text}`) },
    verdict: 'fine',
  },
  {
    name: 'a page that loads itself again, without naming it',
    answers: { [asked]: page('Set up', `<meta http-equiv="refresh" content="5">${text}`) },
    verdict: 'fine',
  },
  {
    name: 'a page to read that goes on much later',
    answers: { [asked]: page('Set up', `<meta http-equiv="refresh" content="300; url=/docs/gone/">${text}`) },
    verdict: 'fine',
  },
  {
    name: 'a Refresh header to a dead page',
    answers: { [asked]: status(200, { refresh: '0; url=/docs/gone/' }) },
    verdict: 'broken',
    says: /\(refresh\), which answers 404/,
  },
  {
    name: 'a Refresh header without "url="',
    answers: { [asked]: status(200, { refresh: '0;/docs/gone/' }) },
    verdict: 'broken',
  },
  {
    name: 'a script that leads to a dead page',
    answers: { [asked]: script('window.location.replace("/docs/gone/");') },
    verdict: 'broken',
    says: /\(script\), which answers 404/,
  },
  {
    name: 'a script that leads to a page',
    answers: { [asked]: script("location.href = '/docs/new/'"), '/docs/new/': real },
    verdict: 'fine',
  },
  {
    name: 'a page with a script that may lead somewhere',
    answers: {
      [asked]: page(
        'Set up',
        `${`${text} `.repeat(6)}<script>function go() { location.href = '/docs/gone/'; }</script>`,
      ),
    },
    verdict: 'fine',
  },
  {
    name: 'a refresh for browsers without scripts',
    answers: {
      [asked]: page('Set up', `<noscript><meta http-equiv="refresh" content="0; url=/docs/gone/"></noscript>${text}`),
    },
    verdict: 'fine',
  },
  {
    name: 'a refresh in a comment',
    answers: { [asked]: page('Set up', `<!-- <meta http-equiv="refresh" content="0; url=/docs/gone/"> -->${text}`) },
    verdict: 'fine',
  },
  {
    name: 'a shell whose script leads old browsers elsewhere',
    answers: { [asked]: script('if (!window.fetch) { location.href = "/docs/gone/"; }') },
    verdict: 'fine',
  },
  {
    name: 'a script of blanks',
    answers: { [asked]: script(`location = "/docs/gone/"${' '.repeat(3900)}x`) },
    verdict: 'fine',
  },
  {
    name: 'a script that leads on once all is loaded',
    answers: { [asked]: script('window.onload = function () { window.location = "/docs/gone/"; };') },
    verdict: 'broken',
  },
  {
    name: 'refreshes in a circle',
    answers: { [asked]: refreshing('0; url=/docs/b/'), '/docs/b/': refreshing(`0; url=${asked}`) },
    verdict: 'broken',
    says: /loop/,
  },
  {
    name: 'a 404 with a refresh to the home page',
    answers: { [asked]: page('x', '<meta http-equiv="refresh" content="0; url=/">', 404) },
    verdict: 'broken',
    says: /^answers 404$/,
  },

  // The network.
  {
    name: 'silence',
    answers: { [asked]: silence },
    options: { timeoutMs: 60 },
    verdict: 'cannot-tell',
    says: /in time/,
  },
  {
    name: 'a page that stops in the middle',
    answers: { [asked]: (_request, response) => void response.writeHead(200, html).write('x') },
    options: { timeoutMs: 60 },
    verdict: 'cannot-tell',
  },
  { name: 'a connection that breaks', answers: { [asked]: hangUp }, verdict: 'cannot-tell' },
  {
    name: 'a connection that breaks within the page',
    answers: { [asked]: raw(Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<p>x')) },
    verdict: 'cannot-tell',
  },
  { name: 'no HTTP at all', answers: { [asked]: raw(Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')) }, verdict: 'cannot-tell' },
  { name: 'a page without end', answers: { [asked]: endless }, verdict: 'fine' },
  {
    name: 'a gzip bomb',
    answers: { [asked]: zipped('gzip', gzipSync(Buffer.alloc(64 * 2 ** 20))) },
    verdict: 'fine',
  },
  {
    name: 'a page in deflate, unasked',
    answers: { [asked]: zipped('deflate', deflateSync(`<title>Set up</title>${text}`)) },
    verdict: 'fine',
  },
  { name: 'damaged gzip', answers: { [asked]: zipped('gzip', Buffer.from('no gzip')) }, verdict: 'fine' },
  ...[
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ENETUNREACH',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ].map(
    (code): Row => ({
      name: code,
      answers: {},
      options: { dispatcher: failingDispatcher(code) },
      verdict: 'cannot-tell',
      says: new RegExp(code),
    }),
  ),
];

describe('the live check of a site that answers', () => {
  let site: AnsweringSite;
  before(async () => {
    site = await startAnsweringSite();
  });
  after(() => site.close());

  for (const { name, path = asked, answers, otherwise = notThere, options, verdict, says = /./ } of rows) {
    it(`${name}: ${verdict}`, async () => {
      site.answer({ ...published, ...answers }, otherwise);
      const check = await site.check(path, options);
      assert.equal(check.verdict, verdict, check.detail);
      assert.match(check.detail, says);
      const often = new Map<string, number>();
      for (const request of site.requests) often.set(request, (often.get(request) ?? 0) + 1);
      assert.deepEqual(
        [...often].filter(([, times]) => times > 2),
        [],
        'more than two requests of one address',
      );
    });
  }
  it('is tried on at least sixty kinds of answers', () => assert.ok(new Set(rows.map(({ name }) => name)).size >= 60));
});
