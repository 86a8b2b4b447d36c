/** How MDN's own tool joins redirects that lead on: what it writes, we have to write. */
import type { RepoPath } from '../../src/core/paths.ts';
import { urlPath } from '../../src/core/paths.ts';
import { formatOf } from '../../src/core/redirects/formats/index.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import type { Case, Suite } from './suite.ts';

const file = 'files/en-us/_redirects.txt' as RepoPath;

export const rari: Suite = {
  id: 'rari redirects',
  repository: 'mdn/rari',
  at: 'HEAD',
  leftOut:
    'its lists of documents and locales, the case of targets, and what it refuses for a document that is not there',
  async run(read) {
    const bodies = read('crates/rari-tools/src/redirects.rs')
      .split(/^ {4}#\[test\]\n/m)
      .slice(1);
    return bodies.filter((body) => /= short_cuts\(/.test(body)).map(caseOf);
  },
};

function caseOf(body: string): Case {
  const name = /fn (\w+)/.exec(body)?.[1] ?? '';
  const [given = '', wanted = ''] = body.split(/= short_cuts\(/);
  const pairs = pairsIn(given);
  const expected = pairsIn(wanted.replaceAll('.to_string()', ''));
  const context = siteOf({ files: { [file]: '' }, urls: [] }, 'mdn');
  const format = formatOf('mdnRedirects');
  let text = '# FROM-URL\tTO-URL\n';
  for (const [from, to] of pairs) {
    const edits = format?.add([{ from: urlPath(from), to, status: 301 }], text, file, context) ?? [];
    // What its tool takes out as a circle is refused before it is one.
    if ('refused' in edits) return { name, wrong: expected.length === 0 ? undefined : edits.refused };
    text = applyEdits(text, edits);
  }
  const lines = text.split('\n').filter((line) => line.includes('\t') && !line.startsWith('#'));
  const [one, other] = [expected.map((pair) => pair.join('\t')), lines].map((list) => [...list].sort().join(' | '));
  return { name, wrong: one === other ? undefined : `wanted ${one}, written ${other}` };
}

function pairsIn(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/\(\s*"(\/[^"]+)",\s*"(\/[^"]+)",?\s*\)/g)].map(
    ([, from = '', to = '']) => [from, to] as const,
  );
}
