import assert from 'node:assert/strict';
import { fixesFor, fixTo } from '../../src/core/audit/fix.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { RedirectRule } from '../../src/core/redirects/format.ts';
import type { Diagnosis } from '../../src/core/report/findings.ts';
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

describe('the fixes of a diagnosis', () => {
  const files = new Map([
    ['_redirects', '/a /b 301\n'],
    ['vercel.json', '{}\n'],
    ['.htaccess', 'Redirect 301 /a /b\n'],
    ['firebase.json', '{ "hosting": {} }\n'],
  ]);
  const urls = ['/first/', '/second/', '/third/', '/fourth/'];
  const context = redirectSite({
    context: 'generators: hugo',
    pages: urls.map((url) => `${url} content${url.slice(0, -1)}.md\n`).join(''),
    files,
  });
  const suggestions = urls.map((url) => ({
    url: urlPath(url),
    file: `content${url.slice(0, -1)}.md` as RepoPath,
    confidence: 1,
    confident: true,
    evidence: [],
  }));
  const lost = (to: string, file: string) => ({ to, rule: { file } as unknown as RedirectRule }) as Diagnosis['lost'];
  async function fixes(more: Partial<Diagnosis>, preferredFormats: readonly string[] = []) {
    const diagnosis: Diagnosis = { path: urlPath('/old/'), code: 'never-existed', suggestions, ...more };
    const found = await fixesFor(diagnosis, context, { preferredFormats });
    return found.map(({ redirect: { to }, file, isPreferred, decision }) =>
      [to, file, ...(isPreferred ? ['preferred'] : []), decision].join(' '),
    );
  }

  it('are the best page in three places and the next two in the fittest', async () => {
    assert.deepEqual(await fixes({}), [
      '/first/ _redirects preferred accepted',
      '/first/ .htaccess accepted',
      '/first/ firebase.json accepted',
      '/second/ _redirects accepted',
      '/third/ _redirects accepted',
    ]);
  });

  it('stand first in the formats that the user prefers, in that order', async () => {
    const [first, second, third] = await fixes({}, ['vercelJson', 'firebaseJson']);
    assert.deepEqual(
      [first, second, third],
      ['/first/ vercel.json preferred accepted', '/first/ firebase.json accepted', '/first/ _redirects accepted'],
    );
  });

  it('are preferred for strong evidence alone, where no rule that is not understood may answer', async () => {
    const weak = suggestions.map((each) => ({ ...each, confident: false }));
    assert.equal((await fixes({ suggestions: weak }))[0], '/first/ _redirects accepted');
    const undecided = [{}] as unknown as Diagnosis['undecided'];
    assert.equal((await fixes({ undecided }))[0], '/first/ _redirects accepted');
  });

  it('begin with what was taken out, where it stood, and say it once', async () => {
    const found = await fixes({ lost: lost('/second/', 'vercel.json') });
    assert.deepEqual(found.slice(0, 2), ['/second/ vercel.json preferred ', '/first/ _redirects accepted']);
    assert.deepEqual(await fixes({ lost: lost('/first/', '_redirects'), suggestions: suggestions.slice(0, 1) }), [
      '/first/ _redirects preferred ',
      '/first/ .htaccess accepted',
      '/first/ firebase.json accepted',
    ]);
    assert.deepEqual(await fixes({ lost: lost('https://other.example/a/', 'gone.conf'), suggestions: [] }), [
      'https://other.example/a/ _redirects preferred ',
    ]);
  });

  it('change the file of the rule that answers, and no other', async () => {
    const rule = { file: '.htaccess', format: 'htaccess', host: 'apache' } as unknown as RedirectRule;
    assert.deepEqual(await fixes({ rule, suggestions: suggestions.slice(0, 1) }), [
      '/first/ .htaccess preferred accepted',
    ]);
  });

  it('are never preferred for a page that the user chose', async () => {
    const fix = await fixTo(urlPath('/old/'), urlPath('/fourth/'), context, { preferredFormats: [] });
    assert.deepEqual([fix?.isPreferred, fix?.decision, fix?.redirect.to], [false, 'changed', '/fourth/']);
  });
});
