import type { SiteBuilder } from '../builder.ts';

export const antora: SiteBuilder = {
  id: 'antora',
  title: 'Antora 3.1.15',
  missing: undefined,
  packages: 'antora',
  frame: () => ({}),
  command: 'npx antora antora-playbook.yml --to-dir ../out',
  output: '../out',
};
