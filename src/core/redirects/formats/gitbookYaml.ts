/**
 * `.gitbook.yaml`: a map `redirects: { previous/page: new-folder/page.md }` of a space, from a path of it to a file below
 * its `root`. Which status GitBook answers with is not documented; its redirects are meant to last.
 * https://gitbook.com/docs/getting-started/git-sync/content-configuration#redirects
 */
import { isScalar } from 'yaml';
import { encodeUrl, folderOf, joinRepo, type RepoPath, urlKey } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { lineIndex } from '../../text/lineIndex.ts';
import { nodeAt, written, type YamlText } from '../../text/yamlEdit.ts';
import type { InvalidRule, Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../format.ts';
import { gitbookHost } from '../hosts/gitbook.ts';
import { atSource } from '../reach.ts';
import { ruleAt } from '../rule.ts';
import { isOffSite, splitTarget, targetRoute, withBase, withoutBase } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { insertedInYaml, openYamlFile, redirectsMap, withoutYamlEntry, yamlValueAt } from '../writing/yamlMap.ts';

export const gitbookYaml = {
  id: 'gitbookYaml',
  title: '.gitbook.yaml',
  docs: 'https://gitbook.com/docs/getting-started/git-sync/content-configuration#redirects',
  reads: 'whole',
  writes: ['yaml'],
  files: async (context) =>
    context.generators.includes('gitbook') ? ownFilesNamed(context, /^\.gitbook\.ya?ml$/) : [],

  parse(text, file, context) {
    const yaml = openYamlFile(text);
    if (!yaml) {
      const message = `${file} is not valid YAML; its redirects cannot be read.`;
      return { rules: [], invalid: [{ format: 'gitbookYaml', file, line: 1, message }] };
    }
    const line = lineIndex(text);
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = [];
    for (const { key, value } of redirectsMap(yaml)?.items ?? []) {
      const from = isScalar(key) && key.range ? key : undefined;
      if (!from?.range) continue;
      const start = yaml.offset + from.range[0];
      const name = String(from.value);
      if (!isScalar(value) || !value.range || typeof value.value !== 'string') {
        const message = `${name}: a redirect needs a file of the space as its target.`;
        const hidden = { isHidden: true, reach: atSource(`/${name.replace(/^\/+/, '')}`) } as const;
        invalid.push({ format: 'gitbookYaml', file, line: line(start), message, ...hidden });
        continue;
      }
      const place = { format: 'gitbookYaml', host: 'gitbook', file, line: line(start), start } as const;
      const { basePath } = context;
      const meaning = {
        from: name,
        to: addressOf(value.value, rootOf(yaml, file), context),
        source: gitbookHost.source(withBase(name.replace(/(?<!\/)\/+$/, '') || '/', basePath)),
        status: 301,
        statusIsDefault: true,
      };
      rules.push(ruleAt({ ...place, end: yaml.offset + value.range[1], order: rules.length }, meaning));
    }
    return { rules, invalid, host: 'gitbook' };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, 301',
      because: 'GitBook reads this file',
      fitness: 54,
      missing: 'The space has no .gitbook.yaml.',
    });
  },

  add(redirects, text, file, context) {
    const yaml = openYamlFile(text);
    if (!yaml) return { refused: `${file} is not valid YAML; correct it first.` };
    const { rules } = this.parse(text, file, context);
    const edits: TextEdit[] = [];
    const entries: (readonly [string, string])[] = [];
    for (const redirect of redirects) {
      const entry = entryOf(redirect, rootOf(yaml, file), context);
      if ('refused' in entry) return entry;
      const same = rules.find(({ source }) => source.kind === 'exact' && urlKey(source.path) === urlKey(redirect.from));
      if (!same) entries.push([entry.key, entry.target]);
      else if (same.to !== addressOf(entry.target, rootOf(yaml, file), context)) {
        const value = yamlValueAt(yaml, same.start);
        if (value?.range)
          edits.push({
            start: yaml.offset + value.range[0],
            end: yaml.offset + value.range[1],
            text: written(entry.target, isScalar(value) ? value.type : undefined),
          });
      }
    }
    const added = entries.length === 0 ? [] : insertedInYaml(yaml, entries);
    return added ? [...edits, ...added] : { refused: `The redirects of ${file} cannot be extended safely.` };
  },

  remove: withoutYamlEntry,
} satisfies RedirectFormat;

function rootOf(yaml: YamlText, file: RepoPath): RepoPath {
  const root = nodeAt(yaml, ['root']);
  const folder = folderOf(file);
  return joinRepo(folder, isScalar(root) ? String(root.value) : '') ?? folder;
}

function addressOf(target: string, root: RepoPath, context: RedirectContext): string {
  if (isOffSite(target)) return target;
  const [path, rest] = splitTarget(target);
  const route = context.routeOfFile(joinRepo(root, path) ?? root);
  // A file that is not there has no address; the one it would have may be that of another, or the old address itself.
  return encodeUrl(route?.url ?? withBase(`/${path.replace(/^[./]+/, '')}`, context.basePath)) + rest;
}

function entryOf(
  redirect: Redirect,
  root: RepoPath,
  context: RedirectContext,
): { readonly key: string; readonly target: string } | Refusal {
  if (redirect.below) return { refused: 'GitBook can only redirect single pages.' };
  if (redirect.status !== 301 && redirect.status !== 308) return { refused: 'GitBook can only redirect permanently.' };
  const key = withoutBase(redirect.from, context.basePath)?.replace(/^\/+|(?<!\/)\/+$/g, '');
  if (!key) return { refused: `${redirect.from} is no page below the address of the space.` };
  const route = targetRoute(redirect, context);
  const prefix = root === '' ? '' : `${root}/`;
  if (!route?.file.startsWith(prefix) || !route.file.endsWith('.md'))
    return { refused: `${redirect.to} is not a page of the space.` };
  if (splitTarget(redirect.to)[1] !== '')
    return { refused: 'GitBook can only redirect to a whole page, not to a part of it.' };
  return { key, target: route.file.slice(prefix.length) };
}
