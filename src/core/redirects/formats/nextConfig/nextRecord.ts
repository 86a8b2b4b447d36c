/** What Next.js refuses in a redirect, and what it answers an error for. */
import { type DataNode, dataAt, valueAt } from '../../../data/data.ts';
import { builtLength, targetProblem } from '../../hosts/pathPatterns.ts';
import { fieldProblem } from '../../writing/visitorFields.ts';

const fields = ['source', 'destination', 'permanent', 'statusCode', 'has', 'missing', 'locale', 'basePath'];

/** What Next.js refuses in a redirect. https://nextjs.org/docs/messages/invalid-route-source */
export function recordProblem(record: DataNode, from: string, to: string): string | undefined {
  const members = record.kind === 'object' ? record.members.map(({ key }) => key) : [];
  const unnamed = /^\//.test(to)
    ? [...to.matchAll(/:(\d+)/g)].find(([, index]) => hasGroup(from, Number(index)))
    : undefined;
  const other = members.find((key) => !fields.includes(key));
  if (other !== undefined) return `a redirect has no field ${other}`;
  if (!from.startsWith('/')) return `the source ${from} has to begin with /`;
  const code = valueAt(record, 'statusCode');
  if (typeof code === 'number' && code !== 0 && ![301, 302, 303, 307, 308].includes(code))
    return `${code} is not a status of a redirect; 301, 302, 303, 307 and 308 are`;
  const wrong = ['locale', 'basePath'].find((key) => ![undefined, false].includes(valueAt(record, key) as undefined));
  if (wrong !== undefined && dataAt(record, wrong)?.kind === 'value')
    return `${wrong} of a redirect must be false or left out`;
  if (unnamed) return `${unnamed[0]} of ${to} is a part without a name; give it one in ${from}, such as :rest(.*)`;
  const long =
    tooLong('source', from, from) ?? (to.startsWith('/') ? tooLong('destination', to, pathAndPart(to)) : undefined);
  return long ?? fieldProblem(record) ?? (dataAt(record, 'has') === undefined ? targetProblem(from, to) : undefined);
}

/** A part that repeats in the source and not in the path of the target: the server answers an error for what it matches. */
export function repeatedInto(from: string, to: string): string | undefined {
  const path = pathAndPart(to).replace(/^\w+:\/\/[^/]*/, '');
  const names = [...from.matchAll(/:(\w+)(?:\((?:[^()\\]|\\.)*\))?[*+]/g)].map(([, name = '']) => name);
  const name = names.find((each) => new RegExp(`:${each}(?![\\w*+(])`).test(path));
  return name === undefined ? undefined : `:${name}`;
}

const longest = 4096;

function tooLong(what: string, written: string, pattern: string): string | undefined {
  if (builtLength(pattern) <= longest) return undefined;
  return `the ${what} ${written.slice(0, 60)}… is longer than ${longest} characters as an expression`;
}

function pathAndPart(to: string): string {
  return to.replace(/\?[^#]*/, '');
}

/** Whether a source has so many groups without a name. */
function hasGroup(from: string, index: number): boolean {
  return [...from.matchAll(/(?<![\w\\])\((?!\?)/g)].length > index;
}
