/** Builds a site of the past with the generator itself, in a folder of its own. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { blankLayouts } from './blankLayouts.ts';

/** What a generator made of a state. */
export interface Built {
  readonly program: string;
  /** Whether there is a file that a server gives for the address. */
  has(path: string): boolean;
}

const longestMs = 300_000;

/** Programs of several versions, separated as in `PATH`; the first that builds a state is taken. */
const hugos = (process.env.BENCH_HUGO ?? 'hugo').split(delimiter);

/** A folder in which Hexo and its generators of pages are installed. */
const hexo = process.env.BENCH_HEXO;

/** What was built, else why nothing was. */
export function builtAt(folder: string, commit: string): Built | string {
  const work = mkdtempSync(join(tmpdir(), 'bench-built-'));
  try {
    layOut(folder, commit, work);
    const config = hugoConfig(work);
    if (config !== undefined) return byHugo(work, config);
    if (existsSync(join(work, '_config.yml')) && existsSync(join(work, 'source'))) return byHexo(work);
    return 'of another generator';
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A mirror may lack its largest files; the others are there. */
function layOut(folder: string, commit: string, work: string): void {
  const options = { env: { ...process.env, GIT_INDEX_FILE: join(work, '.bench-index') }, stdio: 'ignore' } as const;
  const git = ['-c', 'safe.directory=*', '-C', folder];
  execFileSync('git', [...git, 'read-tree', commit], options);
  spawnSync('git', [...git, 'checkout-index', '--all', '--quiet', `--prefix=${work}/`], options);
}

function hugoConfig(work: string): string | undefined {
  const names = ['hugo', 'config'].flatMap((name) => ['toml', 'yaml', 'yml', 'json'].map((kind) => `${name}.${kind}`));
  const file = [...names, ...names.map((name) => `config/_default/${name}`)].find((each) =>
    existsSync(join(work, each)),
  );
  if (file === undefined || !existsSync(join(work, 'content'))) return undefined;
  return readFileSync(join(work, file), 'utf8');
}

/** As the files are; where no version can, with blank layouts of the same names, which change no address. */
function byHugo(work: string, config: string): Built | string {
  const themes = themesOf(config).map((name) => join(work, 'themes', name));
  const isThere = themes.every((theme) => existsSync(join(theme, 'layouts')));
  for (const theme of themes) mkdirSync(theme, { recursive: true });
  const prefix = folderOf(/^\s*["']?baseurl["']?\s*[:=]\s*["']?([^"'\s]+)/im.exec(config)?.[1]);
  for (const isBlank of isThere ? [false, true] : [true]) {
    if (isBlank) blankLayouts(work, isThere);
    for (const program of hugos) {
      const out = join(work, 'made-by-bench');
      rmSync(out, { recursive: true, force: true });
      const { status } = spawnSync(program, ['--destination', out, '--ignoreCache', '--quiet'], {
        cwd: work,
        timeout: longestMs,
        stdio: 'ignore',
        env: { ...process.env, HUGO_ENABLEGITINFO: 'false' },
      });
      if (status !== 0 || !existsSync(out)) continue;
      const version = /v([\d.]+)/.exec(spawnSync(program, ['version'], { encoding: 'utf8' }).stdout)?.[1];
      return builtIn(out, prefix, `Hugo ${version}${isBlank ? ' with blank layouts' : ''}`);
    }
  }
  return 'no Hugo here builds it';
}

/** One, a list in brackets, or a list of lines. */
function themesOf(config: string): readonly string[] {
  const [, named = ''] = /^\s*["']?theme["']?\s*[:=][ \t]*(\[[^\]]*\]|[^\n[]+|(?:\n\s*-[^\n]+)+)/m.exec(config) ?? [];
  return [...named.replace(/#.*$/gm, '').matchAll(/[\w.][\w./-]*/g)].map(([name]) => name);
}

const blankTheme = ['index', 'post', 'page', 'archive', 'category', 'tag'];

/** With the site's own theme where its renderers are there, else with one of blank layouts; without scripts of its own. */
function byHexo(work: string): Built | string {
  if (hexo === undefined) return 'no Hexo is named';
  const { dependencies } = JSON.parse(readFileSync(join(hexo, 'package.json'), 'utf8')) as {
    readonly dependencies: Readonly<Record<string, string>>;
  };
  for (const own of ['node_modules', 'scripts', 'public', 'db.json', 'package-lock.json']) {
    rmSync(join(work, own), { recursive: true, force: true });
  }
  symlinkSync(join(hexo, 'node_modules'), join(work, 'node_modules'));
  const hexoVersion = (
    JSON.parse(readFileSync(join(hexo, 'node_modules', 'hexo', 'package.json'), 'utf8')) as { readonly version: string }
  ).version;
  const manifest = { name: 'built', private: true, hexo: { version: hexoVersion }, dependencies };
  writeFileSync(join(work, 'package.json'), JSON.stringify(manifest));
  const layouts = join(work, 'themes', 'blank', 'layout');
  mkdirSync(layouts, { recursive: true });
  for (const name of blankTheme) writeFileSync(join(layouts, `${name}.njk`), '.');
  const config = readFileSync(join(work, '_config.yml'), 'utf8');
  const theme = /^theme:\s*["']?([\w.-]+)/m.exec(config)?.[1] ?? 'landscape';
  const hexoProgram = join(work, 'node_modules', 'hexo', 'bin', 'hexo');
  const out = join(work, 'made-by-bench');
  for (const isBlank of existsSync(join(work, 'themes', theme, 'layout')) ? [false, true] : [true]) {
    for (const made of [out, join(work, 'db.json')]) rmSync(made, { recursive: true, force: true });
    writeFileSync(join(work, '_bench.yml'), `theme: ${isBlank ? 'blank' : theme}\npublic_dir: made-by-bench\n`);
    const words = [hexoProgram, 'generate', '--config', '_config.yml,_bench.yml', '--silent', '--bail'];
    const { status } = spawnSync(process.execPath, words, { cwd: work, timeout: longestMs, stdio: 'ignore' });
    if (status !== 0 || !existsSync(out)) continue;
    const root = /^root:\s*["']?([^"'\s]+)/m.exec(config)?.[1] ?? '/';
    const program = `Hexo ${hexoVersion} with ${isBlank ? 'blank layouts' : 'its own theme'}`;
    return builtIn(out, root.replace(/^\/?/, '/').replace(/\/?$/, '/'), program);
  }
  return 'Hexo does not build it';
}

/** The folder that a base address names, `/` for a host alone. */
function folderOf(address = ''): string {
  const path = URL.canParse(address) ? new URL(address).pathname : '/';
  return path.endsWith('/') ? path : `${path}/`;
}

function builtIn(out: string, prefix: string, program: string): Built {
  const files = new Set(readdirSync(out, { recursive: true, encoding: 'utf8' }).map((file) => `/${file}`));
  const isFile = (path: string) =>
    [path, `${path}.html`, `${path.replace(/\/$/, '')}/index.html`].some((file) => files.has(file));
  return {
    program,
    has: (path) => isFile(path) || (path.startsWith(prefix) && isFile(path.slice(prefix.length - 1))),
  };
}
