/** Makes the embedded sample ready for an audit without an account: its repository, its settings, its stored answer. */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnswerStore } from '../../core/backlinks/answers.ts';
import { siteTarget } from '../../core/backlinks/siteTarget.ts';
import type { BacklinkRequest } from '../../core/backlinks/source.ts';
import type { Day } from '../../core/model.ts';
import { failed, type Result, success } from '../../core/ports.ts';
import { writeWhole } from '../../io/disk/wholeFile.ts';
import { savedText } from '../../io/savedFiles/openFiles.ts';
import { sources } from '../../io/sources/index.ts';
import { readSavedFiles } from '../../io/sources/savedFiles.ts';
import { createSample, sampleSite } from '../../sample/createSample.ts';

/** The site is on no server, so nothing is checked there. */
const sampleSettings = {
  'brokenBacklinks.site': sampleSite,
  'brokenBacklinks.recheck.enabled': false,
  'brokenBacklinks.dofollowOnly': false,
  'brokenBacklinks.plan': 'pages',
  'brokenBacklinks.includeSubdomains': false,
};

/**
 * `texts` is the folder `media/sample` of the extension. What `directory` held before is gone. Whichever source is
 * `asked`, by its id, the answer is there already.
 */
export async function prepareSample(
  directory: string,
  texts: string,
  asked: readonly string[],
  answers: AnswerStore,
  today: Day,
): Promise<Result<undefined>> {
  const target = siteTarget(sampleSite);
  if (target === undefined) return failed('bad-request', `${sampleSite} is not an address.`);
  const request: BacklinkRequest = {
    targets: [target],
    dofollowOnly: false,
    includeSubdomains: false,
    maximumRows: 1000,
    capMicros: undefined,
  };
  const names = ['domain_pages.json', 'backlinks.json'];
  const files = await Promise.all(
    names.map(async (name) => savedText(name, await readFile(join(texts, name), 'utf8'))),
  );
  const answer = await readSavedFiles(sources, files, request, today);
  if (!answer.ok) return answer;
  await rm(directory, { recursive: true, force: true });
  await createSample(directory, texts);
  const settings = join(directory, '.vscode', 'settings.json');
  const bytes = Buffer.from(`${JSON.stringify(sampleSettings, undefined, 2)}\n`);
  const written = await writeWhole(settings, bytes, { name: settings, before: { kind: 'anything' } });
  if (!written.ok) return written;
  const kept = { asked: today, maximumRows: request.maximumRows, value: answer.value };
  for (const source of asked) {
    const stored = await answers.write({ call: 'pages', source, request }, kept);
    if (!stored.ok) return stored;
  }
  return success(undefined);
}
