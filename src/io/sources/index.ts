/** The sources of backlinks: one line each. The first that can be asked is asked where nobody names another. */

import type { SourceEntry } from '../sourceHost.ts';
import { dataForSeo } from './dataForSeo/dataForSeo.ts';

export const sources: readonly SourceEntry[] = [dataForSeo];
