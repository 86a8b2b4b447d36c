/** The parser of `_redirects` that Cloudflare's Pages and Workers share. */
import type { RepoPath } from '../../src/core/paths.ts';
import { formatOf } from '../../src/core/redirects/formats/index.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

const folder = 'packages/workers-shared/utils/tests';

export const cloudflare: Suite = {
  id: 'cloudflare parseRedirects',
  repository: 'cloudflare/workers-sdk',
  at: 'HEAD',
  leftOut: 'texts and results that are made by code',
  async run(read) {
    return ['parseRedirects.valid.test.ts', 'parseRedirects.invalid.test.ts'].flatMap((file) =>
      callsOf(nodesOf(read(`${folder}/${file}`)), 'test').flatMap((test): Case[] => {
        const [name, body] = test.arguments;
        const script = read(`${folder}/${file}`).slice(body?.start ?? 0, body?.end ?? 0);
        const nodes = nodesOf(`(${script})`);
        const input = nodes.find(
          (node) => node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && node.id.name === 'input',
        );
        const text = input?.type === 'VariableDeclarator' ? literalOf(input.init) : undefined;
        const wanted = literalOf(callsOf(nodes, 'toEqual')[0]?.arguments[0]) as Wanted | undefined;
        if (typeof text !== 'string' || !wanted?.rules || !wanted.invalid) return [];
        if (callsOf(nodes, 'parseRedirects')[0]?.arguments.length !== 1) return [];
        if (wanted.rules.some((rule) => rule === undefined || Object.values(rule).includes(undefined))) return [];
        return [{ name: String(literalOf(name)), wrong: differs(text, wanted) }];
      }),
    );
  },
};

interface Wanted {
  readonly rules?: readonly Readonly<Record<string, unknown>>[];
  readonly invalid?: readonly Readonly<Record<string, unknown>>[];
}

function differs(text: string, { rules = [], invalid = [] }: Wanted): string | undefined {
  const context = siteOf({ files: { _redirects: text }, urls: [] }, 'cloudflare');
  const parsed = formatOf('redirectsFile')?.parse(text, '_redirects' as RepoPath, context);
  const live = (parsed?.rules ?? []).filter(({ source }) => source.kind !== 'never');
  const print = (from: unknown, to: unknown, status: unknown, line: unknown) => `${line}: ${from} ${to} ${status}`;
  const wanted = rules.map((rule) => print(rule.from, addressOf(String(rule.to)), rule.status, rule.lineNumber));
  // The address of a source is what the parser of Cloudflare makes of it, which is not how it is written.
  const found = live.map((rule) => print(sourceOf(rule.from), addressOf(rule.to), rule.status, rule.line));
  const refused = new Set([
    ...(parsed?.invalid ?? []).map(({ line }) => line),
    ...(parsed?.rules ?? []).filter(({ source }) => source.kind === 'never').map(({ line }) => line),
  ]);
  const unrefused = invalid
    .map(({ lineNumber }) => lineNumber)
    .filter((line) => line !== undefined && !refused.has(Number(line)));
  if (JSON.stringify(wanted) === JSON.stringify(found) && unrefused.length === 0) return undefined;
  return `wanted ${wanted.join(' | ')}, read ${found.join(' | ')}${unrefused.length > 0 ? `; lines ${unrefused.join(', ')} not refused` : ''}`;
}

/** A source without its query and fragment, a whole address as it is. */
function sourceOf(from: string): string {
  return /^(?:https?:)?\/\//.test(from) ? from : addressOf(from).replace(/[?#].*$/s, '');
}

function addressOf(written: string): string {
  if (!URL.canParse(written, 'https://site')) return written;
  const { origin, href } = new URL(written, 'https://site');
  return origin === 'https://site' ? href.slice(origin.length) : href;
}
