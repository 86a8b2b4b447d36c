/** Pages whose only content is a redirect. */

/** A refresh without delay in the markup, or an unconditional `return Astro.redirect(…)` at the script's top level. */
export function isRedirectPage(text: string): boolean {
  if (/<meta\s[^>]*http-equiv=(["']?)refresh\1[^>]*content=(["'`{]+)\s*0/i.test(text)) return true;
  return /^return\s+Astro\.redirect\(/m.test(text);
}
