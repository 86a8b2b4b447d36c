/** Whether it matters for a page's address that a part of its front matter could not be read. */
import type { Permalinks } from '../generators/shared/generator.ts';
import type { ContentFile, Note } from '../model.ts';

/** Values of every kind that some key takes: a name, an address, a day, a switch. */
const probes: readonly unknown[] = ['probe', '/probe/', '2001-02-03', true, false];

/**
 * What to tell of a file whose front matter has a problem: nothing when no value of the lost keys would give the file
 * another address or hide it, as with a description.
 */
export function frontMatterNote(file: ContentFile, permalinks: Pick<Permalinks, 'routes'>): Note | undefined {
  const { problem, data } = file.frontMatter;
  if (problem === undefined) return undefined;
  const { message, line, lost } = problem;
  if (lost === undefined) return { file: file.path, line, message };
  const addressed = addressesOf(file, permalinks);
  const deciding = lost.filter((key) =>
    probes.some((value) => {
      const probed = { ...file, frontMatter: { ...file.frontMatter, data: { ...data, [key]: value } } };
      return addressesOf(probed, permalinks) !== addressed;
    }),
  );
  if (deciding.length === 0) return undefined;
  const keys = deciding.map((key) => `\`${key}\``).join(', ');
  return { file: file.path, line, message: `${message}; without ${keys} the address may be another one.` };
}

function addressesOf(file: ContentFile, permalinks: Pick<Permalinks, 'routes'>): string {
  const own = permalinks.routes(file).filter(({ kind }) => kind !== 'generated');
  return own.map(({ url, kind }) => `${kind} ${url}`).join('\n');
}
