/**
 * The GOV.UK Tech Docs template for Middleman: `old_paths`, a list in the front matter of the page that takes the
 * addresses over, each the file of an old page.
 * https://tdt-documentation.london.cloudapps.digital/maintain_project/redirects/
 */
import type { RedirectFormat } from '../../format.ts';
import { pageAliases } from '../../writing/pageAliases.ts';
import { redirectPage } from './addresses.ts';
import { techDocsFiles } from './techDocsFiles.ts';

export const techDocsOldPaths = {
  id: 'techDocsOldPaths',
  title: 'Tech Docs old_paths',
  docs: 'https://tdt-documentation.london.cloudapps.digital/maintain_project/redirects/',
  ...pageAliases({
    format: 'techDocsOldPaths',
    generator: 'middleman',
    name: 'Middleman',
    extensions: new Set(['.md', '.markdown', '.erb', '.html']),
    key: 'old_paths',
    plugin: { name: 'the Tech Docs template', isUsed: async (context) => techDocsFiles(context).length > 0 },
    sourceOf: (written, _route, context) => redirectPage(written, context),
    aliasOf(from) {
      if (/[%?#\\]/.test(from))
        return { refused: `Middleman does not read the characters % ? # \\ in ${from} as text.` };
      return from.endsWith('/') ? `${from}index.html` : /\.\w+$/.test(from) ? from : `${from}/index.html`;
    },
    problem(text) {
      const line = text
        .split('\n')
        .findIndex((row) => /^["']?old_paths["']?[ \t]*:[ \t]+["']?[^\s["'#&*!|>]/.test(row));
      if (line < 0) return undefined;
      return { line: line + 1, message: 'The template reads old_paths as a list only: put the address into one.' };
    },
  }),
  // As the YAML of Ruby does.
  takesDoubledKeys: true,
} satisfies RedirectFormat;
