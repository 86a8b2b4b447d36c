import assert from 'node:assert/strict';
import { mayRead } from '../../../src/core/backlinks/robots.ts';

/** RFC 9309, sections 2.2.2, 2.2.3 and 5; the last ones are of https://developers.google.com/crawling/docs/robots-txt/robots-txt-spec */
describe('robots.txt', () => {
  const rfc = [
    'User-Agent: *',
    'Disallow: *.gif$',
    'Disallow: /example/',
    'Allow: /publications/',
    '',
    'User-Agent: foobot',
    'Disallow:/',
    'Allow:/example/page.html',
    'Allow:/example/allowed.gif',
    '',
    'User-Agent: barbot',
    'User-Agent: bazbot',
    'Disallow: /example/page.html',
    '',
    'User-Agent: quxbot',
    'EOF',
  ].join('\r\n');
  const cases: readonly (readonly [robots: string, program: string, path: string, may: boolean])[] = [
    [rfc, 'other', '/a.gif', false],
    [rfc, 'other', '/a.gif?x', true],
    [rfc, 'other', '/example/x', false],
    [rfc, 'other', '/publications/', true],
    [rfc, 'foobot', '/', false],
    [rfc, 'foobot', '/example/page.html', true],
    [rfc, 'bazbot', '/example/page.html', false],
    [rfc, 'bazbot', '/example/x', true],
    [rfc, 'quxbot', '/example/x', true],
    ['', 'any', '/', true],
    ['<html>nothing</html>', 'any', '/', true],
    ['User-agent: *\nDisallow: /', 'any', '/x', false],
    ['User-agent: *\nDisallow: / # all of it', 'any', '/x', false],
    ['User-agent: Any/1.0\nDisallow: /\n', 'any', '/x', false],
    ['User-agent: *\nDisallow:', 'any', '/x', true],
    ['User-agent: *\nAllow: /p\nDisallow: /', 'any', '/page', true],
    ['User-agent: *\nAllow: /folder\nDisallow: /folder', 'any', '/folder/page', true],
    ['User-agent: *\nAllow: /page\nDisallow: /*.htm', 'any', '/page.htm', false],
    ['User-agent: *\nAllow: /page\nDisallow: /*.ph', 'any', '/page.php5', true],
    ['User-agent: *\nAllow: /$\nDisallow: /', 'any', '/', true],
    ['User-agent: *\nAllow: /$\nDisallow: /', 'any', '/page.htm', false],
    ['User-agent: *\nDisallow: /fish*.php', 'any', '/fishheads/catfish.php?parameters', false],
    ['User-agent: *\nDisallow: /fish*.php', 'any', '/Fish.PHP', true],
  ];
  for (const [robots, program, path, may] of cases) {
    it(`${may ? 'lets' : 'keeps'} ${program} ${may ? 'read' : 'from'} ${path} by ${JSON.stringify(robots.slice(-60))}`, () => {
      assert.equal(mayRead(robots, program, path), may);
    });
  }
  it('takes a pattern of a thousand stars in steps that its length allows', () => {
    const robots = `User-agent: *\nDisallow: ${'*a'.repeat(900)}$`;
    assert.equal(mayRead(robots, 'any', `/${'a'.repeat(50_000)}b`), true);
  });
});
