import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { hugoAliases } from '../../../src/core/redirects/formats/hugoAliases.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = '/new/ content/new.md\n';
const redirect = { from: urlPath('/old/'), to: '/new/', status: 301 } as const;

function site(files: Readonly<Record<string, string>>) {
  return redirectSite({ context: 'generators: hugo', pages, files: new Map(Object.entries(files)) });
}

describe('disableAliases of Hugo', () => {
  const off = { 'hugo.toml': 'title = "A"\ndisableAliases = true\n' };

  it('makes aliases no redirects, and says so', async () => {
    const context = site(off);
    assert.deepEqual(await hugoAliases.files(context), []);
    assert.deepEqual(await hugoAliases.plan(redirect, context), {
      refused: 'disableAliases in hugo.toml keeps Hugo from writing aliases, and no template writes them.',
    });
  });

  it('leaves them redirects where a template writes them', async () => {
    const context = site({
      ...off,
      'layouts/index.redir': '{{ range .Site.Pages }}{{ range .Aliases }}{{ end }}{{ end }}',
    });
    assert.deepEqual(await hugoAliases.files(context), ['content/new.md']);
    const plan = await hugoAliases.plan(redirect, context);
    assert.ok('because' in plan);
    assert.equal(plan.because, 'layouts/index.redir writes the aliases; disableAliases keeps Hugo from doing so');
  });

  it('is false unless said', async () => {
    const context = site({ 'config.yaml': '# disableAliases: true\ndisableAliases: false\n' });
    assert.deepEqual(await hugoAliases.files(context), ['content/new.md']);
  });
});
