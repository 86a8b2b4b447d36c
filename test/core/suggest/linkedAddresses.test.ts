import assert from 'node:assert/strict';
import type { Route } from '../../../src/core/model.ts';
import { type RepoPath, type UrlPath, urlPath } from '../../../src/core/paths.ts';
import { linkedAddresses, ownAddress } from '../../../src/core/suggest/world/linkedAddresses.ts';

const names = Array.from({ length: 40 }, (_, i) => `topic-${i}`);
const routes = (folder: string) =>
  names.map((name): Route => ({ url: urlPath(`${folder}/${name}/`), file: `${name}.md` as RepoPath, kind: 'page' }));
const ownOf = (targets: readonly string[]) =>
  targets.flatMap((target) => ownAddress(target, new Set(['example.org'])) ?? []);
const readingOf = (
  targets: readonly string[],
  folder = '/guide',
  gone: readonly string[] = [],
  ledTo: (url: UrlPath) => UrlPath | undefined = () => undefined,
) => {
  const addresses = linkedAddresses();
  addresses.add(ownOf(targets));
  return addresses.reading(routes(folder), new Set(gone), ledTo).verdict;
};

describe('the own links of a site', () => {
  it('bear out how it was read', () => {
    assert.equal(readingOf(names.map((name) => `/guide/${name}#top`)), 'borne out');
    assert.equal(readingOf(names.map((name) => `https://example.org/guide/${name}/`)), 'borne out');
    assert.equal(readingOf(names.map((name) => `/guide/${name}.html`)), 'borne out');
  });

  it('bear it out when a generator puts the folder of the whole site in front', () => {
    assert.equal(
      readingOf(
        names.map((name) => `/guide/${name}`),
        '/docs/guide',
      ),
      'borne out',
    );
  });

  it('contradict it when they name other addresses in the same folders', () => {
    assert.equal(readingOf(names.map((name) => `/guide/part/${name}`)), 'contradicted');
  });

  // canonical/snap-docs@fd75fe5c: pages below /docs/reference/ still link to /docs/i2c-interface, which redirects answer.
  it('tell nothing where they lead to addresses that are broken or redirected', () => {
    const old = names.map((name) => `/guide/part/${name}`);
    assert.equal(readingOf(old, '/guide', old), 'unknown');
    assert.equal(
      readingOf(
        old,
        '/guide',
        old.map((url) => url.slice('/guide'.length)),
      ),
      'unknown',
    );
    const today = names.map((name) => `/guide/${name}`);
    assert.equal(readingOf([...today, ...old], '/guide', old), 'borne out');
    assert.equal(readingOf(today, '/guide', today), 'borne out');
    assert.equal(readingOf([...old, ...names.map((name) => `/guide/new/${name}`)], '/guide', old), 'contradicted');
  });

  // home-assistant/developers.home-assistant@269b3594cd: posts link to /docs/en/auth_index.html, and netlify.toml leads
  // /docs/en/* to /docs/:splat, where that page is.
  it('tell nothing where a pattern leads them to the page of the same name', () => {
    const old = names.map((name) => `/guide/en/${name}.html`);
    const led = (url: UrlPath) => urlPath(`${url.replace('/en/', '/').replace(/\.html$/, '')}/`);
    assert.equal(readingOf(old, '/guide', [], led), 'unknown');
    assert.equal(readingOf([...old, ...names.map((name) => `/guide/${name}`)], '/guide', [], led), 'borne out');
  });

  it('contradict it where a pattern leads all that is unknown to one page', () => {
    const old = names.map((name) => `/guide/part/${name}`);
    assert.equal(
      readingOf(old, '/guide', [], () => urlPath('/guide/topic-1/')),
      'contradicted',
    );
  });

  it('tell nothing where they are few, of other folders, other sites or relative', () => {
    assert.equal(readingOf(names.slice(0, 10).map((name) => `/guide/${name}`)), 'unknown');
    assert.equal(readingOf(names.map((name) => `/shop/${name}`)), 'unknown');
    assert.equal(readingOf(names.map((name) => `https://example.com/guide/${name}`)), 'unknown');
    assert.equal(readingOf(names.map((name) => `./${name}.md`)), 'unknown');
  });

  // elevenlabs/elevenlabs-docs@3557f0b1be: of 212 links that lead to no known page most lead below /docs/api-reference/, which
  // Fern makes of an API definition.
  it('contradict nothing below pages that code or a definition makes, and do not bear it out', () => {
    const addresses = linkedAddresses();
    addresses.add(
      ownOf(names.flatMap((name) => [`/guide/made/${name}`, `/guide/${name}`].slice(0, name < 'topic-2' ? 2 : 1))),
    );
    const made: Route = { url: urlPath('/guide/made/[...page]'), file: 'made.yml' as RepoPath, kind: 'dynamic' };
    assert.equal(addresses.reading([...routes('/guide'), made]).verdict, 'unknown');
    assert.equal(addresses.reading(routes('/guide')).verdict, 'contradicted');
  });

  // ceramicnetwork/docs@a0d2790a98: a reference that TypeDoc makes, /reference/typescript/modules/_ceramicnetwork_core.html,
  // is put beside the MkDocs site at its build.
  it('contradict nothing where they lead to files in folders of another program', () => {
    const files = names.map((name) => `/guide/typescript/modules/${name}.html`);
    assert.equal(readingOf(files), 'unknown');
    assert.equal(readingOf(names.map((name) => `/guide/${name}-1.html`)), 'contradicted');
  });

  it('bear out the folders they lead into, and no others', () => {
    const addresses = linkedAddresses();
    addresses.add(ownOf(names.map((name) => `/guide/${name}`)));
    const reading = addresses.reading([...routes('/guide'), ...routes('/routes/(2)guides')]);
    assert.equal(reading.verdict, 'borne out');
    assert.equal(reading.bearsOut('/guide/topic-1'), true);
    assert.equal(reading.bearsOut('/routes/(2)guides/topic-1'), false);
  });
});
