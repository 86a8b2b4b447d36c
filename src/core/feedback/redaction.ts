/**
 * Texts without what they say: of an address stay its signs and its form, so that a stranger sees how two addresses are
 * alike and learns nothing of what the site is about.
 */

/** Words that generators, hosts and file types give, and no author. */
const kept = new Set(
  [
    'index readme html htm php asp aspx jsp cgi md mdx markdown mdown rst adoc asciidoc txt xml pdf json yaml yml toml',
    'js ts mjs cjs py rb conf config ini htaccess redirects headers netlify vercel firebase nginx caddyfile apache',
    'hugo jekyll eleventy astro docusaurus gatsby hexo mkdocs mdbook sphinx pelican zola vitepress vuepress nuxt next',
    'sveltekit antora docfx mintlify fern pkgdown retype rspress vocs zensical gitbook honkit quarto nikola docsify myst starlight',
    'content docs src pages page posts post blog static public app data archetypes layouts themes book source build',
    'tags tag categories category author authors amp feed rss atom sitemap latest stable www http https',
  ].flatMap((line) => line.split(' ')),
);

/** Takes the words out of texts; the same word is the same stand-in in all of them. */
export interface Redaction {
  /** `/docs/set-up/2019.html` is `/docs/w1-w2/9999.html`. */
  shape(text: string): string;
  /** How the words of two texts are alike, as `w1~w3`: one begins or ends with the other, or one letter differs. */
  alike(): readonly string[];
}

/** Of one report; its stand-ins mean nothing in another one. */
export function redaction(): Redaction {
  const names = new Map<string, string>();
  const nameOf = (word: string): string => {
    const folded = word.toLowerCase();
    if (kept.has(folded)) return word;
    const name = names.get(folded) ?? `w${names.size + 1}`;
    names.set(folded, name);
    return folded === word ? name : `${name}^`;
  };
  return {
    shape: (text) =>
      text
        .normalize('NFC')
        .replace(/%[0-9a-f]{2}/gi, '%')
        // A sign that is not of ASCII may be all that an address says.
        .replace(/[\p{L}\p{M}]+|\p{N}|[^\p{L}\p{M}\p{N}\u0020-\u007e]/gu, (part) => {
          if (/^\p{N}$/u.test(part)) return '9';
          return /^[\p{L}\p{M}]+$/u.test(part) ? nameOf(part) : '?';
        }),
    alike: () => pairsOf([...names].slice(0, mostWords)),
  };
}

/** Words of an address and its suggestions; the time to compare them goes with the square. */
const mostWords = 60;

function pairsOf(words: readonly (readonly [word: string, name: string])[]): readonly string[] {
  return words.flatMap(([word, name], at) =>
    words.slice(at + 1).flatMap(([other, otherName]) => (isAlike(word, other) ? [`${name}~${otherName}`] : [])),
  );
}

function isAlike(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length >= 3 && (long.startsWith(short) || long.endsWith(short))) return true;
  if (short.length < 3 || long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  const rest = short.length - start - (short.length === long.length ? 1 : 0);
  return short.slice(short.length - rest) === long.slice(long.length - rest);
}
