import assert from 'node:assert/strict';
import type { Route } from '../../../src/core/model.ts';
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

  // simonheimlicher/heimlicher.com@d3e36ce22e: layouts/index.redir; https://gohugo.io/methods/site/languageprefix/
  describe('where the template puts the language in front', () => {
    const routes = [
      { url: '/a/', file: 'content/a.en.md', kind: 'page', language: 'en' },
      { url: '/de/a/', file: 'content/a.de.md', kind: 'page', language: 'de' },
    ] as unknown as readonly Route[];
    const sources = async (template: string, aliases: string) => {
      const text = `---\naliases: [${aliases}]\n---\n`;
      const files = { ...off, 'layouts/index.redir': template, 'content/a.en.md': text, 'content/a.de.md': text };
      const context = {
        ...redirectSite({ context: 'generators: hugo', files: new Map(Object.entries(files)) }),
        routeOfFile: (file: string) => routes.find((route) => route.file === file),
      };
      const named = await hugoAliases.files(context);
      return named.flatMap((file) => hugoAliases.parse(text, file, context).rules.map(({ source }) => source.kind));
    };
    const ofSite = '{{ range .Sites }}{{ range .Pages }}{{ range .Aliases }}';

    it('has no address of an alias of a page below its language', async () => {
      for (const prefix of ['.LanguagePrefix', '.Language.Lang', 'relLangURL']) {
        assert.deepEqual(await sources(`${ofSite}{{ ${prefix} }}`, '/old/'), ['unknown', 'exact'], prefix);
      }
    });
    it('has that of any other, and of one that is written with it', async () => {
      assert.deepEqual(await sources(ofSite, '/old/'), ['exact', 'exact']);
      assert.deepEqual(await sources(`${ofSite}{{ .LanguagePrefix }}`, '/de/old/'), ['exact', 'exact']);
    });
  });
});
