import type { SiteBuilder, SiteFiles } from '../builder.ts';

export const hexo: SiteBuilder = {
  id: 'hexo',
  title: 'Hexo 8.1.2',
  missing: undefined,
  packages: 'hexo',
  frame: (files) => frameOf(files),
  command: 'npx hexo generate',
  output: 'public',
};

function frameOf(files: SiteFiles): SiteFiles {
  const layout = '<!--route <%- encodeURI(url_for(page.path)) %> -->\n';
  const theme = /^theme: *(\S+)/m.exec(files['_config.yml'] ?? '')?.[1] ?? 'landscape';
  return {
    'package.json': JSON.stringify({
      hexo: { version: '8.1.2' },
      dependencies: Object.fromEntries(
        [
          'generator-archive',
          'generator-category',
          'generator-index',
          'generator-tag',
          'renderer-ejs',
          'renderer-marked',
        ].map((name) => [`hexo-${name}`, '*']),
      ),
    }),
    [`themes/${theme}/layout/index.ejs`]: layout.replace(/<!.*>/, '<p>'),
  };
}
