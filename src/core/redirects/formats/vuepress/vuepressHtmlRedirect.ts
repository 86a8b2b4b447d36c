/**
 * The plugin html-redirect of VuePress 1: `/old/ /new/` on lines of `.vuepress/redirects`, with one blank between them and
 * no comments. A page is written at each source, over any real one, and leads on by its script, to `/` with the base in
 * front. Both get a slash unless they end in one or in `.html`, and are decoded. A line that is no pair stops the build.
 * (Of a file with line ends of Windows the carriage return stays at the target, in front of that slash; this is not told.)
 * https://github.com/vuepressjs/vuepress-plugin-html-redirect
 */
import { decodePath, encodeUrl, extensionOf, fileName, type RepoPath } from '../../../paths.ts';
import { type RuleLine, ruleLines } from '../../../text/redirectLines.ts';
import type { Redirect, RedirectContext, RedirectFormat, Refusal, SourcePattern } from '../../format.ts';
import { atSource } from '../../reach.ts';
import type { RuleMeaning } from '../../rule.ts';
import { encodedTarget, isOffSite, splitTarget, withBase, withoutBase } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { addLines, behindRules, type NewLine, parseLines, removeLine } from '../../writing/lineFile.ts';
import { seenFrom } from '../../writing/madePage.ts';
import { sameSource } from '../../writing/placement.ts';
import { isPluginNamed, ownVuepressFiles } from './vuepressPlugin.ts';

export const vuepressHtmlRedirect = {
  id: 'vuepressHtmlRedirect',
  title: 'VuePress html-redirect',
  docs: 'https://github.com/vuepressjs/vuepress-plugin-html-redirect',
  reads: 'whole',
  writes: ['lines'],
  syntaxOf: () => 'lines',

  async files(context) {
    const lists = ownVuepressFiles(context, /^redirects$/);
    return lists.length > 0 && (await isPluginNamed(/\bhtml-redirect\b/, context)) ? lists : [];
  },

  parse: (text, file, context) =>
    parseLines('vuepressHtmlRedirect', 'pages', text, file, (line) => read(line, text, context), pairs(text)),

  async plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, refresh page',
      because: 'the plugin writes a page that leads on',
      fitness: 52,
      missing: 'The site has no .vuepress/redirects that the plugin html-redirect reads.',
    });
  },

  add(redirects, text, file, context) {
    const { rules, invalid } = this.parse(text, file, context);
    const [wrong] = invalid;
    const added: NewLine[] = [];
    for (const redirect of redirects) {
      if (wrong) return { refused: `Correct line ${wrong.line} of ${file} first. ${wrong.message}` };
      const line = written(redirect, context);
      if ('refused' in line) return line;
      const same = sameSource(rules, line.source);
      // The old address stays as it is written.
      added.push(same ? { ...line, words: [same.from, ...line.words.slice(1)] } : line);
    }
    return addLines(text, rules, added, () => behindRules(text, rules));
  },
  remove: removeLine,
} satisfies RedirectFormat;

/** Nothing is a comment there. */
function pairs(text: string): readonly RuleLine[] {
  return ruleLines(text).map((line) => {
    if (!line.comment) return line;
    const words = [...text.slice(line.start, line.end).matchAll(/\S+/g)].map(([word], i, all) => {
      const start = line.start + (all[i]?.index ?? 0);
      return { text: word, start, end: start + word.length };
    });
    return { ...line, words, comment: false };
  });
}

function read(
  { start, end, words: [first] }: RuleLine,
  text: string,
  { basePath }: RedirectContext,
): RuleMeaning | { readonly problem: string } | undefined {
  const row = text.slice(start, end);
  // The whole text is trimmed, so that its first line may begin with blanks.
  const [source = '', target] = (
    first === undefined || text.slice(0, start).trim() !== '' ? row : row.trimStart()
  ).split(' ');
  if (source.trim() === '') return { problem: 'A line begins with the old address, not with a blank.' };
  if (target === undefined)
    return { problem: 'A line is an old address, one blank and a new address; the build stops here.' };
  if (target.trim() === '')
    return { problem: 'There is more than one blank before the new address, and the page leads to itself.' };
  // A comment is a page called `#`, which nobody asks for.
  if (source.startsWith('#')) return undefined;
  const [from, to] = [normal(source), normal(target)];
  if (from === undefined || to === undefined)
    return { problem: 'A percent sign begins no escape, and the build stops here.' };
  const path = withBase(from.replace(/^\/*/, '/'), basePath);
  return {
    from: source.trim(),
    to: locationOf(to, path, basePath),
    source: sourceOf(from, path),
    status: 301,
    force: true,
  };
}

function normal(written: string): string | undefined {
  const text = written.trim();
  if (/%(?![\da-f]{2})/i.test(text)) return undefined;
  return decodePath(text.startsWith('/') ? withSlash(text) : text);
}

function withSlash(path: string): string {
  return /(?:\.html|\/)$/.test(path) ? path : `${path}/`;
}

function sourceOf(from: string, path: RepoPath | string): SourcePattern {
  if (/[?#]/.test(from))
    return { kind: 'never', reason: 'the page gets exactly this name, with what stands behind ? or #' };
  if (decodePath(from).split('/').includes('..'))
    return { kind: 'never', reason: 'the page would be written outside of the site' };
  const exact: SourcePattern = { kind: 'exact', path: withBase(decodePath(path), '/') };
  if (from.startsWith('/') || /^\.html?$/.test(extensionOf(from as RepoPath))) return exact;
  return { kind: 'unknown', reason: 'not every host serves a file of this name as a page', reach: atSource(path) };
}

function locationOf(to: string, page: string, basePath: string): string {
  if (to.startsWith('/')) return encodedTarget(basePath.replace(/(?<!\/)\/+$/, '') + to.replace(/^\/?/, '/'));
  return isOffSite(to) ? encodedTarget(to) : seenFrom(page, encodedTarget(to));
}

function written(redirect: Redirect, { basePath }: RedirectContext): NewLine | Refusal {
  const { from } = redirect;
  if (redirect.below) return { refused: 'The plugin html-redirect can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308)
    return { refused: 'The plugin html-redirect can only redirect permanently.' };
  const inside = withoutBase(from, basePath);
  const away = isOffSite(redirect.to);
  const to = away ? redirect.to : withoutBase(redirect.to, basePath);
  if (inside === undefined || to === undefined) return { refused: `Both ends must lie below ${basePath}.` };
  if (inside === '/' || inside === '/index.html') return { refused: 'The page would take the place of the home page.' };
  if (/[%?#\\]/.test(inside))
    return { refused: `The plugin does not read the characters % ? # \\ in ${from} as plain text.` };
  const [path, rest] = splitTarget(to);
  if (!away && (rest !== '' || withSlash(path) !== path)) {
    const what = rest === '' ? `${fileName(path as RepoPath)} is followed` : `${rest} is followed`;
    return { refused: `${what} by a slash in what the plugin writes; write the redirect elsewhere.` };
  }
  const target = encodedTarget(to);
  const read = normal(target);
  if (read === undefined || encodedTarget(read) !== target)
    return { refused: `The plugin decodes ${redirect.to}, which is another address then.` };
  const words = [inside.replace(/\s/g, encodeUrl), target];
  const address = withBase(withSlash(inside), basePath);
  return {
    words,
    source: { kind: 'exact', path: address },
    to: locationOf(read, address, basePath),
  };
}
