/** Whom alone a rule answers. */
export type RuleCondition =
  /** Those who ask for an address of these hosts, none of which is the site's. */
  | { readonly kind: 'host'; readonly names: string }
  /** Those who do not come by https. */
  | { readonly kind: 'http' }
  /** What the author wrote of visitors of the site: a country, a header, a test. */
  | { readonly kind: 'visitor'; readonly text: string };

export function visitorCondition(text: string): RuleCondition {
  return { kind: 'visitor', text };
}

/** `host other.example`, `scheme http`, `Country=de`. */
export function conditionText(condition: RuleCondition): string {
  switch (condition.kind) {
    case 'host':
      return `host ${condition.names}`;
    case 'http':
      return 'scheme http';
    case 'visitor':
      return condition.text;
    default:
      return condition satisfies never;
  }
}

/** Nobody who asks for an address of this site is meant. */
export function isForOtherSites({ kind }: RuleCondition): boolean {
  return kind !== 'visitor';
}
