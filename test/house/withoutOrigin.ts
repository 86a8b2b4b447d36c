/** Fixtures whose expectation is not traced to anything outside of this project; none may be added. */
export const withoutOrigin: readonly string[] = [
  'docusaurus',
  'nextjs-fumadocs',
  'nextjs-nextra-pages',
  'nextjs-nextra',
  'nextjs',
  'nuxt-docus',
  'nuxt-languages',
  'nuxt',
  'sveltekit-redirect',
  'astroRedirects',
  'sveltekitRedirects-below',
  'sveltekitRedirects-odd',
  'sveltekitRedirects-there',
  'sveltekitRedirects',
];
