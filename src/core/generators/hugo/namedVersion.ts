/**
 * Which versions of Hugo a repository names to build its site with. Before 0.32 there were no bundles: files beside an `index.md`
 * were pages like all others. https://gohugo.io/news/0.32-relnotes/
 */
import type { RepoPath } from '../../paths.ts';
import type { Repo } from '../../ports.ts';
import { filesOfBuild } from '../shared/buildTexts.ts';

const names = [
  'netlify.toml',
  '.travis.yml',
  '.gitlab-ci.yml',
  '.circleci/config.yml',
  'circle.yml',
  'wercker.yml',
  'Dockerfile',
  'docker/Dockerfile',
];

/** The first version with bundles: 0.32. */
const firstWithBundles = 32;

const signs = [
  /\bHUGO_VERSION["']?\s*[:=]\s*["']?v?(\d+\.\d+)/g,
  /\bhugo-version:\s*["']?v?(\d+\.\d+)/g,
  /\bhugo\/releases\/download\/v(\d+\.\d+)/g,
  /\bhugo_(\d+\.\d+)(?:\.\d+)?[_-]\w/g,
];

/** `false` where every version that is named is too old for it. */
export async function hasBundles(root: RepoPath, repo: Repo): Promise<boolean> {
  const named: string[] = [];
  for (const file of filesOfBuild(root, names, repo)) {
    const text = ((await repo.read(file)) ?? '').replace(/^[ \t]*#.*$/gm, '');
    for (const sign of signs) for (const [, version = ''] of text.matchAll(sign)) named.push(version);
  }
  return named.length === 0 || named.some((version) => !isBefore(version));
}

function isBefore(version: string): boolean {
  const [major, minor] = version.split('.').map(Number);
  return major === 0 && (minor ?? 0) < firstWithBundles;
}
