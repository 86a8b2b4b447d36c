/** The feeds that jekyll-feed writes. https://github.com/jekyll/jekyll-feed#readme */
import { isSettings, type Settings, settingsAt, textOf, textsOf } from '../../text/settings.ts';

/** Their paths below the site, by the setting `feed`. */
export function feedsOf(feed: Settings): readonly string[] {
  const collections = Array.isArray(feed.collections)
    ? textsOf(feed.collections).map((name): readonly [string, Settings] => [name, {}])
    : Object.entries(settingsAt(feed, 'collections')).map(([name, options]): readonly [string, Settings] => [
        name,
        isSettings(options) ? options : {},
      ]);
  const posts = textOf(settingsAt(feed, 'collections', 'posts').path) ?? textOf(feed.path) ?? 'feed.xml';
  return [
    posts,
    ...textsOf(feed.categories).map((category) => `feed/${category}.xml`),
    ...collections
      .filter(([name]) => name !== 'posts')
      .flatMap(([name, options]) => [
        textOf(options.path) ?? `feed/${name}.xml`,
        ...textsOf(options.categories).map((category) => `feed/${name}/${category}.xml`),
      ]),
  ];
}
