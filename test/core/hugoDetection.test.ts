import assert from 'node:assert/strict';
import { hugo } from '../../src/core/generators/hugo/index.ts';
import { memoryRepo } from '../support/memoryRepo.ts';

describe('a config.toml of Hugo', () => {
  const detected = async (files: Readonly<Record<string, string>>) =>
    (await hugo.detect(memoryRepo(files))).map(({ root }) => root);

  it('names its theme by a text or a list', async () => {
    assert.deepEqual(await detected({ 'site/config.toml': 'theme = "docsy"', 'site/content/a.md': '' }), ['site']);
    assert.deepEqual(await detected({ 'site/config.toml': 'theme = ["a", "b"]', 'site/content/a.md': '' }), ['site']);
  });

  // https://docs.streamlit.io/develop/api-reference/configuration/config.toml#theme, as in ibis-project/ibis
  it('is none of Streamlit, which keeps its colours in a table of that name', async () => {
    const text = '[browser]\ngatherUsageStats = false\n\n[theme]\nbase = "dark"\n';
    assert.deepEqual(await detected({ '.streamlit/config.toml': text }), []);
  });
});
