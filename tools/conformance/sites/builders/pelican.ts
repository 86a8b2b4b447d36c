import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

export const pelican: SiteBuilder = {
  id: 'pelican',
  title: titleOf('Pelican', 'pelican', '--version'),
  missing: missingProgram('pelican', '--version'),
  frame: () => ({}),
  command: 'pelican content -o ../out -s pelicanconf.py',
  output: '../out',
};
