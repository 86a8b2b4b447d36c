/**
 * S3 website hosting: the first routing rule that fits. A condition compares the beginning of the key, letter by letter
 * and not by folders: `old` also catches `/older`. Rules come before the objects, unless they ask for an error code. The
 * rest of the key goes along with `ReplaceKeyPrefixWith`; the query does not. The name of a folder that holds the index
 * document is redirected to the same with a slash (https://docs.aws.amazon.com/AmazonS3/latest/userguide/IndexDocumentSupport.html).
 */
import { decodePath, encodeUrl } from '../../paths.ts';
import type { SourcePattern } from '../format.ts';
import { type LimitedHost, literal, literalFolder, slashedFolders } from '../host.ts';

export const s3: LimitedHost<'s3', 'rules'> = {
  id: 's3',
  title: 'S3 website',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects',
  server: 's3',
  pagesFirst: true,
  slashes: slashedFolders,
  limits: { rules: 50 },
  source: keyPrefix,
  keys: (path) => [decodePath(path)],
  ruleKey: (_rule, path) => path,
  subject: decodePath,
  answer(rule, captures) {
    const rest = encodeUrl(captures.rest ?? '');
    return { status: rule.status, location: rule.to.replace(':rest', () => rest) };
  },
};

/** Keys that begin with a text; without one, every key. */
function keyPrefix(prefix: string): SourcePattern {
  const path = `/${prefix}`;
  return { kind: 'pattern', regex: `^${literal(path)}(.*)$`, names: ['rest'], under: literalFolder(`${path}*`, /\*/) };
}
