// Sitemaps as https://www.sitemaps.org/protocol.html describes them, and plain lists.
import assert from 'node:assert/strict';
import { readSitemap } from '../../../src/core/backlinks/sitemap.ts';

const urlset = (inner: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${inner}</urlset>`;

describe('sitemaps', () => {
  it('give the locations of their pages, entities and CDATA read', () => {
    const text = urlset(
      '<url>\n <loc> https://x.example/?a=1&amp;b=&#50; </loc><lastmod>2024-01-01</lastmod></url><url><loc><![CDATA[https://x.example/c]]></loc></url>',
    );
    assert.deepEqual(readSitemap(text), {
      kind: 'addresses',
      addresses: ['https://x.example/?a=1&b=2', 'https://x.example/c'],
    });
  });
  it('take no picture for a page', () => {
    const picture = '<image:image><image:loc>https://x.example/p.png</image:loc></image:image>';
    const text = urlset(`<url><loc>https://x.example/a</loc>${picture}</url>`);
    assert.deepEqual(readSitemap(text)?.addresses, ['https://x.example/a']);
  });
  it('are told from an index of sitemaps', () => {
    const text = '<sitemapindex><sitemap><loc>https://x.example/1.xml</loc></sitemap></sitemapindex>';
    assert.deepEqual(readSitemap(text), { kind: 'index', addresses: ['https://x.example/1.xml'] });
  });
  it('may be lists with one address a line', () => {
    assert.deepEqual(readSitemap('# old pages\r\nhttps://x.example/a\r\n\r\n/b/\n')?.addresses, [
      'https://x.example/a',
      '/b/',
    ]);
  });
  it('are nothing else', () => {
    for (const text of ['', '\0\0', '<html><body>404</body></html>', 'name,url\n1,https://x.example/\n', '{"a": 1}']) {
      assert.equal(readSitemap(text), undefined, JSON.stringify(text));
    }
    assert.deepEqual(readSitemap(urlset(''))?.addresses, []);
  });
});
