import type { SiteBuilder } from '../builder.ts';

export const vitepress: SiteBuilder = {
  id: 'vitepress',
  title: 'VitePress 1.6.4',
  missing: undefined,
  packages: 'vitepress',
  frame: () => ({ 'package.json': '{ "type": "module" }' }),
  command: 'npx vitepress build docs --outDir out',
  output: 'out',
  extras: /^(?:404\.html|hashmap\.json|vp-icons\.css)$|^assets\//,
};
