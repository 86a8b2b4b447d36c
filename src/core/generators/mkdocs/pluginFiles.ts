/** Files and pages that well-known plugins of MkDocs write beside the pages. */
import { flagOf, type Settings, settingsAt, textOf } from '../../text/settings.ts';
import type { MkdocsSettings } from './settings.ts';

/** Paths below the site; a page as its folder or its file, as addresses are written. */
export function filesOfPlugins({ plugins, directoryUrls }: MkdocsSettings): readonly string[] {
  return plugins.flatMap(({ name, options }) => {
    switch (name) {
      case 'rss':
        return feeds(options);
      case 'llmstxt':
        return ['llms.txt', ...(textOf(options.full_output) === undefined ? [] : [textOf(options.full_output) ?? ''])];
      case 'print-site':
        return [directoryUrls ? 'print_page/' : 'print_page.html'];
      default:
        return [];
    }
  });
}

const usualFeeds: Readonly<Record<string, string>> = {
  json_created: 'feed_json_created.json',
  json_updated: 'feed_json_updated.json',
  rss_created: 'feed_rss_created.xml',
  rss_updated: 'feed_rss_updated.xml',
};

/** https://guts.github.io/mkdocs-rss-plugin/configuration/ */
function feeds(options: Settings): readonly string[] {
  const names = settingsAt(options, 'feeds_filenames');
  const isOn = (key: string) =>
    flagOf(options.enabled) !== false && flagOf(options[`${key.split('_')[0]}_feed_enabled`]) !== false;
  return Object.entries(usualFeeds).flatMap(([key, usual]) => (isOn(key) ? [textOf(names[key]) ?? usual] : []));
}
