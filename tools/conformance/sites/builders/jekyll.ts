import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

export const jekyll: SiteBuilder = {
  id: 'jekyll',
  title: titleOf('Jekyll', 'jekyll', '--version'),
  missing: missingProgram('jekyll', '--version'),
  frame: () => ({}),
  // A Gemfile tells that no plugins of GitHub Pages run; what it names is not looked for.
  command: 'JEKYLL_NO_BUNDLER_REQUIRE=1 jekyll build --quiet',
  output: '_site',
};
