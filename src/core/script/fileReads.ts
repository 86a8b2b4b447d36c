/** Files and folders of the repository that a script reads while it is evaluated. */
import { decodeUri, type RepoPath, repoPath } from '../paths.ts';
import { parseJson } from '../text/json.ts';
import { type Evaluation, maximumText } from './evaluation.ts';
import { inText, unknownFrom } from './operators.ts';
import { joinPath } from './paths.ts';
import { fromData, list, literalValue, type Origin, unknown, type Value } from './value.ts';

/** `fileURLToPath`. */
export function fileUrlPath(value: Value, origin: Origin): Value {
  const text = inText(value);
  return text === undefined
    ? unknownFrom(value, origin)
    : literalValue(decodeUri(text.replace(/^file:\/\//, '')), origin);
}

/** Functions of `node:fs`, the repository's root being `/`; `undefined` for one that is not known here. */
export function readFile(
  name: string,
  args: readonly Value[],
  evaluation: Evaluation,
  origin: Origin,
): Value | undefined {
  const where = args[0] && inText(args[0]);
  if (where === undefined) return undefined;
  const local = where.replace(/^file:\/\//, '');
  const path = repoPath(joinPath(local.startsWith('/') ? [local] : [`/${evaluation.workingFolder}`, local]).slice(1));
  if (path === undefined) return unknown('reads a file outside the repository', origin);
  if (name === 'existsSync' || name === 'pathExistsSync') return literalValue(evaluation.sources.has(path), origin);
  if (name === 'readdirSync' || name === 'readdir') return folderNames(path, evaluation, origin);
  if (!['readFileSync', 'readFile', 'readJsonSync', 'readJSONSync', 'readJson'].includes(name)) return undefined;
  const text = evaluation.sources.text(path);
  if (text === undefined || text.length > maximumText) return unknown(`reads the file ${path}`, origin);
  return name.startsWith('readFile')
    ? literalValue(text, origin)
    : parsed(literalValue(text, origin), origin, parseJson);
}

/** A folder of which no file is in the repository is filled before the build, or by it: nobody knows with what. */
function folderNames(path: RepoPath, evaluation: Evaluation, origin: Origin): Value {
  const names = new Set(evaluation.sources.below(path).map((inner) => inner.replace(/\/.*$/s, '')));
  if (names.size === 0) return unknown(`reads the folder ${path}`, origin);
  return list(
    [...names].sort().map((name) => literalValue(name, origin)),
    origin,
  );
}

/** The data a text holds in JSON or YAML. */
export function parsed(value: Value | undefined, origin: Origin, parse: (text: string) => unknown): Value {
  const text = value && inText(value);
  if (text === undefined) return value ? unknownFrom(value, origin) : literalValue(undefined, origin);
  try {
    return fromData(parse(text), origin);
  } catch {
    // The build would fail on it too; what matters here is that the value is not known.
    return unknown('is not valid JSON or YAML', origin);
  }
}
