import assert from 'node:assert/strict';
import { hasDocstring, sourceTrees } from './sources.ts';

describe('an exported interface', () => {
  it('has a docstring that states its contract', () => {
    const bare = sourceTrees.flatMap(({ file, body }) =>
      body.flatMap((statement) => {
        const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
        if (declared?.type !== 'TSInterfaceDeclaration' || hasDocstring(statement)) return [];
        return [`${file} ${declared.id.name}`];
      }),
    );
    assert.deepEqual(bare, [], 'What is it, in what shape and unit, and what does undefined mean?');
  });
});
