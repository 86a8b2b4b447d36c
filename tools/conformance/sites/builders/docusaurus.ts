import type { SiteBuilder } from '../builder.ts';

/** The configuration of a fixture, with what the program wants of each site. */
function whole(own: string): string {
  return `import own from './${own}';\nexport default { title: 'T', url: 'https://example.org', baseUrl: '/', onBrokenLinks: 'ignore', ...own };\n`;
}

export const docusaurus: SiteBuilder = {
  id: 'docusaurus',
  title: 'Docusaurus 3.10.2',
  missing: undefined,
  packages: 'docusaurus-classic',
  frame: (files) => ({
    'package.json': '{}',
    'whole.config.ts': whole(Object.keys(files).find((file) => /^docusaurus\.config\.\w+$/.test(file)) ?? ''),
  }),
  command: 'npx docusaurus build --config whole.config.ts',
  output: 'build',
  extras: /^(?:[a-z]{2}\/)?assets\//,
};
