import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

const asksVersion = ['-e', 'cat(as.character(packageVersion("rmarkdown")))'];

export const rmarkdown: SiteBuilder = {
  id: 'rmarkdown',
  title: titleOf('rmarkdown', 'Rscript', ...asksVersion),
  missing: missingProgram('Rscript', ...asksVersion),
  frame: () => ({}),
  command: `Rscript -e 'rmarkdown::render_site(quiet = TRUE)'`,
  output: '_site',
  extras: /^site_libs\//,
};
