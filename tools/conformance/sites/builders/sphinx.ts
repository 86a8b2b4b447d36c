import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

export const sphinx: SiteBuilder = {
  id: 'sphinx',
  title: titleOf('Sphinx', 'sphinx-build', '--version'),
  missing: missingProgram('sphinx-build', '--version'),
  frame: () => ({}),
  command: 'sphinx-build -q -b html . ../out',
  output: '../out',
  extras: /^(genindex|search|py-modindex)(\.html?|\/)$|^_sources\/|^_static\/|^\.buildinfo$|^\.doctrees\//,
};
