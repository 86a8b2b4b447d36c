/**
 * Quartz `aliases`: a list in the front matter of the note that takes the addresses over, counted from the root of the site,
 * or with `./` and `../` from the note. They become names as notes do: blanks are hyphens, and in Quartz 5 all is in small
 * letters. `folder/index` is the page of a folder, any other a file `name.html`. The plugin AliasRedirects writes them.
 * https://quartz.jzhao.xyz/plugins/AliasRedirects
 */
import { joinRepo } from '../../../paths.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from '../../format.ts';
import { namedLike } from '../../reach.ts';
import { withBase } from '../../target.ts';
import { ownFilesNamed } from '../../writing/configFile.ts';
import { madePage } from '../../writing/madePage.ts';
import { pageAliases } from '../../writing/pageAliases.ts';

const configuration = /^quartz\.config\.(?:ts|yaml)$/;

async function isUsed(context: RedirectContext): Promise<boolean> {
  const texts = await Promise.all(
    ownFilesNamed(context, configuration).map(async (file) => (await context.repo.read(file)) ?? ''),
  );
  return texts.some((text) => /^[^/\n]*\bPlugin\.AliasRedirects\b|\/alias-redirects\b/m.test(text));
}

function sourceOf(alias: string, context: RedirectContext): SourcePattern {
  if (/^\.{1,2}\//.test(alias))
    return {
      kind: 'unknown',
      reason: 'the alias is relative to its page',
      reach: namedLike(alias.replace(/^(?:\.{1,2}\/)+/, '')),
    };
  const settings = joinRepo(context.root ?? '', 'quartz.config.yaml');
  const isFifth = settings !== undefined && context.repo.has(settings);
  const slug = alias
    .replace(/^\/+|(?<!\/)\/+$/g, '')
    .replace(/\s/g, '-')
    .replace(/&/g, '-and-')
    .replace(/%/g, '-percent')
    .replace(/[?#]/g, '');
  const path = (isFifth ? slug.toLowerCase() : slug).replace(/(^|\/)_?index$/, '$1');
  return madePage(alias, { kind: 'exact', path: withBase(`/${path}`, context.basePath) });
}

export const quartzAliases = {
  id: 'quartzAliases',
  title: 'Quartz aliases',
  docs: 'https://quartz.jzhao.xyz/plugins/AliasRedirects',
  ...pageAliases({
    format: 'quartzAliases',
    generator: 'quartz',
    name: 'Quartz',
    extensions: new Set(['.md']),
    plugin: { name: 'AliasRedirects', isUsed },
    sourceOf: (alias, _route, context) => sourceOf(alias, context),
    aliasOf: (from) => {
      const path = from.replace(/^\//, '').replace(/\.html$/, '');
      if (/[\s&%?#]|^\.|\.md$/.test(path)) return { refused: `Quartz would give ${from} another name.` };
      return path.endsWith('/') ? `${path}index` : path;
    },
    problem(text) {
      const rows = text.split('\n');
      const other = rows.findIndex((row) => /^alias[ \t]*:/.test(row));
      const line = rows.findIndex((row) => /^["']?aliases["']?[ \t]*:[ \t]+["']?[^\s"'#&*!|>[{-]/.test(row));
      if (line >= 0)
        return { line: line + 1, message: 'Put the aliases into a list: Quartz takes a text apart at its commas.' };
      return other < 0
        ? undefined
        : { line: other + 1, message: 'Quartz passes over `alias` where there is `aliases`: call it that.' };
    },
  }),
} satisfies RedirectFormat;
