/**
 * This process's environment without what would make a run depend on the developer: real credentials, proxies,
 * and what git and an outer VS Code leave behind.
 */
export function cleanEnvironment(): Record<string, string> {
  const personal = /^(DATAFORSEO_|BROKEN_BACKLINKS_|GIT_|VSCODE_|ELECTRON_|NODE_OPTIONS$|(https?|all|no)_proxy$)/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !personal.test(entry[0]),
    ),
  );
}
