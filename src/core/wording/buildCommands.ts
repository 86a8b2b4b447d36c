/**
 * Build servers run the commands they find in what a step prints. GitHub's runner takes `::error::` where a line begins
 * and `##[error]` anywhere in it; `##vso[` of Azure Pipelines and `##teamcity[` are like the latter.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */

/** One line with the first sign of each command as its escape; in a string of JSON it means the same. */
export function withoutBuildCommands(line: string): string {
  return line.replace(/#(?=#[a-z]*\[)/gi, '\\u0023').replace(/^(\s*):(?=:)/, '$1\\u003a');
}
