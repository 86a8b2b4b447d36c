/** A redirect that leads to a page which moved on is led to where that page went. */
import assert from 'node:assert/strict';
import { explained } from '../support/explained.ts';
import { gitRepository, longPage } from '../support/gitRepository.ts';
import { removeFolder } from '../support/removeFolder.ts';

const page = (title: string) => `---\ntitle: ${title}\n---\n${longPage(title)}`;

describe('a redirect whose target went', () => {
  const { folder, commit } = gitRepository();
  before(() => {
    commit({
      'hugo.toml': 'baseURL = "https://example.org/"\n',
      'content/docs/harbour.md': page('Harbour'),
      'content/docs/lantern.md': page('Lantern'),
      'content/docs/pier.md': page('Pier'),
      'static/_redirects':
        '/start /docs/harbour/ 301\n/light /middle/ 301\n/middle /docs/lantern/ 301\n/gone /docs/pier/ 301\n/never /docs/nowhere/ 301\n',
    });
    commit({
      'content/docs/harbour.md': undefined,
      'content/guides/quay.md': page('Harbour'),
      'content/docs/lantern.md': undefined,
      'content/guides/lamp.md': page('Lantern'),
      'content/docs/pier.md': undefined,
    });
  });
  after(() => removeFolder(folder));

  const told = async (url: string) => {
    const [found] = await explained(folder, [url]);
    assert.ok(found !== undefined && 'diagnosis' in found);
    const { code, suggestions } = found.diagnosis;
    const [best] = suggestions;
    return { code, best: best?.confident ? `${best.url} ${best.evidence[0]?.text}` : undefined };
  };

  it('is suggested to lead where that page is now', async () => {
    assert.deepEqual(await told('/start'), {
      code: 'redirect-broken',
      best: '/guides/quay/ its redirect led to /docs/harbour/, which became this page',
    });
  });
  it('is followed through another redirect', async () => {
    assert.deepEqual(await told('/light'), {
      code: 'redirect-broken',
      best: '/guides/lamp/ its redirect led to /docs/lantern/, which became this page',
    });
  });
  it('is led nowhere where nothing became of the page', async () => {
    assert.deepEqual(await told('/gone'), { code: 'redirect-broken', best: undefined });
  });
  // All pages below /docs/ went. What never was one of them may come from elsewhere, as nothing is published there.
  it('is not known to be broken where no page of the site was ever there', async () => {
    assert.deepEqual(await told('/never'), { code: 'redirected', best: undefined });
  });
});
