import assert from 'node:assert/strict';
import type { Statement } from '@babel/types';
import { sourceTrees } from './sources.ts';

/** Names that several files declare so far; they may only become fewer. */
const severalSoFar: ReadonlySet<string> = new Set([
  'Task',
  'openWorkspace',
  'Host',
  'today',
  'commands',
  'Asked',
  'Ledger',
  'addressOf',
  'githubDocs',
  'mdn',
  'mintlify',
  'plain',
  'filesOf',
  'literal',
  'unreadable',
  'childrenOf',
  'textOf',
  'textsOf',
  'isDynamic',
  'Settings',
  'checkLive',
  'referrersOf',
  'describeStep',
  'readSettings',
  'problem',
  'astro',
  'Placed',
  'configNames',
  'readConfig',
  'gatsby',
  'configOf',
  'nuxt',
  'sveltekit',
  'vercelBulk',
  'mayAnswer',
]);

/** The names that a statement declares for other files; a name that is passed on is declared elsewhere. */
function declaredNames(statement: Statement): readonly string[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
  if (!declared) return [];
  if (declared.type === 'VariableDeclaration') {
    return declared.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
  }
  return 'id' in declared && declared.id?.type === 'Identifier' ? [declared.id.name] : [];
}

describe('an exported name', () => {
  it('is declared once, and the names that are not become no more', () => {
    const files = new Map<string, Set<string>>();
    for (const { file, body } of sourceTrees) {
      for (const name of body.flatMap(declaredNames)) files.set(name, (files.get(name) ?? new Set()).add(file));
    }
    const several = [...files].filter(([, own]) => own.size > 1);
    const fresh = several.filter(([name]) => !severalSoFar.has(name));
    assert.deepEqual(
      fresh.map(([name, own]) => `${name}: ${[...own].join(', ')}`),
      [],
    );
    const gone = [...severalSoFar].filter((name) => !several.some(([other]) => other === name));
    assert.deepEqual(gone, [], 'Take these out of the list');
  });
});
