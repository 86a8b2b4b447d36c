import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

export const mkdocs: SiteBuilder = {
  id: 'mkdocs',
  title: titleOf('MkDocs', 'mkdocs', '--version'),
  missing: missingProgram('mkdocs', '--version'),
  frame: () => ({}),
  command: 'mkdocs build --quiet',
  output: 'site',
  // The last ones are of its themes.
  extras: /^(404|search)\.html$|^(?:search|css|fonts|img|js)\//,
};
