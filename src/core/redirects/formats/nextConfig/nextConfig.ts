/**
 * `next.config.*`: `async redirects() { return [{ source, destination, permanent | statusCode, has, missing, basePath }] }`.
 * The base path is put in front unless `basePath: false`. Not used by `output: 'export'`.
 * https://nextjs.org/docs/app/api-reference/config/next-config-js/redirects
 */

import { type DataNode, type DataText, dataAt, itemsAt, textAt, valueAt } from '../../../data/data.ts';
import { fileName, type RepoPath } from '../../../paths.ts';
import { configurationOf, type Script } from '../../../script/script.ts';
import { textValue, type Value, writtenProperty } from '../../../script/value.ts';
import { compileRegex } from '../../../text/linearRegex.ts';
import { isForOtherSites, visitorCondition } from '../../condition.ts';
import type { RedirectContext, RedirectFormat, SourcePattern } from '../../format.ts';
import { literal, sentPath } from '../../host.ts';
import { next } from '../../hosts/next.ts';
import type { Requirements } from '../../requirement.ts';
import type { RuleMeaning } from '../../rule.ts';
import { escapedTarget, isOffSite, slashBehind, withoutBase } from '../../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../../writing/configFile.ts';
import { type ListPrinter, parseRecords, type RecordGrammar } from '../../writing/recordList.ts';
import { addRecords, removeRecord } from '../../writing/recordListEdit.ts';
import { recordsIn, withModules } from '../../writing/redirectModules.ts';
import { type VisitorFields, visitorFields } from '../../writing/visitorFields.ts';
import { recordProblem, repeatedInto } from './nextRecord.ts';

const newFunction: ListPrinter = (indent, unit, end, items) =>
  [
    'async redirects() {',
    `${indent}${unit}return [`,
    items(indent + unit + unit),
    `${indent}${unit}];`,
    `${indent}}`,
  ].join(end);

const grammar: RecordGrammar = {
  format: 'nextConfig',
  host: 'next',
  target: 'destination',
  lists(data) {
    if (!data.script) return [];
    const value = redirectsOf(data.script);
    const list = value.kind === 'literal' ? undefined : data.dataOf(value);
    // What an export leaves out has not to be read.
    return list === undefined || (list.kind === 'unknown' && isExported(data)) ? [] : [list];
  },
  settings: (data) => ({
    trailingSlash: slashes(data),
    keepsSlashes: leavesSlashes(data),
    basePath: textAt(data.root, 'basePath'),
    defaultLanguage: isExported(data) ? undefined : languagesOf(data)?.byDefault,
  }),
  read(record, data, context, file) {
    const from = textAt(record, 'source');
    const to = textAt(record, 'destination');
    if (from === undefined || to === undefined) return { problem: 'A redirect needs source and destination.' };
    const status = statusIn(record);
    if (status === undefined) return { problem: `${from} needs permanent or statusCode; without it the build fails.` };
    const problem = recordProblem(record, from, to);
    if (problem) return { problem: `Next.js stops the build: ${problem}.` };
    const repeated = repeatedInto(from, to);
    if (repeated)
      return {
        problem: `Next.js answers an error for ${from}: ${repeated} may be several parts, and stands for one in ${to}; write ${repeated}*.`,
      };
    const isModule = !names.test(fileName(file));
    const own = ownBase(data, context, file);
    const base = valueAt(record, 'basePath') === false ? '' : own;
    const local = (path: string) => (isOffSite(path) ? path : path === '/' && base !== '' ? base : base + path);
    const languages = languagesOf(data);
    const isOpen = valueAt(record, 'locale') !== false;
    const slash = isModule || slashes(data) || leavesSlashes(data);
    const localised =
      languages && !isExported(data) ? inLanguages({ from, to, base, own, isOpen, slash, languages }) : undefined;
    const locale = dataAt(data.root, 'i18n') !== undefined && !localised ? ['locale'] : [];
    const visitors = visitorFields(record, to, context);
    const conditions = [...visitors.conditions, ...locale.map(visitorCondition)];
    const source = sourceOf(local(from), slash, data);
    const meanings: readonly InLanguage[] = localised ?? [{ source, to: local(to), requires: undefined }];
    return meanings.map((meaning) => ({
      ...meaning,
      from,
      status,
      conditions,
      requires: locale.length > 0 ? undefined : told(visitors, meaning, own),
    }));
  },
  write(redirect, context, data, file) {
    const status = statusOf(redirect, 308, 307);
    if (status === undefined) return { refused: 'Next.js has no status 410 for redirects.' };
    const inside = withoutBase(redirect.from, context.basePath);
    if (inside === undefined) return { refused: `${redirect.from} is outside the base path ${context.basePath}.` };
    // Next.js knows nothing of a folder that the site is served below without `basePath`: the target has to name it.
    const own = ownBase(data, context, file);
    const target = isOffSite(redirect.to) ? redirect.to : withoutBase(redirect.to, own === '' ? '/' : context.basePath);
    if (target === undefined) return { refused: `${redirect.to} is outside the base path ${context.basePath}.` };
    const trim = (path: string) => (path.length > 1 ? path.replace(/\/$/, '') : path);
    const from = trim(sentPath(inside)).replace(/[:*+?(){}\\]/g, '\\$&');
    const to = escapedTarget(target, /[:()*+]/g);
    return [
      ['source', redirect.below ? `${from}/:path*` : from],
      ['destination', redirect.below ? `${trim(to)}/:path*${slashBehind(redirect)}` : to],
      ['permanent', status === 308],
    ];
  },
  missing: ({ root }) => (root.kind === 'object' ? { into: root, print: newFunction } : undefined),
};

const names = /^next\.config\.(js|mjs|cjs|ts|mts)$/;

/** What is told of whom a redirect answers. Nothing that begins like Next's own files is redirected. */
function told({ conditions, requires }: VisitorFields, meaning: InLanguage, base: string): Requirements | undefined {
  // For another host alone, which its condition says.
  if (conditions.some(isForOtherSites)) return requires;
  const own: Requirements =
    meaning.source.kind === 'pattern'
      ? [[{ kind: 'text', of: 'path', regex: `^${literal(base)}/_next`, isWanted: false }]]
      : [];
  const all = [...own, ...(requires ?? []), ...(meaning.requires ?? [])];
  return all.length > 0 ? all : undefined;
}

/** `undefined` when a redirect says none. */
function statusIn(record: DataNode): number | undefined {
  const code = valueAt(record, 'statusCode');
  if (typeof code === 'number') return code;
  const permanent = valueAt(record, 'permanent');
  if (typeof permanent !== 'boolean') return undefined;
  return permanent ? 308 : 307;
}

function sourceOf(whole: string, slash: boolean, data: DataText): SourcePattern {
  if (isExported(data)) return leftOut;
  if (leavesSlashes(data) && /^\/[\w/.~-]+\/$/.test(whole))
    return { kind: 'pattern', regex: `(?i)^${literal(whole)}/?$`, names: [], under: '/' };
  return next.source(whole, { trailingSlash: slash });
}

/** What the configuration says besides is not in sight of a module it imports. */
function ownBase(data: DataText, { basePath }: RedirectContext, file: RepoPath): string {
  return names.test(fileName(file)) ? (textAt(data.root, 'basePath') ?? '') : basePath.replace(/\/$/, '');
}

function redirectsOf(script: Script): Value {
  const value = writtenProperty(configurationOf(script), 'redirects');
  return value.kind === 'function' ? script.call(value) : value;
}

/** With `output: 'export'` redirects are left out, wherever they stand. */
function shownValue(script: Script): Value | undefined {
  return textValue(writtenProperty(configurationOf(script), 'output')) === 'export' ? undefined : redirectsOf(script);
}

const leftOut = { kind: 'never', reason: "output: 'export' leaves redirects out; write it for the host" } as const;

interface Languages {
  readonly byDefault: string;
  readonly others: readonly string[];
}

/** `undefined` for a site without languages, and where they are not written in place. */
function languagesOf({ root }: DataText): Languages | undefined {
  const byDefault = textAt(root, 'i18n', 'defaultLocale');
  const all = itemsAt(root, 'i18n', 'locales').flatMap((node) => textAt(node) ?? []);
  if (byDefault === undefined || all.length === 0) return undefined;
  return { byDefault, others: all.filter((language) => language !== byDefault) };
}

/**
 * Every source and target gets the language in front, that of the default one left out in the target; an address
 * without any is one of the default language. With `locale: false` the source has to name the language itself.
 * https://nextjs.org/docs/pages/api-reference/config/next-config-js/redirects#redirects-with-i18n-support
 */
function inLanguages(rule: Localised): readonly InLanguage[] {
  const { from, to, base, own, isOpen, languages } = rule;
  if (!isOpen) return base === own ? named(rule) : named({ ...rule, from: withoutBase(from, own) ?? from });
  const { byDefault, others } = languages;
  const rest = (path: string) => (path === '/' && !rule.slash ? '' : path);
  const target = isOffSite(to) ? to : base + rest(to);
  const other = others.length > 0 ? `{/:nextInternalLocale(${others.join('|')})}?` : '';
  const source = next.source(`${base}${other}{/:nextDefault(${byDefault})}?${rest(from)}`, { trailingSlash: true });
  const open = others.length > 0 && !isOffSite(to) ? `${base}/:nextInternalLocale*${rest(to)}` : target;
  return [{ source, to: open || '/', requires: spelled(base) }];
}

interface Localised {
  readonly from: string;
  readonly to: string;
  /** What is put in front of the source and of the target. */
  readonly base: string;
  /** The base path of the site. */
  readonly own: string;
  readonly isOpen: boolean;
  /** Addresses end with a slash. */
  readonly slash: boolean;
  readonly languages: Languages;
}

type InLanguage = Pick<RuleMeaning, 'source' | 'to' | 'requires'>;

/** Where there are languages, the base path is looked for as it is written. */
function spelled(base: string): Requirements | undefined {
  return base === '' ? undefined : [[{ kind: 'text', of: 'path', regex: `^${literal(base)}(?:/|$)`, isWanted: true }]];
}

/** `locale: false`: the language stands in the source, as a name, as a group or as it is. */
function named({ from, to, base, own, languages: { byDefault, others } }: Localised): readonly InLanguage[] {
  const rest = (path: string) => (path === '/' ? '' : path);
  const target = (isOffSite(to) ? to : base + rest(to)) || '/';
  const [, first = '', tail = ''] = /^\/((?:[^/()]|\((?:[^()]|\([^()]*\))*\))*)(.*)$/s.exec(from) ?? [];
  const all = [byDefault, ...others];
  const source = (text: string) => next.source(own + text || '/', { trailingSlash: true });
  if (all.includes(first)) {
    const text = first === byDefault ? `{/:nextDefault(${first})}?${tail}` : from;
    return [{ source: source(text), to: target, requires: spelled(own) }];
  }
  const [, name, group = '[^/]+'] = /^(?::([A-Za-z_]\w*))?(?:\((.*)\))?$/s.exec(first) ?? [];
  if (first === '' || (name === undefined && !first.startsWith('(')))
    return /[:(]/.test(first)
      ? [{ source: unclear(from), to: target, requires: undefined }]
      : [{ source: noLanguage, to: target, requires: undefined }];
  // An address with a language, and one without, which is that of the default one.
  const isNamed = (isWanted: boolean): Requirements => [
    ...(spelled(own) ?? []),
    [{ kind: 'text', of: 'path', regex: `(?i)^${literal(own)}/(?:${all.map(literal).join('|')})(?:/|$)`, isWanted }],
  ];
  const regex = `(?i)^(?:${group})$`;
  const isDefault = compileRegex(regex)?.test(byDefault);
  if (isDefault === undefined) return [{ source: unclear(from), to: target, requires: undefined }];
  const written = { source: source(from), to: target, requires: isNamed(true) };
  if (!isDefault) return [written];
  const filled = name === undefined ? target : target.replace(new RegExp(`:${name}(?!\\w)[*+]?`, 'g'), byDefault);
  return [written, { source: source(tail), to: filled, requires: isNamed(false) }];
}

function unclear(from: string): SourcePattern {
  return { kind: 'unknown', reason: `it does not say which language ${from} is for`, reach: { under: '/' } };
}

const noLanguage = { kind: 'never', reason: 'with locale: false the source has to name a language' } as const;

function isExported(data: DataText): boolean {
  return textAt(data.root, 'output') === 'export';
}

/** The server leaves a slash at the end as it was sent. */
function leavesSlashes(data: DataText): boolean {
  return valueAt(data.root, 'skipTrailingSlashRedirect') === true;
}

function slashes(data: DataText): boolean {
  return valueAt(data.root, 'trailingSlash') === true;
}

export const nextConfig = {
  id: 'nextConfig',
  title: 'next.config redirects',
  docs: 'https://nextjs.org/docs/app/api-reference/config/next-config-js/redirects',
  reads: 'whole',
  writes: ['script', 'json'],
  carries: ['slash'],
  files: (context) => withModules(ownFilesNamed(context, names), context, shownValue, grammar.target),
  parse: (text, file, context) => parseRecords(recordsIn(grammar, file, names), text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, 308',
      because: 'Next.js answers its own redirects before any page',
      fitness: 54,
      missing: 'The site has no next.config file.',
    });
  },
  add(redirects, text, file, context) {
    if (/output\s*:\s*['"]export['"]/.test(text)) {
      return { refused: `${file} has output: 'export', which leaves redirects out; write them for the host.` };
    }
    return addRecords(recordsIn(grammar, file, names), redirects, text, file, context);
  },
  remove: (rule, text) => removeRecord(recordsIn(grammar, rule.file, names), rule, text),
} satisfies RedirectFormat;
