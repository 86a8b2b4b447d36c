/**
 * `netlify.toml`: tables `[[redirects]]` (or an inline `redirects = [{…}]`) with from, to, status, force, query,
 * conditions, headers, signed; read after `_redirects`, first match; 301 by default.
 * https://docs.netlify.com/manage/routing/redirects/redirect-options/
 */

import { encodeUrl } from '../../../paths.ts';
import { lineEnding, type TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { lineIndent, removeItem } from '../../../text/lists.ts';
import { append } from '../../../text/longLists.ts';
import { insertLines, removeLines } from '../../../text/redirectLines.ts';
import { visitorCondition } from '../../condition.ts';
import type {
  InvalidRule,
  QueryCondition,
  Redirect,
  RedirectContext,
  RedirectFormat,
  RedirectRule,
} from '../../format.ts';
import { netlify, netlifyRefusal, netlifyWrittenSource, ownTarget } from '../../hosts/netlify.ts';
import { type RuleMeaning, ruleAt } from '../../rule.ts';
import { encodedTarget, visitorsOf } from '../../target.ts';
import { ownFilesNamed, planInFile } from '../../writing/configFile.ts';
import { firstShadowing, hasSamePermanence, sameSource } from '../../writing/placement.ts';
import { blocksOf, inlineList, type RedirectBlock, strayOf } from './blocks.ts';

export const netlifyToml = {
  id: 'netlifyToml',
  title: 'netlify.toml',
  docs: 'https://docs.netlify.com/manage/routing/redirects/redirect-options/',
  reads: 'whole',
  writes: ['toml'],
  files: async (context) => ownFilesNamed(context, /^netlify\.toml$/),

  parse(text, file, context) {
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = [];
    const blocks = blocksOf(text);
    const say = (line: number, message: string) => invalid.push({ format: 'netlifyToml', file, line, message });
    if (!blocks) {
      say(1, `${file} is not valid TOML; none of its rules can be read.`);
      return { rules, invalid };
    }
    const line = lineIndex(text);
    const stray = strayOf(text);
    if (stray !== undefined) say(line(stray), 'redirects must be tables, each [[redirects]].');
    for (const block of blocks) {
      const meaning = meaningOf(block.fields, context);
      if ('problem' in meaning) say(line(block.start), meaning.problem);
      else {
        const { start, end } = block;
        const place = { format: 'netlifyToml', host: 'netlify', file, line: line(start), start, end } as const;
        rules.push(ruleAt({ ...place, order: rules.length }, meaning));
      }
    }
    return { rules, invalid };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'a [[redirects]] table in {file}, {status}',
      because: 'netlify.toml configures the host',
      fitness: 51,
      missing: 'The site has no netlify.toml.',
      needs: spellingsOf(redirect).length > 1 ? [{ message: bothSpellings }] : undefined,
    });
  },

  add(redirects, text, file, context) {
    const blocks = blocksOf(text);
    if (!blocks) return { refused: `${file} is not valid TOML; correct it first.` };
    if (blocks.some(({ start }) => text[start] === '{')) {
      return { refused: `The redirects of ${file} are one inline list; add the rule there by hand.` };
    }
    const { rules } = this.parse(text, file, context);
    const edits: TextEdit[] = [];
    const inserts = new Map<number, string[]>();
    for (const redirect of redirects) {
      if (/\*|\/:/.test(redirect.from))
        return { refused: `Netlify reads characters of ${redirect.from} as a wildcard or a placeholder.` };
      const to = targetOf(redirect);
      const spellings = spellingsOf(redirect);
      const source = netlify.source(spellings[0]);
      const same = sameSource(rules, source);
      const old = blocks.find(({ start }) => start === same?.start);
      const shadowing = firstShadowing(rules, source);
      const dead = same !== undefined && shadowing !== undefined && shadowing.order < same.order;
      if (same && old && dead) append(edits, removed(same, text));
      else if (same && old) {
        const isOther = (rule: RedirectRule) => spellings.includes(rule.from) && sameSource([rule], source) === rule;
        const all = rules.filter((rule) => rule === same || isOther(rule));
        append(
          edits,
          all.flatMap((rule) => changed(text, rule, blocks, to, redirect.status)),
        );
        continue;
      }
      const next = blocks.find(({ start }) => start === shadowing?.start);
      const at = next ? aboveComments(text, next.start) : endOfBlocks(text, blocks);
      const neighbour = next ?? blocks.at(-1);
      const printed = spellings.map((from) =>
        printBlock(text, neighbour, from, to, redirect.status, next !== undefined),
      );
      inserts.set(at, [...new Set([...(inserts.get(at) ?? []), ...printed])]);
    }
    for (const [at, added] of inserts) {
      const lines = added.flatMap((block) => block.split('\n'));
      append(edits, insertLines(text, at, lines));
    }
    return edits;
  },

  remove: removed,
} satisfies RedirectFormat;

const bothSpellings =
  'Netlify documents the encoded form and its local server matches the other one, so both tables are written.';

function meaningOf(
  fields: RedirectBlock['fields'],
  context: RedirectContext,
): RuleMeaning | { readonly problem: string } {
  const from = fields.from ?? fields.origin;
  const to = fields.to ?? fields.destination;
  if (typeof from !== 'string') return { problem: 'A redirect needs from.' };
  if (to !== undefined && typeof to !== 'string') return { problem: 'A redirect needs to.' };
  if (from === '') return { problem: 'A redirect needs from.' };
  const status = fields.status === undefined ? 301 : Number.parseInt(String(fields.status), 10);
  if (!Number.isInteger(status)) return { problem: `${JSON.stringify(fields.status)} is not a status.` };
  if (Array.isArray(fields.headers)) return { problem: 'headers must be one table, [redirects.headers].' };
  const refused = netlifyRefusal(from, to, status);
  if (refused) return { problem: refused };
  return {
    from,
    to: to ?? ownTarget(from),
    source: netlifyWrittenSource(from),
    status,
    statusIsDefault: fields.status === undefined,
    force: fields.force === true,
    conditions: [...visitorsOf(from, to ?? '', context), ...conditionsOf(fields).map(visitorCondition)],
    query: queryOf(fields),
  };
}

/**
 * How a source is written: encoded, as Netlify documents it, and beside it decoded, which its local server compares with,
 * and which is what browsers send of `[`, `]` and `|`.
 */
function spellingsOf({ from, below }: Redirect): readonly [string, ...string[]] {
  const tail = (path: string) => (below ? `${path.replace(/\/$/, '')}/*` : path);
  const [encoded, raw] = [tail(encodeUrl(from)), tail(from)];
  return raw === encoded || /[\s\p{Cc}"'\\?#%]/u.test(raw) ? [encoded] : [encoded, raw];
}

function targetOf({ to, below }: Redirect): string {
  const encoded = encodedTarget(to);
  return below ? `${encoded.replace(/\/$/, '')}/:splat` : encoded;
}

function changed(
  text: string,
  rule: RedirectRule,
  blocks: readonly RedirectBlock[],
  to: string,
  status: number,
): readonly TextEdit[] {
  const block = blocks.find(({ start }) => start === rule.start);
  if (block === undefined) return [];
  return [
    ...(rule.to === to ? [] : replaceField(text, block, ['to', 'destination'], JSON.stringify(to))),
    ...(hasSamePermanence(rule.status, status) ? [] : replaceField(text, block, ['status'], String(status))),
  ];
}

function removed(rule: RedirectRule, text: string): readonly TextEdit[] {
  const list = inlineList(text);
  if (list !== undefined && text[rule.start] === '{') {
    const index = list.items.findIndex(({ start }) => start === rule.start);
    return removeItem(text, list, index, { unit: '  ', tall: false, lineComment: '#' });
  }
  const end = Math.max(rule.start, rule.end - 1);
  const cut = removeLines(text, rule.start, end);
  // The blank line that set the table apart from the one before goes with it.
  const blank = /(\r?\n)[ \t]*(\r?\n)?$/.exec(text.slice(0, cut.start));
  if (blank && /^(\r?\n)[ \t]*\r?\n$/.test(blank[0])) {
    return [{ ...cut, start: cut.start - (blank[0].length - (blank[1]?.length ?? 0)) }];
  }
  // At the end of a text without a final newline the line break before the blank line goes too.
  if (blank && cut.end === text.length && !text.endsWith('\n')) return [{ ...cut, start: cut.start - blank[0].length }];
  return [cut];
}

function conditionsOf(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const { conditions } = fields;
  const named = conditions !== null && typeof conditions === 'object' ? Object.keys(conditions) : [];
  const signed = ['signed', 'sign', 'signing'].filter((name) => fields[name] !== undefined);
  return [...named, ...signed];
}

function queryOf({ query, params, parameters }: Readonly<Record<string, unknown>>): readonly QueryCondition[] {
  const table = query ?? params ?? parameters;
  if (table === null || typeof table !== 'object') return [];
  return Object.entries(table).map(([name, value]) => ({ name, value: String(value) }));
}

function replaceField(
  text: string,
  block: RedirectBlock,
  names: readonly string[],
  value: string,
): readonly TextEdit[] {
  const place = names.map((name) => block.places.get(name)).find((found) => found !== undefined);
  if (place) return [{ start: place[0], end: place[1], text: value }];
  const from = block.places.get('from') ?? block.places.get('origin');
  if (!from) return [];
  const at = from[1] + (/^[^\r\n]*/.exec(text.slice(from[1]))?.[0].length ?? 0);
  return [{ start: at, end: at, text: `${lineEnding(text)}${lineIndent(text, from[0])}${names[0]} = ${value}` }];
}

/** The comment lines right above a table are its own. */
function aboveComments(text: string, start: number): number {
  let at = text.lastIndexOf('\n', start - 1) + 1;
  while (at > 0) {
    const before = text.lastIndexOf('\n', at - 2) + 1;
    if (!/^[ \t]*#/.test(text.slice(before, at))) break;
    at = before;
  }
  return at;
}

function endOfBlocks(text: string, blocks: readonly RedirectBlock[]): number {
  const last = blocks.at(-1);
  if (!last) return text.length;
  const feed = text.indexOf('\n', Math.max(0, last.end - 1));
  return feed < 0 ? text.length : feed + 1;
}

/** A table in the manner of its neighbour: its indentation and quotes. `above`: the neighbour follows. */
function printBlock(
  text: string,
  neighbour: RedirectBlock | undefined,
  from: string,
  to: string,
  status: number,
  above: boolean,
): string {
  const sample = neighbour ? text.slice(neighbour.start, neighbour.end) : '';
  const outer = neighbour ? /[ \t]*$/.exec(text.slice(0, neighbour.start))?.[0] : '';
  const inner = /\n([ \t]*)\w/.exec(sample)?.[1] ?? (neighbour ? outer : '  ');
  const quote = /=\s*'/.test(sample) && !/['\\]/.test(from + to) ? "'" : '"';
  const lines = [
    `${outer}[[redirects]]`,
    `${inner}from = ${quote}${from}${quote}`,
    `${inner}to = ${quote}${to}${quote}`,
    `${inner}status = ${status}`,
  ];
  const endsBlank = text === '' || text === '\uFEFF' || /\n[ \t]*\r?\n$/.test(text);
  const block = above ? [...lines, ''] : neighbour || !endsBlank ? ['', ...lines] : lines;
  return block.join('\n');
}
