import type { Random } from '../../random.ts';
import type { SiteFiles } from '../builder.ts';
import { nameOf, type SiteDrawer, sometimes } from './drawer.ts';

function draw(random: Random): SiteFiles {
  const components = random.pick([['docs'], ['v1', 'v2', 'v3'], ['v1', 'v2'], ['a', 'b'], ['.']]);
  const isOneName = components[0] === 'v1';
  const urls = [
    sometimes(random, 0.6, 'html_extension_style: drop', 'html_extension_style: indexify'),
    sometimes(random, 0.4, 'latest_version_segment: latest', "latest_version_segment: ''", 'latest_version_segment: ~'),
    sometimes(
      random,
      0.3,
      'latest_version_segment_strategy: redirect:to',
      'latest_version_segment_strategy: redirect:from',
      'latest_version_segment_strategy: replace',
    ),
    sometimes(random, 0.2, "latest_prerelease_version_segment: 'next'"),
  ].filter((line) => line !== undefined);
  const files: Record<string, string> = {
    'antora-playbook.yml': [
      'site:',
      '  title: x',
      ...[sometimes(random, 0.5, 'url: https://example.org', 'url: https://example.org/base', 'url: /base')].flatMap(
        (line) => (line === undefined ? [] : [`  ${line}`]),
      ),
      'content:',
      '  branches: HEAD',
      '  sources:',
      '  - url: .',
      random.chance(0.3) && components[0] !== '.'
        ? random.pick([
            `    start_path: ${components[0]}`,
            `    start_paths: '*, !${components[0]}'`,
            "    start_paths: '{docs,v[12],a}'",
            `    start_paths: ${components.join(', ')}`,
          ])
        : components[0] === '.'
          ? '    start_path: ""'
          : `    start_paths: [${components.join(', ')}]`,
      ...(urls.length > 0 ? ['urls:', ...urls.map((line) => `  ${line}`)] : []),
      '',
    ].join('\n'),
  };
  for (const [at, component] of components.entries()) {
    const folder = component === '.' ? '' : `${component}/`;
    files[`${folder}antora.yml`] = [
      `name: ${isOneName ? 'product' : random.pick(['product', 'ROOT', `part-${at}`])}`,
      isOneName
        ? `version: ${random.pick([`'${at + 1}.0'`, `v${at + 9}`, `'1.${at + 9}'`, `1.${at + 9}`, `name${at}`, `'${at + 1}.0-rc.1'`, `${at + 1}.x`])}`
        : random.pick(["version: '1.0'", 'version: ~', 'version: master', 'version: 2.10', 'version: v3']),
      ...[
        sometimes(random, 0.2, 'prerelease: true', 'prerelease: -beta.1'),
        sometimes(random, 0.2, 'display_version: Two'),
        sometimes(
          random,
          0.3,
          'nav: [modules/ROOT/nav.adoc, modules/ROOT/pages/index.adoc, modules/admin/pages/guide.adoc]',
        ),
      ].flatMap((line) => line ?? []),
      '',
    ].join('\n');
    for (let count = 8 + random.below(16); count > 0; count--) {
      const module = `${folder}modules/${random.pick(['ROOT', 'ROOT', 'admin', 'Big_Module'])}/`;
      const family = random.pick([
        'pages/',
        'pages/',
        'pages/',
        'pages/',
        'images/',
        'assets/images/',
        'attachments/',
        'examples/',
        'partials/',
      ]);
      const below = random.pick(['', '', '_part/', '.dot/', `${nameOf(random)}/`]);
      const name = sometimes(random, 0.25, 'index', '_hidden', '.hid') ?? nameOf(random);
      const ending =
        family === 'pages/'
          ? random.pick(['.adoc', '.adoc', '.adoc', '.adoc', '.adoc~', '.html', '.md'])
          : random.pick(['.png', '.png', '', '.adoc', '.PNG']);
      // A folder of that name may be there.
      if (ending === '') files[`${module}${family}${below}${name}_`] = 'T\n';
      else files[module + family + below + name + ending] = '= T\n';
    }
  }
  return files;
}

export const antora: SiteDrawer = { id: 'antora', draw };
