import assert from 'node:assert/strict';
import type { Statement } from '@babel/types';
import { sourceTrees } from './sources.ts';

/** Names that several files declare, and why each of them may. */
const reasons: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['astro', 'fern', 'gatsby', 'githubDocs', 'mdn', 'mintlify', 'nuxt', 'sveltekit', 'vercelBulk'].map((name) => [
      name,
      'an entry is called by its id, in the list of generators and in those of hosts and formats',
    ]),
  ),
  ...Object.fromEntries(
    ['addressOf', 'configNames', 'configOf', 'isDynamic', 'Placed', 'readConfig', 'readSettings'].map((name) => [
      name,
      'the same step of several generators, whose rooms do not know each other',
    ]),
  ),
};

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
  it('is declared once, or has a reason not to be', () => {
    const files = new Map<string, Set<string>>();
    for (const { file, body } of sourceTrees) {
      for (const name of body.flatMap(declaredNames)) files.set(name, (files.get(name) ?? new Set()).add(file));
    }
    const several = [...files].filter(([, own]) => own.size > 1);
    const fresh = several.filter(([name]) => !Object.hasOwn(reasons, name));
    assert.deepEqual(
      fresh.map(([name, own]) => `${name}: ${[...own].join(', ')}`),
      [],
    );
    const elsewhere = several.filter(
      ([name, own]) =>
        reasons[name]?.startsWith('the same step') && [...own].some((file) => !file.includes('/generators/')),
    );
    assert.deepEqual(elsewhere, [], 'Such a step stands in the rooms of generators alone');
    const gone = Object.keys(reasons).filter((name) => !several.some(([other]) => other === name));
    assert.deepEqual(gone, [], 'Take these out of the list of reasons');
  });
});
