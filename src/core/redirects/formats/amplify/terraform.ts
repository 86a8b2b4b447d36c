/** Rules of Amplify in Terraform: blocks `custom_rule { source = "…" … }` of an `aws_amplify_app`, in their order. */

import type { RepoPath } from '../../../paths.ts';
import { lineEnding, type TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { lineIndent } from '../../../text/lists.ts';
import { append } from '../../../text/longLists.ts';
import { insertLines, removeLines } from '../../../text/redirectLines.ts';
import type {
  InvalidRule,
  ParsedRedirects,
  Redirect,
  RedirectContext,
  RedirectRule,
  Refusal,
  SourcePattern,
} from '../../format.ts';
import { amplify } from '../../hosts/amplify.ts';
import { ruleAt } from '../../rule.ts';
import { firstShadowing, hasSamePermanence, sameSource } from '../../writing/placement.ts';
import { meaningOf, writtenRule } from './meaning.ts';

const block = /^[ \t]*custom_rule[ \t]*\{((?:"(?:[^"\\\n]|\\.)*"|[^{}"])*)\}/gm;

interface Attribute {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export function parseBlocks(text: string, file: RepoPath, context: RedirectContext): ParsedRedirects {
  const line = lineIndex(text);
  const rules: RedirectRule[] = [];
  const invalid: InvalidRule[] = [];
  const say = (offset: number, message: string, isHidden?: true) =>
    invalid.push({ format: 'amplifyRules', file, line: line(offset), message, isHidden });
  for (const found of text.matchAll(/^[ \t]*dynamic[ \t]+"custom_rule"/gm)) {
    say(found.index, 'Rules cannot be read: a dynamic block makes them.', true);
  }
  for (const found of text.matchAll(block)) {
    const start = found.index + found[0].search(/\S/);
    const end = found.index + found[0].length;
    const fields = attributesOf(text, start, end);
    const value = (name: string) => fields.get(name)?.value;
    const meanings = meaningOf(value('source'), value('target'), value('status') ?? '', value('condition'), context);
    if ('problem' in meanings) {
      const isComputed = ['source', 'target', 'status'].some((name) => isMade(text, start, end, name));
      say(
        start,
        isComputed ? 'A rule cannot be read: it contains a variable.' : meanings.problem,
        isComputed || undefined,
      );
      continue;
    }
    for (const meaning of meanings) {
      const place = { format: 'amplifyRules', host: 'amplify', file, line: line(start), start, end } as const;
      rules.push(ruleAt({ ...place, order: rules.length }, meaning));
    }
  }
  return { rules, invalid, host: 'amplify' };
}

export function addBlocks(
  redirects: readonly Redirect[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const { rules } = parseBlocks(text, file, context);
  const last = rules.at(-1);
  const apps = [...text.matchAll(/^[ \t]*resource[ \t]+"aws_amplify_app"/gm)];
  if (apps.length > 1) return { refused: `${file} configures ${apps.length} apps; add the rule to the right one.` };
  if (!last) return { refused: `${file} has no custom_rule with plain texts after which another could be added.` };
  const edits: TextEdit[] = [];
  const inserts = new Map<number, string[]>();
  for (const redirect of redirects) {
    const written = writtenRule(redirect);
    if ('refused' in written) return written;
    const source: SourcePattern = amplify.source(written.source);
    const same = sameSource(rules, source);
    const shadowing = firstShadowing(rules, source);
    const isDead = same && shadowing && shadowing.order < same.order;
    if (same && !isDead) {
      const fields = attributesOf(text, same.start, same.end);
      const set = (name: string, value: string) => {
        const old = fields.get(name);
        if (old && old.value !== value) edits.push({ start: old.start, end: old.end, text: hclText(value) });
      };
      set('target', written.target);
      if (!hasSamePermanence(same.status, redirect.status)) set('status', written.status);
      continue;
    }
    // A rule that something above answers for is taken to where it is read.
    if (same) edits.push(removeBlock(same, text)[0] ?? { start: 0, end: 0, text: '' });
    const indent = lineIndent(text, last.start);
    const unit = /\n([ \t]+)\S/.exec(text.slice(last.start, last.end))?.[1]?.slice(indent.length) ?? '  ';
    const field = (name: string, value: string) => `${indent}${unit}${name} = ${hclText(value)}`;
    const order = [...attributesOf(text, last.start, last.end).keys()];
    const fields = Object.entries(written).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    const lines = [`${indent}custom_rule {`, ...fields.map(([name, value]) => field(name, value)), `${indent}}`];
    const at = shadowing ? aboveComment(text, shadowing.start) : nextLine(text, last.end);
    const others = inserts.get(at) ?? [];
    const block = lines.join(lineEnding(text));
    const gap = lineEnding(text);
    if (!others.some((other) => other.includes(block)))
      inserts.set(at, [...others, shadowing ? block + gap : gap + block]);
  }
  for (const [at, blocks] of inserts) append(edits, insertLines(text, at, blocks));
  return edits;
}

/** The lines of the block, with the empty one that set it off. */
export function removeBlock(rule: RedirectRule, text: string): readonly TextEdit[] {
  const edit = removeLines(text, rule.start, rule.end);
  const before = /\n\r?\n$/.exec(text.slice(0, edit.start));
  const after = /^\r?\n/.exec(text.slice(edit.end));
  if (before && (after || /^[ \t]*\}/.test(text.slice(edit.end)))) {
    return [{ ...edit, start: edit.start - (before[0].length - 1) }];
  }
  return [after ? { ...edit, end: edit.end + after[0].length } : edit];
}

function attributesOf(text: string, start: number, end: number): ReadonlyMap<string, Attribute> {
  const found = new Map<string, Attribute>();
  for (const match of text.slice(start, end).matchAll(/([a-z_]+)[ \t]*=[ \t]*("(?:[^"\\\n]|\\.)*")/g)) {
    const [whole, name = '', written = ''] = match;
    const to = start + match.index + whole.length;
    // `${…}` is worked out by Terraform.
    if (/[$%]\{/.test(written)) continue;
    found.set(name, { value: written.slice(1, -1).replace(/\\(.)/g, '$1'), start: to - written.length, end: to });
  }
  return found;
}

function isMade(text: string, start: number, end: number, name: string): boolean {
  const written = new RegExp(`\\b${name}[ \\t]*=[ \\t]*(.*)`).exec(text.slice(start, end))?.[1];
  return written !== undefined && (!written.startsWith('"') || /[$%]\{/.test(written));
}

function hclText(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&').replace(/[$%](?=\{)/g, '$&$&')}"`;
}

/** The start of the line, or of the comment lines right above it. */
function aboveComment(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const comment = /(?:^|\n)((?:[ \t]*(?:#|\/\/)[^\n]*\n)+)$/.exec(text.slice(0, start))?.[1] ?? '';
  return start - comment.length;
}

function nextLine(text: string, offset: number): number {
  const feed = text.indexOf('\n', offset);
  return feed < 0 ? text.length : feed + 1;
}
