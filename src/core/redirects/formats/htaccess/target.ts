/** How Apache's directives have to have a target, so that what it encodes itself is not encoded twice. */
import { decodePath, encodeUrl } from '../../../paths.ts';
import { encodedTarget } from '../../target.ts';

/** A target as a directive of Apache has it. */
export interface WrittenTarget {
  /** As the directive has it. */
  readonly text: string;
  /** Without what is escaped for the directive. */
  readonly plain: string;
  /** Apache shall not encode it. */
  readonly isEncoded: boolean;
}

/** RedirectMatch encodes the path of a target: it is written decoded, and cannot hold a `?` or `#`. */
export function matchTarget(to: string): WrittenTarget | undefined {
  const [, origin = '', path = '', rest = ''] = partsOf(encodedTarget(to));
  const plain = decodePath(path);
  if (/[?#]/.test(plain) || !isPlainly(plain, path)) return undefined;
  return {
    text: `${origin}${plain}${rest}`.replace(/\$(?=\d)/g, '\\$'),
    plain: origin + plain + rest,
    isEncoded: false,
  };
}

/** RewriteRule does so too, unless the flag NE keeps it from that, and takes `%` and a digit for a group of a condition. */
export function rewriteTarget(to: string): WrittenTarget | undefined {
  const encoded = encodedTarget(to);
  const [, origin = '', path = '', rest = ''] = partsOf(encoded);
  const decoded = decodePath(path);
  const isEncoded = /[?#]/.test(decoded) || rest.includes('#') || !isPlainly(decoded, path);
  const plain = isEncoded ? encoded : origin + decoded + rest;
  return { text: plain.replace(/%(?=[\d{])|\$(?=[\d{])/g, '\\$&'), plain, isEncoded };
}

function partsOf(to: string): readonly (string | undefined)[] {
  return /^(https?:\/\/[^/?#]*)?([^?#]*)(.*)$/is.exec(to) ?? [];
}

/** Whether the decoded path is encoded to the same address again: an escaped slash would become a real one. */
function isPlainly(decoded: string, encoded: string): boolean {
  return decodePath(encodeUrl(decoded)) === decoded && !/%2f/i.test(encoded);
}
