/** The answers of the index that were paid for, kept per site. */
import type { BacklinkRequest } from '../core/backlinks/source.ts';
import type { BacklinkAnswer } from '../core/model.ts';

export interface AnswerStore {
  /** The last answer to this question; `undefined` when there is none. */
  read(request: BacklinkRequest): Promise<BacklinkAnswer | undefined>;
  write(request: BacklinkRequest, answer: BacklinkAnswer): Promise<void>;
  clear(request: BacklinkRequest): Promise<void>;
}

/** Keeps answers as long as the window lives. */
export function memoryAnswers(): AnswerStore {
  const answers = new Map<string, BacklinkAnswer>();
  const keyOf = ({ targets, dofollowOnly, includeSubdomains }: BacklinkRequest) =>
    JSON.stringify([targets, dofollowOnly, includeSubdomains]);
  return {
    read: async (request) => answers.get(keyOf(request)),
    write: async (request, answer) => void answers.set(keyOf(request), answer),
    clear: async (request) => void answers.delete(keyOf(request)),
  };
}
