import type { SiteBuilder } from '../builder.ts';

/**
 * A page for each route without parameters that shows something, which says its address and the file behind it. A part
 * with a question mark may be left out, and an index is shown in place of what is around it.
 */
const list = String.raw`import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
mkdirSync('out');
let count = 0;
const basename = /basename: '([^']*)'/.exec(readFileSync('react-router.config.ts', 'utf8'))?.[1] ?? '';
const visit = (routes, above) => {
  for (const { path = '', index = false, file, children = [] } of routes) {
    let urls = above;
    for (const part of path.split('/').filter((one) => one !== ''))
      urls = urls.flatMap((url) => [url + '/' + part.replace(/\?$/, ''), ...(part.endsWith('?') ? [url] : [])]);
    visit(children, urls);
    // A route of layout alone has neither a path nor an index.
    if (file === 'root.tsx' || (!index && path === '') || children.some((child) => child.index)) continue;
    for (const url of urls.filter((one) => !/[:*]/.test(one))) {
      const spelled = url === basename ? url + '/' : url;
      writeFileSync('out/' + count++ + '.html', '<!--route ' + encodeURI(spelled) + ' app/' + file.replace(/^\.\//, '') + '-->');
    }
  }
};
visit(JSON.parse(readFileSync('routes.json', 'utf8')), [basename]);
`;

export const reactRouter: SiteBuilder = {
  id: 'react-router',
  title: 'React Router 7.9.5',
  missing: undefined,
  packages: 'react-router',
  frame: () => ({
    'list.mjs': list,
    'package.json': '{ "type": "module", "dependencies": { "@react-router/node": "7.9.5", "isbot": "5" } }',
  }),
  command: 'npx react-router routes --json > routes.json && node list.mjs',
  output: 'out',
};
