import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { folderOf, nameOf, type SiteDrawer, sometimes } from './drawer.ts';

function draw(random: Random): SiteFiles {
  const root = sometimes(random, 0.4, 'docs', './docs/');
  const summary = sometimes(random, 0.2, 'TOC.md');
  const readme = sometimes(random, 0.2, 'index.md');
  const structure = {
    ...(summary === undefined ? {} : { summary }),
    ...(readme === undefined ? {} : { readme }),
  };
  const within = root === undefined ? '' : 'docs/';
  const files: Record<string, string> = {
    'book.json': `${JSON.stringify({ title: 'T', ...(root === undefined ? {} : { root }), ...(Object.keys(structure).length > 0 ? { structure } : {}) })}\n`,
    [`${within}${readme ?? 'README.md'}`]: '# T\n',
  };
  const lines: string[] = ['# Summary', '', `* [T](${readme ?? 'README.md'})`];
  const links = (path: string) => path.replaceAll(' ', '%20').replaceAll('(', '%28').replaceAll(')', '%29');
  for (let count = 5 + random.below(10); count > 0; count--) {
    const folder = folderOf(random, ['', '', 'guide/', '_part/', 'de/']).replace(/[?%]/g, '');
    const name = (sometimes(random, 0.3, 'README', 'index', 'Readme', 'GLOSSARY') ?? nameOf(random)).replace(
      /[?%]/g,
      '',
    );
    const path = `${folder}${name}${random.pick(['.md', '.md', '.md', '.markdown', '.adoc', '.txt'])}`;
    files[within + path] = path.endsWith('.adoc') ? '= T\n' : '# T\n';
    if (random.chance(0.75) && !path.endsWith('.txt'))
      lines.push(
        `${random.pick(['', '    '])}* [T](${random.pick(['', './'])}${links(path)}${sometimes(random, 0.1, '#part') ?? ''})`,
      );
  }
  if (random.chance(0.3)) files[`${within}.bookignore`] = 'guide/\n*.txt\n';
  if (random.chance(0.2)) files['LANGS.md'] = '* [English](en)\n* [Deutsch](de)\n';
  files[within + (summary ?? 'SUMMARY.md')] = `${lines.join('\n')}\n`;
  return files;
}

export const honkit: SiteDrawer = { id: 'honkit', draw };
