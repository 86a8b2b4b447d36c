/** The backlink indexes that can be asked: one line each. */
import { dataForSeo } from './dataForSeo/dataForSeo.ts';
import type { SourceEntry } from './sourceHost.ts';

export const sources: readonly SourceEntry[] = [dataForSeo];
