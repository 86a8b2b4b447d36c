/** Every status code of https://docs.dataforseo.com/v3/appendix/errors/ that is a failure, with what it is to the user. */
import type { Failure } from '../../../src/core/ports.ts';

export const documentedCodes: Readonly<Record<string, Failure['kind']>> = {
  '40000 40001 40002 40003 40004 40006 40408 40501 40502 40503 40504 40505 40506': 'bad-request',
  '40100': 'unauthorised',
  '40104': 'not-verified',
  '40200 40210': 'no-credit',
  '40203 40205 40206': 'cost-limit',
  '40201 40204 40207': 'no-access',
  '40202 40209': 'rate-limited',
  '40400 40401 40402 40403 40404': 'not-found',
  '40101 40103 40601 40602 50000 50001 50100 50301 50303 50304': 'server-error',
  '50401 50402': 'timed-out',
};

/** Those after which the same request may be carried out: https://docs.dataforseo.com/v3/appendix/errors/ says so, or that it was not. */
export const repeatedCodes: ReadonlySet<number> = new Set([40101, 40103, 40202, 40209, 50000, 50001, 50401, 50402]);
