/** Folders whose sites are material for tests, samples and starters rather than what the repository publishes; `{{name}}` is filled in. */
const trialName =
  /^(?:__tests?__|__fixtures__|tests?|testdata|test-?fixtures|(?:integration|e2e|unit|acceptance|smoke|system|functional|regression|browser)[-_]?tests?|tests?[-_](?:e2e|integration|apps?|sites?|projects?)|e2e|smoke|benchmarks?|playgrounds?|(?:[\w.]+[-_])?(?:fixtures?|examples?|samples?|templates?|starters?)|template-.+|.*\{\{.*)$/i;

/** Whether a file or folder lies in such a folder, or is one. */
export function inExampleFolder(path: string): boolean {
  return path.split('/').some((name) => trialName.test(name));
}

/** Copies of other people's repositories; a site in there is theirs. */
export function inVendoredFolder(path: string): boolean {
  return /(?:^|\/)(?:vendor|third[-_]party|bower_components)\//i.test(`${path}/`);
}
