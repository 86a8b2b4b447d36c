import { antora } from './antora.ts';
import { astro } from './astro.ts';
import { docusaurus } from './docusaurus.ts';
import type { SiteDrawer } from './drawer.ts';
import { eleventy } from './eleventy.ts';
import { hexo } from './hexo.ts';
import { honkit } from './honkit.ts';
import { hugo } from './hugo.ts';
import { jekyll } from './jekyll.ts';
import { mkdocs } from './mkdocs.ts';
import { pelican } from './pelican.ts';
import { sphinx } from './sphinx.ts';
import { starlight } from './starlight.ts';
import { vitepress } from './vitepress.ts';
import { vuepress } from './vuepress.ts';

export const drawers: readonly SiteDrawer[] = [
  hugo,
  jekyll,
  eleventy,
  mkdocs,
  hexo,
  pelican,
  sphinx,
  vitepress,
  docusaurus,
  antora,
  astro,
  starlight,
  vuepress,
  honkit,
];
