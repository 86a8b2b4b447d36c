import { missingProgram, titleOf } from '../../server.ts';
import type { SiteBuilder } from '../builder.ts';

/** Layouts tell the address, which has the base path in front, and the file of each page. */
const layout = '<!--route {{ .RelPermalink }}{{ with .File }} content/{{ .Path }}{{ end }}-->\n';

export const hugo: SiteBuilder = {
  id: 'hugo',
  title: titleOf('Hugo', 'hugo', 'version'),
  missing: missingProgram('hugo', 'version'),
  frame: () => ({
    'layouts/_default/single.html': layout,
    'layouts/_default/list.html': layout,
    'layouts/_default/single.json': '{}',
    'layouts/_default/list.json': '{}',
  }),
  command: 'hugo --quiet',
  output: 'public',
};
