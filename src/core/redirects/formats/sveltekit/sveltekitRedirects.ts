/**
 * SvelteKit: `redirect(308, '/new')` as all that `load` of `src/routes/old/+page.server.js` (or `+page.js`) does, or `GET`
 * of `+server.js`; and a map from old to new addresses in `hooks.server.js`. Where a page is prerendered, as with
 * adapter-static, it becomes a page that leads on.
 * https://svelte.dev/docs/kit/load#Redirects
 */
import { below, fileName, folderOf, joinRepo, type RepoPath, urlKey } from '../../../paths.ts';
import { segmentOf } from '../../../sveltekit/segments.ts';
import { lineAt } from '../../../text/edits.ts';
import { quoted } from '../../../text/records.ts';
import { askedOnce, formatFiles } from '../../askedOnce.ts';
import { visitorCondition } from '../../condition.ts';
import type {
  InvalidRule,
  Reach,
  Redirect,
  RedirectContext,
  RedirectFormat,
  RedirectRule,
  Refusal,
} from '../../format.ts';
import { literal, literalFolder } from '../../host.ts';
import { sveltekit } from '../../hosts/sveltekit.ts';
import { encodedTarget, isAside, refuseAlways, withBase, withoutBase } from '../../target.ts';
import { configFilesNamed, planInFile } from '../../writing/configFile.ts';
import { hasSamePermanence } from '../../writing/placement.ts';
import { addToMap, parseMap, removeFromMap } from '../../writing/recordMap.ts';
import { hookGrammar } from './hooks.ts';
import { type LoadRedirect, loadRedirect } from './load.ts';

const routeFile = /^(?:(.*)\/)?src\/routes\/(?:.*\/)?\+(?:page(?:\.server)?|server)\.(?:js|ts)$/;
const hooksFile = /^(?:.*\/)?src\/hooks\.server\.(?:js|ts)$/;

/** A file that is there and redirects already. */
const ownFile = { because: '', fitness: 60, missing: '' };

export const sveltekitRedirects = {
  id: 'sveltekitRedirects',
  title: 'SvelteKit redirect',
  docs: 'https://svelte.dev/docs/kit/load#Redirects',
  reads: 'whole',
  writes: ['script'],

  async files(context) {
    if (!context.generators.includes('sveltekit')) return [];
    const { files } = context.repo;
    const layouts = files.filter((file) => /^(?:.*\/)?src\/routes\/\+layout(?:\.server)?\.(?:js|ts)$/.test(file));
    const found = [...files.filter((file) => hooksFile.test(file)), ...files.filter((file) => routeFile.test(file))];
    const all = [...found, ...layouts].filter((file) => !isAside(file));
    // A tutorial holds apps that are content of its site.
    const source = joinRepo(context.root ?? '', 'src');
    const own = all.filter((file) => source !== undefined && below(file, source) !== undefined);
    return context.root !== undefined && own.length > 0 ? own : all;
  },

  parse(text, file, context) {
    if (fileName(file).startsWith('+layout')) {
      const option = /\bexport\s+const\s+trailingSlash\b[^=]*=\s*['"](\w+)['"]/.exec(text)?.[1];
      const settings = option === 'always' ? { trailingSlash: true } : undefined;
      return { rules: [], invalid: [], host: 'sveltekit', settings };
    }
    if (hooksFile.test(file)) {
      const grammar = hookGrammar(text, file);
      return grammar ? parseMap(grammar, text, file, context) : { rules: [], invalid: hiddenCall(text, file) };
    }
    const found = loadRedirect(text, file, context.basePath);
    if (!found) return { rules: [], invalid: hiddenCall(text, file, routeReach(file, context)), host: 'sveltekit' };
    return { rules: [routeRule(found, text, file, context)], invalid: [], host: 'sveltekit' };
  },

  async plan(redirect, context) {
    const refused = refuseAlways(redirect, context);
    if (refused) return refused;
    const files = await formatFiles(this, context);
    const root = rootOf(files);
    if (root === undefined) return { refused: 'The site is not made by SvelteKit.' };
    const configs = configFilesNamed(context, /^svelte\.config\.\w+$/).map((file) => context.repo.read(file));
    const isStatic = (await Promise.all(configs)).some((text) => text?.includes('adapter-static'));
    // Nobody runs the hooks of a site that is only files.
    const hooks = isStatic ? undefined : files.find((file) => hooksFile.test(file));
    const map = hooks && hookGrammar((await context.repo.read(hooks)) ?? '', hooks);
    if (hooks && map && !redirect.below) {
      const own = { ...this, files: async () => [hooks] };
      return planInFile(own, redirect, context, { ...ownFile, label: `{file}, ${map.status}` });
    }
    if (isStatic && redirect.below) return { refused: 'adapter-static can only write a page for each single address.' };
    const folder = folderFor(redirect, context);
    if (typeof folder !== 'string') return folder;
    const file = joinRepo(root, folder, `+page.server.${askedOnce(languageOf, context)}`);
    if (!file) return { refused: `${redirect.from} cannot be a folder.` };
    const taken = context.repo.files.find(
      (other) => folderOf(other) === folderOf(file) && /^\+(page|server)\b/.test(fileName(other)),
    );
    if (taken && loadRedirect((await context.repo.read(taken)) ?? '', taken, context.basePath)) {
      const route = { ...this, files: async () => [taken] };
      return planInFile(route, redirect, context, { ...ownFile, label: '{file}, 308' });
    }
    if (taken) return { refused: `${taken} answers there already.` };
    const edits = this.add([redirect], '', file, context);
    if ('refused' in edits) return edits;
    return {
      file,
      create: true,
      label: `${file}, ${isStatic ? 'refresh page' : 308}`,
      because: isStatic
        ? 'SvelteKit writes a page that redirects; adapter-static has no HTTP redirects'
        : 'a route of SvelteKit can redirect by itself',
      fitness: 50,
    };
  },

  add(redirects, text, file, context) {
    if (redirects.some(({ status }) => status === 410)) return { refused: 'redirect() has no status 410.' };
    if (hooksFile.test(file)) {
      const grammar = hookGrammar(text, file);
      if (!grammar) return { refused: `${file} has no map of redirects that can be edited safely.` };
      return addToMap(grammar, redirects, text, file, context);
    }
    const [redirect, ...others] = redirects;
    if (!redirect) return [];
    if (others.length > 0) return { refused: `${file} can redirect one address only.` };
    const folder = folderFor(redirect, context);
    if (typeof folder !== 'string') return folder;
    if (text.trim() === '') return [{ start: 0, end: text.length, text: routeText(redirect, file) }];
    const found = loadRedirect(text, file, context.basePath);
    const rule = found && routeRule(found, text, file, context);
    if (rule?.source.kind === 'exact' && urlKey(rule.source.path) !== urlKey(redirect.from)) {
      return { refused: `${file} answers ${rule.from} and no other address.` };
    }
    const to = encodedTarget(redirect.to);
    const isThere = found && redirect.below && found.target.text === `${to.replace(/\/$/, '')}/:path`;
    if (isThere && hasSamePermanence(found.status.value, redirect.status)) return [];
    if (!found || redirect.below) return { refused: `${file} does more than redirect; change it by hand.` };
    const quote = text[found.target.start] === '"' ? '"' : "'";
    const status = String(codeOf(redirect));
    return [
      ...(hasSamePermanence(found.status.value, redirect.status) ? [] : [{ ...rangeOf(found.status), text: status }]),
      ...(found.target.text === to ? [] : [{ ...rangeOf(found.target), text: quoted(to, quote) }]),
    ];
  },

  remove(rule, text) {
    const grammar = hooksFile.test(rule.file) ? hookGrammar(text, rule.file) : undefined;
    return grammar ? removeFromMap(grammar, rule, text) : [{ start: 0, end: text.length, text: '' }];
  },
} satisfies RedirectFormat;

function routeRule(found: LoadRedirect, text: string, file: RepoPath, context: RedirectContext): RedirectRule {
  const folder = /^(?:.*\/)?src\/routes(?:\/(.*))?$/.exec(folderOf(file))?.[1] ?? '';
  const names = folder.split('/').filter((name) => name !== '' && segmentOf(name) !== undefined);
  const segments = names.map((name) => segmentOf(name) ?? '');
  const source = sveltekit.source(segments.join('/'), { basePath: context.basePath });
  return {
    format: 'sveltekitRedirects',
    host: 'sveltekit',
    file,
    line: lineAt(text, found.start),
    start: found.start,
    end: found.end,
    order: 0,
    from: source.kind === 'exact' ? source.path : withBase(names.join('/'), context.basePath),
    to: found.target.text,
    source,
    status: found.status.value,
    statusIsDefault: false,
    // The route is the page itself.
    force: source.kind === 'exact',
    conditions: names.some((name) => /\[[^\]]*=/.test(name)) ? [visitorCondition('a matcher of the route')] : [],
    keepsQuery: found.keepsQuery,
  };
}

/** The folder of a route below `src/routes`. */
function folderFor(redirect: Redirect, context: RedirectContext): string | Refusal {
  const inside = withoutBase(redirect.from, context.basePath);
  if (inside === undefined) return { refused: `${redirect.from} is outside ${context.basePath}.` };
  const names = inside.split('/').filter((name) => name !== '');
  // Others need an escape, which the prerenderer takes for a parameter, or break the build.
  const odd = names.find((name) => !/^[\p{L}\p{N}._~@&=,!$; -][\p{L}\p{N}._~@&=,+!$; -]*$/u.test(name));
  if (odd !== undefined) return { refused: `A route of SvelteKit cannot be called ${odd}.` };
  return [...names, ...(redirect.below ? ['[...path]'] : [])].join('/');
}

function routeText(redirect: Redirect, file: RepoPath): string {
  const to = encodedTarget(redirect.to);
  const code = codeOf(redirect);
  const target = redirect.below
    ? `\`${to.replace(/[`\\$]/g, '\\$&').replace(/\/$/, '')}/\${encodeURI(params.path)}\``
    : quoted(to, "'");
  const given = redirect.below
    ? file.endsWith('.ts')
      ? '{ params }: { params: { path: string } }'
      : '{ params }'
    : '';
  // Without `throw`, SvelteKit 1 goes on; later versions throw by themselves.
  return [
    "import { redirect } from '@sveltejs/kit';",
    '',
    `export function load(${given}) {`,
    `\tthrow redirect(${code}, ${target});`,
    '}',
    '',
  ].join('\n');
}

function codeOf({ status }: Redirect): 307 | 308 {
  return status === 301 || status === 308 ? 308 : 307;
}

function rangeOf({ start, end }: { readonly start: number; readonly end: number }) {
  return { start, end };
}

/** Where the routes lie: `src/routes` of the site nearest to the root. */
function rootOf(files: readonly RepoPath[]): RepoPath | undefined {
  const folders = files.flatMap((file) => /^(?:.*\/)?src\/routes(?=\/)/.exec(file)?.[0] ?? []);
  return folders.sort((a, b) => a.length - b.length)[0] as RepoPath | undefined;
}

function languageOf({ repo }: RedirectContext): 'ts' | 'js' {
  const count = (extension: string) =>
    repo.files.filter((file) => /\/src\/|^src\//.test(file) && file.endsWith(extension) && !file.endsWith('.d.ts'))
      .length;
  const [ts, js] = [count('.ts'), count('.js')];
  return ts > js || (ts === js && repo.files.some((file) => fileName(file) === 'tsconfig.json')) ? 'ts' : 'js';
}

/** Code that redirects some requests. */
function hiddenCall(text: string, file: RepoPath, reach?: Reach): readonly InvalidRule[] {
  const call = /\bredirect\(\s*30[1278]\b|\bResponse\.redirect\(/.exec(text);
  if (!call) return [];
  const message = 'A redirect cannot be read: the code decides what it redirects, and it is not run here.';
  return [{ format: 'sveltekitRedirects', file, line: lineAt(text, call.index), message, isHidden: true, reach }];
}

/** The addresses of the route a file belongs to: up to its first parameter. */
function routeReach(file: RepoPath, { basePath }: RedirectContext): Reach {
  const [, folder = ''] = /src\/routes\/(.*?)\/?\+[^/]*$/.exec(file) ?? [];
  const shown = folder.split('/').filter((segment) => segment !== '' && !/^\(.*\)$/.test(segment));
  const path = withBase(shown.join('/'), basePath);
  const cut = path.indexOf('[');
  if (cut >= 0) return { under: literalFolder(path, /\[/) };
  return { under: '/', regex: `^${literal(path.replace(/(.)\/+$/, '$1'))}/?$` };
}
