/** The sources of backlinks: one line each. The first that can be asked is asked where nobody names another. */

import type { SourceEntry } from '../sourceHost.ts';
import { accessLog } from './accessLog.ts';
import { addressList } from './addressList.ts';
import { ahrefs } from './ahrefs.ts';
import { anyTable } from './anyTable.ts';
import { bing } from './bing.ts';
import { committedAnswer } from './committedAnswer.ts';
import { dataForSeoCrawl } from './dataForSeo/crawl/crawl.ts';
import { dataForSeo } from './dataForSeo/dataForSeo.ts';
import { goatCounter } from './goatCounter.ts';
import { googleAnalytics } from './googleAnalytics.ts';
import { hackerNews } from './hackerNews.ts';
import { majestic } from './majestic.ts';
import { screamingFrog } from './screamingFrog.ts';
import { searchConsole } from './searchConsole.ts';
import { semrush } from './semrush.ts';
import { wayback } from './wayback.ts';
import { wikipedia } from './wikipedia.ts';
import { yandex } from './yandex.ts';

export const sources: readonly SourceEntry[] = [
  dataForSeo,
  dataForSeoCrawl,
  wikipedia,
  wayback,
  hackerNews,
  committedAnswer,
  ahrefs,
  semrush,
  majestic,
  searchConsole,
  bing,
  yandex,
  screamingFrog,
  googleAnalytics,
  goatCounter,
  accessLog,
  addressList,
  anyTable,
];
