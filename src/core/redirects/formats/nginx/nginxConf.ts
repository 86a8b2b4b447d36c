/**
 * nginx: `location = /old { return 301 /new; }`, `rewrite ^/old$ /new permanent;`, and `map` files of lines
 * `/old /new;`, whose keys are compared without regard to case, in a file of their own or in the block of a `map` that
 * the server answers with. Only what is plain is judged.
 * https://nginx.org/en/docs/http/ngx_http_rewrite_module.html
 */

import { extensionOf, type RepoPath } from '../../../paths.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { removeStatement } from '../../../text/redirectLines.ts';
import type { RuleCondition } from '../../condition.ts';
import { filesCalled } from '../../filesCalled.ts';
import type { RedirectContext, RedirectFormat, RedirectRule, SourcePattern } from '../../format.ts';
import { ruleAt } from '../../rule.ts';
import { isAside, isDownload, isOfOtherProgram } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { leadsToHttps, type SiteBlocks, siteBlocks } from '../../writing/siteBlocks.ts';
import { addToNginx } from './add.ts';
import { bareBrace } from './blocks.ts';
import { directives, isMap, mapEntries, type NginxRedirect, serverBlocks, withoutComments } from './directives.ts';
import { includesOf } from './included.ts';

const begins = /^[ \t]*(?:server|location|rewrite|return|map)\b/m;
/** A block or a statement with its semicolon: other programs have settings of these names. */
const states = /^[ \t]*(?:(?:server|location[ \t][^;{}\n]+|map[ \t][^;{}\n]+)\s*\{|(?:rewrite|return)[ \t][^\n]*;)/m;

function isNginx(text: string, file: RepoPath): boolean {
  return (
    isMap(text) || (isNamedSo(file) ? begins.test(text) : states.test(text) && /;[ \t]*(?:#.*|\}.*)?$/m.test(text))
  );
}

function isNamedSo(file: RepoPath): boolean {
  return /nginx|(^|\/)redirects?\.map$/i.test(file);
}

export const nginxConf = {
  id: 'nginxConf',
  title: 'nginx',
  docs: 'https://nginx.org/en/docs/http/ngx_http_rewrite_module.html',
  reads: 'whole',
  // nginx 1.22 does not start: "unknown directive".
  refusesMark: true,
  writes: ['nginx'],
  carries: ['slash', 'dropsQuery'],
  syntaxOf: () => 'nginx',
  async files(context) {
    const named = context.repo.files.filter(
      (file) => extensionOf(file) === '.conf' || /nginx[^/]*\.map$|(^|\/)redirects?\.map$/i.test(file),
    );
    const own: RepoPath[] = [];
    const included = new Set<RepoPath>();
    const isOwn = (path: RepoPath) => !isAside(path) && !isOfOtherProgram(path, context) && !isDownload(path, context);
    // Other programs have files of this name as well, and there may be many of them.
    const [telling, others] = [named.filter(isNamedSo), named.filter((file) => !isNamedSo(file))];
    for (const file of [...telling, ...others].filter(isOwn).slice(0, 50)) {
      const text = await context.repo.read(file);
      // What cannot be read is told by its name.
      const isKnown = text === undefined ? isNamedSo(file) : isNginx(text, file);
      if (isKnown) own.push(file);
      // Parts of a configuration may be called otherwise.
      const parts = isKnown && text !== undefined ? includesOf(withoutComments(text)) : [];
      for (const part of parts.flatMap((path) => filesCalled(path, context.repo.files)))
        if (!named.includes(part) && isOwn(part)) included.add(part);
    }
    return [...own, ...[...included].slice(0, 50)];
  },

  parse(text, file, context) {
    const line = lineIndex(text);
    const { redirects: found, hidden } = isMap(text)
      ? { redirects: mapEntries(text), hidden: [] }
      : directives(text, context);
    const sites = siteBlocks(isMap(text) ? [] : serverBlocks(text), context);
    const rules = found.map(({ start, end, ...meaning }, order) => {
      const asking = whoAsks({ start, end, ...meaning }, sites, context);
      const place = { format: 'nginxConf', host: 'nginx', file, line: line(start), start, end, order } as const;
      return ruleAt(place, { ...meaning, ...asking });
    });
    const brace = bareBrace(withoutComments(text));
    const refused = brace && {
      format: 'nginxConf',
      file,
      line: line(brace.at),
      message: `nginx does not start: an expression with a brace must be in quotes, "${brace.word}".`,
      isUnread: true as const,
    };
    const unseen = hidden.map(({ start, ...entry }) => ({ format: 'nginxConf', file, line: line(start), ...entry }));
    return { rules, invalid: refused ? [refused, ...unseen] : unseen, host: 'nginx' };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: '{file}, {status}',
      because: 'nginx serves the site',
      fitness: 47,
      missing: 'The site has no nginx configuration.',
    });
  },

  add(redirects, text, file, context) {
    const rules = this.parse(text, file, context).rules.filter(({ conditions }) => conditions.length === 0);
    const blocks = isMap(text) ? [] : serverBlocks(text);
    const servers = siteBlocks(blocks, context).own;
    if (blocks.length > 0 && servers.length === 0)
      return {
        refused: `Each server of ${file} hands what it is asked on to another program; add the redirect by hand.`,
      };
    return addToNginx(redirects, { text, file, rules, servers, context });
  },

  remove: (rule, text) => [removeStatement(text, rule.start, rule.end)],
} satisfies RedirectFormat;

/** Whom alone a rule answers: those of another server, and of one for everything those who did not come by https. */
function whoAsks(
  entry: NginxRedirect,
  sites: SiteBlocks,
  context: RedirectContext,
): Pick<RedirectRule, 'conditions' | 'requires'> {
  const others = visitorsOf(entry, sites, context);
  const { conditions = [], requires } = entry;
  return { conditions: [...others, ...conditions], requires: others.length > 0 ? undefined : requires };
}

function visitorsOf(
  { start, source, to }: NginxRedirect,
  sites: SiteBlocks,
  context: RedirectContext,
): readonly RuleCondition[] {
  const others = sites.visitorsAt(start);
  if (others.length > 0 || !isEverything(source)) return others;
  return leadsToHttps(to, context) ? [{ kind: 'http' }] : [];
}

function isEverything(source: SourcePattern): boolean {
  return source.kind === 'prefix'
    ? source.path === '/'
    : source.kind === 'pattern' && /^\^?(?:\/?\(?\.\*\)?\$?)?$/.test(source.regex);
}
