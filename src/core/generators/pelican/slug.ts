/** Slugs of titles, categories and tags. https://docs.getpelican.com/en/latest/settings.html#url-settings */
import { toAscii } from '../../text/ascii.ts';
import { replaceLinear } from '../../text/linearRegex.ts';

/** How titles are spelt in addresses. */
export interface SlugStyle {
  readonly useUnicode: boolean;
  readonly keepCase: boolean;
  /** Patterns of the settings and what they are replaced by; `undefined` for Pelican's own. */
  readonly substitutions: readonly (readonly [string, string])[] | undefined;
}

export function pelicanSlug(text: string, style: SlugStyle): string {
  const plain = text.replace(/<[^<>]*>/g, '').normalize('NFKC');
  const ascii = style.useUnicode ? plain : toAscii(plain);
  const slug = style.substitutions === undefined ? hyphenated(ascii) : substituted(ascii, style.substitutions);
  return (style.keepCase ? slug : slug.toLowerCase()).trim();
}

function hyphenated(text: string): string {
  return text
    .replace(/[^\p{L}\p{N}_\s-]/gu, '')
    .trim()
    .replace(/[-\s]+/g, '-');
}

function substituted(text: string, substitutions: readonly (readonly [string, string])[]): string {
  return substitutions.reduce((slug, [pattern, by]) => {
    // Python's spelling of what the engine knows by other names.
    const source = pattern.replace(/\(\?u\)/g, '').replace(/\\Z/g, '\\z');
    return replaceLinear(`(?i)${source}`, slug, by.replace(/\\(\d)/g, '$$$1')) ?? slug;
  }, text);
}
