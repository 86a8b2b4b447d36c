/** What was shown of a folder, small enough to be kept and shown again at once after the window was closed. */
import type { BrokenPage } from '../model.ts';
import type { RepoPath } from '../paths.ts';
import type { RedirectFinding, RedirectReview } from '../redirects/repair/review.ts';
import type { AuditResult, Diagnosis, Finding } from './findings.ts';

/** What a folder showed when it was judged last. */
export interface Shown {
  /** When it was judged, in milliseconds since 1970. */
  readonly at: number;
  /** `undefined` where no audit was run. */
  readonly result: AuditResult | undefined;
  /** `undefined` where the redirects were not checked. */
  readonly review: RedirectReview | undefined;
  /** Where the folder lies in its repository, from whose top all paths count: its directory, and the folder in that. */
  readonly top: { readonly directory: string; readonly folder: RepoPath };
}

const mostOfGroup = 3000;
const mostLeftOut = 500;
const mostNotes = 200;
const mostReferrers = 5;
const mostSuggestions = 3;
const mostEvidence = 4;

/** Without what only a look at the folder as it is now may use; long lists are cut, and the next judgement has them whole. */
export function compactShown({ result, review, ...others }: Shown): Shown {
  return { ...others, result: result && compactResult(result), review: review && compactReview(review) };
}

function compactResult(result: AuditResult): AuditResult {
  const group = (findings: readonly Finding[]) => findings.slice(0, mostOfGroup).map(compactFinding);
  return {
    ...result,
    findings: group(result.findings),
    redirected: group(result.redirected),
    fine: group(result.fine),
    cannotTell: group(result.cannotTell),
    ignored: group(result.ignored),
    directoryRules: [],
    leftOut: result.leftOut.slice(0, mostLeftOut),
    notes: result.notes.slice(0, mostNotes),
  };
}

function compactFinding(finding: Finding): Finding {
  return { ...finding, broken: compactPage(finding.broken), diagnosis: compactDiagnosis(finding.diagnosis) };
}

function compactPage(broken: BrokenPage): BrokenPage {
  return { ...broken, spellings: [broken.url], referrers: broken.referrers.slice(0, mostReferrers) };
}

function compactDiagnosis({ suggestions, ...diagnosis }: Diagnosis): Diagnosis {
  const short = suggestions.slice(0, mostSuggestions).map((suggestion) => ({
    ...suggestion,
    evidence: suggestion.evidence.slice(0, mostEvidence),
  }));
  return { ...diagnosis, suggestions: short };
}

/** A repair is made for the rules of one moment, so none is kept. */
function compactReview({ findings, ...others }: RedirectReview): RedirectReview {
  const kept = findings
    .slice(0, mostOfGroup)
    .map((finding): RedirectFinding => ({ ...finding, rule: undefined, fixes: [], asksTarget: false }));
  return { ...others, findings: kept };
}
