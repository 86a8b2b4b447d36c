/** Templates of CloudFormation, SAM and Serverless. In YAML, their rules are read, and written by hand. */
import { fileName, type RepoPath } from '../paths.ts';
import type { DataNode } from '../text/data.ts';
import type { Refusal } from './format.ts';

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

export function refuseYaml(file: RepoPath): Refusal {
  return { refused: `${file} is a template in YAML; add the rule there by hand.` };
}
