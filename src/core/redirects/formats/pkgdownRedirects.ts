/**
 * pkgdown: `redirects: - ["articles/old.html", "articles/new.html#part"]` in `_pkgdown.yml`; both are files of the site, the
 * right one may be a whole URL. Writes a page that leads on, over any real page, where the site has an address (`url`).
 * https://pkgdown.r-lib.org/reference/build_redirects.html
 */
import { type DataList, type DataText, dataAt, openData, textAt } from '../../data/data.ts';
import {
  emptyBlockMember,
  fillBlockMember,
  insertBlockItems,
  insertBlockMember,
  isBlock,
  printBlockList,
  removeBlockItem,
} from '../../data/yamlItems.ts';
import { encodeUrl, urlKey } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { insertItems, removeItem } from '../../text/lists.ts';
import type { InvalidRule, Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../format.ts';
import { isOffSite, splitTarget, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { madePage } from '../writing/madePage.ts';
import { styleOf } from '../writing/recordListPlace.ts';

const format = 'pkgdownRedirects';

export const pkgdownRedirects = {
  id: 'pkgdownRedirects',
  title: 'pkgdown redirects',
  docs: 'https://pkgdown.r-lib.org/reference/build_redirects.html',
  reads: 'whole',
  writes: ['yaml'],
  files: async (context) => (context.generators.includes('pkgdown') ? ownFilesNamed(context, /^_pkgdown\.ya?ml$/) : []),

  parse(text, file, { basePath }) {
    const data = openData(text, file);
    const list = data && listOf(data);
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = hiddenList(data, list).map((at) => {
      const message = 'The redirects cannot be read: they are no list of pairs here.';
      return { format, file, line: data?.line(at) ?? 1, message, isHidden: true };
    });
    for (const [order, item] of (list?.items ?? []).entries()) {
      const [from, to] = [textAt(item, 0), textAt(item, 1)];
      const line = data?.line(item.start) ?? 1;
      if (from === undefined || to === undefined) {
        invalid.push({ format, file, line, message: 'A redirect is a pair: ["old.html", "new.html"].' });
        continue;
      }
      const path = withBase(`/${from.replace(/^\/+/, '')}`, basePath);
      rules.push({
        format,
        host: 'pages',
        file,
        line,
        start: item.start,
        end: item.end,
        order,
        from,
        to: isOffSite(to) ? to : withBase(`/${to.replace(/^\/+/, '')}`, basePath),
        source: madePage(from, { kind: 'exact', path }),
        status: 301,
        statusIsDefault: false,
        force: true,
        conditions: [],
      });
    }
    return { rules, invalid };
  },

  async plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, refresh page',
      because: 'pkgdown writes a page that leads on',
      fitness: 55,
      missing: 'The site is not made by pkgdown.',
    });
  },

  add(redirects, text, file, context) {
    const data = openData(text, file);
    if (data?.root.kind !== 'object') return { refused: `${file} is not valid YAML; correct it first.` };
    if (textAt(data.root, 'url') === undefined)
      return { refused: `pkgdown writes redirects only where url in ${file} says the address of the site.` };
    const list = listOf(data);
    // A list of its own would take the place of one that an anchor gives.
    if (hiddenList(data, list).length > 0)
      return {
        refused: `The redirects of ${file} are no list of pairs here; add the redirect where they are written.`,
      };
    const { rules } = this.parse(text, file, context);
    const edits: TextEdit[] = [];
    const fresh: string[] = [];
    for (const redirect of redirects) {
      const pair = pairOf(redirect, context);
      if ('refused' in pair) return pair;
      const same = rules.find(({ source }) => source.kind === 'exact' && urlKey(source.path) === urlKey(redirect.from));
      if (same === undefined) fresh.push(pair.text);
      else if (same.to !== targetOf(redirect)) edits.push({ start: same.start, end: same.end, text: pair.text });
    }
    const added = fresh.length === 0 ? [] : insertPairs(fresh, data, list);
    return added ? [...edits, ...added] : { refused: `The redirects of ${file} cannot be extended safely.` };
  },

  remove(rule, text) {
    const data = openData(text, rule.file);
    const list = data && listOf(data);
    if (data === undefined || list === undefined) return [];
    if (isBlock(text, list)) {
      const member = data.root.kind === 'object' && data.root.members.find(({ key }) => key === 'redirects');
      const isLast = member && list.items.length === 1;
      return (isLast ? emptyBlockMember(text, member, rule) : removeBlockItem(text, rule)) ?? [];
    }
    const index = list.items.findIndex(({ start }) => start === rule.start);
    return removeItem(text, data.bracketsOf(list), index, styleOf(data));
  },
} satisfies RedirectFormat;

function listOf({ root }: DataText): DataList | undefined {
  const list = dataAt(root, 'redirects');
  return list?.kind === 'list' ? list : undefined;
}

/** Where the list stands when it is not written here. */
function hiddenList(data: DataText | undefined, list: DataList | undefined): readonly number[] {
  const value = dataAt(data?.root, 'redirects');
  const isNone = value === undefined || (value.kind === 'value' && value.value === null);
  return isNone || list !== undefined ? [] : [value.start];
}

function insertPairs(
  pairs: readonly string[],
  data: DataText,
  list: DataList | undefined,
): readonly TextEdit[] | undefined {
  const { root, text } = data;
  if (root.kind !== 'object') return undefined;
  const printers = pairs.map((pair) => () => pair);
  const member = root.members.find(({ key }) => key === 'redirects');
  if (list !== undefined && list.items.length > 0) {
    const [items, at] = [list.items, list.items.length];
    return isBlock(text, list)
      ? insertBlockItems(text, items, at, printers)
      : insertItems(text, data.bracketsOf(list), at, printers, styleOf(data));
  }
  if (member !== undefined) return fillBlockMember(text, member, member.value, printers);
  return insertBlockMember(text, root.members, printBlockList('redirects', printers, text));
}

function targetOf({ to }: Redirect): string {
  return isOffSite(to) ? to : encodeUrl(splitTarget(to)[0]) + splitTarget(to)[1];
}

/** As files of the site: a folder is its `index.html`. */
function pairOf(redirect: Redirect, { basePath }: RedirectContext): { readonly text: string } | Refusal {
  if (redirect.below) return { refused: 'pkgdown can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308) return { refused: 'pkgdown can only redirect permanently.' };
  const path = withoutBase(redirect.from, basePath)?.replace(/^\//, '');
  if (path === undefined) return { refused: `${redirect.from} is outside ${basePath}.` };
  if (path === '' || path === 'index.html') return { refused: 'The home page cannot be redirected.' };
  if (/[\\?#"]/.test(path)) return { refused: `Not every system allows a file called ${redirect.from}.` };
  const target = targetOf(redirect);
  const to = isOffSite(target) ? target : withoutBase(target, basePath)?.replace(/^\//, '');
  if (to === undefined) return { refused: `${redirect.to} is outside ${basePath}.` };
  const from = path.endsWith('/') ? `${path}index.html` : path.replace(/(^|\/)([^./]+)$/, '$1$2.html');
  return { text: JSON.stringify([from, to]).replace('","', '", "') };
}
