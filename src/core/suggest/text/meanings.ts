/** Words that sites use for one another in addresses; general knowledge of how sites are named, of no single one. */
import { append } from '../../text/longLists.ts';

const groups: readonly (readonly string[])[] = [
  ['install', 'installation', 'setup', 'download', 'downloads', 'installing'],
  ['quickstart', 'quick', 'start', 'started', 'starting', 'begin', 'tutorial', 'intro', 'introduction', 'first'],
  ['overview', 'about', 'introduction', 'what', 'concepts', 'concept'],
  ['config', 'configuration', 'configure', 'configuring', 'settings', 'options', 'preferences'],
  ['auth', 'authentication', 'login', 'signin', 'sso'],
  ['authz', 'authorization', 'permissions', 'access', 'rbac'],
  ['news', 'blog', 'posts', 'articles', 'article'],
  ['release', 'releases', 'changelog', 'changes', 'history', 'versions', 'updates'],
  ['upgrade', 'upgrading', 'migrate', 'migration', 'migrating', 'update'],
  ['faq', 'faqs', 'questions'],
  ['help', 'support', 'troubleshooting', 'troubleshoot', 'debug', 'debugging', 'problems'],
  ['terms', 'tos', 'eula'],
  ['docs', 'documentation', 'doc', 'manual', 'handbook', 'guide', 'guides'],
  ['api', 'reference', 'ref'],
  ['deploy', 'deployment', 'deploying', 'hosting', 'host', 'publish', 'publishing'],
  ['test', 'tests', 'testing'],
  ['people', 'team', 'members', 'maintainers', 'contributors'],
  ['contribute', 'contributing', 'contribution', 'contributor', 'develop', 'development', 'developer'],
  ['community', 'forum', 'chat', 'discord', 'slack'],
  ['jobs', 'careers', 'career', 'hiring'],
  ['example', 'examples', 'sample', 'samples', 'demo', 'demos', 'recipes', 'cookbook', 'howto'],
  ['delete', 'remove', 'removing', 'uninstall', 'cleanup'],
  ['create', 'add', 'new', 'adding', 'creating'],
  ['image', 'images', 'picture', 'pictures', 'media', 'photos'],
  ['k8s', 'kubernetes'],
  ['js', 'javascript'],
  ['ts', 'typescript'],
  ['db', 'database', 'databases'],
  ['repo', 'repository', 'repositories'],
  ['env', 'environment'],
  ['admin', 'administrator', 'administration'],
  ['perf', 'performance'],
  ['i18n', 'internationalization', 'localization', 'l10n', 'translation', 'translations', 'languages'],
  ['a11y', 'accessibility'],
  ['cli', 'command', 'commands', 'terminal'],
  ['monitoring', 'metrics', 'observability', 'telemetry'],
  ['security', 'secure', 'securing', 'hardening'],
  ['price', 'prices', 'pricing', 'plans', 'billing'],
  ['event', 'events', 'meetups', 'conferences'],
  ['glossary', 'terminology', 'definitions'],
  ['lib', 'libs', 'library', 'libraries', 'package', 'packages', 'module', 'modules'],
  ['plugin', 'plugins', 'extension', 'extensions', 'addon', 'addons', 'integrations', 'integration'],
];

const meaningOf = new Map<string, readonly string[]>();
for (const [i, group] of groups.entries()) {
  for (const word of group) meaningOf.set(word, [...(meaningOf.get(word) ?? []), `~${i}`]);
}

const none: readonly string[] = [];

/** The meanings of words, and the initials of a phrase of three words or more: `tos` for `Terms of Service`. */
export function meanings(raw: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const word of raw) append(found, meaningOf.get(word) ?? none);
  if (raw.length >= 2 && raw.length <= 6) found.push(`^${raw.map((word) => word[0]).join('')}`);
  if (raw.length === 1 && raw[0] !== undefined && raw[0].length <= 6) found.push(`^${raw[0]}`);
  return found;
}
