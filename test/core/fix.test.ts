import assert from 'node:assert/strict';
import { decisionOf, fixesFor, fixesTo, placesFor, withSpellings } from '../../src/core/audit/fix.ts';
import { type RepoPath, urlPath } from '../../src/core/paths.ts';
import type { Repo } from '../../src/core/ports.ts';
import type { RedirectRule } from '../../src/core/redirects/format.ts';
import type { NewestRules } from '../../src/core/redirects/newestRules.ts';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import type { Diagnosis } from '../../src/core/report/findings.ts';
import { fixDone } from '../../src/core/report/report.ts';
import { brokenPage } from '../support/brokenPage.ts';
import { redirectSite } from '../support/redirectSite.ts';

const pages = '/new docs/new.md\n';
const moving = { from: '/past', to: '/new', status: 301, conditions: [] };
const config = "export default {\n  title: 'Site',\n  presets: [['classic', {}]],\n};\n";

async function toNew(manifest: string) {
  const files = new Map([
    ['docusaurus.config.ts', config],
    ['package.json', manifest],
  ]);
  const context = redirectSite({ context: 'generators: docusaurus', pages, files });
  const preferredFormats = ['docusaurusRedirects'];
  const [fix] = await fixesTo(urlPath('/old'), urlPath('/new'), { context, rules: [] }, { preferredFormats });
  return fix;
}

describe('a fix', () => {
  it('says which plugin is to be installed before it answers', async () => {
    const fix = await toNew('{ "dependencies": { "@docusaurus/core": "3.9.0" } }');
    assert.deepEqual(fix?.needs, ['Run `npm install @docusaurus/plugin-client-redirects`.']);
    assert.match(fix?.title ?? '', /\. Run `npm install @docusaurus\/plugin-client-redirects`\.$/);
  });

  it('asks for nothing where the plugin is there', async () => {
    const fix = await toNew('{ "dependencies": { "@docusaurus/plugin-client-redirects": "3.9.0" } }');
    assert.equal(fix?.needs, undefined);
    assert.match(fix?.title ?? '', /^Redirect \/old to \/new \([^)]*docusaurus\.config\.ts[^)]*\)$/);
  });
});

// zmkfirmware/zmk@266227b580: twelve pages that moved stand in _redirects, beside a netlify.toml with a short link and the
// former names of the site.
describe('a fix of a site that keeps its moved pages apart', () => {
  const rule = (from: string, to: string) => `[[redirects]]\nfrom = "${from}"\nto = "${to}"\nforce = true\n`;
  const place = async (more: string) => {
    const files = new Map([
      ['static/_redirects', '/docs/a /docs/b 301\n/docs/codes/* /docs/keys 301\n'],
      [
        'netlify.toml',
        rule('/invite', 'https://chat.example/x') +
          rule('https://former.example/*', 'https://site.example/:splat') +
          rule('https://www.former.example/*', 'https://www.site.example/:splat') +
          more,
      ],
    ]);
    const context = redirectSite({ context: 'generators: docusaurus\nhosts: site.example', pages, files });
    const { rules } = await openRedirects(context);
    const [fix] = await fixesTo(urlPath('/old'), urlPath('/new'), { context, rules }, { preferredFormats: [] });
    return fix?.file;
  };

  it('is written beside them', async () => assert.equal(await place(''), 'static/_redirects'));
  it('is written where most of them are', async () => {
    const others = ['/c', '/d', '/e'].map((from) => rule(from, '/new')).join('');
    assert.equal(await place(others), 'netlify.toml');
  });
});

// RadicalxChange/www@a0a6011ca5: a permalink gives /wiki/[value]/, and its _redirects leads on from a page of the wiki that is gone.
describe('a fix of an address that only a pattern of the site takes', () => {
  const place = async (kind: string) => {
    const context = redirectSite({
      context: 'static: src/site',
      pages: `/wiki/new/ src/wiki/new.md\n/wiki/old/ src/wiki/index.md ${kind}\n`,
      files: new Map([['src/site/_redirects', '/concepts /wiki\n']]),
    });
    const [fix] = await fixesTo(urlPath('/wiki/old'), urlPath('/wiki/new/'), { context, rules: [] }, usual);
    return fix?.file;
  };
  const usual = { preferredFormats: [] };

  it('is written', async () => assert.equal(await place('dynamic'), 'src/site/_redirects'));
  it('is none where a page has it', async () => assert.equal(await place('page'), undefined));
});

// HeartSecuritySuite/heartsuite-docs@322852e8ff, and the page of Hugo that it names: https://gohugo.io/methods/page/aliases/.
describe('a fix of a site that makes rules of its aliases', () => {
  const template = '{{ range .Site.Pages }}{{ range .Aliases }}{{ . }} {{ $.RelPermalink }}\n{{ end }}{{ end }}';
  const place = async (layout: string) => {
    const context = redirectSite({
      context: 'generators: hugo\nhost: netlify',
      pages: '/docs/lockdown/ content/docs/lockdown.md\n',
      files: new Map([
        ['netlify.toml', '[build]\npublish = "public"\n'],
        ['layouts/home.redirects', layout],
      ]),
    });
    const to = urlPath('/docs/lockdown/');
    const [fix] = await fixesTo(urlPath('/docs/mode-switching/'), to, { context, rules: [] }, { preferredFormats: [] });
    return [fix?.file, fix?.because];
  };

  it('is an alias', async () => {
    assert.deepEqual(await place(template), [
      'content/docs/lockdown.md',
      'layouts/home.redirects writes the aliases for the host, besides the page that Hugo writes for every one',
    ]);
  });

  it('is a rule of the host where the template makes none of them', async () => {
    assert.deepEqual((await place('{{ range .Site.Data.old }}{{ . }}\n{{ end }}'))[0], 'netlify.toml');
  });
});

describe('the fixes of a diagnosis', () => {
  const files = new Map([
    ['_redirects', '/a /b 301\n'],
    ['vercel.json', '{}\n'],
    ['.htaccess', 'Redirect 301 /a /b\n'],
    ['firebase.json', '{ "hosting": {} }\n'],
  ]);
  const urls = ['/first/', '/second/', '/third/', '/fourth/'];
  const context = redirectSite({
    context: 'generators: hugo',
    pages: urls.map((url) => `${url} content${url.slice(0, -1)}.md\n`).join(''),
    files,
  });
  const suggestions = urls.map((url) => ({
    url: urlPath(url),
    file: `content${url.slice(0, -1)}.md` as RepoPath,
    confidence: 1,
    confident: true,
    evidence: [],
  }));
  const lost = (to: string, file: string) => ({ to, rule: { file } as unknown as RedirectRule }) as Diagnosis['lost'];
  async function fixes(
    more: Partial<Diagnosis>,
    preferredFormats: readonly string[] = [],
    rules: readonly RedirectRule[] = [],
    newest?: NewestRules,
  ) {
    const diagnosis: Diagnosis = { path: urlPath('/old/'), code: 'never-existed', suggestions, ...more };
    const found = await fixesFor(diagnosis, { context, rules, newest }, { preferredFormats });
    return found.map(({ redirect: { to }, file, isPreferred, decision }) =>
      [to, file, ...(isPreferred ? ['preferred'] : []), decision].join(' '),
    );
  }

  it('are the best page in two places and the next in the fittest', async () => {
    assert.deepEqual(await fixes({}), [
      '/first/ _redirects preferred accepted',
      '/first/ .htaccess accepted',
      '/second/ _redirects accepted',
    ]);
  });

  it('stand first where the site has most of its redirects', async () => {
    const rule = (format: string) => ({ ...moving, format }) as unknown as RedirectRule;
    const rules = [rule('hugoAliases'), rule('hugoAliases'), rule('firebaseJson')];
    assert.deepEqual(await fixes({}, [], rules), [
      '/first/ content/first.md preferred accepted',
      '/first/ firebase.json accepted',
      '/second/ content/second.md accepted',
    ]);
    assert.equal((await fixes({}, ['vercelJson'], rules))[0], '/first/ vercel.json preferred accepted');
  });

  it('stand first where the site wrote its newest redirects, if it wrote most of these there', async () => {
    const rule = (format: string) => ({ ...moving, format }) as unknown as RedirectRule;
    const aliases = () => [rule('hugoAliases'), rule('hugoAliases'), rule('hugoAliases'), rule('firebaseJson')];
    const newest = (firebaseJson: number, hugoAliases: number) => {
      const byFormat = new Map(Object.entries({ firebaseJson, hugoAliases }));
      return { commits: firebaseJson + hugoAliases, byFormat };
    };
    const first = '/first/ firebase.json preferred accepted';
    assert.equal((await fixes({}, [], aliases(), newest(4, 2)))[0], first);
    assert.equal((await fixes({}, [], aliases(), newest(3, 2)))[0], '/first/ content/first.md preferred accepted');
    assert.equal(
      (await fixes({}, ['vercelJson'], aliases(), newest(4, 2)))[0],
      '/first/ vercel.json preferred accepted',
    );
    const diagnosis: Diagnosis = { path: urlPath('/old/'), code: 'never-existed', suggestions };
    const [best, next] = await fixesFor(
      diagnosis,
      { context, rules: aliases(), newest: newest(6, 0) },
      { preferredFormats: [] },
    );
    assert.equal(best?.because, 'as in 6 of the last 6 commits that added redirects');
    assert.equal(next?.because, 'as 3 of 4 redirects of this site');
  });

  // https://httpd.apache.org/docs/2.4/mod/mod_alias.html#redirect, https://docs.netlify.com/routing/redirects/,
  // https://vercel.com/docs/project-configuration#redirects; the page of an alias leads to the whole address of its page.
  it('lead to the part of a page that is meant, where the place can name one', async () => {
    const [best] = suggestions;
    const diagnosis: Diagnosis = {
      path: urlPath('/old/'),
      code: 'moved',
      suggestions: [{ ...best!, section: 'install' }],
    };
    const target = async (...preferredFormats: readonly string[]) => {
      const [fix] = await fixesFor(diagnosis, { context, rules: [] }, { preferredFormats });
      return `${fix?.format} ${fix?.redirect.to}`;
    };
    assert.equal(await target('redirectsFile'), 'redirectsFile /first/#install');
    assert.equal(await target('vercelJson'), 'vercelJson /first/#install');
    assert.equal(await target('htaccess'), 'htaccess /first/#install');
    assert.equal(await target('firebaseJson'), 'firebaseJson /first/#install');
    assert.equal(await target('hugoAliases'), 'hugoAliases /first/');
    const [fix] = await fixesFor(diagnosis, { context, rules: [] }, { preferredFormats: [] });
    assert.equal(fixDone(fix!), '/old/ redirects to /first/#install, written in _redirects');
    assert.deepEqual(decisionOf(fix!), { kind: 'accepted', from: '/old/', to: '/first/' });
  });

  it('say which file, mechanism, status and strength, and why there', async () => {
    const diagnosis: Diagnosis = { path: urlPath('/old/'), code: 'never-existed', suggestions };
    const rules = [{ ...moving, format: 'hugoAliases' } as unknown as RedirectRule];
    const found = await fixesFor(diagnosis, { context, rules }, { preferredFormats: [] });
    assert.deepEqual(
      found.map(({ title, because }) => [title, because]),
      [
        [
          'Redirect /old/ to /first/ (.99 strong; aliases in content/first.md, refresh page)',
          'as 1 of 1 redirect of this site',
        ],
        ['Redirect /old/ to /first/ (.99 strong; _redirects, 301)', '_redirects has 1 rule'],
        [
          'Redirect /old/ to /second/ (.99 strong; aliases in content/second.md, refresh page)',
          'as 1 of 1 redirect of this site',
        ],
      ],
    );
  });

  it('are in no file that the build makes', async () => {
    const made = async (file: string, text: string) => {
      const site = redirectSite({
        context: 'generators: hugo\nstatic: static',
        pages: '/first/ content/first.md\n',
        files: new Map([
          ['netlify.toml', '[build]\n'],
          [file, text],
        ]),
      });
      const diagnosis: Diagnosis = {
        path: urlPath('/old/'),
        code: 'never-existed',
        suggestions: suggestions.slice(0, 1),
      };
      const found = await fixesFor(
        diagnosis,
        { context: site, rules: [] },
        { preferredFormats: ['redirectsFile', 'hugoAliases'] },
      );
      return found.map((fix) => fix.file);
    };
    assert.deepEqual(await made('notes.md', ''), ['static/_redirects', 'content/first.md']);
    // As gohugoio/hugoDocs has it since 2017.
    const outputs = '[outputFormats]\n  [outputFormats.redir]\n    baseName = "_redirects"\n';
    assert.deepEqual(await made('hugo.toml', outputs), ['content/first.md', 'netlify.toml']);
    assert.deepEqual(await made('config/_default/outputFormats.toml', outputs), ['content/first.md', 'netlify.toml']);
    assert.deepEqual(await made('.gitignore', '/static/_redirects\n'), ['content/first.md', 'netlify.toml']);
    assert.deepEqual(await made('package.json', '{"scripts":{"build":"node r.js > public/_redirects"}}'), [
      'content/first.md',
      'netlify.toml',
    ]);
    assert.deepEqual(await made('hugo.toml', '# my_redirects.txt\n'), ['static/_redirects', 'content/first.md']);
  });

  it('stand first in the formats that the user prefers, in that order', async () => {
    const [first, second] = await fixes({}, ['vercelJson', 'firebaseJson']);
    assert.deepEqual([first, second], ['/first/ vercel.json preferred accepted', '/first/ firebase.json accepted']);
  });

  it('are preferred for strong evidence alone, where no rule that is not understood may answer', async () => {
    const weak = suggestions.map((each) => ({ ...each, confident: false }));
    assert.equal((await fixes({ suggestions: weak }))[0], '/first/ _redirects accepted');
    const undecided = [{}] as unknown as Diagnosis['undecided'];
    assert.equal((await fixes({ undecided }))[0], '/first/ _redirects accepted');
  });

  it('begin with what was taken out, where it stood, and say it once', async () => {
    const found = await fixes({ lost: lost('/second/', 'vercel.json') });
    assert.deepEqual(found.slice(0, 2), ['/second/ vercel.json preferred ', '/first/ _redirects accepted']);
    assert.deepEqual(await fixes({ lost: lost('/first/', '_redirects'), suggestions: suggestions.slice(0, 1) }), [
      '/first/ _redirects preferred ',
      '/first/ .htaccess accepted',
    ]);
    // What led away is written as it stood: encoding its escapes once more would make another address of it.
    assert.deepEqual(await fixes({ lost: lost('https://other.example/a%20b/', 'gone.conf'), suggestions: [] }), [
      'https://other.example/a%20b/ _redirects preferred ',
    ]);
    assert.deepEqual(await fixes({ lost: lost('/a b/', 'gone.conf'), suggestions: [] }), [
      '/a%20b/ _redirects preferred ',
    ]);
  });

  it('keep the status of the redirect whose place they take', async () => {
    const at = (status: number, statusIsDefault = false, host = 'netlify') =>
      ({
        ...moving,
        file: '_redirects',
        format: 'redirectsFile',
        host,
        status,
        statusIsDefault,
      }) as unknown as RedirectRule;
    const statuses = async (rule: RedirectRule) => {
      const site = { context, rules: [] };
      const options = { preferredFormats: [] };
      const diagnosis = (more: Partial<Diagnosis>): Diagnosis => ({
        path: urlPath('/old/'),
        code: 'redirect-broken',
        suggestions: suggestions.slice(0, 1),
        ...more,
      });
      const [suggested] = await fixesFor(diagnosis({ rule }), site, options);
      const [chosen] = await fixesTo(urlPath('/old/'), urlPath('/first/'), site, options, rule);
      const [back] = await fixesFor(diagnosis({ lost: { rule, to: '/second/' } }), site, options);
      return [suggested, chosen, back].map((fix) => fix?.redirect.status);
    };
    assert.deepEqual(await statuses(at(302)), [302, 302, 302]);
    assert.deepEqual(await statuses(at(303)), [302, 302, 302]);
    assert.deepEqual(await statuses(at(307)), [307, 307, 307]);
    assert.deepEqual(await statuses(at(308)), [301, 301, 301]);
    // A temporary status that the host gives where none is written was nobody's decision.
    assert.deepEqual(await statuses(at(302, true)), [301, 301, 301]);
    // A rewrite or an error is no redirect.
    assert.deepEqual(await statuses(at(200)), [301, 301, 301]);
    assert.deepEqual(await statuses(at(404)), [301, 301, 301]);
  });

  it('change the file of the rule that answers, and no other', async () => {
    const rule = { ...moving, file: '.htaccess', format: 'htaccess', host: 'apache' } as unknown as RedirectRule;
    assert.deepEqual(await fixes({ rule, suggestions: suggestions.slice(0, 1) }), [
      '/first/ .htaccess preferred accepted',
    ]);
  });

  it('are never preferred for a page that the user chose', async () => {
    const [fix] = await fixesTo(
      urlPath('/old/'),
      urlPath('/fourth/'),
      { context, rules: [] },
      { preferredFormats: [] },
    );
    assert.deepEqual([fix?.isPreferred, fix?.decision], [false, 'changed']);
    assert.deepEqual(fix?.redirect, { from: '/old/', to: '/fourth/', status: 301 });
  });

  it('bring the other spelling of a page along, where there is one', async () => {
    const own = await fixesTo(urlPath('/old/'), urlPath('/fourth/'), { context, rules: [] }, { preferredFormats: [] });
    const spelled = (...paths: readonly string[]) =>
      withSpellings(own, brokenPage('/old/', { spellings: paths.map((path) => `https://example.org${path}`) }));
    assert.deepEqual(spelled('/old/', '/OLD/')[0]?.spellings, ['/OLD/']);
    assert.match(spelled('/old/', '/OLD/')[0]?.title ?? '', /, and 1 other spelling where the host needs it$/);
    assert.equal(spelled('/old/')[0]?.spellings, undefined);
  });
});

describe('the places of a redirect', () => {
  const files = new Map([
    ['static/_redirects', '/past /new 301\n'],
    ['docs/new.md', '---\ntitle: New\n---\n'],
  ]);
  const redirect = { from: urlPath('/old'), to: '/new', status: 301 } as const;

  it('are proved as far as they are asked for', async () => {
    const context = redirectSite({ context: 'generators: hugo\nhost: netlify', pages, files });
    const { rules } = await openRedirects(context);
    const asked = async (most: number) => {
      const read: string[] = [];
      const repo: Repo = {
        ...context.repo,
        read(file) {
          read.push(file);
          return context.repo.read(file);
        },
      };
      const places = await placesFor(redirect, { context: { ...context, repo }, rules }, [], { most });
      return [places.map(({ format }) => format.id), read.filter((file) => file === 'docs/new.md').length];
    };
    assert.deepEqual(await asked(1), [['redirectsFile'], 0]);
    assert.deepEqual(await asked(2), [['redirectsFile', 'hugoAliases'], 1]);
  });

  it('are asked of the formats alone that this site could use, once the others said so', async () => {
    const context = redirectSite({ context: 'generators: hugo\nhost: netlify', pages, files });
    let looks = 0;
    const watched = new Proxy(context, {
      get(site, key) {
        looks++;
        return Reflect.get(site, key);
      },
    });
    const asked = async () => {
      looks = 0;
      const places = await placesFor({ ...redirect }, { context: watched, rules: [] }, []);
      return { ids: places.map(({ format }) => format.id), looks };
    };
    const [first, second] = [await asked(), await asked()];
    assert.deepEqual(second.ids, first.ids);
    assert.ok(second.looks * 2 < first.looks, `${first.looks}, then ${second.looks}`);
  });
});
