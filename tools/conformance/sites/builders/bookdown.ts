import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

const asksVersion = ['-e', 'cat(as.character(packageVersion("bookdown")))'];

export const bookdown: SiteBuilder = {
  id: 'bookdown',
  title: titleOf('bookdown', 'Rscript', ...asksVersion),
  missing: missingProgram('Rscript', ...asksVersion),
  frame: () => ({}),
  command: `Rscript -e 'bookdown::render_book(output_format = "bookdown::gitbook", quiet = TRUE)'`,
  output: '_book',
  extras: /^(404\.html|search_index\.json|reference-keys\.txt)$|^libs\//,
};
