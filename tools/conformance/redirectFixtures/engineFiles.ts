/** How the file of a fixture is laid before the engine of its format: what is around it, and under which name. */
import { lines } from '../../../test/support/redirectSite.ts';

/** What a fixture says, with the text that is asked about. */
export interface AskedFile {
  readonly path: string;
  readonly text: string;
  /** Addresses and files of the pages around it. */
  readonly pages: readonly (readonly [address: string, file: string])[];
  /** Without the slash at its end. */
  readonly base: string;
}

type Files = Readonly<Record<string, string>>;

export interface EngineFiles {
  readonly engine: string;
  /** `undefined` where the engine cannot read such a file. */
  files(asked: AskedFile): Files | undefined;
  /** The engine answers below no base path. */
  readonly withoutBase?: boolean;
  /** The engine is no server, and is asked for paths alone. */
  readonly withoutQuery?: boolean;
  /** What the engine is told of the trial: an address counts as answered in the way that we say by either. */
  readonly variants?: readonly string[];
}

const postPage = `---
export const getStaticPaths = () => [{ params: { slug: 'x' } }];
---
<p>post</p>
`;

const named = (name: string) => (asked: AskedFile) => ({ [name]: asked.text });

/** By the id of the format, `format/host`, or the name of a fixture. */
export const engineFiles: Readonly<Record<string, EngineFiles>> = {
  redirectsFile: { engine: 'netlify-server', files: named('_redirects'), variants: ['decoded', 'encoded'] },
  'redirectsFile/cloudflare': { engine: 'cloudflare', files: named('_redirects') },
  'redirectsFile-cloudflare': { engine: 'cloudflare', files: named('_redirects') },
  netlifyToml: { engine: 'netlify-server', files: named('netlify.toml'), variants: ['decoded', 'encoded'] },
  vercelJson: { engine: 'vercel', files: named('vercel.json'), withoutQuery: true },
  firebaseJson: {
    engine: 'firebase',
    // The program ends at a list that is none.
    files: (asked) => (/"redirects": *[^[\s]/.test(asked.text) ? undefined : { 'firebase.json': asked.text }),
  },
  staticWebApp: { engine: 'azure', files: named('staticwebapp.config.json') },
  nextConfig: { engine: 'next', files: ({ text }) => ({ 'next.config.js': asCommonJs(text) }) },
  nuxtRouteRules: {
    engine: 'nitro',
    files: ({ text }) => ({
      'nuxt.config.mjs': `const defineNuxtConfig = (config) => config;\n${text}`,
    }),
  },
  astroRedirects: {
    engine: 'astro',
    // A rule with parameters needs the route that its target has.
    files: ({ text }) => ({
      'astro.config.mjs': text,
      ...(text.includes("'/news/[...slug]'") && { 'src/pages/news/[...slug].astro': postPage }),
    }),
  },
  docusaurusRedirects: {
    engine: 'docusaurus',
    withoutBase: true,
    files: ({ text, base }) => ({
      'docusaurus.config.mjs': text
        .replace(/^import .*\n/gm, '')
        .replace(/: Config\b/, '')
        .replace(/^module\.exports =/m, 'export default')
        .replace(/title: /, `baseUrl: '${base}/', title: `),
    }),
  },
  htaccess: { engine: 'apache', files: named('.htaccess') },
  caddyfile: {
    engine: 'caddy',
    // The engine has options of its own, and is asked for the host `site` over HTTP.
    files: ({ text }) => ({ Caddyfile: text.replace(/^\{\n.*?^\}\n/ms, '').replace(/^example\.org/m, 'http://site') }),
  },
  nginxConf: { engine: 'nginx', files: ({ path, text }) => nginxFiles(path, text) },
  s3RoutingRules: {
    engine: 's3',
    files: ({ path, text }) => {
      const xml = path.endsWith('.xml') ? text : path.endsWith('.json') ? routingRulesXml(JSON.parse(text)) : undefined;
      return xml === undefined ? undefined : { 'website.xml': wholeWebsite(xml) };
    },
  },
  hugoAliases: {
    engine: 'hugo',
    withoutBase: true,
    files: ({ path, text, base }) => ({
      'hugo.toml': `baseURL = "http://site${base}/"\n`,
      'layouts/_default/single.html': 'page',
      'layouts/_default/list.html': 'list',
      [path]: text,
    }),
  },
  jekyllRedirectFrom: {
    engine: 'jekyll',
    withoutBase: true,
    files: ({ path, text, pages, base }) => ({
      '_config.yml': [
        'url: http://site',
        `baseurl: "${base}"`,
        'plugins: [jekyll-redirect-from]',
        pages.some(([address]) => address.endsWith('/')) ? 'permalink: pretty\n' : '',
      ].join('\n'),
      [path]: text,
    }),
  },
  mkdocsRedirects: {
    engine: 'mkdocs',
    withoutBase: true,
    files: ({ path, text, pages, base }) => ({
      ...Object.fromEntries(pages.map(([, file]) => [file, '# x\n'])),
      'docs/index.md': '# x\n',
      'docs/tags.md': '# x\n',
      [path]: `${/^site_name/m.test(text) ? '' : 'site_name: x\n'}site_url: http://site${base}/\n${text.replace(/^(theme|markdown_extensions):.*\n([ -].*\n)*/gm, '')}`,
    }),
  },
  sphinxReredirects: {
    engine: 'sphinx',
    files: ({ text }) => ({ 'conf.py': text, 'index.rst': 'x\n=\n' }),
  },
  sveltekitRedirects: {
    engine: 'sveltekit',
    withoutBase: false,
    files: ({ path, text, base }) => ({
      'package.json': '{ "type": "module" }',
      'svelte.config.js': `import adapter from '@sveltejs/adapter-node';\nexport default { kit: { adapter: adapter(), paths: { base: '${base}' } } };\n`,
      'vite.config.js':
        "import { sveltekit } from '@sveltejs/kit/vite';\nexport default { plugins: [sveltekit()], logLevel: 'silent' };\n",
      'src/app.html': '<html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>',
      'src/routes/+page.svelte': '<p>x</p>',
      ...(path.includes('/routes/') && { [path.replace(/\+page[^/]*$/, '+page.svelte')]: '<p>x</p>' }),
      [path]: text,
    }),
  },
  antoraAliases: {
    engine: 'antora',
    // The engine looks for the component in its folder `docs`.
    files: ({ path, text, pages }) => ({
      ...Object.fromEntries(pages.map(([, file]) => [`docs/${file}`, '= x\n'])),
      'docs/antora.yml': `name: comp\nversion: ${pages.some(([url]) => url.startsWith('/comp/1.0/')) ? "'1.0'" : '~'}\n`,
      'docs/modules/ROOT/pages/index.adoc': '= x\n',
      [`docs/${path}`]: text,
    }),
  },
};

function asCommonJs(text: string): string {
  return text
    .replace(/^import \{ (\w+) \} from '\..*\n/gm, 'const $1 = [];\n')
    .replace(/^import .*\n/gm, '')
    .replace(/require\('\.[^']*'\)/g, '[]')
    .replace(/: NextConfig/g, '')
    .replace(/^export default /m, 'module.exports = ');
}

/** nginx is asked for the host `site` on the port of the engine; files that are included and not there are empty. */
function nginxFiles(path: string, text: string): Files {
  if (path.endsWith('.map')) return { 'nginx/redirects.map': text };
  const included = [...text.matchAll(/include ([\w/.]+);/g)].map(([, name = '']) => [name, ''] as const);
  // The block for plain HTTP is another server's where there is one for TLS.
  const site = (text.includes('443 ssl') ? text.replace(/listen 80;\s*server_name \S+;/, 'server_name plain;') : text)
    .replace(/^http \{\n([\s\S]*)^\}\n*$/m, '$1')
    .replace(/listen [^;]*;/g, '')
    .replace(/server_name example\.org/, 'server_name site')
    .replace(/^(\s*)server \{/gm, '$1server { listen 127.0.0.1:8080;');
  return { ...Object.fromEntries(included), 'nginx/site.conf': site };
}

/** The JSON of the console or of a template has the elements of the XML, but for two names in templates. */
function routingRulesXml(json: unknown): string {
  const names: Readonly<Record<string, string>> = { RoutingRuleCondition: 'Condition', RedirectRule: 'Redirect' };
  const element = (name: string, value: unknown): string => {
    const inner = typeof value === 'object' && value !== null ? elements(value) : escapedXml(String(value));
    return `<${names[name] ?? name}>${inner}</${names[name] ?? name}>`;
  };
  const elements = (value: object): string =>
    Object.entries(value)
      .map(([name, inner]) => element(name, inner))
      .join('');
  // S3 refuses a configuration with a rule that says nothing, or two things.
  const isTaken = (rule: object): boolean => {
    const [redirect = {}] = Object.entries(rule).flatMap(([name, value]) => (/^Redirect/.test(name) ? [value] : []));
    return Object.keys(redirect).length > 0 && !('ReplaceKeyWith' in redirect && 'ReplaceKeyPrefixWith' in redirect);
  };
  const rulesIn = (value: unknown): readonly object[] => {
    if (Array.isArray(value)) return value.filter(isTaken);
    if (typeof value !== 'object' || value === null) return [];
    return 'RoutingRules' in value ? rulesIn(value.RoutingRules) : Object.values(value).flatMap(rulesIn);
  };
  const rules = rulesIn(json).map((rule) => element('RoutingRule', rule));
  return `<RoutingRules>${rules.join('')}</RoutingRules>`;
}

function escapedXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

function wholeWebsite(text: string): string {
  if (text.includes('<WebsiteConfiguration')) return text;
  return `<WebsiteConfiguration><IndexDocument><Suffix>index.html</Suffix></IndexDocument>${text}</WebsiteConfiguration>`;
}

/** The lines `url file` of a section `pages`. */
export function pagesOf(section: string | undefined): AskedFile['pages'] {
  return lines(section ?? '').map((line) => {
    const [address = '', file = ''] = line.split(/\s+/);
    return [address, file];
  });
}
