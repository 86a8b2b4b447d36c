/**
 * Gatsby: calls `createRedirect({ fromPath, toPath, isPermanent, statusCode, force })` in `gatsby-node.*`; 302 unless
 * permanent. The calls are program text, so a new one is only put beside an existing one with literal paths.
 * https://www.gatsbyjs.com/docs/reference/config-files/actions/#createRedirect
 */

import { lineEnding, type TextEdit } from '../../text/edits.ts';
import { lineIndex } from '../../text/lineIndex.ts';
import { lineIndent, lineTail } from '../../text/lists.ts';
import { append } from '../../text/longLists.ts';
import { quoted } from '../../text/records.ts';
import { removeStatement } from '../../text/redirectLines.ts';
import { visitorCondition } from '../condition.ts';
import type { InvalidRule, RedirectFormat, RedirectRule, SourcePattern } from '../format.ts';
import { literal as plainText } from '../host.ts';
import { gatsby } from '../hosts/gatsby.ts';
import { escapedTarget } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';

/** The fields between the braces of the argument; braces in quoted text close nothing. */
const fields = /(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|[^{}'"`])*/.source;
const call = new RegExp(`\\b((?:actions\\.)?createRedirect)\\(\\s*\\{(${fields})\\}\\s*,?\\s*\\)[ \\t]*;?`, 'g');

/** One whose argument is a value, or an object that holds more than plain fields. */
const otherCall = new RegExp(`\\bcreateRedirect\\((?!\\s*(?:\\{${fields}\\}\\s*,?\\s*)?\\))`, 'g');

export const gatsbyRedirects = {
  id: 'gatsbyRedirects',
  title: 'Gatsby createRedirect',
  docs: 'https://www.gatsbyjs.com/docs/reference/config-files/actions/#createRedirect',
  reads: 'whole',
  writes: ['script'],
  files: async (context) => ownFilesNamed(context, /^gatsby-node\.(js|mjs|cjs|ts)$/),

  parse(text, file, _context) {
    const line = lineIndex(text);
    const rules: RedirectRule[] = [];
    for (const found of text.matchAll(call)) {
      const body = found[2] ?? '';
      const from = field(body, 'fromPath');
      const to = field(body, 'toPath');
      const code = /\bstatusCode\s*:\s*(\d{3})/.exec(body)?.[1];
      const permanent = /\bisPermanent\s*:\s*true/.test(body);
      rules.push({
        format: 'gatsbyRedirects',
        host: 'gatsby',
        file,
        line: line(found.index),
        start: found.index,
        end: found.index + found[0].length,
        order: rules.length,
        from: from ?? '',
        to: to ?? '',
        source: from === undefined ? madeByProgram(body) : gatsby.source(from),
        status: code ? Number(code) : permanent ? 301 : 302,
        statusIsDefault: !code && !/\bisPermanent\b/.test(body),
        force: /\bforce\s*:\s*true/.test(body),
        conditions: /\b(conditions|Language|Country)\s*:/i.test(body) ? [visitorCondition('conditions')] : [],
      });
    }
    const hidden = [...text.matchAll(otherCall)].map(({ index }): InvalidRule => {
      const message = 'A redirect cannot be read: code computes what createRedirect gets.';
      return { format: 'gatsbyRedirects', file, line: line(index), message, isHidden: true };
    });
    return { rules, invalid: hidden, host: 'gatsby' };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'createRedirect in {file}, {status}',
      because: 'the site calls createRedirect there',
      fitness: 50,
      missing: 'The site has no gatsby-node file.',
    });
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const known = rules.filter(({ source }) => source.kind === 'exact');
    const model = known.at(-1);
    if (!model) return { refused: `${file} has no createRedirect with plain paths to add another after.` };
    const edits: TextEdit[] = [];
    const calls: string[] = [];
    const sample = text.slice(model.start, model.end);
    const quote = sample.includes("'") ? "'" : '"';
    for (const redirect of redirects) {
      if (redirect.status === 410) return { refused: 'Gatsby has no status 410 for redirects.' };
      if (/[%?#*:]/.test(redirect.from))
        return { refused: `The host behind Gatsby may read a character of ${redirect.from} as something else.` };
      const from = redirect.below ? `${redirect.from.replace(/\/$/, '')}/*` : redirect.from;
      if (redirect.below) return { refused: 'What a wildcard carries over depends on the host behind Gatsby.' };
      const to = escapedTarget(redirect.to, /[:*]/g);
      const permanent = redirect.status === 301 || redirect.status === 308;
      const name = /^(?:actions\.)?createRedirect/.exec(sample)?.[0] ?? 'createRedirect';
      const written = `${name}({ fromPath: ${quoted(from, quote)}, toPath: ${quoted(to, quote)}, isPermanent: ${permanent} })${sample.endsWith(';') ? ';' : ''}`;
      const isLike = (rule: RedirectRule) => rule.from.replace(/(.)\/$/, '$1') === from.replace(/(.)\/$/, '$1');
      const same = known.find((rule) => rule.from === from) ?? known.find(isLike);
      if (!same) calls.push(written);
      else if (same.to === '') return { refused: `${file}:${same.line} makes its toPath by code; change it there.` };
      else if (same.to !== to || same.status !== (permanent ? 301 : 302))
        append(edits, retargeted(text, same, to, permanent));
    }
    return [...edits, ...behind(model, calls, text)];
  },

  remove: (rule, text) => [removeStatement(text, rule.start, rule.end)],
} satisfies RedirectFormat;

/** Calls below the line of another. A comment behind that one is about it. */
function behind({ start, end }: RedirectRule, calls: readonly string[], text: string): readonly TextEdit[] {
  const indent = lineIndent(text, start);
  const added = calls.map((written) => lineEnding(text) + indent + written).join('');
  const at = lineTail(text, end, { lineComment: '//' });
  return added === '' ? [] : [{ start: at, end: at, text: added }];
}

function field(body: string, name: string): string | undefined {
  const [, quote, written] = literal(name).exec(body) ?? [];
  if (quote === '`' && written?.includes('$')) return undefined;
  return written?.replace(/\\(u[\da-f]{4}|.)/gi, (_, sign: string) => unescaped(sign));
}

function literal(name: string): RegExp {
  return new RegExp(`\\b${name}\\s*:\\s*(["'\`])((?:\\\\.|(?!\\1|\\\\|\\n)[^])*)\\1`);
}

function unescaped(sign: string): string {
  if (sign.length > 1) return String.fromCharCode(Number.parseInt(sign.slice(1), 16));
  return { n: '\n', t: '\t', r: '\r' }[sign] ?? sign;
}

/** Another target and status in the same call; whatever else it says stays. */
function retargeted(text: string, rule: RedirectRule, to: string, permanent: boolean): readonly TextEdit[] {
  const body = text.slice(rule.start, rule.end);
  const target = literal('toPath').exec(body);
  const [whole = '', quote = ''] = target ?? [];
  const index = target?.index ?? 0;
  const end = index + whole.length;
  const at = (start: number, until: number, written: string): TextEdit => ({
    start: rule.start + start,
    end: rule.start + until,
    text: written,
  });
  const edits = [at(index + whole.indexOf(quote), end, quoted(to, quote === '"' ? '"' : "'"))];
  const status = permanent ? 301 : 302;
  if (rule.status === status) return edits;
  // A status code outweighs the flag.
  const code = /\bstatusCode\s*:\s*(?=\d{3})/.exec(body);
  const flag = /\bisPermanent\s*:\s*(true|false)/.exec(body);
  const [said = '', value = ''] = flag ?? [];
  if (code !== null) edits.push(at(code.index + code[0].length, code.index + code[0].length + 3, `${status}`));
  else if (flag === null) edits.push(at(end, end, `, isPermanent: ${permanent}`));
  else edits.push(at(flag.index + said.length - value.length, flag.index + said.length, `${permanent}`));
  return edits;
}

/** Of a template the text in front of its first value is known. */
function madeByProgram(body: string): SourcePattern {
  const head = /\bfromPath\s*:\s*`(\/[^`$]*)\$\{/.exec(body)?.[1];
  const reach = head === undefined ? undefined : { under: '/', regex: `^${plainText(head)}` };
  return { kind: 'unknown', reason: 'code computes its path', reach };
}
