/**
 * What is told of a suggestion that is wrong: what kind of address it is and what spoke for it, with no word of the
 * site, no text of a page, no title, no commit, nobody who links there, and no login. Its maker looks at it first.
 */
import type { Explained } from '../audit/explanation.ts';
import type { Suggestion } from '../model.ts';
import { urlKey } from '../paths.ts';
import { type Redaction, redaction } from './redaction.ts';

/** What is known of the site and of who reports. */
export interface ReportedSite {
  /** Id of the generator. */
  readonly generator: string;
  /** Where it was found. */
  readonly because: string;
  readonly root: string;
  /** How many routes there are of each kind. */
  readonly routes: Readonly<Record<string, number>>;
  /** How many rules are written in each format. */
  readonly redirects: Readonly<Record<string, number>>;
  /** How many things could not be read of it. */
  readonly notes: number;
  /** Every setting that counts, with who says so. */
  readonly settings: readonly ReportedSetting[];
}

/** `from`: what kind of place says so, such as `file`; never which. */
export interface ReportedSetting {
  readonly key: string;
  readonly value: unknown;
  readonly from: string;
}

/** A report, made from one address. */
export interface ReportParts {
  readonly explained: Explained;
  readonly site: ReportedSite;
  /** The page that is right, where the user says so, and whether the site publishes it. */
  readonly right: { readonly url: string; readonly isPublished: boolean } | undefined;
  /** Programs with their versions. */
  readonly programs: readonly string[];
}

const says =
  'Words of addresses and files are replaced by w1, w2, … (^: in another case) and digits by 9. Nothing else of the site is in here. Nothing was sent: look at it, and attach it to an issue if you want to.';

/** The report as plain data, in the order a reader wants. */
export function wrongSuggestion({ explained, site, right, programs }: ReportParts): Readonly<Record<string, unknown>> {
  const redact = redaction();
  const { shape } = redact;
  const { diagnosis, directoryRule, removal, url } = explained;
  const { code, typo, past, page, rule, gap, undecided, suggestions } = diagnosis;
  return {
    report: 'wrong suggestion',
    version: 1,
    says,
    programs,
    address: { shape: shape(url), length: url.length, code, typo },
    right: right && { shape: shape(right.url), isPublished: right.isPublished, rank: rankOf(right.url, suggestions) },
    suggestions: suggestions.map((suggestion) => redacted(suggestion, redact)),
    past: past && {
      shape: shape(past.url),
      file: shape(past.file),
      fate: past.fate.kind,
      renames: (past.steps ?? []).map(({ to, similarity, together }) => {
        return { to: shape(to), similarity, together: together?.count };
      }),
    },
    page: page && {
      shape: shape(page.url),
      file: shape(page.file),
      kind: page.kind,
      isGuess: page.guess !== undefined,
    },
    rule: rule && { from: shape(rule.from), to: shape(rule.to), status: rule.status, format: rule.format },
    undecided: undecided?.length,
    directoryRule: directoryRule && {
      from: shape(directoryRule.pattern.from),
      to: shape(directoryRule.pattern.to),
      format: directoryRule.fix.format,
      right: directoryRule.right,
      gone: directoryRule.gone,
    },
    isRemoved: removal !== undefined,
    hasWholeHistory: gap === undefined,
    site: siteWithout(site, redact),
    alike: redact.alike(),
  };
}

/** Counted from 1; `null` where it was not suggested. */
function rankOf(url: string, suggestions: readonly Suggestion[]): number | null {
  const at = suggestions.findIndex((suggestion) => urlKey(suggestion.url) === urlKey(url));
  return at < 0 ? null : at + 1;
}

function redacted(suggestion: Suggestion, { shape }: Redaction) {
  return {
    shape: shape(suggestion.url),
    file: shape(suggestion.file),
    confidence: Number(suggestion.confidence.toFixed(3)),
    isStrong: suggestion.confident,
    isDoubted: suggestion.doubt !== undefined,
    evidence: suggestion.evidence.map(({ kind, weight }) => ({ kind, weight: Number(weight.toFixed(3)) })),
  };
}

/** Keys of settings and ids are ours; all else may be the site's own. */
function siteWithout({ because, root, settings, ...site }: ReportedSite, { shape }: Redaction) {
  const value = (given: unknown): unknown => {
    if (typeof given === 'string') return shape(given);
    if (typeof given !== 'object' || given === null) return given;
    return shape(JSON.stringify(given));
  };
  return {
    ...site,
    because: shape(because),
    root: shape(root),
    settings: settings.map((setting) => ({
      ...setting,
      value: setting.key === 'generator' ? setting.value : value(setting.value),
    })),
  };
}
