import type { SiteBuilder } from '../builder.ts';

export const docusaurus: SiteBuilder = {
  id: 'docusaurus',
  title: 'Docusaurus 3.10.2',
  missing: undefined,
  packages: 'docusaurus-classic',
  frame: () => ({ 'package.json': '{}' }),
  command: 'npx docusaurus build',
  output: 'build',
};
