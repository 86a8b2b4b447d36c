/** `snapshot`: the stored answer as a file of the repository, for forks, builds and everybody without a key. */
import { join } from 'node:path';
import { targetAddress } from '../../core/backlinks/siteTarget.ts';
import { snapshotFile, snapshotText } from '../../core/backlinks/snapshot.ts';
import { count } from '../../core/wording/amounts.ts';
import { jsonLine, terminalLine, together, tsvRow } from '../../core/wording/terminalText.ts';
import { writeWhole } from '../../io/disk/wholeFile.ts';
import { sourceNamed } from '../shared/answer.ts';
import {
  type Arguments,
  type CommandConsole,
  type ExitCode,
  jsonVersion,
  UsageError,
  unbroken,
} from '../shared/command.ts';
import { requestOf, storeOf } from '../shared/indexAccess.ts';
import { askedAddress, openNamedWorkspace } from '../shared/workspace.ts';

export async function runSnapshot(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const workspace = await openNamedWorkspace(args, host);
  const { target } = askedAddress(workspace, host);
  const entry = sourceNamed(args.text('source'), host);
  const kept = await storeOf(host).answers.read({ call: 'pages', source: entry.id, request: requestOf(target, args) });
  if (kept === undefined) {
    throw new UsageError(
      `No answer of ${entry.title} about ${targetAddress(target)} is stored. Run audit first, with the same options.`,
    );
  }
  const { value, asked } = kept;
  if (value.truncated || (value.gaps ?? []).length > 0) {
    throw new UsageError(
      'The stored answer is not whole, and a snapshot of it would hide that. Run audit again, with a higher --max-pages.',
    );
  }
  const text = snapshotText(value);
  const pages = text.split('\n').length - 2;
  const isWritten = args.flag('write');
  host.err(
    terminalLine(
      `${entry.title}'s licence decides whether its rows may be published; look at it before you commit the file. Who links is left out.`,
    ),
  );
  if (isWritten) {
    const file = join(workspace.directory, snapshotFile);
    const written = await unbroken(host, () =>
      writeWhole(file, Buffer.from(text), { before: { kind: 'anything' }, name: snapshotFile }),
    );
    if (!written.ok) throw new UsageError(written.failure.message);
    host.err(terminalLine(`${snapshotFile}: ${count(pages, 'page')}, as asked on ${asked}.`));
  }
  if (args.text('format') === 'json') {
    host.out(
      jsonLine({
        version: jsonVersion,
        site: targetAddress(target),
        source: entry.id,
        asked,
        pages,
        file: isWritten ? snapshotFile : null,
      }),
    );
  } else if (!isWritten) {
    host.out(
      together(
        text
          .slice(0, -1)
          .split('\n')
          .map((line) => tsvRow(...line.split('\t'))),
      ),
    );
  }
  return 0;
}
