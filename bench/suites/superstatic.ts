/** The redirects of superstatic, the server behind the emulator of Firebase Hosting. */
import type { Node } from '@babel/types';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { type Case, callsOf, literalOf, nodesOf, type Suite } from './suite.ts';

const file = 'test/unit/middleware/redirects.spec.js';

export const superstatic: Suite = {
  id: 'superstatic redirects',
  repository: 'firebase/superstatic',
  at: 'HEAD',
  leftOut: 'cases that look at no answer',
  async run(read) {
    const text = read(file);
    const cases: Case[] = [];
    for (const test of callsOf(nodesOf(text), 'it')) {
      const [name, body] = test.arguments;
      const found = await caseOf(nodesOf(`(${text.slice(body?.start ?? 0, body?.end ?? 0)})`));
      if (found !== undefined) cases.push({ name: String(literalOf(name)), wrong: found === '' ? undefined : found });
    }
    return cases;
  },
};

/** Empty where it is right; `undefined` where nothing is asked. */
async function caseOf(nodes: readonly Node[]): Promise<string | undefined> {
  const property = nodes.find(
    (node) => node.type === 'ObjectProperty' && node.key.type === 'Identifier' && node.key.name === 'redirects',
  );
  const redirects = property?.type === 'ObjectProperty' ? literalOf(property.value as Node) : undefined;
  const url = literalOf(callsOf(nodes, 'get')[0]?.arguments[0]);
  const expected = callsOf(nodes, 'expect').map(({ arguments: args }) => args.map(literalOf));
  const status = expected.find(([code]) => typeof code === 'number')?.[0];
  if (!Array.isArray(redirects) || typeof url !== 'string' || status === undefined) return undefined;
  const location = expected.find(([header]) => String(header).toLowerCase() === 'location')?.[1];
  const files = { 'firebase.json': JSON.stringify({ hosting: { redirects } }) };
  const table = await openRedirects(siteOf({ files, urls: [] }, 'firebase'));
  const [step] = table.resolve(url).steps;
  const wanted = status === 404 ? 'none' : `${status} ${location}`;
  const ours = step ? `${step.status} ${step.location}` : 'none';
  return wanted === ours ? '' : `${url}: wanted ${wanted}, ours ${ours}`;
}
