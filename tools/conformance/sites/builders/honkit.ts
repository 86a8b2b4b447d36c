import type { SiteBuilder } from '../builder.ts';

export const honkit: SiteBuilder = {
  id: 'honkit',
  title: 'HonKit 6.1.7',
  missing: undefined,
  packages: 'honkit',
  frame: () => ({}),
  command: 'npx honkit build . ../out',
  output: '../out',
  extras: /^gitbook\/|^\.bookignore$/,
};
