/** Reads the sample's history from its text: see the head of `media/sample/history.txt`. */

export interface ScriptedCommit {
  readonly date: string;
  readonly author: string;
  readonly subject: string;
  readonly changes: readonly ScriptedChange[];
}

export type ScriptedChange =
  | { readonly kind: 'write'; readonly path: string; readonly text: string }
  | { readonly kind: 'rename'; readonly from: string; readonly path: string; readonly text: string | undefined }
  | { readonly kind: 'delete'; readonly path: string };

export function readSampleScript(text: string): readonly ScriptedCommit[] {
  const [, ...commits] = text.split(/^== /m);
  return commits.map((block) => {
    const [head = '', ...parts] = block.split(/^-- (.+?) --\n/m);
    const [date = '', author = '', subject = ''] = head.trim().split(' | ');
    const changes: ScriptedChange[] = [];
    for (let i = 0; i < parts.length; i += 2) changes.push(changeOf(parts[i] ?? '', parts[i + 1] ?? ''));
    return { date, author, subject, changes };
  });
}

function changeOf(label: string, body: string): ScriptedChange {
  const text = body.trimEnd() === '' ? undefined : `${body.trimEnd()}\n`;
  const deleted = /^(.+) \(deleted\)$/.exec(label)?.[1];
  if (deleted !== undefined) return { kind: 'delete', path: deleted };
  const [from = '', to] = label.split(' => ');
  return to === undefined ? { kind: 'write', path: from, text: text ?? '' } : { kind: 'rename', from, path: to, text };
}

/** The commits as a stream for `git fast-import`. The same text gives the same commit hashes everywhere. */
export function fastImport(commits: readonly ScriptedCommit[]): string {
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  return commits
    .map(({ date, author, subject, changes }) => {
      const seconds = Math.floor(Date.parse(date) / 1000);
      const person = `${author} <${author.split(' ')[0]?.toLowerCase()}@tidewater.example> ${seconds} +0000`;
      const head = `commit refs/heads/main\nauthor ${person}\ncommitter ${person}\n${data(subject)}`;
      return head + changes.map((change) => changeLines(change, data)).join('');
    })
    .join('');
}

function changeLines(change: ScriptedChange, data: (text: string) => string): string {
  switch (change.kind) {
    case 'delete':
      return `D ${change.path}\n`;
    case 'rename':
      return `R ${change.from} ${change.path}\n${change.text === undefined ? '' : write(change.path, change.text, data)}`;
    case 'write':
      return write(change.path, change.text, data);
    default:
      return change satisfies never;
  }
}

function write(path: string, text: string, data: (text: string) => string): string {
  return `M 100644 inline ${path}\n${data(text)}`;
}
