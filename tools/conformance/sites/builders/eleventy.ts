import type { SiteBuilder } from '../builder.ts';

export const eleventy: SiteBuilder = {
  id: 'eleventy',
  title: 'Eleventy 3.1.2',
  missing: undefined,
  packages: 'eleventy',
  frame: () => ({}),
  command: 'npx eleventy --quiet',
  output: '_site',
};
