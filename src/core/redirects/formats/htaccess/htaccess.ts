/**
 * `.htaccess`: `Redirect [status] /path target` (the path and all below it), `RedirectMatch [status] regex target`, and
 * `RewriteRule regex target [R=301,L]`. Every RewriteRule comes first. Of conditions, those are judged that are the same
 * for everybody or told by the repository; what stands in a section of its own, or behind a rewrite, may answer.
 * https://httpd.apache.org/docs/2.4/mod/mod_alias.html
 */
import { below, fileName, type RepoPath } from '../../../paths.ts';
import { continuedLines, type RuleLine } from '../../../text/redirectLines.ts';
import { formatFiles } from '../../askedOnce.ts';
import { isForOtherSites } from '../../condition.ts';
import type {
  HostSettings,
  InvalidRule,
  RedirectContext,
  RedirectFormat,
  RedirectRule,
  SourcePattern,
} from '../../format.ts';
import { reachOf } from '../../reach.ts';
import type { Requirement } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { isAside, isOfOtherProgram, refuseAlways } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { addLines, behindRules, parseLines } from '../../writing/lineFile.ts';
import { hasSamePermanence } from '../../writing/placement.ts';
import { type SiteBlock, siteBlocks } from '../../writing/siteBlocks.ts';
import { redirectedError } from './askedInside.ts';
import { withConditions, withoutRule } from './conditionLines.ts';
import { rewriteConditions, sectionRequirement } from './conditions.ts';
import { withDefined } from './defined.ts';
import { argumentsOf, folderAddress, isAlwaysOn, read } from './directives.ts';
import { outsideOthers, readFolders, rewritingFile } from './folders.ts';
import { type HandedOn, handedOn } from './handedOn.ts';
import { negotiated, neverAsked } from './heard.ts';
import {
  aboveCatchAll,
  askedAndLed,
  doubtfulLines,
  isThere,
  matchWords,
  refusedHere,
  rewriteWords,
  usesRewrites,
} from './place.ts';
import {
  type Base,
  conditioned,
  isChained,
  isChangedBelow,
  isForUnusual,
  rewriteInside,
  type Section,
} from './rewrite.ts';
import { baseInFolder, isServerFile, isVirtualHost, serverFiles, virtualHosts } from './serverFile.ts';
import { serverOf } from './serverSettings.ts';
import { matchTarget, rewriteTarget } from './target.ts';

export const htaccess = {
  id: 'htaccess',
  title: '.htaccess',
  docs: 'https://httpd.apache.org/docs/2.4/mod/mod_alias.html',
  reads: 'whole',
  stopsAtOneLine: true,
  // Apache 2.4 answers 500 to everything: "Invalid command '\xef\xbb\xbfRedirect'".
  refusesMark: true,
  writes: ['apache'],
  carries: ['slash'],
  syntaxOf: () => 'apache',
  async files(context) {
    const all = context.repo.files.filter((file) => fileName(file) === '.htaccess' && !isAside(file));
    const published = all.filter((file) => context.staticRoots.some((root) => below(file, root) !== undefined));
    const own = published.length > 0 ? published : all.filter((file) => !isOfOtherProgram(file, context));
    await readFolders(own, context);
    return [...own, ...(await serverFiles(context))];
  },

  parse(text, file, context) {
    const directory = isServerFile(file) ? '' : folderAddress(file, context);
    const base: Base = { directory, target: /^[ \t\uFEFF]*RewriteBase[ \t]+"?(\/[^\s"]*)/im.exec(text)?.[1] };
    const sections: string[] = [];
    const engine = engineOf(text, file);
    const earlier: Requirement[] = [];
    const hidden: InvalidRule[] = [];
    let conditions: (readonly string[])[] = [];
    let isAfterChain = false;
    const lines = continuedLines(text);
    const isChanged = changedBelow(lines, text);
    const handed = isServerFile(file) ? handedOn(lines, text) : (serverOf(context)?.handedOn ?? []);
    const hosts = isServerFile(file) ? virtualHosts(lines, text, handed) : [];
    const before = (line: RuleLine) => handedBefore(line, handed, hosts);
    const around = (asks: (section: string) => Requirement) => asking(sections, asks);
    const readRewrite = (line: RuleLine, words: readonly string[]) => {
      const asked = rewriteConditions(conditions, context);
      conditions = [];
      const within = around(() => unknown);
      const chained = isAfterChain ? [unknown] : [];
      isAfterChain = isChained(words[3]);
      const own = (isServerFile(file) && baseInFolder(sections, text)) || base;
      if (isForUnusual(words.slice(1), asked)) return undefined;
      const inside = engine === 'off' ? undefined : rewriteInside(words.slice(1), own, asked, within);
      if (inside) {
        earlier.push(inside.earlier);
        if (inside.reach) hidden.push({ format: 'htaccess', file, line: line.number, ...inside.reach });
        return undefined;
      }
      const written = read(words, own);
      if (!written || 'problem' in written) return written;
      const meaning = withMaps(written, context);
      const unheard = neverAsked(meaning.source, engine, file, words[3]);
      if (unheard) return { ...meaning, source: unheard };
      const source = isChanged(line, words) ? passedOn(meaning.source) : meaning.source;
      // The server asks its own rewrites before it hands anything on.
      const passed = isServerFile(file) ? [] : [...before(line), ...outsideOthers(source, directory, context)];
      return conditioned({ ...meaning, source }, asked, within, [...earlier, ...chained, ...passed]);
    };
    const readLine = (line: RuleLine) => {
      const words = isServerFile(file) ? withDefined(argumentsOf(line, text), text) : argumentsOf(line, text);
      const directive = words[0]?.toLowerCase() ?? '';
      if (directive.startsWith('</')) sections.pop();
      else if (directive.startsWith('<')) sections.push(words.join(' '));
      if (directive === 'rewritecond') conditions.push(words.slice(1));
      if (directive === 'rewriterule') return readRewrite(line, words);
      const within = around((section) => sectionRequirement(section, context));
      const meaning = read(words, base, within.length > 0 ? '/' : isServerFile(file) ? undefined : base.directory);
      if (!meaning || 'problem' in meaning) return meaning;
      const passed = within.length > 0 ? [] : [...before(line), ...negotiated(text)];
      return conditioned(meaning, rewriteConditions([], context), within, passed);
    };
    const parsed = parseLines('htaccess', 'apache', text, file, readLine, lines);
    const error = redirectedError(lines, (line) => argumentsOf(line, text), parsed.rules);
    const rules = isServerFile(file)
      ? forVisitors(parsed.rules, hosts, context)
      : overridden([...parsed.rules, ...(error ? [error] : [])], serverOf(context)?.unread);
    return { rules, invalid: [...parsed.invalid, ...hidden], settings: directoryIndex(text) };
  },

  async plan(redirect, context) {
    // The folders of the files are looked at with them.
    await formatFiles(this, context);
    const plan = await planInFile(this, redirect, context, {
      label: 'RedirectMatch in {file}, {status}',
      because: 'Apache reads this file',
      fitness: 52,
      missing: 'The site has no .htaccess.',
      file: rewritingFile(redirect.from, context),
    });
    return plan;
  },

  add(redirects, text, file, context) {
    const { rules } = this.parse(text, file, context);
    const lines = continuedLines(text);
    const rewrites = usesRewrites(lines, text);
    const added = [];
    for (const redirect of redirects) {
      const refused = refuseAlways(redirect, context) ?? refusedHere(redirect, lines, text, file, context);
      if (refused) return refused;
      const written = rewrites ? rewriteTarget(redirect.to) : matchTarget(redirect.to);
      if (written === undefined || /["\\\r\n]|\$\{/.test(written.plain + redirect.from))
        return {
          refused: `Apache reads characters of ${redirect.from} or ${redirect.to} differently; write the rule by hand.`,
        };
      const to = written.text;
      const { pattern, target } = askedAndLed(redirect, to);
      const words = rewrites
        ? rewriteWords(pattern, { ...written, text: target }, redirect.status, folderAddress(file, context))
        : matchWords(pattern, target, redirect.status);
      if (!words) return { refused: `${redirect.from} is outside the folder of ${file}.` };
      const meaning = read(
        words.map((word) => word.replace(/^"|"$/g, '')),
        { directory: folderAddress(file, context), target: undefined },
      );
      if (!meaning || 'problem' in meaning) return { refused: `${redirect.from} cannot be written in ${file}.` };
      const exact = rules.find((rule) => rule.source.kind === 'exact' && rule.source.path === redirect.from);
      if (exact && exact.to === to && hasSamePermanence(exact.status, redirect.status)) continue;
      const source: SourcePattern = redirect.below ? meaning.source : { kind: 'exact', path: redirect.from };
      added.push({ words, source, to: meaning.to, from: meaning.from, status: redirect.status });
    }
    const own = rules.filter(({ from }) => from.startsWith('RewriteRule ') === rewrites);
    const aside = doubtfulLines(lines, text);
    const open = own.filter(({ line }) => !aside.has(line));
    const taking = open.find(({ source, conditions }) => takesAll(source) && !conditions.some(isForOtherSites));
    const place = rewrites ? aboveCatchAll(lines, text, aside, taking?.line) : behindRules(text, open);
    const fresh = added.filter(({ words }) => !isThere(words, lines, text));
    return addLines(text, own, fresh, () => place, lines, withConditions(lines, text));
  },
  remove: withoutRule,
} satisfies RedirectFormat;

/** https://httpd.apache.org/docs/2.4/mod/mod_dir.html#directoryindex; `undefined` where nothing is said of it. */
function directoryIndex(text: string): HostSettings | undefined {
  const names = /^[ \t\uFEFF]*DirectoryIndex[ \t]+([^\r\n]+)$/im.exec(text)?.[1]?.trim().split(/\s+/);
  return names && { folderPages: names.filter((name) => !/^(?:disabled$|\/)/i.test(name)) };
}

/** As one that puts a slash at the end of every address, on whatever else it depends. */
function takesAll(source: SourcePattern): boolean {
  return source.kind === 'pattern' && /^\^?\/?\(?\.[*+]\)?\$?$/.test(source.regex);
}

const unknown: Requirement = { kind: 'unknown' };

/** The last one counts; of a file with several hosts, that of any. */
function engineOf(text: string, file: RepoPath): string | undefined {
  const all = [...text.matchAll(/^[ \t\uFEFF]*RewriteEngine[ \t]+(\w+)/gim)].map(([, word = '']) => word.toLowerCase());
  return isServerFile(file) && all.includes('on') ? 'on' : all.at(-1);
}

/** What is handed on before a line is asked: by its own host, and by the server for all of them. */
function handedBefore(
  { start }: RuleLine,
  handed: readonly HandedOn[],
  hosts: readonly SiteBlock[],
): readonly Requirement[] {
  const hostAt = (offset: number) => hosts.find((host) => host.start < offset && offset < host.end);
  const own = hostAt(start);
  return handed.filter((entry) => [undefined, own].includes(hostAt(entry.start))).map(({ earlier }) => earlier);
}

/** Rules of a virtual host answer its visitors alone. */
function forVisitors(
  rules: readonly RedirectRule[],
  hosts: readonly SiteBlock[],
  context: RedirectContext,
): readonly RedirectRule[] {
  const sites = siteBlocks(hosts, context);
  return rules.map((rule) => {
    const others = sites.visitorsAt(rule.start);
    return others.length === 0 ? rule : { ...rule, conditions: [...others, ...rule.conditions], requires: undefined };
  });
}

/** Whether the configuration in the repository is that of the server, nobody knows. */
function overridden(rules: readonly RedirectRule[], reason: string | undefined): readonly RedirectRule[] {
  if (reason === undefined) return rules;
  return rules.map((rule) => ({ ...rule, source: { kind: 'unknown', reason, reach: reachOf(rule.source) } }));
}

/** The sections around a directive that do not hold for everybody. */
function asking(sections: readonly string[], asks: (section: string) => Requirement): readonly Section[] {
  const inner = sections.filter((name) => !isAlwaysOn(name) && !isVirtualHost(name));
  return inner.map((name) => ({ name, requirement: asks(name) }));
}

function withMaps(meaning: RuleMeaning, context: RedirectContext): RuleMeaning {
  const maps = meaning.to.includes('${') ? serverOf(context)?.maps : undefined;
  return maps ? { ...meaning, maps } : meaning;
}

/** What a redirect without the flag L answers is up to the rules below it. */
function passedOn(source: SourcePattern): SourcePattern {
  const reason = 'without the flag L, the rules below it can change where it leads';
  return { kind: 'unknown', reason, reach: reachOf(source) };
}

/** Whether a rule below takes the target of one for an address; asked for with many such rules, it may. */
function changedBelow(lines: readonly RuleLine[], text: string): (line: RuleLine, words: readonly string[]) => boolean {
  const rules = lines.flatMap((line) => {
    const [directive, ...words] = argumentsOf(line, text);
    // What begins with another letter than the `h` of a whole address does not match one.
    const isMeant = directive?.toLowerCase() === 'rewriterule' && !/^\^[a-gi-z\d_-][\w/-]/i.test(words[0] ?? '');
    return isMeant ? [{ number: line.number, words }] : [];
  });
  const [most, last] = [200, rules.at(-1)?.number ?? 0];
  return (line, words) => {
    if (line.number >= last || !isChangedBelow(words.slice(1), [['']])) return false;
    const below = rules.filter(({ number }) => number > line.number);
    return (
      below.length > most ||
      isChangedBelow(
        words.slice(1),
        below.map((rule) => rule.words),
      )
    );
  };
}
