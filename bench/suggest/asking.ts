/** Asks the command line where broken addresses of a repository could lead, with its redirects hidden. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** What `explain` prints of one address, as far as the benches look at it. */
export interface Answer {
  readonly url: string;
  readonly suggestions: readonly {
    readonly url: string;
    readonly file: string;
    readonly confidence: number;
    readonly confident: boolean;
    readonly evidence: readonly { readonly kind: string; readonly weight: number; readonly text: string }[];
    readonly doubt?: string;
  }[];
}

const cli = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** What `explain` says of every old address of a repository, in the order asked; `more` are further arguments. */
export function explain(
  repository: string,
  addresses: readonly string[],
  more: readonly string[] = [],
): Promise<readonly Answer[]> {
  const args = [cli, 'explain', '-', '--without-redirects', '--format', 'json', '--repo', repository, ...more];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(`${addresses.join('\n')}\n`);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', () => {
      const lines = Buffer.concat(chunks).toString('utf8').split('\n').filter(Boolean);
      done(lines.map((line) => answerIn(JSON.parse(line))));
    });
  });
}

function answerIn({ url, diagnosis }: { url: string; diagnosis: Omit<Answer, 'url'> }): Answer {
  return { url, suggestions: diagnosis.suggestions };
}
