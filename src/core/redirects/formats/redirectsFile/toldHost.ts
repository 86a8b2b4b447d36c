/**
 * Which host reads `_redirects`, where no configuration of a host lies in the repository: what the site's functions, its
 * workflows and its packages are written for.
 * https://developers.cloudflare.com/pages/functions/routing/, https://docs.netlify.com/api-and-cli-guides/cli-guides/get-started-with-cli/,
 * https://docs.github.com/en/pages/getting-started-with-github-pages/using-custom-workflows-with-github-pages
 */
import { filesNamed } from '../../../generators/shared/namedFiles.ts';
import { fileName, folderOf, joinRepo, type RepoPath } from '../../../paths.ts';
import type { Repo } from '../../../ports.ts';
import type { HostId, RedirectContext } from '../../format.ts';

/** `pages`: a workflow publishes to GitHub Pages, which reads no such file, and nothing tells of a host that does. */
type Told = Extract<HostId, 'netlify' | 'cloudflare' | 'pages'>;

/** What was read, so that a file of rules can be parsed without waiting. */
const told = new WeakMap<Repo, Told | undefined>();

/** The host that was found by `lookForHost`. */
export function toldHost(repo: Repo): Told | undefined {
  return told.get(repo);
}

const withoutHtml = new WeakMap<Repo, boolean>();

/**
 * Whether `lookForHost` found that Cloudflare shows pages without `.html`: Pages always do, Workers where they say nothing
 * else. https://developers.cloudflare.com/workers/static-assets/routing/advanced/html-handling/
 */
export function showsWithoutHtml(repo: Repo): boolean {
  return withoutHtml.get(repo) === true;
}

/** The configurations of Wrangler. */
export function wranglerFiles(repo: Repo): readonly RepoPath[] {
  return filesNamed(repo, 'wrangler.toml', 'wrangler.json', 'wrangler.jsonc');
}

/** Files of each kind that are opened. */
const mostFiles = 12;

const signs: Readonly<Record<Told, RegExp>> = {
  netlify:
    /\bactions-netlify\b|\bnetlify\/actions\b|\bnetlify(?:-cli)?(?:@\S+)? (?:deploy|build)\b|\bNETLIFY_(?:AUTH_TOKEN|SITE_ID)\b|api\.netlify\.com\/(?:api\/v1\/badges|build_hooks)|"(?:netlify-cli|netlify-plugin-[\w-]+|@netlify\/[\w-]+)"\s*:/,
  cloudflare:
    /\bcloudflare\/(?:pages|wrangler)-action\b|\bwrangler(?:@\S+)? (?:pages|deploy)\b|\bCLOUDFLARE_(?:API_TOKEN|ACCOUNT_ID|DEPLOY_HOOK\w*|PAGES\w*)\b|api\.cloudflare\.com\/client\/v4\/pages/,
  pages:
    /\b(?:actions-gh-pages|github-pages-deploy-action|ghaction-github-pages|git-publish-subdir-action|jekyll-deploy-action)@|\bactions\/deploy-pages@|\bsphinx-notes\/pages@|\bgh-pages -d\b|\b(?:mkdocs|zensical) gh-deploy\b|\bmike deploy\b|\bghp-import\b|\bdocusaurus deploy\b|\bquarto publish gh-pages\b|\btarget: gh-pages\b/,
};

/** Looks at the files that may tell; where they tell of both hosts, nothing is told. */
export async function lookForHost(context: RedirectContext): Promise<void> {
  const { repo } = context;
  if (told.has(repo)) return;
  const wrangler = await Promise.all(
    wranglerFiles(repo)
      .slice(0, mostFiles)
      .map((file) => repo.read(file)),
  );
  const isElse = /\bhtml_handling["']?\s*[:=]\s*["'](?!auto-trailing-slash)/;
  withoutHtml.set(
    repo,
    wrangler.every((text) => text !== undefined && !isElse.test(text)),
  );
  const found = new Set<Told>();
  let isOnGitHub = false;
  if (isWorker(context)) found.add('cloudflare');
  for (const file of functionsOf(repo)) {
    if (/\bexport\b[^\n]*\bonRequest/.test((await repo.read(file)) ?? '')) found.add('cloudflare');
  }
  for (const file of toolFiles(context)) {
    const text = (await repo.read(file)) ?? '';
    for (const host of ['netlify', 'cloudflare'] as const) if (signs[host].test(text)) found.add(host);
    isOnGitHub ||= signs.pages.test(text);
  }
  if (found.size === 0 && isOnGitHub) found.add('pages');
  told.set(repo, found.size === 1 ? [...found][0] : undefined);
}

/** Only Cloudflare reads these, beside what is published. */
function isWorker({ repo, staticRoots }: RedirectContext): boolean {
  return [...staticRoots, '' as RepoPath].some((root) =>
    ['_worker.js', '_routes.json'].some((name) => repo.has(joinRepo(root, name) as RepoPath)),
  );
}

/** Those of Netlify lie in a folder of its name, and those of Firebase are a package. */
function functionsOf(repo: Repo): readonly RepoPath[] {
  const isFunction = /^(?:[^/]+\/){0,2}functions\/(?:[^/]+\/)*[^/]+\.[cm]?[jt]sx?$/;
  return repo.files
    .filter((file) => isFunction.test(file) && !/(?:^|\/)netlify\//.test(file))
    .filter((file) => !repo.has(file.replace(/(^|\/)functions\/.*$/, '$1functions/package.json') as RepoPath))
    .slice(0, mostFiles);
}

function toolFiles({ repo, root }: RedirectContext): readonly RepoPath[] {
  const folders = new Set(['', root ?? '']);
  const isWorkflow = /^\.(?:github\/workflows\/[^/]+\.ya?ml|circleci\/config\.yml)$/;
  return [
    ...repo.files.filter((file) => isWorkflow.test(file)).slice(0, mostFiles),
    ...repo.files.filter(
      (file) => ['package.json', 'README.md'].includes(fileName(file)) && folders.has(folderOf(file)),
    ),
  ];
}
