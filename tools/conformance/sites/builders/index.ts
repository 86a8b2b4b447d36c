/** Every generator that can be run on our fixtures. */
import type { SiteBuilder } from '../builder.ts';
import { antora } from './antora.ts';
import { astro } from './astro.ts';
import { bookdown } from './bookdown.ts';
import { docusaurus } from './docusaurus.ts';
import { eleventy } from './eleventy.ts';
import { hexo } from './hexo.ts';
import { honkit } from './honkit.ts';
import { hugo } from './hugo.ts';
import { jekyll } from './jekyll.ts';
import { mkdocs } from './mkdocs.ts';
import { pelican } from './pelican.ts';
import { reactRouter } from './reactRouter.ts';
import { rmarkdown } from './rmarkdown.ts';
import { sphinx } from './sphinx.ts';
import { starlight } from './starlight.ts';
import { vitepress } from './vitepress.ts';
import { vuepress } from './vuepress.ts';

export const builders: readonly SiteBuilder[] = [
  antora,
  astro,
  bookdown,
  docusaurus,
  eleventy,
  hexo,
  honkit,
  hugo,
  jekyll,
  mkdocs,
  pelican,
  reactRouter,
  rmarkdown,
  sphinx,
  starlight,
  vitepress,
  vuepress,
];
