/**
 * What the heads of past texts say. Each configuration that a site had asks for the addresses of all files again, and of a
 * text that is the same nothing is read twice for that: most rules look at no more than its head.
 */
import type { ContentFile } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import { readPastFile } from '../site/addresses.ts';
import { pageTitle, writtenTitle } from '../text/title.ts';
import type { BlobId, History } from './history.ts';

/** A content that a file had. */
export interface PastVersion {
  readonly path: RepoPath;
  readonly blob: BlobId;
}

/** A version with what its text says; nothing where that is not in this clone. */
export interface ReadVersion<Asked extends PastVersion> {
  readonly version: Asked;
  readonly file: ContentFile | undefined;
}

/** Reads past files as rules look at them. */
export interface PastHeads {
  /** In some order; `isHead` tells of a path that no rule looks at more than the head. */
  read<Asked extends PastVersion>(
    wanted: readonly Asked[],
    isHead: (path: RepoPath) => boolean,
    signal?: AbortSignal,
  ): AsyncGenerator<ReadVersion<Asked>, void>;
}

/** So many letters of front matter are held; what comes beyond is read each time that it is asked for. */
const mostLetters = 64 * 1024 * 1024;
/** What holding one takes, beside its letters. */
const leastOfOne = 200;

export function openPastHeads({ texts }: Pick<History, 'texts'>): PastHeads {
  const known = new Map<string, ContentFile | null>();
  let letters = 0;
  const hold = ({ path, blob }: PastVersion, file: ContentFile | undefined): void => {
    const size = leastOfOne + (file?.frontMatter.bodyStart ?? 0);
    if (letters + size > mostLetters) return;
    letters += size;
    known.set(keyOf(path, blob), file ?? null);
  };
  return {
    async *read(wanted, isHead, signal) {
      const unread: (typeof wanted)[number][] = [];
      for (const version of wanted) {
        const { path, blob } = version;
        const file = isHead(path) ? known.get(keyOf(path, blob)) : undefined;
        if (file === undefined) unread.push(version);
        else yield { version, file: file ?? undefined };
      }
      let at = 0;
      const blobs = unread.map(({ blob }) => blob);
      for await (const text of texts(blobs, signal)) {
        const version = unread[at++];
        if (version === undefined) return;
        const file = text === undefined ? undefined : readPastFile(version.path, text);
        if (!isHead(version.path)) {
          yield { version, file };
          continue;
        }
        const head = file && headOf(file);
        hold(version, head);
        yield { version, file: head };
      }
    },
  };
}

function keyOf(path: RepoPath, blob: BlobId): string {
  return `${blob} ${path}`;
}

/** As of a file of today of which the head is read. */
function headOf(file: ContentFile): ContentFile {
  const { path, frontMatter } = file;
  return { path, frontMatter, heading: writtenTitle(frontMatter) === undefined ? pageTitle(file) : undefined };
}
