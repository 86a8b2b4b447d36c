/**
 * `_redirects`: lines of `from [key=value…] to [status[!]] [Condition=value…]`, split on blanks; `#` begins a comment.
 * Netlify, Cloudflare and GitLab read the same file each in its own way:
 * https://docs.netlify.com/manage/routing/redirects/overview/
 * https://developers.cloudflare.com/pages/configuration/redirects/
 * https://docs.gitlab.com/user/project/pages/redirects/
 */

import { fileName, folderOf, joinRepo, type RepoPath } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { append } from '../../../text/longLists.ts';
import { alignLike, insertLines, type RuleLine, removeLines, ruleLines } from '../../../text/redirectLines.ts';
import { askedOnce, formatFiles } from '../../askedOnce.ts';
import { type RuleCondition, visitorCondition } from '../../condition.ts';
import type { InvalidRule, RedirectContext, RedirectFormat, RedirectRule, WritePlan } from '../../format.ts';
import { atSource } from '../../reach.ts';
import { type RuleMeaning, ruleAt } from '../../rule.ts';
import { isAside, isOfOtherProgram, refuseAlways } from '../../target.ts';
import { type Dialect, dialectOf } from './dialects.ts';
import { placeOf } from './placeOfLine.ts';
import { saidAsOthers } from './statusOfLine.ts';
import { hiddenLines, isTemplateName, isTemplateScript, madeLines, makesRedirects, takesLines } from './templates.ts';
import { lookForHost } from './toldHost.ts';

/**
 * Files of that name in folders that are not known to be published, where there are several: a host reads one of them, or
 * a build makes one of all.
 */
function scattered(context: RedirectContext): readonly RepoPath[] {
  const { files } = context.repo;
  const all = files.filter((file) => fileName(file) === '_redirects' && !isAside(file));
  const known = ['', context.root, ...context.staticRoots];
  if (all.some((file) => known.includes(folderOf(file))) || files.some((file) => isTemplateName(file))) return [];
  const own = all.filter((file) => !isOfOtherProgram(file, context));
  return own.length > 1 ? own : [];
}

function oneOf(files: readonly RepoPath[]): RuleCondition {
  return visitorCondition(`which of ${files.length} files called _redirects is published`);
}

export const redirectsFile = {
  id: 'redirectsFile',
  title: '_redirects',
  docs: 'https://docs.netlify.com/manage/routing/redirects/overview/',
  reads: 'whole',
  writes: ['lines'],
  carries: ['slash'],
  syntaxOf: () => 'lines',

  async files(context) {
    await lookForHost(context);
    const all = context.repo.files.filter((file) => fileName(file) === '_redirects' && !isAside(file));
    const published = all.filter((file) => context.staticRoots.includes(folderOf(file)));
    if (published.length > 0) return published;
    const isOwn = (file: RepoPath) => !isAside(file) && !isOfOtherProgram(file, context);
    // What lies elsewhere is what the template made, or what it was made from.
    const made = context.repo.files.filter((file) => isTemplateName(file) && isOwn(file));
    return made.length > 0 ? made : all.filter(isOwn);
  },

  parse(text, file, context) {
    const dialect = dialectOf(text, context);
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = [];
    const made = makesRedirects(text, file) ? madeLines(text) : undefined;
    for (const { line, from } of made === undefined ? [] : hiddenLines(text, file, made)) {
      const message =
        from === undefined
          ? 'Redirects cannot be read: this template makes them.'
          : `Where ${from} leads cannot be read: this template makes it.`;
      const reach = from === undefined ? undefined : atSource(from);
      invalid.push({ format: 'redirectsFile', file, line, message, isHidden: true, isInOrder: true, reach });
    }
    const unlessTwin = twins(dialect);
    // Lines of code are no rules, and what they make is not known; a text in it may hold some.
    const isScript = isTemplateScript(file);
    if (isScript && !invalid.some(({ isHidden }) => isHidden)) {
      const message = 'Redirects cannot be read: this script makes them.';
      invalid.push({ format: 'redirectsFile', file, line: 1, message, isHidden: true, isInOrder: true });
    }
    for (const line of ruleLines(text)) {
      if (line.words.length === 0 || made?.isMade(line.number)) continue;
      if (isScript && !/^(?:\/(?![/*])|https?:)/.test(line.words[0]?.text ?? '')) continue;
      const meaning = unlessTwin(dialect.read(line, context), line.number);
      if ('problem' in meaning) {
        invalid.push({ format: 'redirectsFile', file, line: line.number, message: meaning.problem });
      } else rules.push(ruleOf(meaning, line, file, rules.length, dialect));
    }
    const passed = dialect.passed(rules, text);
    const others = askedOnce(scattered, context);
    const unsure = others.includes(file) ? { conditions: [oneOf(others)] } : undefined;
    return {
      rules: rules.map((rule) => {
        const source = passed.get(rule.order);
        return { ...(source === undefined ? rule : { ...rule, source }), ...unsure };
      }),
      invalid,
    };
  },

  async plan(redirect, context) {
    const refused = refuseAlways(redirect, context);
    if (refused) return refused;
    const present = (await formatFiles(this, context))[0];
    const text = present ? ((await context.repo.read(present)) ?? '') : '';
    const dialect = dialectOf(text, context);
    if (!present && dialect.certainty === 'guess') {
      return { refused: 'Nothing says that this site is served by Netlify, Cloudflare or GitLab Pages.' };
    }
    const plain = dialect.write(redirect);
    if ('refused' in plain) return plain;
    const line = present ? saidAsOthers(plain, this.parse(text, present, context).rules, dialect) : plain;
    if (present && !takesLines(line.lines, text, present)) return { refused: byHand(present) };
    const file = present ?? newFile(context);
    if (!file) return { refused: 'The site has no folder whose files are published unchanged.' };
    const count = present ? ruleLines(text).filter(({ words }) => words.length > 0).length : 0;
    return {
      file,
      create: !present,
      label: `${file}, ${line.status}`,
      because:
        count > 0 ? `${present} has ${count} ${count === 1 ? 'rule' : 'rules'}` : `${dialect.title} reads this file`,
      fitness: count > 0 ? 60 + Math.min(count, 30) : present ? 55 : 45,
      needs: line.note ? [{ message: line.note, file }] : undefined,
    } satisfies WritePlan;
  },

  add(redirects, text, file, context) {
    const dialect = dialectOf(text, context);
    const edits: TextEdit[] = [];
    const inserts = new Map<number, string[]>();
    const { rules } = this.parse(text, file, context);
    const room = dialect.roomBehindWildcard?.(text) ?? Number.POSITIVE_INFINITY;
    // An address may take two lines.
    const isRoomy = room >= redirects.length * 2;
    for (const redirect of redirects) {
      const written = dialect.write(redirect);
      if ('refused' in written) return written;
      if (!takesLines(written.lines, text, file)) return { refused: byHand(file) };
      const said = saidAsOthers(written, rules, dialect);
      for (const [i, words] of written.lines.entries()) {
        const place = placeOf(words, rules, text, dialect, context, isRoomy);
        if (place === 'present') continue;
        append(
          edits,
          place.edits.filter((edit) => !edits.some((other) => other.start === edit.start && other.end === edit.end)),
        );
        const line = alignLike(said.lines[i] ?? words, place.neighbour, text);
        const same = inserts.get(place.at) ?? [];
        if (!place.replaces && !same.includes(line)) inserts.set(place.at, [...same, line]);
      }
    }
    for (const [at, lines] of inserts) append(edits, insertLines(text, at, lines));
    return edits;
  },

  remove: (rule, text) => [removeLines(text, rule.start, rule.end)],
} satisfies RedirectFormat;

/** `undefined` where a builder that nobody knows has no folder of files: what it does with one at the top is unknown. */
function newFile({ staticRoots, generators }: RedirectContext): RepoPath | undefined {
  const root = staticRoots[0] ?? (generators.includes('content') ? undefined : '');
  return root === undefined ? undefined : joinRepo(root, '_redirects');
}

function byHand(file: RepoPath): string {
  return `${file} is a template: add the line to it by hand.`;
}

function ruleOf(meaning: RuleMeaning, line: RuleLine, file: RepoPath, order: number, dialect: Dialect): RedirectRule {
  const first = line.words[0];
  const last = line.words.at(-1);
  const [start, end] = [first?.start ?? line.start, last?.end ?? line.end];
  const place = { format: 'redirectsFile', host: dialect.host, file, line: line.number, start, end, order };
  return { ...ruleAt(place, meaning), ...(dialect.mayBe && { mayBe: dialect.mayBe }) };
}

/** Puts a problem in place of a line that the host leaves out for an earlier one. */
function twins({ sourceKey }: Dialect) {
  const lines = new Map<string, number>();
  return (meaning: ReturnType<Dialect['read']>, line: number): ReturnType<Dialect['read']> => {
    const from = 'problem' in meaning ? meaning.takes : meaning.from;
    if (from === undefined || sourceKey === undefined) return meaning;
    const key = sourceKey(from);
    const first = lines.get(key);
    if (first === undefined) lines.set(key, line);
    else if (!('problem' in meaning))
      return { problem: `${from} is redirected in line ${first} already; this line is ignored.` };
    return meaning;
  };
}
