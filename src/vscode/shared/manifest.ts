/** The ids this extension contributes in package.json; `test/house.test.ts` holds the two together. */

export const extensionId = 'broken-backlinks.broken-backlinks';

/** As it stands in front of every message and in the Problems panel. */
export const title = 'Broken Backlinks';

export const commandIds = {
  findLost: 'brokenBacklinks.findLost',
  audit: 'brokenBacklinks.audit',
  auditFree: 'brokenBacklinks.auditFree',
  auditFiles: 'brokenBacklinks.auditFiles',
  checkRedirects: 'brokenBacklinks.checkRedirects',
  refresh: 'brokenBacklinks.refreshFromIndex',
  showTotals: 'brokenBacklinks.showTotals',
  wouldBreak: 'brokenBacklinks.wouldBreak',
  setCredentials: 'brokenBacklinks.setCredentials',
  clearAnswers: 'brokenBacklinks.clearAnswers',
  showLog: 'brokenBacklinks.showLog',
  reportWrong: 'brokenBacklinks.reportWrong',
  checkSetUp: 'brokenBacklinks.checkSetUp',
  trySample: 'brokenBacklinks.trySample',
  applyFix: 'brokenBacklinks.applyFix',
  redirectTo: 'brokenBacklinks.redirectTo',
  redirectAll: 'brokenBacklinks.redirectAll',
  compactRedirects: 'brokenBacklinks.compactRedirects',
  ignore: 'brokenBacklinks.ignore',
  rejectPage: 'brokenBacklinks.rejectPage',
  stopIgnoring: 'brokenBacklinks.stopIgnoring',
  explain: 'brokenBacklinks.explain',
  showEvidence: 'brokenBacklinks.showEvidence',
  askReferrers: 'brokenBacklinks.askReferrers',
  confirmReferrers: 'brokenBacklinks.confirmReferrers',
  openLive: 'brokenBacklinks.openLive',
  copyUrl: 'brokenBacklinks.copyUrl',
  showMeaning: 'brokenBacklinks.showMeaning',
  /** Not in the menus: opens a file of the repository, a commit of it, and writes a redirect, from a link. */
  openPlace: 'brokenBacklinks.openPlace',
  openCommit: 'brokenBacklinks.openCommit',
  writeTo: 'brokenBacklinks.writeTo',
  /** Not in the menus: runs after a quick fix. */
  finishFix: 'brokenBacklinks.finishFix',
  /** Not in the menus: asks where the rule of a quick fix should lead. */
  leadElsewhere: 'brokenBacklinks.leadElsewhere',
  /** Not in the menus: leaves the redirect that a quick fix is about alone. */
  ignoreRedirect: 'brokenBacklinks.ignoreRedirect',
  /** Not in the menus: shows what a quick fix changes, and asks. */
  previewFix: 'brokenBacklinks.previewFix',
} as const;

export const views = {
  brokenPages: 'brokenBacklinks.brokenPages',
  /** Where files can be dropped as long as there are no findings. */
  dropFiles: 'brokenBacklinks.dropFiles',
} as const;

export const settingsPrefix = 'brokenBacklinks';

export const settings = {
  site: 'site',
  generator: 'generator',
  root: 'root',
  source: 'source',
  dofollowOnly: 'dofollowOnly',
  includeSubdomains: 'includeSubdomains',
  plan: 'plan',
  withReferrers: 'withReferrers',
  withCrawl: 'withCrawl',
  maximumPages: 'maximumPages',
  minimumDomains: 'minimumDomains',
  errorFromDomains: 'severity.errorFromDomains',
  ignore: 'ignore',
  rememberDecisions: 'rememberDecisions',
  preferredFormats: 'redirects.preferred',
  recheck: 'recheck.enabled',
  recheckDelay: 'recheck.delay',
  answersKeptDays: 'answersKeptDays',
  monthlyCap: 'monthlyCap',
  apiAddress: 'apiAddress',
} as const;

/** Keys of `when` clauses. */
export const contexts = {
  /** A folder of this window has the result of an audit. */
  hasResult: 'brokenBacklinks.hasResult',
  /** The redirects of a folder were checked. */
  hasReview: 'brokenBacklinks.hasReview',
  /** Paths of the files in which one rule may replace others. */
  compactable: 'brokenBacklinks.compactable',
} as const;

/** Scheme of the read-only documents with everything known about one broken page. */
export const evidenceScheme = 'broken-backlinks';

/** Scheme of the texts of a change that is shown before it is made. */
export const previewScheme = 'broken-backlinks-preview';

/** Scheme of the read-only documents with what a command found. */
export const reportScheme = 'broken-backlinks-report';
