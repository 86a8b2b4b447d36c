import { patience } from './patience.ts';

/**
 * Polls until `probe` gives something, and resolves to that. A probe that throws is asked again.
 * Rejects with `what` was waited for and the last error.
 */
export async function waitFor<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  timeout = patience,
): Promise<T> {
  const end = Date.now() + timeout;
  let lastError = '';
  while (Date.now() < end) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      lastError = ` ${error}`;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`Waited ${timeout / 1000} s in vain for ${what}.${lastError}`);
}
