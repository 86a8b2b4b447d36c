import type { SiteBuilder } from '../builder.ts';

/** The configuration of a fixture, with the bundler that it leaves out. */
const whole = `import { viteBundler } from '@vuepress/bundler-vite';
import own from './docs/.vuepress/config.js';
export default { ...own, bundler: viteBundler() };
`;

export const vuepress: SiteBuilder = {
  id: 'vuepress',
  title: 'VuePress 2.0.0-rc.20',
  missing: undefined,
  packages: 'vuepress',
  isBelowPackages: true,
  frame: () => ({ 'whole.config.js': whole }),
  command: 'node ../../../node_modules/vuepress/bin/vuepress.js build docs --config whole.config.js',
  output: 'docs/.vuepress/dist',
  extras: /^assets\//,
};
