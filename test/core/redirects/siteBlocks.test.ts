/**
 * Which blocks of a server's configuration visitors of the site get by https: the one that names the host, else the one
 * that takes every host (https://nginx.org/en/docs/http/request_processing.html), of those the one for TLS.
 */
import assert from 'node:assert/strict';
import { dataAt, openData } from '../../../src/core/data/data.ts';
import type { RepoPath } from '../../../src/core/paths.ts';
import { refuseSyntax } from '../../../src/core/redirects/writing/refuseSyntax.ts';
import { leadsToHttps, type SiteBlock, siteBlocks } from '../../../src/core/redirects/writing/siteBlocks.ts';
import { isComputed, isTemplateFile } from '../../../src/core/redirects/writing/templateFile.ts';

const template = 'template.yaml' as RepoPath;
const site = { siteHosts: ['example.org', 'www.example.org'] };
let next = 0;
function block(names: readonly string[], more: Partial<SiteBlock> = {}): SiteBlock {
  const start = next;
  next += 10;
  return { start, end: start + 10, names, isSecure: true, listens: [], leadsAway: false, ...more };
}
const own = (blocks: readonly SiteBlock[], context: Parameters<typeof siteBlocks>[1] = site) =>
  siteBlocks(blocks, context).own.map((one) => blocks.indexOf(one));

describe('the blocks of a server that answer for a site', () => {
  it('are those that name it, whatever else they name', () => {
    assert.deepEqual(own([block(['other.org']), block(['a.org', 'www.example.org']), block([])]), [1]);
    assert.deepEqual(own([block(['example.org']), block(['www.example.org'])]), [0, 1]);
  });

  it('are those for every host where none names it', () => {
    assert.deepEqual(own([block(['other.org']), block([]), block(['b.org'])]), [1]);
    assert.deepEqual(own([block(['other.org']), block([])], {}), [1]);
  });

  it('are all where nothing tells', () => {
    assert.deepEqual(own([block(['other.org']), block(['b.org'])]), [0, 1]);
    assert.deepEqual(own([]), []);
  });

  it('are those for TLS where there are some, else the others', () => {
    const plain = { isSecure: false };
    assert.deepEqual(own([block(['example.org'], plain), block(['example.org'])]), [1]);
    assert.deepEqual(own([block(['example.org'], plain), block(['other.org'])]), [0]);
    assert.deepEqual(own([block([], plain), block([])]), [1]);
  });

  it('are none that hand everything on to another program, for a site that is made of files', () => {
    const handsOn = { handsOn: true };
    const made = { siteHosts: ['example.org'], generators: ['hugo'] };
    assert.deepEqual(own([block([], handsOn), block([])], made), [1]);
    assert.deepEqual(own([block([], handsOn)], made), []);
    assert.deepEqual(own([block(['example.org'], handsOn)], made), [0]);
    // What runs itself is such a program.
    assert.deepEqual(own([block([], handsOn)], { generators: ['nextjs'] }), [0]);
    assert.deepEqual(own([block([], handsOn)], {}), [0]);
  });

  it('are none that only lead to another site, unless all do', () => {
    const away = { leadsAway: true };
    assert.deepEqual(own([block(['example.org'], away), block(['example.org'])]), [1]);
    assert.deepEqual(own([block(['example.org'], away), block([])]), [1]);
    assert.deepEqual(own([block(['example.org'], away), block([], away)]), [0]);
  });

  it('are none that only this machine or a server in front asks, where others take 80 or 443', () => {
    const at = (...listens: readonly string[]) => block([], { isSecure: false, listens });
    for (const inside of ['8081', '127.0.0.1:80', '127.0.0.1:8081', '[::1]:80', 'unix:/run/site.sock', 'localhost:80'])
      for (const open of [['80'], ['*:80'], ['[::]:443'], ['0.0.0.0:80'], ['10.0.0.7'], ['8080', '80'], []]) {
        const blocks = [at(inside), at(...open)];
        const {
          visitorsAt,
          own: [site, ...more],
        } = siteBlocks(blocks, {});
        assert.deepEqual([site, more], [blocks[1], []], `${inside} beside ${open.join(' ')}`);
        assert.deepEqual(visitorsAt(blocks[0]?.start ?? 0), [{ kind: 'visitor', text: `listen ${inside}` }]);
      }
    assert.deepEqual(own([at('8080'), at('127.0.0.1:8081')], {}), [0], 'a container has a server in front');
    assert.deepEqual(own([at('8080'), at('3000')], {}), [0, 1], 'nothing tells which');
    assert.deepEqual(own([at('127.0.0.1:8080'), at('unix:/run/a.sock')], {}), [0, 1]);
  });

  it('answer everybody; rules of others answer their hosts, or who comes without TLS', () => {
    const blocks = [
      block(['example.org']),
      block(['example.org'], { isSecure: false }),
      block(['old.org', 'older.org']),
      block(['old.org'], { isSecure: false }),
      block([], { isSecure: false }),
    ];
    const { visitorsAt } = siteBlocks(blocks, site);
    const at = blocks.map(({ start }) => visitorsAt(start));
    assert.deepEqual(at, [
      [],
      [{ kind: 'http' }],
      [{ kind: 'host', names: 'old.org older.org' }],
      [{ kind: 'host', names: 'old.org' }],
      [{ kind: 'http' }],
    ]);
    for (const [index, { start, end }] of blocks.entries()) {
      assert.deepEqual(visitorsAt(end - 1), at[index]);
      assert.deepEqual(visitorsAt(start + 3), at[index]);
    }
    const last = blocks.at(-1)?.end ?? 0;
    assert.deepEqual(visitorsAt(last), [], 'outside of all');
  });
});

describe('a rule for whoever comes without TLS', () => {
  // https://nginx.org/en/docs/http/ngx_http_core_module.html#variables, https://caddyserver.com/docs/caddyfile/concepts#placeholders
  const own = [
    'https://$host$request_uri',
    'https://$http_host$request_uri',
    'https://$server_name$request_uri',
    'https://example.org$request_uri',
    'https://www.example.org$uri$is_args$args',
    'https://example.org$uri',
    'https://example.org/$1',
    'https://example.org$1?',
    'https://{host}{uri}',
    'https://{http.request.host}{http.request.uri}',
    'https://example.org{uri}',
  ];
  const others = [
    'https://other.org$request_uri',
    'http://$host$request_uri',
    'https://$host/',
    'https://$host/new$request_uri',
    'https://$host$request_uri/x',
    'https://example.org',
    'https://example.org/docs/$1',
    'https://{host}/x{uri}',
    'https://$remote_addr$request_uri',
    '/$1',
    '',
  ];
  for (const to of own) it(`leads to the same address: ${to}`, () => assert.equal(leadsToHttps(to, site), true));
  for (const to of others) it(`leads elsewhere: ${to}`, () => assert.equal(leadsToHttps(to, site), false));
  it('needs the names of the site, where it names a host', () => {
    assert.equal(leadsToHttps('https://example.org$request_uri', {}), false);
    assert.equal(leadsToHttps('https://$host$request_uri', {}), true);
  });
});

describe('a template', () => {
  it('is YAML with a name as templates have', () => {
    for (const file of ['template.yaml', 'infra/serverless.yml', 'my-Stack.yml', 'cfn/bucket.yaml', 'amplify.yml'])
      assert.equal(isTemplateFile(file as RepoPath), true, file);
    for (const file of ['template.json', 'template.yaml.md', 'mkdocs.yml', 'infra/site.yml', 'template'])
      assert.equal(isTemplateFile(file as RepoPath), false, file);
  });

  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html
  it('has records that are told only when it is applied', () => {
    const isTold = (yaml: string) => {
      const data = openData(`Rule: ${yaml.includes(':') ? `\n  ${yaml.replace(/\n(?=.)/g, '\n  ')}` : yaml}`, template);
      const record = data && dataAt(data.root, 'Rule');
      assert.ok(record);
      return !isComputed(record);
    };
    assert.equal(isTold('Source: /a\nTarget: /b\n'), true);
    assert.equal(isTold('Source: /a\nTarget: !Ref Target\n'), false);
    assert.equal(isTold('Source: /a\nTarget: !Sub "/$' + '{Base}/b"\n'), false);
    assert.equal(isTold('Source: /a\nTarget: { "Fn::Sub": "/b" }\n'), false);
    assert.equal(isTold('!Ref Rules\n'), false);
    assert.equal(isTold('/a\n'), true);
  });
});

describe('a syntax that is not written', () => {
  it('is refused with what is written, and what is written is not', () => {
    assert.equal(refuseSyntax('json', 'a.json', 'rules', ['yaml', 'json']), undefined);
    assert.deepEqual(refuseSyntax('yaml', 'a.yml', 'rules', ['json']), {
      refused: 'a.yml is written in YAML, and we write rules in JSON only; add the redirect by hand.',
    });
    assert.deepEqual(refuseSyntax('yaml', 'a.yml', 'rules', ['json', 'toml']), {
      refused: 'a.yml is written in YAML, and we write rules in JSON or TOML only; add the redirect by hand.',
    });
  });
});
