import { join } from 'node:path';
import { createSample } from '../../../src/sample/createSample.ts';
import { sampleData, sampleFolder } from '../../support/sampleIndex.ts';
import type { DataSet } from '../../support/standIn/dataSet.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../support/standIn/server.ts';
import { openWorkbench, type Workbench } from './workbench.ts';

export interface AuditWorkbench {
  readonly workbench: Workbench;
  readonly api: StandIn;
  /** The folder of the site. */
  readonly site: string;
  close(): Promise<void>;
}

export interface AuditWorkbenchOptions {
  /** A folder with the `history.txt` of the site. Default: the embedded sample. */
  readonly history?: string;
  readonly data?: DataSet;
  readonly api?: Partial<StandInOptions>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Credentials are in the environment. Default: true. */
  readonly isConnected?: boolean;
  /** Further variables of the environment. */
  readonly env?: (api: StandIn) => Readonly<Record<string, string>>;
}

/** Of whoever has no login, and has named the site. */
export const withoutLogin: AuditWorkbenchOptions = {
  isConnected: false,
  settings: { 'brokenBacklinks.site': 'https://tidewater.example/' },
};

/** A window with a site that has a history, and an index that knows broken pages of it. */
export async function openAuditWorkbench(options: AuditWorkbenchOptions = {}): Promise<AuditWorkbench> {
  const api = await startStandIn({
    data: options.data ?? (await sampleData(sampleFolder)),
    balanceMicros: 12_400_000,
    ...options.api,
  });
  const { isConnected = true, history = sampleFolder } = options;
  const opening = openWorkbench({
    createWorkspace: async (folder) => {
      await createSample(join(folder, 'site'), history);
      return join(folder, 'site');
    },
    settings: {
      'brokenBacklinks.apiAddress': api.url,
      'brokenBacklinks.recheck.enabled': false,
      ...options.settings,
    },
    env: {
      ...(isConnected && { DATAFORSEO_LOGIN: api.login, DATAFORSEO_PASSWORD: api.password }),
      ...options.env?.(api),
    },
  });
  const workbench = await opening.catch(async (error: unknown) => {
    await api.close();
    throw error;
  });
  return {
    workbench,
    api,
    site: join(workbench.folder, 'site'),
    async close() {
      await workbench.close();
      await api.close();
    },
  };
}
