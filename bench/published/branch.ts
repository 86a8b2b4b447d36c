/** The branch of a repository that holds its built site, and the commit it was built from. */
import { execFileSync } from 'node:child_process';

export interface Published {
  readonly branch: string;
  /** The commit that was built. */
  readonly source: string;
  /** The tip of the branch names that commit; else it is the last one before the tip's date. */
  readonly isNamed: boolean;
  /** Paths of its HTML files, but for those that only lead on and the error page. */
  readonly pages: readonly string[];
  readonly files: ReadonlySet<string>;
  /** Paths of every HTML file that any commit of the branch had. */
  readonly ever: ReadonlySet<string>;
  /** The day of its first commit. */
  readonly since: string;
  readonly hasOwnHost: boolean;
}

const branches = ['gh-pages', 'gh_pages', 'github-pages', 'pages', 'asf-site', 'publish', 'deploy', 'dist'];

/** `undefined` where no branch holds a built site, or nothing of what it was built from is there. */
export function publishedIn(gitDirectory: string): Published | undefined {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'safe.directory=*', `--git-dir=${gitDirectory}`, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  const tryGit = (...args: readonly string[]) => {
    try {
      return git(...args).trim();
    } catch {
      return '';
    }
  };
  const head = tryGit('symbolic-ref', '--short', 'HEAD');
  const there = new Set(
    tryGit('for-each-ref', '--format=%(refname:short)', 'refs/heads', 'refs/remotes/origin').split('\n'),
  );
  const found = branches.flatMap((name) => [name, `origin/${name}`]).find((name) => there.has(name) && name !== head);
  if (found === undefined) return undefined;
  const all = tryGit('ls-tree', '-r', '-z', '--name-only', found).split('\0').filter(Boolean);
  // Apache keeps its sites in a folder of the branch, Documenter.jl each version in one of its own.
  const own = all.includes('versions.js') && all.includes('dev/index.html') ? ['dev/'] : [];
  const inFolder = ['output/', 'content/'].filter(
    (name) => all.includes(`${name}index.html`) && !all.includes('index.html'),
  );
  const [folder = ''] = [...own, ...inFolder];
  const files = all.flatMap((file) => (file.startsWith(folder) ? [file.slice(folder.length)] : []));
  const html = files.filter((file) => /\.html?$/.test(file) && !/(^|\/)404(\/index)?\.html$/.test(file));
  if (html.length < 3 || files.some((file) => /^(_config\.yml|mkdocs\.yml|package\.json)$/.test(file)))
    return undefined;
  const [message = '', date = ''] = tryGit('log', '-1', '--format=%B%x00%cI', found).split('\0');
  const named = [...message.matchAll(/\b[0-9a-f]{7,40}\b/g)]
    .map(([hash]) => tryGit('rev-parse', '--verify', '--quiet', `${hash}^{commit}`))
    .find((hash) => hash !== '' && tryGit('merge-base', hash, found) === '');
  const source = named ?? tryGit('log', '-1', '--first-parent', `--before=${date.trim()}`, '--format=%H', 'HEAD');
  if (source === '') return undefined;
  const stubs = leadingOn(
    gitDirectory,
    html.map((file) => `${found}:${folder}${file}`),
  );
  const ever = tryGit('log', '--format=', '--name-only', '-z', '--diff-filter=AMR', '--no-renames', found)
    .split(/[\0\n]/)
    .flatMap((file) => (file.startsWith(folder) && /\.html?$/.test(file) ? [file.slice(folder.length)] : []));
  return {
    branch: found,
    source,
    isNamed: named !== undefined,
    pages: html.filter((_, at) => !stubs.has(at)),
    ever: new Set(ever),
    since: tryGit('log', '--reverse', '--format=%cs', found).split('\n')[0] ?? '',
    files: new Set(files),
    hasOwnHost: files.includes('CNAME') || folder !== '',
  };
}

/** Which of the files, by their place in the list, only send their reader somewhere else. */
function leadingOn(gitDirectory: string, names: readonly string[]): ReadonlySet<number> {
  const out = execFileSync('git', ['-c', 'safe.directory=*', `--git-dir=${gitDirectory}`, 'cat-file', '--batch'], {
    input: names.map((name) => `${name}\n`).join(''),
    maxBuffer: 1 << 30,
  });
  const stubs = new Set<number>();
  let at = 0;
  for (let place = 0; place < names.length; place++) {
    const end = out.indexOf(10, at);
    const [, , size] = out.toString('latin1', at, end).split(' ');
    if (size === undefined || !/^\d+$/.test(size)) {
      at = end + 1;
      continue;
    }
    const last = end + 1 + Number(size);
    if (Number(size) < 6000 && /http-equiv=["']?refresh/i.test(out.toString('latin1', end + 1, last))) stubs.add(place);
    at = last + 1;
  }
  return stubs;
}
