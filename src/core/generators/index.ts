/** Every generator, in the order they are asked, those that guess last; the first certain one wins where two claim one folder. */

import { antora } from './antora/index.ts';
import { astro } from './astro/index.ts';
import { bookdown } from './bookdown/index.ts';
import { bridgetown } from './bridgetown/index.ts';
import { contentTree } from './contentTree.ts';
import { declared } from './declared.ts';
import { distill } from './distill.ts';
import { docfx } from './docfx/index.ts';
import { docsify } from './docsify.ts';
import { documenter } from './documenter.ts';
import { docusaurus } from './docusaurus/index.ts';
import { docusaurusOne } from './docusaurusOne/index.ts';
import { eleventy } from './eleventy/index.ts';
import { fern } from './fern/index.ts';
import { gatsby } from './gatsby/index.ts';
import { gitbook } from './gitbook.ts';
import { githubDocs } from './githubDocs.ts';
import { gridsome } from './gridsome/index.ts';
import { hexo } from './hexo/index.ts';
import { honkit } from './honkit.ts';
import { hugo } from './hugo/index.ts';
import { jbake } from './jbake.ts';
import { jekyll } from './jekyll/index.ts';
import { jigsaw } from './jigsaw.ts';
import { jupyterBook } from './jupyterBook.ts';
import { lume } from './lume/index.ts';
import { mdbook } from './mdbook.ts';
import { mdn } from './mdn.ts';
import { middleman } from './middleman/index.ts';
import { mintlify } from './mintlify/index.ts';
import { mkdocs } from './mkdocs/index.ts';
import { myst } from './myst.ts';
import { nextjs } from './nextjs/index.ts';
import { nikola } from './nikola.ts';
import { nuxt } from './nuxt/index.ts';
import { pelican } from './pelican/index.ts';
import { pkgdown } from './pkgdown.ts';
import { plain } from './plain.ts';
import { quarto } from './quarto/index.ts';
import { quartz } from './quartz.ts';
import { reactRouter } from './reactRouter/index.ts';
import { retype } from './retype.ts';
import { rmarkdown } from './rmarkdown.ts';
import { rspress } from './rspress.ts';
import type { Generator } from './shared/generator.ts';
import { solidStart } from './solidStart.ts';
import { sphinx } from './sphinx/index.ts';
import { sveltekit } from './sveltekit/index.ts';
import { vitepress } from './vitepress/index.ts';
import { vocs } from './vocs.ts';
import { vuepress } from './vuepress/index.ts';
import { zola } from './zola.ts';

export const generators: readonly Generator[] = [
  astro,
  bookdown,
  bridgetown,
  declared,
  distill,
  docfx,
  docsify,
  documenter,
  docusaurus,
  docusaurusOne,
  eleventy,
  fern,
  gatsby,
  gitbook,
  githubDocs,
  gridsome,
  hexo,
  honkit,
  hugo,
  jbake,
  jekyll,
  jigsaw,
  jupyterBook,
  lume,
  mdbook,
  mdn,
  middleman,
  mintlify,
  mkdocs,
  myst,
  nextjs,
  nikola,
  nuxt,
  pelican,
  pkgdown,
  quarto,
  quartz,
  reactRouter,
  retype,
  rmarkdown,
  rspress,
  solidStart,
  sphinx,
  sveltekit,
  vitepress,
  vocs,
  vuepress,
  zola,
  antora,
  contentTree,
  plain,
];
