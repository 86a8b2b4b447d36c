/**
 * Steps of a build that copy files, out of the text of a Makefile, a script or a workflow:
 *
 *   cp -r ../docs content/docs      rsync -a ../docs/ content/docs      npx cpx "../docs/**" content/docs
 *   ln -s ../../docs content/docs   cpSync('../docs', 'content/docs', { recursive: true })
 *
 * https://www.gnu.org/software/coreutils/manual/html_node/cp-invocation.html, https://download.samba.org/pub/rsync/rsync.1,
 * https://www.npmjs.com/package/cpx, https://www.npmjs.com/package/copyfiles, https://nodejs.org/api/fs.html#fscpsyncsrc-dest-options
 */

/** One copy as it is written; the paths are those of the working folder, unless `isBesideScript`. */
export interface CopyStep {
  /** Counted from 1. */
  readonly line: number;
  readonly from: readonly string[];
  readonly to: string;
  /** Whether what is in a folder is copied, the folder itself into a folder that is there, or everything by its whole path. */
  readonly takes: 'contents' | 'folder' | 'whole path';
  /** Folders to go into first: `cd website &&`. */
  readonly inside: string;
  /** Names that are left out, as of a `.gitignore`. */
  readonly except: readonly string[];
  readonly isBesideScript: boolean;
}

/** The copies of a text, in order; those with a variable or a call in their paths are left out. */
export function copySteps(text: string): readonly CopyStep[] {
  return [...shellSteps(text), ...scriptSteps(text)];
}

/** Folders that are made before something is copied into them. */
export function madeFolders(text: string): readonly string[] {
  return [...text.matchAll(/\bmkdir\s+(?:-p\s+)?([^\s&|;"'`$]+)/g)].map(([, folder = '']) => folder);
}

function shellSteps(text: string): readonly CopyStep[] {
  const steps: CopyStep[] = [];
  const lines = text.split('\n');
  const variables = new Map<string, string>();
  for (let at = 0; at < lines.length; at++) {
    const line = at + 1;
    let whole = lines[at] ?? '';
    while (whole.trimEnd().endsWith('\\') && at + 1 < lines.length)
      whole = `${whole.trimEnd().slice(0, -1)} ${lines[++at]}`;
    if (/^\s*(?:#|\/\/)/.test(whole) || isAssignment(whole, variables)) continue;
    whole = filledIn(withoutKey(whole), variables);
    let inside = '';
    for (const command of whole.split(/&&|\|\||[;|]/)) {
      const words = wordsOf(command);
      const cd = words.indexOf('cd');
      if (cd >= 0 && words[cd + 1] !== undefined) inside = `${inside}${words[cd + 1]}/`;
      const step = stepOf(words);
      if (step !== undefined) steps.push({ ...step, line, inside, isBesideScript: false });
    }
  }
  return steps;
}

/**
 * Notes what a shell or `make` calls by a name from here on: `OUT="${SITE}/content"`, `OUT := content`. A name that is given
 * a second time, or one of which this says nothing plain, is none that is known.
 */
function isAssignment(line: string, variables: Map<string, string>): boolean {
  const [whole = '', name] = /^\s*(?:(?:export|readonly|local)\s+)?([A-Za-z_]\w*)\s*[:?]?=\s*/.exec(line) ?? [];
  if (name === undefined) return false;
  const [, value] = /^("[^"]*"|'[^']*'|[^\s"']*)\s*(?:#.*)?$/.exec(line.slice(whole.length)) ?? [];
  const text = value === undefined || variables.has(name) ? unknownValue : value.replace(/^(["'])(.*)\1$/, '$2');
  variables.set(name, filledIn(text, variables));
  // With blanks it may be a command, under a key of a configuration: `command = "cp -r docs content"`.
  return value !== undefined && !/\s/.test(value);
}

/** No path of a step holds it. */
const unknownValue = '$()';

function filledIn(text: string, variables: ReadonlyMap<string, string>): string {
  if (variables.size === 0) return text;
  return text.replace(/\$(?:\{(\w+)\}|\((\w+)\)|(\w+))/g, (whole, ...names: readonly (string | undefined)[]) => {
    const name = names.slice(0, 3).find((each) => each !== undefined) ?? '';
    return variables.get(name) ?? whole;
  });
}

/** The value of `"build": "…",`, `run: "…"` and `command = "…"`. */
function withoutKey(line: string): string {
  const [, quote, value] = /^\s*(?:-\s+)?["']?[\w.:-]+["']?\s*[:=]\s*(["'])(.*)\1\s*,?\s*\}?\s*$/.exec(line) ?? [];
  return value === undefined ? line : value.replaceAll(`\\${quote}`, quote ?? '');
}

/** Without quotes and what stands around a command in a list, a recipe or a JSON string. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|[^\s"']+/g)].map(
    ([word, double, single]) => double ?? single ?? word,
  );
}

type Words = readonly string[];
type Step = Pick<CopyStep, 'from' | 'to' | 'takes' | 'except'>;

const programs: Readonly<Record<string, (args: Words) => Step | undefined>> = {
  cp: copied,
  rsync: synced,
  cpx: globbed,
  cpx2: globbed,
  copyfiles: withPaths,
  'sync-directory': ([from, to]) => (from && to ? { from: [from], to, takes: 'contents', except: [] } : undefined),
  ln: linked,
};

function stepOf(words: Words): Step | undefined {
  const at = words.findIndex((word) => Object.hasOwn(programs, word.replace(/^[@-]+/, '')));
  const read = programs[(words[at] ?? '').replace(/^[@-]+/, '')];
  const step = read?.(words.slice(at + 1));
  if (step === undefined || step.from.length === 0) return undefined;
  return [...step.from, step.to].some((path) => !isPlain(path)) ? undefined : step;
}

/** Stars stand at the end of what is copied; anything else that a shell or `make` fills in is not known. */
function isPlain(path: string): boolean {
  return path !== '' && !/[$`(){}<>~\\]|^\//.test(path);
}

const isOption = (word: string) => word.startsWith('-');

function copied(args: Words): Step | undefined {
  const options = args.filter(isOption);
  const paths = args.filter((word) => !isOption(word));
  const isDeep = options.some((option) => /^-\w*[rRa]|^--(?:recursive|archive)$/.test(option));
  const to = paths.at(-1);
  if (to === undefined || options.some((option) => /^-\w*t$|^--target/.test(option))) return undefined;
  const from = paths.slice(0, -1);
  const isFiles = from.every((path) => /\.\w+$/.test(path));
  if (!isDeep && !isFiles) return undefined;
  const isContents = from.every((path) => /\/\.$|\/\*$/.test(path));
  return {
    from: from.map((path) => path.replace(/\/[.*]$/, '')),
    to,
    takes: isContents ? 'contents' : 'folder',
    except: [],
  };
}

function synced(args: Words): Step | undefined {
  const except: string[] = [];
  const paths: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    const [, name, value] = /^--(exclude|include|filter|files-from)(?:=(.*))?$/.exec(word) ?? [];
    if (name === 'exclude') except.push(value ?? args[++at] ?? '');
    else if (name !== undefined) return undefined;
    else if (!isOption(word)) paths.push(word);
  }
  const [from = '', to = ''] = paths;
  if (paths.length !== 2 || /:/.test(from + to)) return undefined;
  return { from: [from.replace(/\/$/, '')], to, takes: from.endsWith('/') ? 'contents' : 'folder', except };
}

/** What stands before the first star is left out of the path. */
function globbed(args: Words): Step | undefined {
  const [from = '', to = ''] = args.filter((word) => !isOption(word));
  const isAll = /\/\*\*(?:\/\*(?:\.\w+|\.\{[\w,]+\})?)?$/.test(from);
  return isAll ? { from: [from.replace(/\/\*\*.*$/, '')], to, takes: 'contents', except: [] } : undefined;
}

/** `copyfiles` keeps the whole path, or leaves out as many folders as `-u` says. */
function withPaths(args: Words): Step | undefined {
  if (args.some((word) => /^(?:-f|--flat|-e|--exclude)$/.test(word))) return undefined;
  const at = args.findIndex((word) => word === '-u' || word === '--up');
  const up = at < 0 ? 0 : Number(args[at + 1]);
  const step = globbed(args.filter((word, i) => !isOption(word) && (at < 0 || i !== at + 1)));
  const [from] = step?.from ?? [];
  if (step === undefined || from === undefined) return undefined;
  const folders = from.split('/').length;
  if (up === folders) return step;
  return up === 0 && !from.startsWith('.') ? { ...step, takes: 'whole path' } : undefined;
}

/** A relative target is that of the folder in which the link lies. */
function linked(args: Words): Step | undefined {
  const [target = '', to = '', ...more] = args.filter((word) => !isOption(word));
  if (more.length > 0 || !args.some((word) => /^-\w*s/.test(word)) || to.endsWith('/')) return undefined;
  const from = `${to.includes('/') ? `${to.replace(/\/[^/]*$/, '')}/` : ''}${target.replace(/\/$/, '')}`;
  return { from: [from], to, takes: 'contents', except: [] };
}

const call = /\b(?:cpSync|cp|copySync|copy)\(/g;

/** Calls of a script: paths as texts, joined, of the script's own folder, or in a constant of the same script. */
function scriptSteps(text: string): readonly CopyStep[] {
  if (!/\b(?:require|import)\b/.test(text)) return [];
  return [...text.matchAll(call)].flatMap((found): readonly CopyStep[] => {
    const [from, to] = argumentsAt(text, found.index + found[0].length);
    const source = from === undefined ? undefined : pathOf(from, text);
    const target = to === undefined ? undefined : pathOf(to, text);
    if (source === undefined || target === undefined || source.isBeside !== target.isBeside) return [];
    return [
      {
        line: text.slice(0, found.index).split('\n').length,
        from: [source.path.replace(/\/$/, '')],
        to: target.path,
        takes: 'contents',
        inside: '',
        except: [],
        isBesideScript: source.isBeside,
      },
    ];
  });
}

/** Longer ones are no paths. */
const longestCall = 400;

/** The arguments of a call, from behind its bracket. */
function argumentsAt(text: string, start: number): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < Math.min(text.length, start + longestCall); at++) {
    const letter = text[at] ?? '';
    if (/[([{]/.test(letter)) depth++;
    const isEnd = /[)\]}]/.test(letter) && depth-- === 0;
    if (!isEnd && (letter !== ',' || depth > 0)) continue;
    found.push(text.slice(from, at));
    from = at + 1;
    if (isEnd) return found;
  }
  return [];
}

interface ScriptPath {
  readonly path: string;
  readonly isBeside: boolean;
}

const deepest = 3;

function pathOf(expression: string, text: string, depth = 0): ScriptPath | undefined {
  const bare = expression.trim();
  const literal = /^(['"`])([^'"`$]*)\1$/.exec(bare)?.[2];
  if (literal !== undefined) return { path: literal, isBeside: false };
  if (/^(?:__dirname|import\.meta\.dirname)$/.test(bare)) return { path: '.', isBeside: true };
  if (bare === 'process.cwd()') return { path: '.', isBeside: false };
  const url = /^new URL\(\s*['"]([^'"]*)['"]\s*,\s*import\.meta\.url\s*\)$/.exec(bare)?.[1];
  if (url !== undefined) return { path: url, isBeside: true };
  const joined = /^(?:path\.)?(?:join|resolve)\(/.exec(bare)?.[0];
  if (joined !== undefined && depth < deepest) {
    const parts = argumentsAt(bare, joined.length).map((part) => pathOf(part, text, depth + 1));
    if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
    return { path: parts.map((part) => part?.path).join('/'), isBeside: parts[0]?.isBeside === true };
  }
  if (depth >= deepest || !/^[A-Za-z_$][\w$]*$/.test(bare)) return undefined;
  const written = new RegExp(`\\b(?:const|let|var)\\s+${bare.replace(/\$/g, '\\$')}\\s*=\\s*([^;\\n]+)`).exec(
    text,
  )?.[1];
  return written === undefined ? undefined : pathOf(written, text, depth + 1);
}
