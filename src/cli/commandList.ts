/** Every command with its help. Nothing else stands here: what a command runs is loaded when it is run. */
import type { Command } from './shared/command.ts';
import { knownRedirectsOption, monthlyCapOption, oneRequestOptions, showOption } from './shared/sharedOptions.ts';

const lost: Command = {
  name: 'lost',
  summary: 'Finds every URL that the repository once published and nothing answers now. No account, no network.',
  usage: 'lost [--since REV|DATE] [--sitemap URL|FILE] [--top N] [--fix safe] [--format text|json]',
  options: {
    since: {
      type: 'string',
      value: 'REV|DATE',
      help: 'only addresses that were lost since this branch, tag, commit or day (2024-05-01)',
    },
    sitemap: { type: 'string', value: 'URL|FILE', help: 'only addresses of this sitemap, or of a list of addresses' },
    assets: { type: 'boolean', help: 'also files that are copied as they are: images, PDFs, downloads' },
    top: { type: 'string', value: 'N', help: 'list at most N addresses, the most valuable first (default: 10000)' },
    ignore: { type: 'string', multiple: true, value: 'GLOB[,GLOB…]', help: 'paths to leave alone' },
    ...showOption,
    fix: { type: 'string', value: 'safe', help: 'write the redirects whose evidence is strong' },
  },
  examples: [
    'broken-backlinks lost --top 20',
    'broken-backlinks lost --since origin/main         # in a pull request: what it takes away',
    'broken-backlinks lost --sitemap https://example.org/sitemap.xml',
    'broken-backlinks lost --fix safe',
  ],
  load: async () => (await import('./audit/lost.ts')).runLost,
};

const audit: Command = {
  name: 'audit',
  summary: 'Finds the broken pages that still receive links, what became of them, and the redirects they need.',
  usage: 'audit [--site URL] [--source NAME|FILE]… [--max-cost USD] [--fix safe]',
  options: {
    source: {
      type: 'string',
      multiple: true,
      value: 'NAME|FILE',
      help: 'a source to ask (default: the first that "sources" lists), or an export, a log or a list; may be given several times',
    },
    'max-cost': { type: 'string', value: 'USD', help: 'highest price that may be paid without asking, such as 0.10' },
    ...monthlyCapOption,
    'max-pages': { type: 'string', value: 'N', help: 'rows asked for, or pages crawled, at most (default: 1000)' },
    plan: {
      type: 'string',
      value: 'pages|links',
      help: 'pages: a row for each page, with its number of links (default); links: a row for each link, with the linking page. A row costs the same',
    },
    'no-referrers': { type: 'boolean', help: 'do not ask who links to the pages, which lowers the price' },
    refresh: { type: 'boolean', help: 'ask the index again even if an answer is stored' },
    subdomains: { type: 'boolean', help: 'count pages of subdomains, too' },
    'dofollow-only': { type: 'boolean', help: 'count only links that may pass rank' },
    'minimum-domains': {
      type: 'string',
      value: 'N',
      help: 'leave out pages with links from fewer domains (default: 1)',
    },
    ignore: {
      type: 'string',
      multiple: true,
      value: 'GLOB[,GLOB…]',
      help: 'paths, addresses or globs to leave alone, such as /old/{a,b}/**; may be given several times',
    },
    'live-at': { type: 'string', value: 'URL', help: 'ask a preview at this address in place of the live site' },
    delay: { type: 'string', value: 'MS', help: 'milliseconds between two requests to the live site (default: 250)' },
    'no-recheck': { type: 'boolean', help: 'do not ask the live site whether the pages still fail' },
    ...showOption,
    fix: { type: 'string', value: 'safe', help: 'write the redirects whose evidence is strong' },
  },
  examples: [
    'broken-backlinks audit --site https://example.org/ --max-cost 0.10',
    'broken-backlinks audit --source broken-backlinks.csv --source access.log.gz',
    'broken-backlinks audit --fix safe',
    'broken-backlinks audit --format json > audit.json',
  ],
  load: async () => (await import('./audit/audit.ts')).runAudit,
};

const routes: Command = {
  name: 'routes',
  summary: 'Lists every URL the repository publishes and the file behind it.',
  usage: 'routes [--repo DIR] [--explain] [--format text|json]',
  options: {
    explain: { type: 'boolean', help: 'say which generator was found, why, and what could not be read' },
  },
  examples: [
    'broken-backlinks routes --repo ../website',
    'broken-backlinks routes --explain',
    'broken-backlinks routes --format json | jq \'select(.kind == "draft")\'',
  ],
  load: async () => (await import('./commands/routes.ts')).runRoutes,
};

const explain: Command = {
  name: 'explain',
  summary: 'Shows what became of URLs: their page, past page, redirect, and the best targets with the evidence.',
  takesAddresses: true,
  usage: 'explain URL… | - [--repo DIR] [--without-redirects] [--format text|json]',
  options: {
    'without-redirects': { type: 'boolean', help: 'judge as if no redirect were written anywhere' },
    ...knownRedirectsOption,
  },
  examples: [
    'broken-backlinks explain /docs/setup/ --repo ../website',
    'broken-backlinks explain https://example.org/old https://example.org/older',
    'cut -f1 broken.tsv | broken-backlinks explain -    # a JSON line for each',
  ],
  load: async () => (await import('./commands/explain.ts')).runExplain,
};

const redirects: Command = {
  name: 'redirects',
  summary: 'Lists every redirect rule with its file and line, checks or compacts them, or simulates one URL.',
  usage: 'redirects [--check | --simulate URL | --compact [--fix safe|all]] [--repo DIR] [--format text|json]',
  options: {
    check: { type: 'boolean', help: 'list what is wrong with the rules: chains, loops, dead targets, dead rules' },
    simulate: { type: 'string', value: 'URL', help: 'follow this URL step by step instead of listing the rules' },
    compact: {
      type: 'boolean',
      help: 'show which rules one rule can replace; known addresses still lead where they led',
    },
    fix: {
      type: 'string',
      value: 'safe|all',
      help: 'with --compact: write what it shows; all: also rules that redirect unknown addresses',
    },
  },
  examples: [
    'broken-backlinks redirects --repo ../website',
    'broken-backlinks redirects --check',
    'broken-backlinks redirects --simulate /docs/setup/',
    'broken-backlinks redirects --compact --fix all',
    'broken-backlinks redirects --format json',
  ],
  load: async () => (await import('./commands/redirects.ts')).runRedirects,
};

const summary: Command = {
  name: 'summary',
  summary: 'Shows what the index counts for the whole site: broken backlinks and broken pages side by side.',
  usage: 'summary [--trend] [--site URL] [--max-cost USD] [--format text|json]',
  options: {
    trend: { type: 'boolean', help: 'also month by month over the last year (a second request, about $0.03)' },
    ...oneRequestOptions,
    subdomains: { type: 'boolean', help: 'count subdomains, too' },
    'dofollow-only': { type: 'boolean', help: 'count only links that may pass rank' },
  },
  examples: [
    'broken-backlinks summary --site https://example.org/ --max-cost 0.03',
    'broken-backlinks summary --trend --max-cost 0.05',
  ],
  load: async () => (await import('./commands/summary.ts')).runSummary,
};

const links: Command = {
  name: 'links',
  summary: 'Shows who links to one URL, dead or not, the strongest links first.',
  takesAddresses: true,
  usage: 'links URL [--confirm | --from PAGE] [--site URL] [--max-cost USD] [--format text|json]',
  options: {
    ...oneRequestOptions,
    confirm: { type: 'boolean', help: 'read the five strongest linking pages once: is the link still there?' },
    from: { type: 'string', value: 'PAGE', help: 'read this page alone, and ask no index' },
    'dofollow-only': { type: 'boolean', help: 'count only links that may pass rank' },
  },
  examples: [
    'broken-backlinks links https://example.org/docs/setup/ --max-cost 0.03',
    'broken-backlinks links /docs/setup/',
  ],
  load: async () => (await import('./commands/links.ts')).runLinks,
};

const breaks: Command = {
  name: 'breaks',
  summary: 'Shows how many links would break if pages, or their files, were deleted or renamed.',
  takesAddresses: true,
  usage: 'breaks FILE|FOLDER|URL… [--site URL] [--max-cost USD] [--format text|json]',
  options: {
    ...oneRequestOptions,
    subdomains: { type: 'boolean', help: 'count links to the same paths of subdomains, too' },
  },
  examples: [
    'broken-backlinks breaks docs/setup.md --max-cost 0.03',
    'broken-backlinks breaks content/old /docs/setup/',
  ],
  load: async () => (await import('./commands/breaks.ts')).runBreaks,
};

const snapshot: Command = {
  name: 'snapshot',
  summary:
    'Prints or writes the stored answer for the repository: pages with counts, for forks and builds without a key.',
  usage: 'snapshot [--write] [--site URL] [--format text|json]',
  options: {
    source: { type: 'string', value: 'NAME', help: 'source of the answer (default: the first that "sources" lists)' },
    write: { type: 'boolean', help: 'write it to .broken-backlinks-snapshot.tsv at the top of the repository' },
    subdomains: { type: 'boolean', help: 'use the answer that counts subdomains' },
    'dofollow-only': { type: 'boolean', help: 'use the answer that counts only links that may pass rank' },
    plan: { type: 'string', value: 'pages|links', help: 'use the answer to audit with the same --plan' },
  },
  examples: ['broken-backlinks snapshot', 'broken-backlinks snapshot --write'],
  load: async () => (await import('./commands/snapshot.ts')).runSnapshot,
};

const config: Command = {
  name: 'config',
  summary: 'Shows every setting in effect here, and where it comes from: an option, the configuration file, detection.',
  usage: 'config [--repo DIR] [--site URL] [--format text|json]',
  options: {
    'minimum-domains': { type: 'string', value: 'N', help: 'the same as for audit' },
    ignore: { type: 'string', multiple: true, value: 'GLOB[,GLOB…]', help: 'the same as for audit' },
  },
  examples: ['broken-backlinks config', 'broken-backlinks config --format json | jq \'select(.key == "site")\''],
  load: async () => (await import('./commands/config.ts')).runConfig,
};

const doctor: Command = {
  name: 'doctor',
  summary: 'Checks the set-up: programs, disk, store, what was detected and why, network, sources.',
  usage: 'doctor [--ask] [--repo DIR] [--format text|json]',
  options: {
    ask: {
      type: 'boolean',
      help: 'also check, free of charge, that each source answers in the expected form (sends your login to it)',
    },
  },
  examples: ['broken-backlinks doctor', 'broken-backlinks doctor --ask'],
  load: async () => (await import('./commands/doctor.ts')).runDoctor,
};

const report: Command = {
  name: 'report',
  summary: 'Writes the evidence for a wrong suggestion, with every word of the site replaced, to attach to an issue.',
  takesAddresses: true,
  usage: 'report URL [--right URL] [--repo DIR]',
  options: {
    right: { type: 'string', value: 'URL', help: 'the page it should lead to, if you know it' },
  },
  examples: ['broken-backlinks report /docs/setup/ --right /guides/install/ > report.json'],
  load: async () => (await import('./commands/report.ts')).runReport,
};

const listSources: Command = {
  name: 'sources',
  summary: 'Lists the sources of backlinks, and what each one needs.',
  usage: 'sources [--probe] [--format text|json]',
  options: {
    probe: { type: 'boolean', help: 'ask each source, free of charge, whether it answers and takes the credentials' },
  },
  examples: ['broken-backlinks sources', 'broken-backlinks sources --probe'],
  load: async () => (await import('./commands/sources.ts')).runSources,
};

const spend: Command = {
  name: 'spend',
  summary: 'Shows what was paid on this machine, by month and site.',
  usage: 'spend [--balance] [--format text|json]',
  options: {
    balance: { type: 'boolean', help: 'also ask each source with credentials for your balance, free of charge' },
  },
  examples: ['broken-backlinks spend', 'broken-backlinks spend --balance'],
  load: async () => (await import('./commands/spend.ts')).runSpend,
};

const clear: Command = {
  name: 'clear',
  summary: 'Shows what is stored on this machine, and deletes what you name, also for the editor.',
  usage: 'clear [--answers] [--live] [--histories] [--site URL]',
  options: {
    answers: { type: 'boolean', help: 'delete the stored answers, which were paid for' },
    yes: { type: 'boolean', help: 'the same as --answers' },
    live: { type: 'boolean', help: 'delete what live sites answered' },
    histories: { type: 'boolean', help: 'delete the stored histories of repositories' },
  },
  examples: [
    'broken-backlinks clear',
    'broken-backlinks clear --live --histories',
    'broken-backlinks clear --answers --site https://example.org/',
  ],
  load: async () => (await import('./commands/clear.ts')).runClear,
};

export const commands: readonly Command[] = [
  lost,
  audit,
  routes,
  explain,
  redirects,
  summary,
  links,
  breaks,
  snapshot,
  config,
  doctor,
  report,
  listSources,
  spend,
  clear,
];
