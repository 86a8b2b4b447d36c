/** Where the benches find what is not part of this project. */
import { join } from 'node:path';

/** Where bare copies of public repositories lie, `OWNER+NAME/repo` each: `BENCH_MIRRORS`, else a folder beside the project's. */
export const mirrors = process.env.BENCH_MIRRORS ?? join(import.meta.dirname, '..', '..', '.mirror');

/** Where the truth tables lie: `BENCH_TRUTH`, else a folder beside the project's. */
export const truth = process.env.BENCH_TRUTH ?? join(import.meta.dirname, '..', '..', 'shared', 'truth');
