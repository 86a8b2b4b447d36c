/** More readers of a repository's own redirects, each for one form; see `ownRules.ts`, which shares nothing with the engine. */

type Pairs = Iterable<readonly [from: string, to: string]>;

/** `[output.html.redirect]` of mdBook: addresses below `site-url`, targets beside the old page where they have no first slash. */
export function* bookRedirects(text: string): Pairs {
  const base = /^site-url\s*=\s*["'](\/[^"']*)["']/m.exec(text)?.[1]?.replace(/\/+$/, '') ?? '';
  const block = text.split(/^\s*\[output\.html\.redirect\]\s*$/m)[1]?.split(/^\s*\[/m)[0] ?? '';
  for (const [, from = '', to = ''] of block.matchAll(/^\s*["']?([^"'=#\s]+)["']?\s*=\s*["']([^"'\n]+)["']/gm)) {
    const old = `${base}/${from.replace(/^\/+/, '')}`;
    yield [old, to.startsWith('/') ? base + to : resolved(old, to)];
  }
}

/** `redirects = {…}` of sphinx-reredirects in `conf.py`: a document, and an address or one beside the page of the document. */
export function* reredirects(text: string): Pairs {
  for (const [document, to] of dictionary(text, 'redirects')) {
    if (document.includes('*')) continue;
    const old = `/${document.replace(/^\/+/, '')}.html`;
    yield [old, resolved(old, to)];
  }
}

/** `rediraffe_redirects = {…}` in `conf.py`: an old file and the one that is there. */
export function* rediraffe(text: string): Pairs {
  for (const [from, to] of dictionary(text, 'rediraffe_redirects')) {
    yield [`/${from.replace(/\.\w+$/, '').replace(/(?:^|\/)index$/, '')}/`, to.replace(/\.\w+$/, '')];
  }
}

/** The plain pairs of a dictionary of Python. */
function* dictionary(text: string, name: string): Pairs {
  const [, block = ''] = new RegExp(`^${name}\\s*=\\s*\\{([^}]*)\\}`, 'm').exec(text) ?? [];
  const plain = block.replace(/^\s*#.*$/gm, '');
  for (const [, from = '', to = ''] of plain.matchAll(/["']([^"'\n]+)["']\s*:\s*["']([^"'\n]+)["']/g)) yield [from, to];
}

/** The path that the `docs.json` of Mintlify says its site is served at; empty for the root. */
export function canonicalPath(text: string): string {
  return /"canonical"\s*:\s*"https?:\/\/[^/"]+(\/[^"]*)"/.exec(text)?.[1]?.replace(/\/+$/, '') ?? '';
}

/** The literal `baseUrl` of a Docusaurus configuration, or the `basePath` of Next's; empty for the root. */
export function configuredBase(text: string): string {
  return /^\s*(?:baseUrl|basePath)\s*:\s*["'`](\/[^"'`$]*)["'`]/m.exec(text)?.[1]?.replace(/\/+$/, '') ?? '';
}

/** Rules that are written below the path that a site is served at; one that begins with that path is taken as it is. */
export function belowBase(base: string, rules: Pairs): Pairs {
  const below = (address: string) =>
    !address.startsWith('/') || address === base || address.startsWith(`${base}/`) ? address : base + address;
  return [...rules].map(([from, to]) => [below(from), below(to)] as const);
}

/** `createRedirect({ fromPath: '/a', toPath: '/b' })` of Gatsby. */
export function* gatsbyCalls(text: string): Pairs {
  for (const [, inside = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
    const from = /\bfromPath["']?\s*:\s*["'`]([^"'`$]*)["'`]/.exec(inside)?.[1];
    const to = /\b(?:toPath|redirectPath)["']?\s*:\s*["'`]([^"'`$]*)["'`]/.exec(inside)?.[1];
    if (from !== undefined && to !== undefined) yield [from, to];
  }
}

/** `'/a': { redirect: '/b' }` of Nuxt, also with `{ to: '/b' }`. */
export function* routeRules(text: string): Pairs {
  const one = /["'](\/[^"'\n]*)["']\s*:\s*\{\s*redirect\s*:\s*(?:\{\s*to\s*:\s*)?["']([^"'\n]+)["']/g;
  for (const [, from = '', to = ''] of text.matchAll(one)) yield [from, to];
}

/** `{ "route": "/a", "redirect": "/b" }` of Azure Static Web Apps. */
export function* staticWebApp(text: string): Pairs {
  for (const [, inside = ''] of text.matchAll(/\{([^{}]*)\}/g)) {
    const value = (name: string) => new RegExp(`"${name}"\\s*:\\s*"([^"]*)"`).exec(inside)?.[1];
    const [from, to] = [value('route'), value('redirect')];
    if (from !== undefined && to !== undefined) yield [from, to];
  }
}

/** `Redirect 301 /a /b` of Apache, which answers all below `/a` too; here the address itself is asked. */
export function* htaccess(text: string): Pairs {
  const one = /^\s*Redirect(?:Permanent|Temp)?[ \t]+(?:(?:30[1278]|permanent|temp)[ \t]+)?(\/\S*)[ \t]+(\S+)[ \t]*$/gim;
  for (const [, from = '', to = ''] of text.matchAll(one)) yield [from, to];
}

function resolved(from: string, to: string): string {
  if (/^[a-z]+:/i.test(to)) return to;
  const { pathname, hash } = new URL(to, new URL(from, 'http://site.invalid'));
  return pathname + hash;
}
