import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { sveltekitRedirects } from '../../../src/core/redirects/formats/sveltekit/sveltekitRedirects.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const route = "import { redirect } from '@sveltejs/kit';\nexport const load = () => redirect(302, '/x');\n";
const hooks =
  "import { redirect } from '@sveltejs/kit';\nconst moved = { '/a': '/b' };\nexport const handle = ({ event, resolve }) => {\n  if (moved[event.url.pathname]) redirect(308, moved[event.url.pathname]);\n  return resolve(event);\n};\n";
const page = { 'src/routes/+page.svelte': '', 'src/routes/+page.server.ts': '', 'svelte.config.js': 'adapter-node' };

async function planned(files: Readonly<Record<string, string>>, from = '/old/page/', below = false): Promise<string> {
  const context = redirectSite({ context: 'generators: sveltekit', files: new Map(Object.entries(files)) });
  const plan = await sveltekitRedirects.plan({ from: urlPath(from), to: '/new', status: 301, below }, context);
  return 'refused' in plan ? plan.refused : `${plan.create ? 'makes' : 'edits'} ${plan.label}`;
}

describe('the place of a redirect in SvelteKit', () => {
  it('is a route of its own, in the language of the others', async () => {
    assert.equal(await planned(page), 'makes src/routes/old/page/+page.server.ts, 308');
    const script = { 'site/src/routes/+page.server.js': '', 'site/svelte.config.js': '' };
    assert.equal(await planned(script), 'makes site/src/routes/old/page/+page.server.js, 308');
  });
  it('is the route that redirects already', async () => {
    const files = { ...page, 'src/routes/old/page/+page.ts': route };
    assert.equal(await planned(files), 'edits src/routes/old/page/+page.ts, 308');
  });
  it('is nowhere beside another route', async () => {
    const files = { ...page, 'src/routes/old/page/+server.ts': 'export const GET = () => new Response();' };
    assert.equal(await planned(files), 'src/routes/old/page/+server.ts answers there already.');
  });
  it('is the map of the hooks where there is one and somebody runs it', async () => {
    assert.equal(await planned({ ...page, 'src/hooks.server.js': hooks }), 'edits src/hooks.server.js, 308');
    const files = { ...page, 'src/hooks.server.js': hooks, 'svelte.config.js': '@sveltejs/adapter-static' };
    assert.equal(await planned(files), 'makes src/routes/old/page/+page.server.js, refresh page');
    assert.equal(await planned(files, '/old/', true), 'adapter-static can only write a page for each single address.');
  });
});
