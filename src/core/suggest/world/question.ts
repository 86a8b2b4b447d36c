/** One broken address with everything the past says of it: what every evidence module is asked about. */
import type { SimilarPath } from '../../history/similarPaths.ts';
import { pathSegments } from '../../history/similarPaths.ts';
import type { Backlink, PastPage } from '../../model.ts';
import type { RepoPath, UrlPath } from '../../paths.ts';
import type { PageText } from '../text/pageText.ts';
import { slugText } from '../text/slugText.ts';
import { words } from '../text/words.ts';

/** What is asked: a broken page of the audit, or an address alone. */
export interface Asked {
  readonly path: UrlPath;
  /** Pages elsewhere that link to it; their link texts are evidence. */
  readonly referrers?: readonly Backlink[] | undefined;
}

/** A past file that may have been behind the address. */
export interface PastMatch {
  readonly file: RepoPath;
  /** The ledger's entry; `undefined` when only the end of the path agrees. */
  readonly page: PastPage | undefined;
  /** How sure the file had this address: 1 by the rules, less by the end of its path. */
  readonly certainty: number;
  readonly alike: SimilarPath | undefined;
}

/** A dead address, with everything that is known of it. */
export interface Question {
  readonly path: UrlPath;
  /** Lower case, without extension and index name. */
  readonly segments: readonly string[];
  readonly slug: string;
  /** With its capitals. */
  readonly slugWritten: string;
  /** Each word once. */
  readonly slugWords: readonly string[];
  readonly pathWords: readonly string[];
  readonly language: string | undefined;
  readonly version: string | undefined;
  readonly past: readonly PastMatch[];
  /** The text of the best past file, where it could be read. */
  readonly text: PageText | undefined;
  /** What links to the address call it. */
  readonly anchors: readonly string[];
  /** What links to it were called before the site's authors took them away. */
  readonly pastAnchors: readonly string[];
}

/** What a question is made from. */
export interface QuestionParts
  extends Pick<Question, 'language' | 'version' | 'past' | 'text' | 'anchors' | 'pastAnchors'> {
  readonly path: UrlPath;
}

export function question(parts: QuestionParts): Question {
  const segments = pathSegments(parts.path);
  const slug = segments[segments.length - 1] ?? '';
  const { written, words: slugWords } = slugText(slug, parts.path);
  return { ...parts, segments, slug, slugWritten: written, slugWords, pathWords: segments.flatMap(words) };
}
