import assert from 'node:assert/strict';
import { fixTo } from '../../src/core/audit/fix.ts';
import { urlPath } from '../../src/core/paths.ts';
import { redirectSite } from '../support/redirectSite.ts';

const pages = '/new docs/new.md\n';
const config = "export default {\n  title: 'Site',\n  presets: [['classic', {}]],\n};\n";

async function toNew(manifest: string) {
  const files = new Map([
    ['docusaurus.config.ts', config],
    ['package.json', manifest],
  ]);
  const context = redirectSite({ context: 'generators: docusaurus', pages, files });
  return fixTo(urlPath('/old'), urlPath('/new'), context, { preferredFormats: ['docusaurusRedirects'] });
}

describe('a fix', () => {
  it('says which plugin is to be installed before it answers', async () => {
    const fix = await toNew('{ "dependencies": { "@docusaurus/core": "3.9.0" } }');
    assert.deepEqual(fix?.needs, ['Run `npm install @docusaurus/plugin-client-redirects`.']);
    assert.match(fix?.title ?? '', /\. Run `npm install @docusaurus\/plugin-client-redirects`\.$/);
  });

  it('asks for nothing where the plugin is there', async () => {
    const fix = await toNew('{ "dependencies": { "@docusaurus/plugin-client-redirects": "3.9.0" } }');
    assert.equal(fix?.needs, undefined);
    assert.match(fix?.title ?? '', /^Redirect \/old to \/new \([^)]*docusaurus\.config\.ts[^)]*\)$/);
  });
});
