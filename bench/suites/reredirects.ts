/** The pages that sphinx-reredirects writes in its own builds. */
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import type { Case, Suite } from './suite.ts';

export const reredirects: Suite = {
  id: 'sphinx-reredirects',
  repository: 'documatt/sphinx-reredirects',
  at: 'HEAD',
  leftOut: 'what is logged, and the links that a check of links asks for',
  async run(read) {
    const cases: Case[] = [];
    for (const body of read('tests/test_end2end.py')
      .split(/^@pytest\.mark\.sphinx\(/m)
      .slice(1)) {
      const redirects = /"redirects": (\{[\s\S]*?\n {8}\})/.exec(body)?.[1];
      const name = /def (\w+)/.exec(body)?.[1] ?? '';
      if (redirects === undefined) continue;
      const isFolders = body.includes('"dirhtml"');
      const conf = `extensions = ["sphinx_reredirects"]\nredirects = ${redirects}\n`;
      const pages = isFolders ? ['index', 'installing'] : ['index', 'install', 'rn', 'faq/one', 'faq/two'];
      const address = (page: string) => (isFolders ? `/${page === 'index' ? '' : `${page}/`}` : `/${page}.html`);
      const routes = Object.fromEntries(pages.map((page) => [`${page}.rst`, address(page)]));
      const trial = { files: { 'conf.py': conf }, routes, generators: ['sphinx'], urls: [] };
      const addressOf = (file: RepoPath) => urlPath(address(file.replace(/\.rst$/, '')));
      const table = await openRedirects({ ...siteOf(trial, 'pages'), addressOf });
      if (body.includes('raises(')) {
        cases.push({ name, wrong: table.invalid.length > 0 ? undefined : 'nothing is wrong here' });
        continue;
      }
      for (const [, file = '', to = ''] of body.matchAll(
        /outdir \/ "([^"]+)"[\s\S]*?_build_redirect_html\("([^"]+)"\)/g,
      )) {
        const { steps, undecided } = table.resolve(`/${file}`);
        const [step] = steps;
        const wanted = new URL(to, `https://site/${file}`).href;
        const ours = step ? new URL(step.location, `https://site/${file}`).href : undefined;
        // What stands for all documents that match is named, and not followed.
        const isNamed = ours === undefined && undecided.length > 0;
        cases.push({
          name: `${name} ${file}`,
          wrong: ours === wanted || isNamed ? undefined : `wanted ${wanted}, ours ${ours}`,
        });
      }
    }
    return cases;
  },
};
