/**
 * AWS Amplify Hosting: rules `{ source, target, status, condition }`, tried from the top. Amplify reads no file of the
 * repository; people keep the rules as the JSON of its console (`customRules.json`, `redirects.json`), as answered by its
 * command line (`customRules`), in a CloudFormation template (`CustomRules`) or in Terraform (`custom_rule`), and apply
 * them with it.
 * https://docs.aws.amazon.com/amplify/latest/userguide/redirects.html
 */

import { type DataNode, type DataText, dataAt, textAt, valueAt } from '../../../data/data.ts';
import { syntaxOfFile } from '../../../data/syntax.ts';
import { fileName, type RepoPath } from '../../../paths.ts';
import type { Fields } from '../../../text/records.ts';
import type { RedirectContext, RedirectFormat } from '../../format.ts';
import { isAside, isOfExample } from '../../target.ts';
import { planInFile } from '../../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../../writing/recordList.ts';
import { addRecords, removeRecord } from '../../writing/recordListEdit.ts';
import { isComputed, isTemplateFile } from '../../writing/templateFile.ts';
import { meaningOf, writtenRule } from './meaning.ts';
import { addBlocks, parseBlocks, removeBlock } from './terraform.ts';

/** The API's names, or CloudFormation's, which begin with capitals. */
function grammarOf(text: string): RecordGrammar {
  const isTemplate = /(^|[\s"{-])Source"?\s*:/m.test(text);
  const name = (key: string) => (isTemplate ? key.charAt(0).toUpperCase() + key.slice(1) : key);
  return {
    format: 'amplifyRules',
    host: 'amplify',
    target: name('target'),
    lists,
    read(record, _data, context) {
      if (isComputed(record)) {
        // The page an app shows for what is not there leads nobody away, wherever it stands.
        const isFallback = /^(?:200|404)/.test(String(valueAt(record, name('status')) ?? ''));
        const problem = 'A rule cannot be read: it is made when the template is applied.';
        return isFallback ? [] : { problem, isHidden: true };
      }
      const condition = textAt(record, name('condition'));
      const [from, to] = [textAt(record, name('source')), textAt(record, name('target'))];
      return meaningOf(from, to, String(valueAt(record, name('status')) ?? ''), condition, context);
    },
    write(redirect, _context, data) {
      const written = writtenRule(redirect);
      if ('refused' in written) return written;
      const apps = lists(data).length;
      if (apps > 1) return { refused: `The template configures ${apps} apps; add the rule to the right one.` };
      const fields: Fields = [
        [name('source'), written.source],
        [name('target'), written.target],
        [name('status'), written.status],
      ];
      const model = lists(data).at(-1);
      const order = model?.kind === 'list' ? keysOf(model.items.at(-1)) : [];
      return [...fields].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    },
  };
}

function keysOf(record: DataNode | undefined): readonly string[] {
  return record?.kind === 'object' ? record.members.map(({ key }) => key) : [];
}

function lists({ root }: DataText): readonly DataNode[] {
  if (root.kind === 'list') return [root];
  const resources = dataAt(root, 'Resources') ?? dataAt(root, 'resources', 'Resources');
  const apps = resources?.kind === 'object' ? resources.members.map(({ value }) => value) : [];
  const found = [
    dataAt(root, 'customRules'),
    dataAt(root, 'app', 'customRules'),
    ...apps
      .filter((app) => textAt(app, 'Type') === 'AWS::Amplify::App')
      .map((app) => dataAt(app, 'Properties', 'CustomRules')),
  ];
  return found.filter((node) => node !== undefined);
}

const isTerraform = (file: RepoPath) => syntaxOfFile(file) === 'hcl';

/** Whether a text holds rules of Amplify: its own signs, or the site's configuration of Amplify beside them. */
function holdsRules(text: string, file: RepoPath, { repo, host }: RedirectContext): boolean {
  if (isTerraform(file)) return /\bcustom_rule\b/.test(text) && /\baws_amplify_app\b/.test(text);
  if (/\bCustomRules"?\s*:/.test(text)) return text.includes('AWS::Amplify::App');
  if (!/"source"\s*:/.test(text) || !/"target"\s*:/.test(text) || !/"status"\s*:/.test(text)) return false;
  const isOwn = /amplify|custom-?rules/i.test(file) || /"customRules"|<\*>|"404-200"|"<\//.test(text);
  return isOwn || host === 'amplify' || repo.files.some((other) => /^amplify(\.ya?ml|\/)/.test(other));
}

export const amplifyRules = {
  id: 'amplifyRules',
  title: 'AWS Amplify rules',
  docs: 'https://docs.aws.amazon.com/amplify/latest/userguide/redirects.html',
  reads: 'whole',
  writes: ['json', 'yaml', 'hcl'],
  async files(context) {
    const named = context.repo.files.filter(
      (file) =>
        !isAside(file) &&
        !isOfExample(file, context) &&
        (isTerraform(file) ||
          /(redirect|rewrite|rule|amplify|template|stack|cloudformation)[^/]*\.json$/i.test(fileName(file)) ||
          isTemplateFile(file)),
    );
    const own: RepoPath[] = [];
    for (const file of named) {
      if (holdsRules((await context.repo.read(file)) ?? '', file, context)) own.push(file);
    }
    return own;
  },
  parse: (text, file, context) =>
    isTerraform(file) ? parseBlocks(text, file, context) : parseRecords(grammarOf(text), text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'rules of Amplify in {file}, {status}',
      because: 'the rules of Amplify are kept in this file',
      fitness: 56,
      missing: 'No file of the repository holds the rules of Amplify; they are in its console.',
      needs: [{ message: 'Amplify does not read this file by itself: apply it the way you applied it before.' }],
    });
  },
  add: (redirects, text, file, context) =>
    isTerraform(file)
      ? addBlocks(redirects, text, file, context)
      : addRecords(grammarOf(text), redirects, text, file, context),
  remove: (rule, text) =>
    isTerraform(rule.file) ? removeBlock(rule, text) : removeRecord(grammarOf(text), rule, text),
} satisfies RedirectFormat;
