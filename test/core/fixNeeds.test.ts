/** Fixes by a plugin that nobody has installed yet are offered, and not written by one click. */
import assert from 'node:assert/strict';
import { fixesElsewhere } from '../../src/core/audit/fix.ts';
import type { UrlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../support/redirectSite.ts';

async function offered(generator: string, files: Readonly<Record<string, string>>) {
  const site = redirectSite({
    context: `generators: ${generator}\nstatic: docs/static`,
    pages: '/new docs/new.md',
    files: new Map(Object.entries(files)),
  });
  const asked = { host: 'site.example', path: '/old' as UrlPath };
  const [first] = await fixesElsewhere(asked, '/new', true, await openRedirects(site), { preferredFormats: [] });
  return first && { format: first.format, isPreferred: first.isPreferred, needs: first.needs };
}

const docusaurus = "module.exports = { title: 'T', url: 'https://site.example', baseUrl: '/', plugins: [] };\n";

/**
 * MkDocs 1.4.2 stops at a plugin that is not installed ("The \"redirects\" plugin is not installed", exit code 1), and
 * Docusaurus resolves every plugin before it builds: until somebody installs it, there is no site.
 */
describe('a redirect by a plugin that is not there', () => {
  it('is offered, and not written by one click: Docusaurus', async () => {
    const config = { 'docusaurus.config.js': docusaurus };
    const name = '@docusaurus/plugin-client-redirects';
    assert.deepEqual(await offered('docusaurus', { ...config, 'package.json': '{}' }), {
      format: 'docusaurusRedirects',
      isPreferred: false,
      needs: [`Run \`npm install ${name}\`.`],
    });
    const installed = { ...config, 'package.json': `{"dependencies": {"${name}": "3.5.2"}}` };
    assert.deepEqual(await offered('docusaurus', installed), {
      format: 'docusaurusRedirects',
      isPreferred: true,
      needs: undefined,
    });
  });
  it('is offered, and not written by one click: MkDocs', async () => {
    assert.deepEqual(await offered('mkdocs', { 'mkdocs.yml': 'site_name: T\nplugins:\n  - search\n' }), {
      format: 'mkdocsRedirects',
      isPreferred: false,
      needs: ['Run `pip install mkdocs-redirects` where the site is built.'],
    });
  });
});
