/**
 * Where a node of Fern's navigation is published: the slugs of what it stands in, and its own. A page's own `slug` in its
 * front matter replaces all of it below the product and version it belongs to.
 * https://buildwithfern.com/learn/docs/seo/configuring-slugs
 */

/** A place in the navigation, as paths without slashes around them; what is empty adds nothing. */
export interface SlugPlace {
  readonly base: string;
  readonly product?: string | undefined;
  readonly version?: string | undefined;
  readonly slug: string;
}

/** What a node says of its slug. */
export interface OwnSlug {
  /** From the site's top: `slug` of the front matter of its page. */
  readonly full?: string | undefined;
  /** Below what it stands in. */
  readonly own: string;
  /** `skip-slug`: it adds nothing. */
  readonly isSkipped?: boolean | undefined;
}

/** The first version of a list: its addresses are also published with what stands instead of its slug. */
export interface DefaultVersion {
  readonly version: string;
  readonly instead: string;
}

function joinSlugs(...parts: readonly string[]): string {
  return parts
    .flatMap((part) => part.split('/'))
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}

export function rootPlace(base: string): SlugPlace {
  return { base, slug: base };
}

export function productPlace({ base }: SlugPlace, own: string): SlugPlace {
  const product = joinSlugs(base, own);
  return { base, product, slug: product };
}

export function versionPlace({ base, product }: SlugPlace, own: string): SlugPlace {
  const version = joinSlugs(product ?? base, own);
  return { base, product, version, slug: version };
}

export function placeBelow(place: SlugPlace, { full, own, isSkipped }: OwnSlug): SlugPlace {
  if (isSkipped) return place;
  if (full !== undefined) return { ...place, slug: fromTop(place, full) };
  const scope = place.version ?? place.product ?? place.base;
  const repeatsScope = place.slug === scope && joinSlugs(own).startsWith(`${belowBase(place, scope)}/`);
  return { ...place, slug: repeatsScope ? fromTop(place, own) : joinSlugs(place.slug, own) };
}

/** A slug from the top stays in the product and version of its page, whether it names them or not. */
function fromTop(place: SlugPlace, given: string): string {
  const slug = joinSlugs(given);
  const { base, product, version } = place;
  const withoutBase = base !== '' && slug.startsWith(base) ? slug.slice(base.length) : undefined;
  if (version !== undefined && product !== undefined) return inVersionOfProduct(place, slug, withoutBase);
  const scope = version ?? product;
  if (scope === undefined) return withoutBase === undefined ? joinSlugs(base, slug) : slug;
  if (slug.startsWith(scope)) return slug;
  // Of a product, but of no version, the slug stays what it says.
  if (withoutBase !== undefined) return joinSlugs(version ?? '', withoutBase);
  return joinSlugs(isNamed(place, scope, slug) ? base : scope, slug);
}

function inVersionOfProduct(place: SlugPlace, slug: string, withoutBase: string | undefined): string {
  const { base, product = '', version = '' } = place;
  if (slug.startsWith(product)) return joinSlugs(version, slug.slice(product.length));
  if (withoutBase !== undefined) return joinSlugs(base, withoutBase);
  if (isNamed(place, version, slug)) return joinSlugs(base, slug);
  return joinSlugs(version, isNamed(place, product, slug) ? slug.slice(belowBase(place, product).length) : slug);
}

function isNamed(place: SlugPlace, scope: string, slug: string): boolean {
  return isWithin(slug, belowBase(place, scope));
}

function belowBase({ base }: SlugPlace, scope: string): string {
  return base !== '' && isWithin(scope, base) ? scope.slice(base.length + 1) : scope;
}

function isWithin(slug: string, folder: string): boolean {
  return folder !== '' && (slug === folder || slug.startsWith(`${folder}/`));
}

/** The address in the default version that names no version; `undefined` where there is none. */
export function withoutVersion(slug: string, isDefaultOf: DefaultVersion | undefined): string | undefined {
  if (isDefaultOf === undefined || !slug.startsWith(isDefaultOf.version)) return undefined;
  return joinSlugs(isDefaultOf.instead, slug.slice(isDefaultOf.version.length));
}
