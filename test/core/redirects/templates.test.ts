import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** Reads the rules of a template and takes the first of them out. */
async function read(id: string, text: string) {
  const file = 'infra/template.yaml' as RepoPath;
  const context = redirectSite({ files: new Map([[file, text]]) });
  const format = redirectFormats.find((entry) => entry.id === id)!;
  assert.deepEqual(await format.files(context), [file]);
  const { rules, invalid } = format.parse(text, file, context);
  const [first] = rules;
  return {
    rules: rules.map(({ line, from, to, status }) => `${line} ${from} -> ${to} ${status}`),
    invalid: invalid.map(({ line, message }) => `${line} ${message}`),
    rest: first && applyEdits(text, made(format.remove(first, text, context))),
  };
}

describe('templates of CloudFormation in YAML', () => {
  it('hold routing rules of S3', async () => {
    const head =
      'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      WebsiteConfiguration:\n        RoutingRules:\n';
    const docs =
      "          - RoutingRuleCondition:\n              KeyPrefixEquals: docs/\n            RedirectRule:\n              ReplaceKeyPrefixWith: help/\n              HttpRedirectCode: '302'\n";
    const other = '          - RedirectRule: !Ref Other\n';
    const { rules, invalid, rest } = await read('s3RoutingRules', head + docs + other);
    assert.deepEqual(rules, ['7 /docs/* -> /help/:rest 302']);
    assert.deepEqual(invalid, ['12 A rule is not visible: it is made when the template is applied.']);
    assert.equal(rest, head + other);
  });
  it('hold rules of Amplify', async () => {
    const head = 'Resources:\n  App:\n    Type: AWS::Amplify::App\n    Properties:\n      CustomRules:\n';
    const first = "        - Source: /old\n          Target: /new\n          Status: '301'\n";
    const last = '        - Source: /<*>\n          Target: !Ref Host\n          Status: 404\n';
    const { rules, invalid, rest } = await read('amplifyRules', head + first + last);
    assert.deepEqual(rules, ['6 /old -> /new 301']);
    assert.deepEqual(invalid, []);
    assert.equal(rest, head + last);
  });
});
