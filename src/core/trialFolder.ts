/** Folders whose sites are material for tests and examples rather than what the repository publishes. */
const trialFolder = /(?:^|\/)(?:tests?|__tests__|testdata|fixtures?|examples?|samples?|[\w.-]*templates?|starters?)\//i;

export function inTrialFolder(path: string): boolean {
  return trialFolder.test(path);
}
