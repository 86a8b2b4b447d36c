/**
 * AWS Amplify Hosting: the first rule from the top. `<*>` catches anything, `<name>` one segment, `</…/>` is a regular
 * expression whose groups are `$1`; case and the slash at the end count, in the host name case does not. What answers
 * 301, 302 or 200 comes before the files, what answers 404 (or 404 with 200) only where there is none. `/about` leads to
 * `/about/` where the page is `about/index.html`
 * (https://docs.aws.amazon.com/amplify/latest/userguide/redirect-rewrite-examples.html#trailing-slashes-and-clean-urls).
 */
import { ownMember } from '../../data/ownMember.ts';
import { decodePath, encodeUrl, urlPath } from '../../paths.ts';
import { compileRegex } from '../../text/linearRegex.ts';
import type { SourcePattern } from '../format.ts';
import { joinQuery, type LimitedHost, literal, literalFolder, slashedFolders } from '../host.ts';
import { unreadRegex } from '../reach.ts';

export const amplify: LimitedHost<'amplify', 'addressLength'> = {
  id: 'amplify',
  title: 'Amplify Hosting',
  docs: 'https://docs.aws.amazon.com/amplify/latest/userguide/redirects.html',
  server: 'amplify',
  pagesFirst: true,
  slashes: slashedFolders,
  limits: { addressLength: 2048 },
  source: amplifySource,
  keys: (path) => [decodePath(path)],
  ruleKey: (_rule, path) => path,
  subject: decodePath,
  answer(rule, captures, { query }) {
    const filled = rule.to.replace(/<([^<>/]+)>|\$(\d)/g, (whole, name?: string, group?: string) => {
      const value = ownMember(captures, name ?? group ?? '');
      return value === undefined ? whole : encodeUrl(value);
    });
    return { status: rule.status, location: rule.status < 400 ? joinQuery(filled, query) : filled };
  },
};

/** `path` has no host and no query. */
function amplifySource(path: string): SourcePattern {
  const expression = /^<\/(.*)\/>$/s.exec(path)?.[1];
  if (expression !== undefined) {
    if (!compileRegex(expression)) return unreadRegex(expression, '/');
    const groups = expression.match(/(?<!\\)\((?!\?)/g)?.length ?? 0;
    const names = Array.from({ length: groups }, (_, i) => String(i + 1));
    return { kind: 'pattern', regex: expression, names, under: '/' };
  }
  if (/\/:\w+|\*/.test(path.replaceAll('<*>', ''))) {
    return { kind: 'never', reason: 'Amplify writes wildcards as <*> and placeholders as <name>' };
  }
  if (!/<[^<>]+>/.test(path)) return { kind: 'exact', path: urlPath(path) };
  const names: string[] = [];
  const body = path.split(/(<[^<>]+>)/).map((part) => {
    const name = /^<([^<>]+)>$/.exec(part)?.[1];
    if (name === undefined) return literal(decodePath(part));
    names.push(name);
    return name === '*' ? '(.*)' : '([^/]+)';
  });
  return { kind: 'pattern', regex: `^${body.join('')}$`, names, under: literalFolder(decodePath(path), /</) };
}
