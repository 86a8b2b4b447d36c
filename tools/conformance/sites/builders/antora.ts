import type { SiteBuilder } from '../builder.ts';

export const antora: SiteBuilder = {
  id: 'antora',
  title: 'Antora 3.1.15',
  missing: undefined,
  packages: 'antora',
  frame: () => ({
    'ui/layouts/default.hbs': '{{{page.contents}}}',
    'ui/layouts/404.hbs': 'not found',
    'ui/partials/none.hbs': '',
  }),
  command: [
    'git init -q . && git add -A',
    'git -c user.name=site -c user.email=site@site commit -q -m site',
    'npx antora antora-playbook.yml --ui-bundle-url ./ui --to-dir ../out --cache-dir ../cache --log-level fatal',
  ].join(' && '),
  output: '../out',
  extras: /^404\.html$|^_/,
};
