/**
 * Routing rules of an S3 website, at most 50: `Condition { KeyPrefixEquals, HttpErrorCodeReturnedEquals }` and
 * `Redirect { HostName, Protocol, ReplaceKeyWith | ReplaceKeyPrefixWith, HttpRedirectCode }`, as the JSON of the console
 * and the command line, as XML, or in a CloudFormation template (`RoutingRuleCondition`, `RedirectRule`). S3 reads no file
 * of the repository: they are applied with the bucket.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects
 */

import { type DataList, type DataNode, type DataText, dataAt, openData, textAt, valueAt } from '../../../data/data.ts';
import { syntaxOfFile } from '../../../data/syntax.ts';
import { fileName, type RepoPath } from '../../../paths.ts';
import type { TextEdit } from '../../../text/edits.ts';
import { insertItems } from '../../../text/lists.ts';
import { append } from '../../../text/longLists.ts';
import { quoted, recordStyle } from '../../../text/records.ts';
import type { Redirect, RedirectContext, RedirectFormat, RedirectRule, Refusal } from '../../format.ts';
import { literal } from '../../host.ts';
import { s3 } from '../../hosts/s3.ts';
import { isAside, isOfExample } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { hasSamePermanence } from '../../writing/placement.ts';
import { parseRecords, type RecordGrammar } from '../../writing/recordList.ts';
import { removeRecord } from '../../writing/recordListEdit.ts';
import { styleOf } from '../../writing/recordListPlace.ts';
import { isComputed, isTemplateFile } from '../../writing/templateFile.ts';
import { conditionNames, neighbours, redirectNames, routeFor, routeMeaning, type S3Rule } from './route.ts';
import { addToXml, parseXml, removeFromXml } from './xml.ts';

const grammar: RecordGrammar = {
  format: 's3RoutingRules',
  host: 's3',
  target: 'Redirect',
  lists,
  read(record) {
    const redirect = dataAt(record, 'Redirect') ?? dataAt(record, 'RedirectRule');
    if (!redirect) return { problem: 'A routing rule needs Redirect.' };
    const condition = dataAt(record, 'Condition') ?? dataAt(record, 'RoutingRuleCondition');
    if (isComputed(redirect)) {
      const prefix = textAt(condition, 'KeyPrefixEquals') ?? '';
      const reach = { under: '/', regex: `^${literal(`/${prefix}`)}` };
      return { problem: 'A rule cannot be read: it is made when the template is applied.', isHidden: true, reach };
    }
    const meaning = routeMeaning(routeOf(condition, redirect));
    return 'problem' in meaning ? meaning : [meaning];
  },
  write: () => ({ refused: 'Routing rules are not written field by field.' }),
};

function lists({ root }: DataText): readonly DataNode[] {
  if (root.kind === 'list') return [root];
  const resources = dataAt(root, 'Resources') ?? dataAt(root, 'resources', 'Resources');
  const buckets = resources?.kind === 'object' ? resources.members.map(({ value }) => value) : [];
  const found = [
    dataAt(root, 'RoutingRules'),
    dataAt(root, 'WebsiteConfiguration', 'RoutingRules'),
    ...buckets
      .filter((bucket) => textAt(bucket, 'Type') === 'AWS::S3::Bucket')
      .map((bucket) => dataAt(bucket, 'Properties', 'WebsiteConfiguration', 'RoutingRules')),
  ];
  return found.filter((node) => node !== undefined);
}

function routeOf(condition: DataNode | undefined, redirect: DataNode): S3Rule {
  const entries = (node: DataNode | undefined, names: readonly string[]) =>
    names.flatMap((name) => {
      const value = valueAt(node, name);
      return value === undefined || value === null ? [] : [[name, String(value)] as const];
    });
  return Object.fromEntries([...entries(condition, conditionNames), ...entries(redirect, redirectNames)]);
}

/** The one list of a text. A refusal where there is none, or several. */
function listIn(text: string, file: RepoPath): { readonly data: DataText; readonly list: DataList } | Refusal {
  const data = openData(text, file);
  const all = data ? lists(data) : [];
  if (all.length > 1) return { refused: `${file} configures ${all.length} buckets; add the rule to the right one.` };
  const [list] = all;
  if (!data || list?.kind !== 'list') {
    return { refused: `${file} has no list of routing rules that can be edited safely.` };
  }
  return { data, list };
}

function addToJson(
  redirects: readonly Redirect[],
  text: string,
  file: RepoPath,
  context: RedirectContext,
): readonly TextEdit[] | Refusal {
  const opened = listIn(text, file);
  if ('refused' in opened) return opened;
  const { data, list } = opened;
  const { rules } = parseRecords(grammar, text, file, context);
  const edits: TextEdit[] = [];
  const fresh = new Map<number, S3Rule[]>();
  let count = list.items.length;
  for (const redirect of redirects) {
    const route = routeFor(redirect, context);
    if ('refused' in route) return route;
    const { same, shadowing, isDead } = neighbours(rules, route);
    const record = list.items.find(({ start }) => start === same?.start);
    if (same && record && !isDead) {
      append(edits, changed(record, same, redirect, route, data));
      continue;
    }
    // A rule that something above answers for is taken to where it is read.
    if (same) append(edits, removeRecord(grammar, same, text));
    else count++;
    const at = shadowing ? list.items.findIndex(({ start }) => start === shadowing.start) : list.items.length;
    const others = fresh.get(at) ?? [];
    if (!others.some(({ KeyPrefixEquals }) => KeyPrefixEquals === route.KeyPrefixEquals))
      fresh.set(at, [...others, route]);
  }
  if (count > s3.limits.rules)
    return { refused: `S3 accepts ${s3.limits.rules} routing rules, and ${file} has that many already.` };
  for (const [at, routes] of fresh) {
    const model = list.items[at - 1] ?? list.items[at];
    const print = routes.map((route) => (indent: string) => printed(route, data, model, indent));
    append(edits, insertItems(text, list, at, print, styleOf(data)));
  }
  return edits;
}

/** The least that makes a rule lead where it should. */
function changed(
  record: DataNode,
  same: RedirectRule,
  redirect: Redirect,
  route: S3Rule,
  data: DataText,
): readonly TextEdit[] {
  const meaning = routeMeaning(route);
  const to = 'problem' in meaning ? '' : meaning.to;
  const isSameStatus = hasSamePermanence(same.status, redirect.status);
  if (same.to === to && isSameStatus) return [];
  const inner = dataAt(record, 'Redirect') ?? dataAt(record, 'RedirectRule');
  const old = routeOf(undefined, inner ?? record);
  const names = redirectNames.filter((name) => name !== 'HttpRedirectCode');
  const isAlike = names.every((name) => (old[name] === undefined) === (route[name] === undefined));
  if (!isAlike || (!isSameStatus && old.HttpRedirectCode === undefined)) {
    const indent = /\n([ \t]*)[^\n]*$/.exec(data.text.slice(0, record.start))?.[1] ?? '';
    return [{ start: record.start, end: record.end, text: printed(route, data, record, indent) }];
  }
  return [...names, ...(isSameStatus ? [] : (['HttpRedirectCode'] as const))].flatMap((name): TextEdit[] => {
    const node = dataAt(inner, name);
    const value = route[name];
    if (!node || value === undefined || old[name] === value) return [];
    return [{ start: node.start, end: node.end, text: quoted(value, '"') }];
  });
}

/** On one line where its neighbour is, else on several. */
function printed(route: S3Rule, data: DataText, model: DataNode | undefined, indent: string): string {
  const style = recordStyle(data.text, 'json', undefined);
  const isTemplate = /"RedirectRule"\s*:/.test(data.text) || data.text.includes('AWS::S3::Bucket');
  const parts = [
    [isTemplate ? 'RoutingRuleCondition' : 'Condition', conditionNames],
    [isTemplate ? 'RedirectRule' : 'Redirect', redirectNames],
  ] as const;
  const flat = model !== undefined && !data.text.slice(model.start, model.end).includes('\n');
  const gap = (depth: number) => (flat ? ' ' : style.end + indent + style.unit.repeat(depth));
  const objects = parts.map(([name, fields]) => {
    const members = fields.flatMap((field) => {
      const value = route[field];
      return value === undefined ? [] : [`${gap(2)}"${field}": ${quoted(value, '"')}`];
    });
    return `${gap(1)}"${name}": {${members.join(',')}${gap(1)}}`;
  });
  return `{${objects.join(',')}${gap(0)}}`;
}

const isXml = (file: RepoPath) => syntaxOfFile(file) === 'xml';

export const s3RoutingRules = {
  id: 's3RoutingRules',
  title: 'S3 routing rules',
  docs: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/how-to-page-redirect.html#advanced-conditional-redirects',
  reads: 'whole',
  writes: ['json', 'xml'],
  async files(context) {
    const { repo } = context;
    const named = repo.files.filter(
      (file) =>
        !isAside(file) &&
        !isOfExample(file, context) &&
        (isTemplateFile(file) ||
          /(website|routing|redirect|bucket|s3|aws|template|stack|cloudformation)[^/]*\.(json|xml)$/i.test(
            fileName(file),
          )),
    );
    const own: RepoPath[] = [];
    for (const file of named) {
      const text = (await repo.read(file)) ?? '';
      const signs = isXml(file)
        ? /<RoutingRules?>/
        : /\b(KeyPrefixEquals|HttpErrorCodeReturnedEquals|ReplaceKeyWith|ReplaceKeyPrefixWith|RoutingRules)"?\s*:/;
      if (signs.test(text)) own.push(file);
    }
    return own;
  },
  parse: (text, file, context) => (isXml(file) ? parseXml(text, file) : parseRecords(grammar, text, file, context)),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'routing rules of S3 in {file}, {status}',
      because: 'the routing rules of the bucket are kept in this file',
      fitness: 56,
      missing: 'No file of the repository holds routing rules of an S3 website.',
      needs: [
        { message: 'S3 does not read this file by itself: apply it to the bucket the way you applied it before.' },
      ],
    });
  },
  add: (redirects, text, file, context) =>
    isXml(file) ? addToXml(redirects, text, file, context) : addToJson(redirects, text, file, context),
  remove(rule, text) {
    return isXml(rule.file) ? removeFromXml(rule, text) : removeRecord(grammar, rule, text);
  },
} satisfies RedirectFormat;
