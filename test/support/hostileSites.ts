/** Repositories and answers in which all that a stranger controls is meant to harm whoever looks at it. */
import { gitRepository, longPage, type TestRepository } from './gitRepository.ts';
import { linkRow, pageRow, savedBody } from './savedBody.ts';
import { buildCommands, hiddenCharacters } from './strangers.ts';

/** Everything at once. What no configuration format can hold is left out: NUL and halves of characters. */
export const evil = `${buildCommands.join('')}evil${Object.values(hiddenCharacters).join('x')}`.replace(
  /[\0\ud800]/g,
  '',
);

/** The same as the name of a file, which has no slash and at most 255 bytes. */
const evilName = [`\n::error::owned##[error]evil${Object.values(hiddenCharacters).join('')}`]
  .flatMap((name) => [...name.replace(/[\0/\ud800]/g, '')])
  .filter((character) => process.platform !== 'win32' || isNameOnWindows(character))
  .join('');

/** https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file */
function isNameOnWindows(character: string): boolean {
  return character >= ' ' && !'<>:"\\|?*'.includes(character);
}

/** On one line, for formats whose lines are rules. */
export const evilLine = evil.replace(/[\n\r\t\v\f \u0085\u2028\u2029]/g, '');

const text = JSON.stringify(evil).replaceAll('\x7f', '\\u007f');

const netlify = [
  `/${evilLine} /to/${evilLine} 301`,
  `::error::owned /posts/kept/ 301`,
  `/a /${evilLine} 301`,
  `/a /${evilLine} 302`,
  `/chain /a 301`,
  `/loop /loop 301`,
  `/dead /nowhere/${evilLine} 302`,
  `/odd ${evilLine} ${evilLine} ${evilLine}`,
  `/country /x 301 Country=${evilLine}`,
  ...[1, 2, 3, 4].map((n) => `/tools/${n}-${evilLine} /posts/${n}-${evilLine}/ 301`),
  '',
].join('\n');

const hugo: Readonly<Record<string, string>> = {
  'hugo.toml': `baseURL = "https://docs.invalid/"\ntitle = ${text}\nignoreFiles = [${text}, "(a"]\n[taxonomies]\n${text} = ${text}\n[permalinks]\nposts = "/posts/:slug${evilLine.replace(/[^ !#-[\]-~]/g, '')}/:nonsense/"\n`,
  'static/_redirects': netlify,
  'static/.htaccess': `RewriteEngine On\nRedirect 301 "/h${evilLine}" "/t${evilLine}"\nRewriteRule ^x${evilLine}$ /y [R=301,L,${evilLine}]\nRewriteCond %{${evilLine}} ${evilLine}\nRewriteRule ^z /w [R=301]\n`,
  'vercel.json': JSON.stringify({
    redirects: [
      { source: `/v${evil}`, destination: `/w${evil}`, permanent: true },
      { source: `/v2`, destination: `/w${evil}`, statusCode: 301, has: [{ type: 'header', key: evil, value: evil }] },
      { source: evil, destination: evil, permanent: evil },
      { source: '/(a', destination: evil, permanent: true },
    ],
  }),
  'netlify.toml': `[[redirects]]\nfrom = ${JSON.stringify(`/n${evil}`).replaceAll('\x7f', '\\u007f')}\nto = ${text}\nstatus = 301\n[redirects.conditions]\nCountry = [${text}]\n[[redirects]]\nfrom = 1\nto = ${text}\n`,
  'firebase.json': JSON.stringify({ hosting: { redirects: [{ source: `/f${evil}`, destination: evil, type: 301 }] } }),
  'broken.yml': `a: ${evilLine}\n b: [`,
  'content/posts/kept.md': `---\ntitle: ${text}\nslug: kept\naliases: [${text}, "::error::owned", "/al${evilLine.replace(/[^ !#-[\]-~]/g, '')}"]\n---\n${longPage('kept')}`,
  'content/posts/slug.md': `---\ntitle: ${text}\nslug: ${text}\n---\n${longPage('slug')}`,
  'content/posts/url.md': `---\ntitle: b\nurl: ${text}\n---\n${longPage('url')}`,
  'content/posts/draft.md': `---\ntitle: ${text}\ndraft: true\n---\n`,
  'content/posts/odd.md': `---\ntitle: [${evilLine}\n---\n`,
  [`content/posts/${evilName}.md`]: `---\ntitle: ${text}\n---\n${longPage('named')}`,
  '.broken-backlinks-decisions': `/x accepted /y\n${evilLine} nonsense ${evilLine}\n${evilLine}\n/gone/ ignored\n`,
};

/** A Hugo site with a past. */
export function hostileHugo(): TestRepository {
  const repository = gitRepository();
  const old = `content/old/${evilName}.md`;
  repository.commit({
    ...hugo,
    [old]: `---\ntitle: ${text}\n---\n${longPage('moved')}`,
    'content/removed/page.md': 'x\n',
  });
  repository.git('mv', old, 'content/posts/moved.md');
  repository.git('commit', '-q', '-m', evil);
  repository.commit({ 'content/removed/page.md': undefined, [`content/removed/${evilName}.md`]: longPage('removed') });
  repository.commit({ [`content/removed/${evilName}.md`]: undefined });
  return repository;
}

/** Sites of other generators, whose notes name what they could not read. */
export const hostileFiles: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mkdocs: {
    'mkdocs.yml': `site_name: ${text}\nsite_url: https://docs.invalid/\nplugins: [${text}, redirects: {redirect_maps: {${text}: ${text}, 'a.md': ${text}}}]\nnav: [${text}: ${text}]\nuse_directory_urls: ${text}\n`,
    'docs/index.md': `# ${evilLine}\n`,
    [`docs/${evilName}.md`]: '# b\n',
  },
  jekyll: {
    '_config.yml': `title: ${text}\nurl: https://docs.invalid\npermalink: ${text}\nplugins: [jekyll-redirect-from, ${text}]\ncollections: {${text}: {output: true, permalink: ${text}}}\n`,
    '_posts/2020-01-01-a.md': `---\ntitle: ${text}\npermalink: ${text}\nredirect_from: [${text}, "::error::owned"]\n---\n`,
    [`${evilName}.md`]: '---\ntitle: b\n---\n',
  },
  docusaurus: {
    'package.json': '{"dependencies":{"@docusaurus/core":"3"}}',
    'docusaurus.config.js': `export default { title: ${text}, url: 'https://docs.invalid', baseUrl: '/', presets: [['classic', { docs: { routeBasePath: ${text}, path: f(${text}) } }]], plugins: [[${text}, {}], ['@docusaurus/plugin-client-redirects', { redirects: [{ from: ${text}, to: ${text} }] }]] };\n`,
    'docs/a.md': `---\nslug: ${text}\ntitle: ${text}\n---\n# a\n`,
    [`docs/${evilName}.md`]: '# b\n',
  },
};

export function hostileSite(files: Readonly<Record<string, string>>): TestRepository {
  const repository = gitRepository();
  repository.commit(files);
  return repository;
}

const addresses = [
  `/old/${evilName}/`,
  `/removed/${evilName}/`,
  '/removed/page/',
  `/${evilLine}`,
  '/draft/',
  '/chain',
  '/gone/',
  '::error::owned',
  evil,
];

/** Addresses of the Hugo site, as somebody may ask for them. */
export const hostileAddresses: readonly string[] = [...addresses, ...addresses.map(encodeURI)];

/** An answer of the index about it, whose fields have the right form. */
export function hostilePages(): string {
  return savedBody(hostileAddresses.map((path) => pageRow(`http://docs.invalid/${path}`)));
}

/** An answer of the index about it, and one about who links to it. */
export function hostileAnswers(): readonly string[] {
  const pages = hostileAddresses.map((path) => pageRow(`http://docs.invalid/${path}`));
  const odd = [
    pageRow(evil),
    pageRow('/odd/', { status_code: evil, fetch_time: evil, [evil]: evil }),
    pageRow('/odd/2/', {}, { backlinks: evil, referring_domains: evil, first_seen: evil }),
  ];
  const links = hostileAddresses.map((path) =>
    linkRow(`/${path}`, {
      url_from: `https://${'news'}.example/${evil}`,
      domain_from: evil,
      page_from_title: evil,
      anchor: evil,
      alt: evil,
      last_seen: evil,
    }),
  );
  return [
    savedBody([...pages, ...odd], { task: { status_message: evil } }),
    savedBody(links, { function: 'backlinks' }),
  ];
}
