/** Servers that hand addresses on to another program, as Apache 2.4.71 answers: see test/fixtures/written/apache/proxy-*.txt. */
import assert from 'node:assert/strict';
import { urlPath } from '../../../src/core/paths.ts';
import { htaccess } from '../../../src/core/redirects/formats/htaccess/htaccess.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { redirectSite } from '../../support/redirectSite.ts';

const pages = '/new/ content/new.md\n';

async function siteWith(server: string, siteHosts: readonly string[] = []) {
  const files = new Map([
    ['static/.htaccess', 'RedirectMatch 301 ^/a$ /new/\n'],
    ['deploy/httpd.conf', server],
  ]);
  const context = { ...redirectSite({ context: 'host: apache\ngenerators: hugo', pages, files }), siteHosts };
  const table = await openRedirects(context);
  const plan = await htaccess.plan({ from: urlPath('/api/old'), to: '/new/', status: 301 }, context);
  return {
    answers: ['/a', '/x', '/api/x'].map(
      (url) => table.resolve(url).steps[0]?.location ?? table.resolve(url).outcome.kind,
    ),
    plan: 'refused' in plan ? plan.refused : plan.file,
  };
}

const vhost = (inside: string) => `<VirtualHost *:80>\n${inside}\n</VirtualHost>\n`;
const redirects = 'Redirect 301 /x /new/\nRedirect 301 /api/x /new/';

describe('what Apache hands on to another program', () => {
  it('is a folder in front of the files: no redirect answers in it, and none is written for it', async () => {
    const { answers, plan } = await siteWith(vhost(`${redirects}\nProxyPass /api http://127.0.0.1:9/`));
    assert.deepEqual(answers, ['/new/', '/new/', 'none']);
    assert.match(plan, /^ProxyPass \/api in the configuration of the server hands \/api\/old on/);
  });
  it('is not what is kept, and not what a folder is called like', async () => {
    const kept = await siteWith(vhost(`${redirects}\nProxyPass /api !\nProxyPass /api http://127.0.0.1:9/`));
    assert.deepEqual(kept, { answers: ['/new/', '/new/', '/new/'], plan: 'static/.htaccess' });
    const longer = await siteWith(vhost(`${redirects}\nProxyPass /ap http://127.0.0.1:9/`));
    assert.deepEqual(longer.answers, ['/new/', '/new/', '/new/']);
  });
  it('is everything of the site where its own host says so', async () => {
    const own = vhost(`ServerName docs.example\n${redirects}\nProxyPass / http://127.0.0.1:9/`);
    const { answers, plan } = await siteWith(own, ['docs.example']);
    assert.deepEqual(answers, ['none', 'none', 'none']);
    assert.match(plan, /hands \/api\/old on to another program/);
  });
  it('is not the site where it is made of files and another program is handed everything', async () => {
    const other = vhost(`ServerName app.example\n${redirects}\nProxyPass / http://127.0.0.1:9/`);
    const { answers, plan } = await siteWith(other, ['docs.example']);
    assert.deepEqual([answers[0], plan], ['/new/', 'static/.htaccess']);
    const whole = await siteWith(`${redirects}\nProxyPass / http://127.0.0.1:9/\n`);
    assert.deepEqual([whole.answers[0], whole.plan], ['/new/', 'static/.htaccess']);
    const rewritten = 'RewriteEngine On\nRewriteRule ^ http://127.0.0.1:9%{REQUEST_URI} [P,L]';
    const open = await siteWith(vhost(`${redirects}\n${rewritten}`));
    assert.deepEqual(open.answers[0], '/new/');
  });
  it('may be it where a section says when', async () => {
    const { answers } = await siteWith(
      vhost(`${redirects}\n<IfDefine APP>\nProxyPass /api http://127.0.0.1:9/\n</IfDefine>`),
    );
    assert.deepEqual(answers, ['/new/', '/new/', 'undecided']);
    const always = await siteWith(
      vhost(`${redirects}\n<IfModule mod_proxy.c>\nProxyPass /api http://127.0.0.1:9/\n</IfModule>`),
    );
    assert.deepEqual(always.answers, ['/new/', '/new/', 'none']);
  });
});
