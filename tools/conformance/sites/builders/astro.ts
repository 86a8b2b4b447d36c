import type { SiteBuilder } from '../builder.ts';

export const astro: SiteBuilder = {
  id: 'astro',
  title: 'Astro 5.16.0',
  missing: undefined,
  packages: 'astro',
  frame: () => ({ 'package.json': '{ "type": "module" }' }),
  command: 'npx astro build',
  output: 'dist',
};
