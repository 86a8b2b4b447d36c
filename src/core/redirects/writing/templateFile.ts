/** Templates of CloudFormation, SAM and Serverless. */
import type { DataNode } from '../../data/data.ts';
import { syntaxOfFile } from '../../data/syntax.ts';
import { fileName, type RepoPath } from '../../paths.ts';

export function isTemplateFile(file: RepoPath): boolean {
  const name = fileName(file);
  return (
    syntaxOfFile(file) === 'yaml' &&
    /template|stack|cloudformation|cfn|serverless|amplify|website|bucket|s3|infra/i.test(name)
  );
}

/** Whether something of a record is only told when the template is applied: `!Ref`, `{ "Fn::Sub": … }`. */
export function isComputed(record: DataNode): boolean {
  return record.kind === 'object'
    ? record.members.some(({ value }) => value.kind !== 'value')
    : record.kind !== 'value';
}
