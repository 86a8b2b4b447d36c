/** The backlink indexes that can be asked: one line each. */

import type { SourceEntry } from '../sourceHost.ts';
import { dataForSeo } from './dataForSeo/dataForSeo.ts';

export const sources: readonly SourceEntry[] = [dataForSeo];
