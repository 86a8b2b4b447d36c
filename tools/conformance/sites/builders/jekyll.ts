import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

export const jekyll: SiteBuilder = {
  id: 'jekyll',
  title: titleOf('Jekyll', 'jekyll', '--version'),
  missing: missingProgram('jekyll', '--version'),
  frame: () => ({}),
  command: 'jekyll build --quiet',
  output: '_site',
};
