/**
 * Middleman: `redirect "old.html", to: "/new.html"` in `config.rb`. A page that leads on is written at the file, or at the
 * folder that `directory_indexes` makes of it; a real page stays.
 * https://middlemanapp.com/basics/redirects/
 */
import { type ConfigCall, configCalls } from '../../../generators/middleman/program.ts';
import { type RubyCall, readRuby } from '../../../ruby/calls.ts';
import { lineEnding, type TextEdit } from '../../../text/edits.ts';
import { quoted } from '../../../text/records.ts';
import { removeStatement } from '../../../text/redirectLines.ts';
import type { InvalidRule, RedirectFormat, RedirectRule } from '../../format.ts';
import { atSource } from '../../reach.ts';
import { ruleAt } from '../../rule.ts';
import { ownFilesNamed, planInFile } from '../../writing/configFile.ts';
import { refuseGenerated, withGenerated } from '../../writing/generatedRules.ts';
import { sameSource } from '../../writing/placement.ts';
import { locationOf, redirectEnds, redirectPage } from './addresses.ts';

export const middlemanRedirect = {
  id: 'middlemanRedirect',
  title: 'Middleman redirect',
  docs: 'https://middlemanapp.com/basics/redirects/',
  reads: 'whole',
  writes: ['ruby'],
  files: async (context) => (context.generators.includes('middleman') ? ownFilesNamed(context, /^config\.rb$/) : []),

  parse(text, file, context) {
    if (!/\bredirect\b/.test(text)) return { rules: [], invalid: [] };
    const { calls } = configCalls(text);
    const isIndexed = indexedBy(calls);
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = [];
    for (const call of calls.filter(({ name }) => name === 'redirect')) {
      const { args, options, line, start, end } = call;
      const [from] = args;
      const { to } = options;
      if (typeof from === 'string' && typeof to === 'string' && !call.isUncertain) {
        const source = redirectPage(from, context, isIndexed);
        const place = {
          format: 'middlemanRedirect',
          host: 'pages',
          file,
          line,
          start,
          end,
          order: rules.length,
        } as const;
        rules.push(ruleAt(place, { from, to: locationOf(to, source, context), source, status: 301 }));
        continue;
      }
      const message = 'Where this leads on is only told by running the program.';
      const reach = typeof from === 'string' ? atSource(from) : undefined;
      invalid.push({ format: 'middlemanRedirect', file, line, message, isHidden: true, reach });
    }
    return { rules: withGenerated(rules), invalid };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirect in {file}, refresh page',
      because: 'Middleman writes a redirect page',
      fitness: 52,
      missing: 'The site has no config.rb of Middleman.',
    });
  },

  add(redirects, text, file, context) {
    const { calls, isWhole } = readRuby(text);
    if (!isWhole) return { refused: `${file} could not be read to its end; correct what is not closed in it.` };
    const { rules } = this.parse(text, file, context);
    const isIndexed = indexedBy(configCalls(text).calls);
    const edits: TextEdit[] = [];
    const fresh: (readonly [string, string])[] = [];
    for (const redirect of redirects) {
      const ends = redirectEnds(redirect, context, { isIndexed });
      if ('refused' in ends) return ends;
      const same = sameSource(rules, ends.source);
      const refused = same && refuseGenerated(same);
      if (refused) return refused;
      const target = calls.find(({ start }) => start === same?.start)?.options.get('to');
      if (!same || !target) fresh.push([ends.from, ends.to]);
      else if (same.to !== ends.location)
        edits.push({ start: target.start, end: target.end, text: like(text, target, ends.to) });
    }
    return [...edits, ...inserted(text, calls, fresh)];
  },

  remove(rule, text) {
    const [behind = ''] = /^[ \t]*;[ \t]*/.exec(text.slice(rule.end)) ?? [];
    if (behind !== '') return [{ start: rule.start, end: rule.end + behind.length, text: '' }];
    const row = text.slice(text.lastIndexOf('\n', rule.start - 1) + 1, rule.start);
    const before = /[ \t]*;[ \t]*$/.exec(row)?.[0].length ?? 0;
    if (before > 0) return [{ start: rule.start - before, end: rule.end, text: '' }];
    return [removeStatement(text, rule.start, rule.end)];
  },
} satisfies RedirectFormat;

/** `undefined`: the pages of the site tell. */
function indexedBy(calls: readonly ConfigCall[]): boolean | undefined {
  const own = calls.find(({ name, args }) => name === 'activate' && args[0] === 'directory_indexes');
  return own === undefined ? undefined : !own.isUncertain;
}

function quoteOf(text: string, { start }: { readonly start: number }): '"' | "'" {
  return text[start] === "'" ? "'" : '"';
}

function like(text: string, model: { readonly start: number }, value: string): string {
  return quoted(value, quoteOf(text, model));
}

/** Below the last one that stands by itself, written as it is; else at the end of the program. */
function inserted(
  text: string,
  calls: readonly RubyCall[],
  fresh: readonly (readonly [string, string])[],
): readonly TextEdit[] {
  if (fresh.length === 0) return [];
  const end = lineEnding(text);
  const last = calls.findLast((call) => call.name === 'redirect' && call.within.length === 0 && !call.isConditional);
  const [from, to] = [last?.args[0], last?.options.get('to')];
  if (last && from && to && !last.hasBlock && isAlone(text, last)) {
    const line = (ends: readonly [string, string]) =>
      text.slice(last.start, from.start) +
      like(text, from, ends[0]) +
      text.slice(from.end, to.start) +
      like(text, to, ends[1]) +
      text.slice(to.end, last.end);
    const feed = text.indexOf('\n', last.end);
    const at = feed < 0 ? text.length : text[feed - 1] === '\r' ? feed - 1 : feed;
    return [{ start: at, end: at, text: fresh.map((ends) => end + line(ends)).join('') }];
  }
  const block = fresh.map((ends) => `redirect ${quoted(ends[0], '"')}, to: ${quoted(ends[1], '"')}`).join(end);
  const isOpen = text === '' || text.endsWith('\n') || text === '\uFEFF';
  return [{ start: text.length, end: text.length, text: isOpen ? block + end : end + block }];
}

/** Nothing else stands on its lines but a comment behind it. */
function isAlone(text: string, { start, end }: RubyCall): boolean {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const [behind = ''] = /^[^\r\n]*/.exec(text.slice(end)) ?? [];
  return /^\uFEFF?$/.test(before) && /^\s*(?:#.*)?$/.test(behind);
}
