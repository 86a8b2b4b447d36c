/**
 * The last resort on a host that only serves files: a page at the old address that leads on by
 * `<meta http-equiv="refresh" content="0; url=…">`. Not an HTTP redirect, though search engines take it for one.
 * https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/meta/http-equiv#refresh
 */

import { below, extensionOf, joinRepo, type RepoPath } from '../../paths.ts';
import { lineAt } from '../../text/edits.ts';
import { withoutMarkupComments } from '../../text/markup/comments.ts';
import { removeStatement } from '../../text/redirectLines.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule } from '../format.ts';
import { encodedTarget, isAside, refuseAlways, withBase, withoutBase } from '../target.ts';
import { madePage } from '../writing/madePage.ts';

export const refreshPage = {
  id: 'refreshPage',
  title: 'refresh page',
  docs: 'https://developer.mozilla.org/en-US/docs/Web/HTML/Reference/Elements/meta/http-equiv#refresh',
  reads: 'head',
  writes: ['lines'],

  async files(context) {
    const isCopied = (file: RepoPath) => context.staticRoots.some((root) => below(file, root) !== undefined);
    const isPage = (file: RepoPath) => frontOf(file, context) !== undefined && context.isRead?.(file) !== false;
    return context.repo.files.filter(
      (file) => /^\.html?$/.test(extensionOf(file)) && !isAside(file) && (isCopied(file) || isPage(file)),
    );
  },

  parse(text, file, context) {
    const found = refreshOf(text);
    const path = addressOf(file, context);
    if (!found || path === undefined) return { rules: [], invalid: [] };
    const rule: RedirectRule = {
      format: 'refreshPage',
      host: 'pages',
      file,
      line: lineAt(text, found.start),
      start: found.start,
      end: found.end,
      order: 0,
      from: path,
      to: found.to,
      source: madePage(path, { kind: 'exact', path: withBase(path, context.basePath) }),
      status: found.seconds > 1 ? 302 : 301,
      statusIsDefault: false,
      // The file is the page itself.
      force: true,
      conditions: [],
    };
    return { rules: [rule], invalid: [] };
  },

  async plan(redirect, context) {
    const refused = refuseAlways(redirect, context);
    if (refused) return refused;
    const problem = refuse(redirect, context);
    if (problem) return { refused: problem };
    const root = context.staticRoots[0] ?? context.htmlPages?.folder;
    const inside = withoutBase(redirect.from, context.basePath);
    if (root === undefined || inside === undefined)
      return { refused: 'The site has no folder whose files are published unchanged.' };
    const path = inside.endsWith('/') ? `${inside}index.html` : /\.html?$/.test(inside) ? inside : `${inside}.html`;
    const file = joinRepo(root, path);
    if (!file) return { refused: `${redirect.from} cannot be a file.` };
    if (context.repo.has(file)) return { refused: `${file} exists already.` };
    if (frontOf(file, context) !== undefined && context.isRead?.(file) === false)
      return { refused: `${file} would be no page by the site's own settings.` };
    return {
      file,
      create: true,
      label: `${file}, refresh page`,
      because: 'works on every host, but is not an HTTP redirect',
      fitness: 10,
    };
  },

  add(redirects, text, file, context) {
    const [redirect, ...others] = redirects;
    if (!redirect) return [];
    if (others.length > 0) return { refused: 'A page can redirect to one address only.' };
    const problem = refuse(redirect, context);
    if (problem) return { refused: problem };
    const to = encodedTarget(redirect.to);
    const found = refreshOf(text);
    if (found?.to === to) return [];
    if (text.trim() !== '') return { refused: `${file} is a page already.` };
    const front = frontOf(file, context) ?? [];
    const head = front.length === 0 ? [] : ['---', ...front, '---'];
    return [{ start: 0, end: text.length, text: [...head, ...page(to, context)].join('\n') }];
  },

  remove: (rule, text) =>
    isNothingElse(text) ? [{ start: 0, end: text.length, text: '' }] : [removeStatement(text, rule.start, rule.end)],
} satisfies RedirectFormat;

/** A page that leads on says so in a line or two; what says more is a page of its own. */
function isNothingElse(text: string): boolean {
  const shown = ['head', 'script', 'style', 'noscript']
    .reduce(withoutElements, withoutMarkupComments(text, ' '))
    .replace(/<[^<>]*>/g, ' ');
  return shown.replace(/\s+/g, ' ').length < 300 && !/<(?:img|table|form|video|iframe|article|section)\b/i.test(text);
}

/** Without the elements of a name; what does not end is left. */
function withoutElements(text: string, name: string): string {
  const [begins, ends] = [new RegExp(`<${name}\\b`, 'gi'), new RegExp(`</${name}\\s*>`, 'gi')];
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    begins.lastIndex = at;
    const start = begins.exec(text);
    ends.lastIndex = begins.lastIndex;
    const end = start ? ends.exec(text) : null;
    if (!start || !end) return parts.join('') + text.slice(at);
    parts.push(text.slice(at, start.index), ' ');
    at = ends.lastIndex;
  }
}

function refuse(redirect: Redirect, _context: RedirectContext): string | undefined {
  if (redirect.below) return 'A redirect page works for its own address only.';
  return redirect.status === 301 || redirect.status === 308
    ? undefined
    : `Without a host's file there is a page that leads on, which counts as permanent; it cannot answer ${redirect.status}.`;
}

/** The front matter by which a page of the site is left as it is; `undefined` for files that are copied, or are no page. */
function frontOf(file: RepoPath, { staticRoots, htmlPages }: RedirectContext): readonly string[] | undefined {
  const inside = htmlPages && below(file, htmlPages.folder);
  if (inside === undefined || staticRoots.some((root) => below(file, root) !== undefined)) return undefined;
  return htmlPages?.front.map((line) => line.replaceAll('{path}', () => inside));
}

function page(to: string, context: RedirectContext): readonly string[] {
  const host = context.siteHosts?.[0];
  const canonical = to.startsWith('/') && host ? `https://${host}${to}` : to;
  const safe = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return [
    '<!doctype html>',
    '<html>',
    '  <head>',
    '    <meta charset="utf-8">',
    '    <title>Redirecting…</title>',
    `    <link rel="canonical" href="${safe(canonical)}">`,
    `    <meta http-equiv="refresh" content="0; url=${safe(to)}">`,
    '  </head>',
    '  <body>',
    `    <p><a href="${safe(to)}">This page has moved.</a></p>`,
    '  </body>',
    '</html>',
    '',
  ];
}

interface Refresh {
  readonly start: number;
  readonly end: number;
  readonly seconds: number;
  readonly to: string;
}

function refreshOf(text: string): Refresh | undefined {
  for (const tag of text.matchAll(/<meta\b[^>]*>/gi)) {
    if (!/http-equiv\s*=\s*["']?refresh\b/i.test(tag[0])) continue;
    const content = /content\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(tag[0]);
    const value = /^\s*([\d.]+)\s*[;,]\s*url\s*=\s*(["']?)(.*?)\2\s*$/i.exec(content?.[1] ?? content?.[2] ?? '');
    if (!value?.[3] || /[{]|<%/.test(value[3])) continue;
    const to = value[3]
      .replace(/&amp;/g, '&')
      .replace(/&quot;/g, '"')
      .replace(/&lt;/g, '<');
    return { start: tag.index, end: tag.index + tag[0].length, seconds: Number(value[1]), to };
  }
  return undefined;
}

function addressOf(file: RepoPath, context: RedirectContext): string | undefined {
  const { staticRoots, htmlPages, basePath } = context;
  const own = frontOf(file, context) === undefined ? undefined : context.routeOfFile(file)?.url;
  if (own !== undefined) return withoutBase(own, basePath)?.replace(/(^|\/)index\.html?$/i, '$1');
  for (const root of [...staticRoots, ...(htmlPages ? [htmlPages.folder] : [])]) {
    const path = below(file, root);
    if (path !== undefined) return `/${path.replace(/(^|\/)index\.html?$/i, '$1')}`;
  }
  return undefined;
}
