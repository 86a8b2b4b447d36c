/** The data set and the sample answers of the contract, for tests. */
import { readFileSync } from 'node:fs';
import type { DataSet } from './dataSet.ts';

const folder = new URL('../../fixtures/dataforseo/', import.meta.url);

/** `domain_pages`: one whole answer in the API's own format. */
export function sampleAnswer(name: string): SampleEnvelope {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as SampleEnvelope;
}

/** The site all samples are about, `example.com`, as a data set. */
export function sampleData(): DataSet {
  return JSON.parse(readFileSync(new URL('sample.data.json', folder), 'utf8')) as DataSet;
}

export interface SampleEnvelope {
  readonly status_code: number;
  readonly cost: number;
  readonly tasks: readonly {
    readonly status_code: number;
    readonly cost: number;
    readonly data: Readonly<Record<string, unknown>>;
    readonly result: readonly SampleResult[] | null;
  }[];
}

export type SampleRow = Readonly<Record<string, unknown>>;
export interface SampleResult extends SampleRow {
  readonly items: readonly SampleRow[];
}
