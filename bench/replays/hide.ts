/** Takes the redirects that a commit added out of its files again, and leaves all else that it changed. */
import { mayHoldRules, type OwnRule, ownRules } from '../suggest/ownRules.ts';

/** A file that a commit changed; `before` is `undefined` where it is new, `after` where it is gone. */
export interface Changed {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What the commit added, and its files without that; a text that is `undefined` is a file that did not exist. */
export interface Hidden {
  readonly rules: readonly OwnRule[];
  readonly files: ReadonlyMap<string, string | undefined>;
}

/** Rules whose address no changed file had before; `undefined` where they cannot be taken out without harm to others. */
export function hideAdded(changed: readonly Changed[]): Hidden | undefined {
  const holding = changed.filter(({ path }) => mayHoldRules(path));
  const known = new Set(holding.flatMap(({ path, before = '' }) => ownRules([{ path, text: before }]).map(fromOf)));
  const files = new Map<string, string | undefined>();
  const rules: OwnRule[] = [];
  for (const { path, before, after } of holding) {
    if (after === undefined) continue;
    const added = ownRules([{ path, text: after }]).filter((rule) => !known.has(rule.from));
    if (added.length === 0) continue;
    const names = new Set(added.map(fromOf));
    const hidden = added[0]?.to.kind === 'file' ? withoutNames(after, names) : withoutHunks(path, before, after, names);
    const left = ownRules([{ path, text: hidden ?? '' }]).map(fromOf);
    const all = ownRules([{ path, text: after }]).map(fromOf);
    if (left.some((from) => names.has(from)) || left.length !== all.length - added.length) return undefined;
    files.set(path, hidden);
    rules.push(...added);
  }
  return { rules, files };
}

function fromOf({ from }: OwnRule): string {
  return from;
}

/** A file that holds nothing but what was added did not exist. */
function withoutHunks(
  path: string,
  before: string | undefined,
  after: string,
  names: ReadonlySet<string>,
): string | undefined {
  if (before === undefined) return undefined;
  const [old, now] = [before.split('\n'), after.split('\n')];
  const count = (lines: readonly string[]) =>
    ownRules([{ path, text: lines.join('\n') }]).filter(({ from }) => names.has(from)).length;
  let lines = now;
  // From the last to the first, so that the places of those in front stay.
  for (const { oldAt, oldEnd, at, end } of hunks(old, now).toReversed()) {
    const without = [...lines.slice(0, at), ...old.slice(oldAt, oldEnd), ...lines.slice(end)];
    if (count(without) < count(lines)) lines = without;
  }
  return lines.join('\n');
}

interface Hunk {
  readonly oldAt: number;
  readonly oldEnd: number;
  readonly at: number;
  readonly end: number;
}

/** Longest common lines between the equal start and end of both; each stretch that differs is one hunk. */
function hunks(old: readonly string[], now: readonly string[]): readonly Hunk[] {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let tail = 0;
  while (tail < old.length - start && tail < now.length - start && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  const [rows, columns] = [old.length - start - tail, now.length - start - tail];
  if (rows * columns > 4_000_000) return [{ oldAt: start, oldEnd: start + rows, at: start, end: start + columns }];
  const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      lengths[row]![column] =
        old[start + row] === now[start + column]
          ? lengths[row + 1]![column + 1]! + 1
          : Math.max(lengths[row + 1]![column]!, lengths[row]![column + 1]!);
    }
  }
  const found: Hunk[] = [];
  let [row, column] = [0, 0];
  let from = { row, column };
  const close = () => {
    if (from.row === row && from.column === column) return;
    found.push({ oldAt: start + from.row, oldEnd: start + row, at: start + from.column, end: start + column });
  };
  while (row < rows || column < columns) {
    const isSame = row < rows && column < columns && old[start + row] === now[start + column];
    if (isSame) {
      close();
      row++;
      column++;
      from = { row, column };
    } else if (column >= columns || (row < rows && lengths[row + 1]![column]! >= lengths[row]![column + 1]!)) row++;
    else column++;
  }
  close();
  return found;
}

const key = /^(?:aliases|redirect_from|redirectFrom|redirect_froms)\s*[:=]/;

/** Lines of the front matter's list that name one of these; the key too where nothing is left of it. */
function withoutNames(text: string, names: ReadonlySet<string>): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => key.test(line));
  if (at < 0) return text;
  let end = at + 1;
  while (end < lines.length && /^[ \t]*-[ \t]/.test(lines[end]!)) end++;
  const nameOf = (line: string) =>
    line
      .replace(/^\s*-/, '')
      .trim()
      .replace(/^["']|["']$/g, '');
  if (end > at + 1) {
    const kept = lines.slice(at + 1, end).filter((line) => !names.has(nameOf(line)));
    return [...lines.slice(0, kept.length === 0 ? at : at + 1), ...kept, ...lines.slice(end)].join('\n');
  }
  const [, head = '', list] = /^([^[]*)\[([^\]]*)\]\s*$/.exec(lines[at]!) ?? [];
  const kept = (list ?? '').split(',').filter((name) => name.trim() !== '' && !names.has(nameOf(name)));
  const line = kept.length === 0 ? [] : [`${head}[${kept.join(',').trim()}]`];
  return [...lines.slice(0, at), ...line, ...lines.slice(at + 1)].join('\n');
}
