import type { SiteBuilder } from '../builder.ts';

export const starlight: SiteBuilder = {
  id: 'starlight',
  title: 'Starlight 0.36.2 on Astro 5.16.0',
  missing: undefined,
  packages: 'starlight',
  isBelowPackages: true,
  frame: () => ({ 'package.json': '{ "type": "module" }' }),
  command: 'node ../../../node_modules/astro/astro.js build',
  output: 'dist',
  extras: /^(?:_astro|pagefind)\//,
};
