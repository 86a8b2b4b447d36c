/**
 * `staticwebapp.config.json`: `routes: [{ route, redirect, statusCode }]`, first match, before files; 302 by default;
 * `*` only at the end. A route without `redirect` ends the search too. The file may have 20 KB.
 * https://learn.microsoft.com/azure/static-web-apps/configuration
 */

import { dataAt, textAt, valueAt } from '../../data/data.ts';
import { byteLength } from '../../text/bytes.ts';
import { applyEdits } from '../../text/edits.ts';
import { type RuleCondition, visitorCondition } from '../condition.ts';
import type { RedirectFormat } from '../format.ts';
import { sentPath } from '../host.ts';
import { azure } from '../hosts/azure.ts';
import { encodedTarget } from '../target.ts';
import { ownFilesNamed, planInFile, statusOf } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';

const grammar: RecordGrammar = {
  format: 'staticWebApp',
  host: 'azure',
  target: 'redirect',
  lists: ({ root }) => [dataAt(root, 'routes')].filter((node) => node !== undefined),
  settings({ root }) {
    const slashes = (['always', 'never', 'auto'] as const).find((mode) => mode === textAt(root, 'trailingSlash'));
    return slashes && { slashes };
  },
  read(record) {
    const from = textAt(record, 'route');
    const to = textAt(record, 'redirect');
    const status = valueAt(record, 'statusCode');
    if (from === undefined) return { problem: 'A route needs its path in route.' };
    if (to === undefined) {
      // No redirect, and yet the search ends here: a rewrite, headers, roles, an error.
      const own = typeof status === 'number' && status >= 400;
      const target = own ? '' : (textAt(record, 'rewrite') ?? '');
      const conditions = conditionsOf(record);
      return [{ from, to: target, source: azure.source(from), status: own ? status : 200, conditions }];
    }
    return [
      {
        from,
        to,
        source: azure.source(from),
        status: typeof status === 'number' ? status : 302,
        statusIsDefault: typeof status !== 'number',
        conditions: conditionsOf(record),
      },
    ];
  },
  write(redirect) {
    if (redirect.below) return { refused: 'A wildcard here cannot carry the rest of the address to the target.' };
    const status = statusOf(redirect, 301, 302);
    if (status === undefined)
      return [
        ['route', sentPath(redirect.from)],
        ['statusCode', 410],
      ];
    return [
      ['route', sentPath(redirect.from)],
      ['redirect', encodedTarget(redirect.to)],
      ['statusCode', status],
    ];
  },
  missing: ({ root }) => (root.kind === 'object' ? { into: root, name: 'routes' } : undefined),
};

function conditionsOf(record: Parameters<typeof dataAt>[0]): readonly RuleCondition[] {
  return ['methods', 'allowedRoles'].filter((name) => dataAt(record, name) !== undefined).map(visitorCondition);
}

export const staticWebApp = {
  id: 'staticWebApp',
  title: 'staticwebapp.config.json',
  docs: 'https://learn.microsoft.com/azure/static-web-apps/configuration',
  reads: 'whole',
  writes: ['json'],
  files: async (context) => ownFilesNamed(context, /^staticwebapp\.config\.json$/),
  parse: (text, file, context) => parseRecords(grammar, text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'routes in {file}, {status}',
      because: 'staticwebapp.config.json configures the host',
      fitness: 53,
      missing: 'The site has no staticwebapp.config.json.',
    });
  },
  add(redirects, text, file, context) {
    const edits = addRecords(grammar, redirects, text, file, context);
    const after = 'refused' in edits ? text : applyEdits(text, edits);
    const { fileBytes } = azure.limits;
    return byteLength(after) > fileBytes
      ? { refused: `${file} would be longer than the ${fileBytes / 1024} KB that Azure reads.` }
      : edits;
  },
  remove: (rule, text) => removeRecord(grammar, rule, text),
} satisfies RedirectFormat;
