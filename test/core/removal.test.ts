import assert from 'node:assert/strict';
import { editsOf } from '../../src/core/audit/fixEdits.ts';
import { removalOf } from '../../src/core/audit/removal.ts';
import type { Fate, PastPage, Suggestion } from '../../src/core/model.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import type { Diagnosis } from '../../src/core/report/findings.ts';
import { applyEdits } from '../../src/core/text/edits.ts';
import { redirectSite } from '../support/redirectSite.ts';

const past = (fate: Fate): PastPage => ({
  url: urlPath('/old/'),
  file: 'content/old.md' as RepoPath,
  first: { hash: 'a'.repeat(40), date: '2020-01-01' },
  last: { hash: 'b'.repeat(40), date: '2022-01-14' },
  fate,
});

const suggestion = (confidence: number): Suggestion => ({
  url: urlPath('/new/'),
  file: 'content/new.md' as RepoPath,
  confidence,
  confident: confidence > 0.9,
  evidence: [],
});

const removed: Diagnosis = {
  path: urlPath('/old/'),
  code: 'removed',
  past: past({ kind: 'deleted' }),
  suggestions: [],
};

const tableIn = (files: Readonly<Record<string, string>>, context = '') =>
  openRedirects(redirectSite({ context, pages: '/ content/_index.md home', files: new Map(Object.entries(files)) }));

async function advice(files: Readonly<Record<string, string>>, diagnosis = removed, context = '') {
  return removalOf(diagnosis, await tableIn(files, context), { preferredFormats: [] });
}

/** The text after the fix. */
async function written(file: string, text: string, context = ''): Promise<string> {
  const table = await tableIn({ [file]: text }, context);
  const removal = await removalOf(removed, table, { preferredFormats: [] });
  assert.equal(removal?.text, 'removed in bbbbbbb and nothing replaced it: answer 410 Gone, or leave it');
  const { edits } = await editsOf([removal.fix!], table, async () => text);
  return applyEdits(text, edits[0]!.edits);
}

describe('a page that was removed', () => {
  it('may answer 410, each host in its own words', async () => {
    assert.equal(
      await written('static/_redirects', '/a /b 301\n', 'host: netlify'),
      '/a /b 301\n/old/ /404.html 410\n',
    );
    assert.match(
      await written('netlify.toml', '[[redirects]]\n  from = "/a"\n  to = "/b"\n  status = 301\n'),
      /from = "\/old\/"\n {2}to = "\/404\.html"\n {2}status = 410\n/,
    );
    assert.match(
      await written('static/.htaccess', 'RedirectMatch 301 ^/a$ /b\n'),
      /^RedirectMatch 410 \^\/old\/\?\$$/m,
    );
    assert.match(
      await written('staticwebapp.config.json', '{\n  "routes": [\n    { "route": "/a", "redirect": "/b" }\n  ]\n}\n'),
      /"route": "\/old\/", "statusCode": 410/,
    );
  });

  it('is left alone where the host has no 410, and it is said why', async () => {
    const cloudflare = { 'static/_redirects': '/a /b 301\n', 'wrangler.toml': '' };
    const removal = await advice(cloudflare);
    assert.equal(removal?.fix, undefined);
    assert.equal(
      removal?.text,
      'removed in bbbbbbb and nothing replaced it: leave it, as 410 cannot be written here: Cloudflare has no status 410 in _redirects',
    );
  });

  it('claims nothing of its place where a page may have taken it', async () => {
    const fair = { ...removed, suggestions: [suggestion(0.6)] };
    const removal = await advice({ 'static/_redirects': '/a /b 301\n' }, fair, 'host: netlify');
    assert.equal(removal?.text, 'removed in bbbbbbb; where /new/ does not replace it, answer 410 Gone, or leave it');
  });

  it('is none where its successor is known, it moved, or it never was', async () => {
    const files = { 'static/_redirects': '/a /b 301\n' };
    assert.equal(await advice(files, { ...removed, suggestions: [suggestion(0.97)] }), undefined);
    assert.equal(await advice(files, { ...removed, code: 'moved' }), undefined);
    assert.equal(await advice(files, { ...removed, code: 'never-existed', past: undefined }), undefined);
    assert.equal(await advice(files, { ...removed, past: past({ kind: 'unpublished', cause: 'x' }) }), undefined);
  });
});
