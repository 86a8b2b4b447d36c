/** Pages that only lead on, in every framework whose pages are components or templates. */
import assert from 'node:assert/strict';
import { leadsOnByCode } from '../../src/core/site/leadingCode.ts';
import { detectSites, openSite } from '../../src/core/site/site.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

/** The addresses that are shown, and those that only lead on. */
async function addresses(files: Readonly<Record<string, string>>, generator: string) {
  const repo = memoryRepo(files);
  const [site] = await detectSites(repo, { generator });
  assert.ok(site, generator);
  const { routes } = await openSite(site, repo, { now: '2026-01-01T00:00:00Z' });
  const of = (leads: boolean) => routes.all.filter(({ leadsOn }) => (leadsOn === true) === leads).map(({ url }) => url);
  return { shown: of(false).sort(), leading: of(true).sort() };
}

const shown = 'export default function Page() {\n  return <main>Text</main>;\n}\n';

describe('pages that only lead on', () => {
  // infinite-table/infinite-react@09c3572d6a: the component does nothing but push; https://nextjs.org/docs/app/guides/redirecting
  it('are told of Next.js', async () => {
    const found = await addresses(
      {
        'package.json': '{"dependencies": {"next": "16.0.0"}}',
        'app/docs/page.tsx': shown,
        'app/tools/page.tsx':
          "'use client';\nexport default function Tools() {\n  const router = useRouter();\n  useEffect(() => { router.push('/docs'); }, []);\n  return null;\n}\n",
        'app/was/page.tsx':
          "import { permanentRedirect } from 'next/navigation';\nexport default async function Page() {\n  permanentRedirect('/docs');\n}\n",
        'app/some/page.tsx':
          "export default async function Page() {\n  const user = await session();\n  if (!user) redirect('/docs');\n  return <p>Hello</p>;\n}\n",
      },
      'nextjs',
    );
    assert.deepEqual(found, { shown: ['/docs', '/some'], leading: ['/tools', '/was'] });
  });
  // BuilderIO/agent-native@c31e9b58c9: the loader of the route around the page; https://reactrouter.com/start/framework/data-loading
  it('are told of React Router, where the route around them leads on', async () => {
    const found = await addresses(
      {
        'react-router.config.ts': 'export default {};\n',
        'app/root.tsx': shown,
        'app/routes/apps.tsx': shown,
        'app/routes/templates.tsx':
          'export default function Layout() {\n  return <Outlet />;\n}\nexport function loader({ request }) {\n  const url = new URL(request.url);\n  throw withHeaders(redirect(url.pathname.replace("/templates", "/apps"), 301), {});\n}\n',
        'app/routes/templates._index.tsx': shown,
      },
      'react-router',
    );
    assert.deepEqual(found, { shown: ['/apps'], leading: ['/templates'] });
  });
  // https://svelte.dev/docs/kit/load#Redirects
  it('are told of SvelteKit, where what loads the page leads on', async () => {
    const found = await addresses(
      {
        'svelte.config.js': 'export default {};\n',
        'src/routes/new/+page.svelte': '<h1>New</h1>\n',
        'src/routes/old/+page.svelte': '<h1>Old</h1>\n',
        'src/routes/old/+page.ts':
          "import { redirect } from '@sveltejs/kit';\nexport const load = () => {\n  redirect(308, '/new');\n};\n",
        'src/routes/then/+page.svelte':
          "<script>\n  import { onMount } from 'svelte';\n  onMount(() => goto('/new'));\n</script>\n",
      },
      'sveltekit',
    );
    assert.deepEqual(found, { shown: ['/new'], leading: ['/old', '/then'] });
  });
  // dotenvx/dotenvx.github.io@6806522856 docs/cli/armor.md: a plugin of the site makes a refresh of what stands in the text.
  it('are told by the title of one that is only seen for a moment', async () => {
    const page = (title: string) => `---\ntitle: ${title}\n---\n<HeadRedirect url="/b/" />\n`;
    const found = await addresses(
      {
        '_config.yml': 'permalink: pretty\n',
        'a.md': page('Redirecting…'),
        'b.md': page('Redirecting'),
        'c.md': page('Redirecting users'),
        'd.md': page('Redirects'),
      },
      'jekyll',
    );
    assert.deepEqual(found, { shown: ['/c/', '/d/'], leading: ['/a/', '/b/'] });
  });
  // https://nuxt.com/docs/api/utils/navigate-to, https://www.gatsbyjs.com/docs/reference/built-in-components/gatsby-link/, https://docusaurus.io/docs/docusaurus-core#redirect
  it('are told of Nuxt, Gatsby and Docusaurus', async () => {
    assert.deepEqual(
      await addresses(
        {
          'nuxt.config.ts': 'export default defineNuxtConfig({});\n',
          'pages/new.vue': '<template><p>New</p></template>\n',
          'pages/old.vue': "<script setup>\nawait navigateTo('/new', { redirectCode: 301 });\n</script>\n",
        },
        'nuxt',
      ),
      { shown: ['/new'], leading: ['/old'] },
    );
    const gatsby = await addresses(
      {
        'gatsby-config.js': 'module.exports = {};\n',
        'src/pages/new.js': shown,
        'src/pages/old.js':
          "import { navigate } from 'gatsby';\nconst Old = () => {\n  React.useEffect(() => navigate('/new/'));\n  return null;\n};\nexport default Old;\n",
      },
      'gatsby',
    );
    assert.deepEqual(gatsby.leading, ['/old/']);
    const docusaurus = await addresses(
      {
        'docusaurus.config.js': "module.exports = { url: 'https://a.example', baseUrl: '/', presets: ['classic'] };\n",
        'docs/new.md': '# New\n',
        'src/pages/old.js':
          'import { Redirect } from \'@docusaurus/router\';\nexport default function Old() {\n  return <Redirect to="/docs/new" />;\n}\n',
      },
      'docusaurus',
    );
    assert.deepEqual(docusaurus.leading, ['/old']);
  });
  // Eleventy 3.1.2 writes the page as its template says: a refresh without delay, here or in the layout that is called so.
  it('are told of templates that refresh, and of front matter that a layout for it heeds', async () => {
    const found = await addresses(
      {
        '.eleventy.js': 'module.exports = () => {};\n',
        'new.md': '# New\n',
        'old.njk': '<meta http-equiv="refresh" content="0; url=/new/">\n',
        'older.md': '---\nlayout: redirect.njk\nto: /new/\n---\n',
        'oldest.md': '---\nlayout: page.njk\nredirect_to: /new/\n---\n',
      },
      'eleventy',
    );
    assert.deepEqual(found, { shown: ['/new/'], leading: ['/old/', '/older/', '/oldest/'] });
  });
  // https://www.gatsbyjs.com/docs/reference/config-files/actions/#createPage: one page for the file and one for each old address.
  it('are told of pages that code makes of old addresses in front matter', async () => {
    const found = await addresses(
      {
        'gatsby-config.js':
          "module.exports = { plugins: ['gatsby-transformer-remark', { resolve: 'gatsby-source-filesystem', options: { path: 'content' } }] };\n",
        'gatsby-node.js':
          "exports.createPages = async ({ graphql, actions }) => {\n  const { data } = await graphql(`{ allMarkdownRemark { nodes { frontmatter { slug aliases } } } }`);\n  data.allMarkdownRemark.nodes.forEach((node) => {\n    actions.createPage({ path: node.frontmatter.slug, component: 'a.js' });\n    node.frontmatter.aliases.forEach((old) => actions.createPage({ path: old, component: 'leading.js' }));\n  });\n};\n",
        'content/a.md': '---\nslug: /new/\naliases: [/old/]\n---\n',
      },
      'gatsby',
    );
    assert.deepEqual(found.leading, ['/old/']);
    assert.ok(found.shown.includes('/new/' as never));
  });
});

describe('code that leads on', () => {
  const cases: readonly (readonly [boolean, string])[] = [
    [true, "export default () => <Navigate to='/new' replace />;"],
    [
      true,
      "export default function P() { if (typeof window !== 'undefined') { window.location.href = '/new'; } return null; }",
    ],
    [
      true,
      "export const getServerSideProps = async () => ({ redirect: { destination: '/new', permanent: true } });\nexport default () => null;",
    ],
    [
      true,
      "export default class P extends Component { componentDidMount() { window.location.replace('/new'); } render() { return null; } }",
    ],
    [true, 'export default () => <head><meta httpEquiv="refresh" content="0; url=/new" /></head>;'],
    [
      false,
      "export default function P() { const go = () => navigate('/new'); return <button onClick={go}>Go</button>; }",
    ],
    [false, "export default function P({ user }) { return user ? <Main /> : <Navigate to='/log-in' />; }"],
    [false, "export default function P({ user }) { if (user) return <Main />; redirect('/log-in'); }"],
    [false, "export default function P() { return <a href='/redirect'>Redirect</a>; }"],
    [false, "export default function P() { return <button onClick={() => router.push('/new')}>Go</button>; }"],
    [
      false,
      "export async function getStaticProps() { const page = await read(); if (!page) return { redirect: { destination: '/', permanent: false } }; return { props: {} }; }\nexport default P;",
    ],
    [false, 'export default function ('],
  ];
  for (const [leads, code] of cases)
    it(`is ${leads ? '' : 'not '}${code.slice(0, 70)}`, () => assert.equal(leadsOnByCode('page.tsx', code), leads));
});
