/** What the extension host and the process of a folder say to each other. */
import type { Analyst } from './analyst.ts';

export type ToProcess =
  | { readonly kind: 'call'; readonly id: number; readonly method: keyof Analyst; readonly request: unknown }
  | { readonly kind: 'abort'; readonly id: number };

export type FromProcess =
  | {
      readonly kind: 'progress';
      readonly id: number;
      readonly step: string;
      readonly done: number | undefined;
      readonly total: number | undefined;
    }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | {
      readonly kind: 'error';
      readonly id: number;
      readonly name: string;
      readonly message: string;
      readonly stack: string | undefined;
    };
