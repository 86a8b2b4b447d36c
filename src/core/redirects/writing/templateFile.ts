/** Templates of CloudFormation, SAM and Serverless. In YAML, their rules are read, and written by hand. */

import { type DataNode, type DataText, openData } from '../../data/data.ts';
import { fileName, type RepoPath } from '../../paths.ts';
import type { TextEdit } from '../../text/edits.ts';
import { removeItem } from '../../text/lists.ts';
import { removeLines } from '../../text/redirectLines.ts';
import type { RedirectRule, Refusal } from '../format.ts';

export function isYaml(file: RepoPath): boolean {
  return /\.ya?ml$/i.test(file);
}

export function isTemplateFile(file: RepoPath): boolean {
  const name = fileName(file);
  return isYaml(file) && /template|stack|cloudformation|cfn|serverless|amplify|website|bucket|s3|infra/i.test(name);
}

/** Whether something of a record is only told when the template is applied: `!Ref`, `{ "Fn::Sub": … }`. */
export function isComputed(record: DataNode): boolean {
  return record.kind === 'object'
    ? record.members.some(({ value }) => value.kind !== 'value')
    : record.kind !== 'value';
}

/** The lines of a rule; of a list in brackets, its item alone. */
export function removeFromYaml(
  rule: RedirectRule,
  text: string,
  lists: (data: DataText) => readonly DataNode[],
): readonly TextEdit[] {
  const data = openData(text, rule.file);
  for (const list of data ? lists(data) : []) {
    if (list.kind !== 'list' || text[list.start] !== '[') continue;
    const index = list.items.findIndex(({ start, end }) => start <= rule.start && rule.end <= end);
    if (index >= 0) return removeItem(text, list, index, { unit: '  ', tall: false, lineComment: '#' });
  }
  return [removeLines(text, rule.start, rule.end)];
}

export function refuseYaml(file: RepoPath): Refusal {
  return { refused: `${file} is a template in YAML; add the rule there by hand.` };
}
