import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../src/cli/commandList.ts';
import { createSample } from '../../src/sample/createSample.ts';
import { type Failing, withFailing } from '../support/failingCalls.ts';
import { removeFolder } from '../support/removeFolder.ts';
import { sampleData } from '../support/sampleIndex.ts';
import { type StandIn, startStandIn } from '../support/standIn/server.ts';
import { runCommand } from '../support/terminal.ts';

const texts = join(import.meta.dirname, '..', '..', 'media', 'sample');
const saved = ['domain_pages.json', 'backlinks.json'].map((name) => join(texts, name)).join(',');

describe('command line', () => {
  let folder: string;
  let sample: string;
  let standIn: StandIn;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'cli-'));
    sample = join(folder, 'sample');
    await createSample(sample, texts);
    standIn = await startStandIn({ data: await sampleData(texts), balanceMicros: 12_400_000 });
  });
  after(async () => {
    await standIn.close();
    removeFolder(folder);
  });
  const reset = () => execFileSync('git', ['-C', sample, 'reset', '--quiet', '--hard']);
  const env = (cache = 'cache') => ({
    DATAFORSEO_LOGIN: standIn.login,
    DATAFORSEO_PASSWORD: standIn.password,
    DATAFORSEO_API: standIn.url,
    BROKEN_BACKLINKS_HOME: join(folder, cache),
  });
  const audit = (...words: readonly string[]) => ['audit', '--repo', sample, '--no-recheck', ...words];

  describe('routes', () => {
    it('prints address, file and kind, one line each', async () => {
      const { code, out } = await runCommand(['routes', '--repo', sample]);
      assert.equal(code, 0);
      assert.ok(out.split('\n').includes('/blog/2019/first-season/\tcontent/blog/first-season.md\tpage'), out);
      assert.ok(out.split('\n').includes('/docs/pricing/\tcontent/docs/pricing.md\tdraft'), out);
    });
    it('says which generator was found and why', async () => {
      const { out } = await runCommand(['routes', '--explain', '--repo', sample]);
      assert.match(out, /^Hugo in the root folder, because of .*hugo\.toml/);
      assert.match(out, /address +https:\/\/tidewater\.example\/ \(hugo\.toml:1\)/);
    });
  });

  it('names the page that a redirect should lead to whose page went', async () => {
    const given = ['domain_pages.json', 'backlinks.json'].map((name) => `media/sample/${name}`).join(',');
    const { out } = await runCommand(audit('--source', given), { env: env('given') });
    const told = '/download +✗ {2}static/_redirects:4 leads to /docs/setup/, which no file publishes';
    assert.match(out, new RegExp(`${told}; closest /guides/install/ \\.\\d\\d \\(strong\\)$`, 'm'));
  });

  it('reads the code of a command when what is kept compiled is open, as it is taken up for what is read after it', async () => {
    const said: string[] = [];
    const command = commands.find(({ name }) => name === 'routes');
    assert.ok(command !== undefined);
    const { load } = command;
    command.load = () => {
      said.push('command');
      return load();
    };
    const opens = async () => {
      await new Promise(setImmediate);
      said.push('open');
    };
    try {
      assert.equal((await runCommand(['routes', '--repo', sample], { opens })).code, 0);
    } finally {
      command.load = load;
    }
    assert.deepEqual(said, ['open', 'command']);
  });

  it('reads a folder by the generator the user names', async () => {
    const { out } = await runCommand(['routes', '--repo', sample, '--generator', 'plain', '--root', 'content/docs']);
    assert.match(out, /\/api(?:\.html|\/)?\tcontent\/docs\/api\.md\tpage/);
    const wrong = await runCommand(['routes', '--repo', sample, '--generator', 'frontpage']);
    assert.match(wrong.err, /--generator takes one of .*hugo/);
    assert.match((await runCommand(['routes', '--repo', sample, '--root', '../..'])).err, /inside the repository/);
  });

  describe('explain', () => {
    it('answers each line of standard input with a JSON line, in order', async () => {
      const stdin = '/docs/setup/\nhttps://tidewater.example/docs/power/\n\n/nope\n';
      const { code, out } = await runCommand(['explain', '-', '--repo', sample], { stdin });
      assert.equal(code, 0);
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      assert.deepEqual(
        lines.map(({ url, diagnosis }) => `${url} ${diagnosis.code}`),
        ['/docs/setup/ moved', 'https://tidewater.example/docs/power/ redirected', '/nope never-existed'],
      );
      assert.equal(lines[0].diagnosis.suggestions[0].url, '/guides/install/');
      assert.equal(lines[0].diagnosis.suggestions[0].confident, true);
      assert.match(lines[0].diagnosis.suggestions[0].evidence[0].text, /renamed in 87aa91f on 2021-05-09/);
      assert.equal(lines[1].diagnosis.rule.line, 5);
    });
    it('judges as if no redirect were written when asked to', async () => {
      const words = ['explain', '/docs/power/', '--repo', sample, '--format', 'json', '--without-redirects'];
      const { code, suggestions } = JSON.parse((await runCommand(words)).out).diagnosis;
      assert.equal(code, 'moved');
      assert.equal(suggestions[0].url, '/guides/power/');
    });
    it('learns from redirects that are given as examples', async () => {
      const file = join(folder, 'known.tsv');
      const known = ['# old, new', '/hardware/antenna\t/guides/antenna/', '/hardware/install/\t/guides/install/', ''];
      writeFileSync(file, known.join('\r\n'));
      const words = ['explain', '/hardware/calibration/', '--repo', sample, '--format', 'json'];
      const targets = async (...more: readonly string[]) => {
        const { suggestions } = JSON.parse((await runCommand([...words, ...more])).out).diagnosis;
        return suggestions.map(({ url, evidence }: { url: string; evidence: readonly { text: string }[] }) =>
          [url, ...evidence.map(({ text }) => text)].join('\n'),
        );
      };
      const [first] = await targets('--known-redirects', file);
      assert.match(first, /^\/guides\/calibration\/\n/);
      assert.match(first, /redirects lead 2 pages from hardware\/ to guides\//);
      assert.doesNotMatch((await targets()).join('\n'), /redirects lead/);
    });
    it('says which line of the examples is none', async () => {
      const file = join(folder, 'known.tsv');
      writeFileSync(file, '/a\t/docs/api/\n/b /docs/mooring/\n');
      const { code, err } = await runCommand(['explain', '/x', '--repo', sample, '--known-redirects', file]);
      assert.equal(code, 1);
      assert.match(err, /known\.tsv:2 should hold an old address, a tab and the new one, not "\/b \/docs\/mooring\/"/);
      const missing = await runCommand(['explain', '/x', '--repo', sample, '--known-redirects', 'nowhere.tsv']);
      assert.match(missing.err, /nowhere\.tsv: there is no such file/);
    });
    it('wants an address', async () => {
      const { code, err } = await runCommand(['explain', '--repo', sample]);
      assert.equal(code, 1);
      assert.match(err, /needs at least one URL/);
    });
  });

  describe('what was decided', () => {
    const decide = (text: string) => writeFileSync(join(sample, '.broken-backlinks-decisions'), text);
    afterEach(() => rmSync(join(sample, '.broken-backlinks-decisions'), { force: true }));
    const explained = async (url: string, ...more: readonly string[]) => {
      const { out } = await runCommand(['explain', url, '--repo', sample, '--format', 'json', ...more]);
      return JSON.parse(out).diagnosis.suggestions as readonly {
        url: string;
        confident: boolean;
        evidence: { text: string }[];
      }[];
    };

    it('keeps a refused page from that address alone, however strong its evidence', async () => {
      decide('/docs/setup rejected /guides/install\n');
      const urls = (await explained('/docs/setup/')).map(({ url }) => url);
      assert.ok(!urls.includes('/guides/install/'), urls.join());
      assert.equal((await explained('/docs/setup.html'))[0]?.url, '/guides/install/');
    });
    it('puts the page that was chosen first', async () => {
      decide('# ours\n/docs/setup/ changed /docs/glossary/\n');
      const [first, second] = await explained('/docs/setup/');
      assert.equal(first?.url, '/docs/glossary/');
      assert.equal(first?.confident, true);
      assert.equal(first?.evidence[0]?.text, 'chosen before (.broken-backlinks-decisions:2)');
      assert.equal(second?.confident, false);
    });
    it('is an example for other addresses', async () => {
      decide('/hardware/antenna/ accepted /guides/antenna/\n/hardware/install/ changed /guides/install/\n');
      const texts = (await explained('/hardware/calibration/'))[0]?.evidence.map(({ text }) => text).join('\n') ?? '';
      assert.match(texts, /redirects lead 2 pages from hardware\/ to guides\//);
    });
    it('is hidden with the redirects', async () => {
      decide('/docs/setup/ rejected /guides/install/\n');
      assert.equal((await explained('/docs/setup/', '--without-redirects'))[0]?.url, '/guides/install/');
    });
    it('leaves ignored addresses out of an audit, and says which line it cannot read', async () => {
      const audited = async () => JSON.parse((await runCommand(audit('--source', saved, '--format', 'json'))).out);
      const [finding] = (await audited()).findings;
      const { path } = finding.diagnosis;
      decide(`${path} ignored\n/docs/setup/ agreed /guides/install/\n`);
      const { findings, ignored, notes } = await audited();
      const paths = (list: readonly { readonly diagnosis: { readonly path: string } }[]) =>
        list.map(({ diagnosis }) => diagnosis.path);
      assert.deepEqual(paths(ignored), [path]);
      assert.ok(!paths(findings).includes(path));
      assert.deepEqual(notes, [
        {
          file: '.broken-backlinks-decisions',
          line: 2,
          message: '"agreed" is not a decision; write accepted, changed, rejected or ignored behind /docs/setup/.',
        },
      ]);
    });
  });

  describe('redirects', () => {
    it('prints every rule with its place', async () => {
      const { out } = await runCommand(['redirects', '--repo', sample]);
      assert.match(out, /^\/docs\/power\t\/guides\/power\/\t301\tstatic\/_redirects:5\t/m);
    });
    it('follows one address', async () => {
      const { out } = await runCommand(['redirects', '--simulate', '/docs/power', '--repo', sample]);
      assert.match(
        out,
        /301 → \/guides\/power\/ {2}\(static\/_redirects:5\)\nends at \/guides\/power\/, published by content\/guides\/power\.md/,
      );
    });
  });

  describe('redirects --check', () => {
    const check = (...words: readonly string[]) => runCommand(['redirects', '--check', '--repo', sample, ...words]);
    const rules = (text: string) => writeFileSync(join(sample, 'static/_redirects'), text);
    afterEach(reset);

    it('tells many findings of one kind in a file once, and each of them as JSON', async () => {
      const lines = Array.from({ length: 12 }, (_, i) => `/a${i} /nowhere${i}/ 301\n`);
      rules(`${lines.join('')}/x /guides/power/ 301\n/y /x 301\n`);
      assert.deepEqual(
        (await check()).out
          .trimEnd()
          .split('\n')
          .map((line) => line.replace(/warning\t(\S+)\t.*?(And .*)?$/, '$1 $2')),
        [
          'static/_redirects:1\tdead-target And 11 more of this kind in this file; --format json lists each.',
          'static/_redirects:14\tchain ',
        ],
      );
      const json = (await check('--format', 'json')).out.split('\n');
      assert.equal(json.filter((line) => line.includes('dead-target')).length, 12);
    });
    it('says what was checked, also where nothing is wrong or nothing is there', async () => {
      rules('/a /guides/power/ 301\n/b /guides/power/ 301\n');
      const good = await check();
      assert.deepEqual([good.code, good.out], [0, '']);
      assert.match(good.err, /^Checked 2 redirect rules of \S+ in the root folder: nothing found\.$/m);
      rules('/a /b 301\n/b /guides/power/ 301\n');
      assert.match((await check()).err, /^Checked 2 redirect rules of .*: 1 finding\.$/m);
      rules('');
      const none = await check('--format', 'json');
      assert.deepEqual([none.code, none.out], [0, '']);
      assert.match(none.err, /^No redirect rules were found for \S+ in the root folder, so none were checked\.$/m);
    });
    it('says of which targets it cannot tell whether they are there', async () => {
      rules('/a /elsewhere/page/ 301\n/b /guides/power/ 301\n/c/* /elsewhere/:splat 301\n');
      const { code, out, err } = await check();
      assert.deepEqual([code, out], [0, '']);
      assert.match(
        err,
        /^It cannot be told of 1 target whether it is there: \/elsewhere\/page\/ \(static\/_redirects:1\): .+\. Open it on the live site once\.$/m,
      );
    });
    it('exits with 3 where a list is not read or a rule cannot be judged', async () => {
      rules('/a /guides/power/ 301\n');
      writeFileSync(join(sample, 'redirects.json'), '[{ "from": "/old/", "to": "/guides/power/" }]\n');
      const open = await check();
      rmSync(join(sample, 'redirects.json'));
      assert.deepEqual([open.code, open.out], [3, '']);
      assert.match(
        open.err,
        /redirects\.json:1: The redirects of .* are not read\.\nChecked 1 redirect rule of .*: nothing found\.$/m,
      );
    });
    it('shows how far it is, with the total, on a terminal only', async () => {
      const words = ['redirects', '--check', '--repo', sample];
      const shown = (await runCommand(words, { isTerminal: true })).err;
      assert.match(shown, /Reading redirects \(\d+ of [1-9]\d*\)/);
      assert.doesNotMatch((await check()).err, /Reading redirects/);
    });
    it('prints what is wrong with place, code and message, and exits with 2', async () => {
      rules('/download /docs/setup/ 302\n/a /b 301\n/b /guides/power/ 301\nhalf\n');
      const { code, out } = await check();
      assert.equal(code, 2);
      assert.deepEqual(
        out.split('\n').map((line) => line.split('\t').slice(0, 3).join(' ')),
        [
          'static/_redirects:1 warning dead-target',
          'static/_redirects:2 warning chain',
          'static/_redirects:4 warning unreadable',
          '',
        ],
      );
      assert.match(out, /\t\/download leads to \/docs\/setup\/, which no file publishes\./);
    });
    it('prints JSON lines with what would mend each', async () => {
      rules('/a /b 301\n/b /guides/power/ 301\n');
      const { code, out } = await check('--format', 'json');
      assert.equal(code, 2);
      const { message, ...rest } = JSON.parse(out);
      assert.match(message, /Redirect there directly/);
      assert.deepEqual(rest, {
        version: 1,
        file: 'static/_redirects',
        line: 1,
        code: 'chain',
        severity: 'warning',
        other: { file: 'static/_redirects', line: 2 },
        from: '/a',
        to: '/b',
        remedy: { kind: 'retarget', to: '/guides/power/' },
      });
    });
    it('leaves out what people ignore, by patterns and decisions, and says so', async () => {
      rules('/a /b 301\n/b /c 301\n/c /guides/power/ 301\n/old/x /nowhere/ 301\nhalf\n');
      writeFileSync(join(sample, '.broken-backlinks.json'), '{ "ignore": ["/old/**"] }\n');
      writeFileSync(join(sample, '.broken-backlinks-decisions'), '/a ignored\n');
      const { code, out, err } = await check();
      rmSync(join(sample, '.broken-backlinks.json'));
      rmSync(join(sample, '.broken-backlinks-decisions'));
      assert.equal(code, 2);
      assert.deepEqual(
        out.split('\n').map((line) => line.split('\t').slice(0, 3).join(' ')),
        ['static/_redirects:2 warning chain', 'static/_redirects:5 warning unreadable', ''],
      );
      assert.match(err, /2 problems are ignored \(by a decision in \.broken-backlinks-decisions, \/old\/\*\*\)\./);
    });
    it('prints no finding and exits with 0 when every rule is right', async () => {
      rules('/docs/power /guides/power/ 301\n');
      const err = 'Checked 1 redirect rule of Hugo in the root folder: nothing found.\n';
      assert.deepEqual(await check(), { code: 0, out: '', err });
    });
    it('blames no rule that leads from the other names of the site to its own', async () => {
      const others = ['http://tidewater.example/*', 'http://www.tidewater.example/*', 'https://tidewater.example/*'];
      const lines = others.map((from) => `${from} https://www.tidewater.example/:splat 301!`);
      rules(`${lines.join('\n')}\n/docs/power https://www.tidewater.example/guides/power/ 301\n`);
      const err = 'Checked 4 redirect rules of Hugo in the root folder: nothing found.\n';
      assert.deepEqual(await check('--site', 'https://www.tidewater.example/'), { code: 0, out: '', err });
    });
    it('does not simulate at the same time', async () => {
      const { code, err } = await check('--simulate', '/download');
      assert.equal(code, 1);
      assert.match(err, /either --check or --simulate/);
    });
  });

  describe('redirects --compact', () => {
    const compact = (...words: readonly string[]) => runCommand(['redirects', '--compact', '--repo', sample, ...words]);
    const file = () => join(sample, 'static/_redirects');
    const many = ['a', 'b', 'c'].map((name) => `/old/${name} /new/${name} 301`);
    const others = ['x', 'y', 'z'].map((name) => `/gone/${name} /there/${name} 301`);
    const text = `# ours\n${[...many, ...others].join('\n')}\n/download /guides/power/ 302\n`;
    beforeEach(() => writeFileSync(file(), text));
    afterEach(reset);

    it('shows the rules before and after with the proof, and writes nothing', async () => {
      const { code, out } = await compact();
      assert.equal(code, 2);
      assert.match(
        out,
        /^static\/_redirects: 1 rule in place of 3; all \d{2,} known addresses lead to where they led before$/m,
      );
      assert.match(out, /^- \/old\/a\t\/new\/a\t301\n- .*\n- .*\n\+ \/old\/\*\t\/new\/:splat\t301$/m);
      assert.match(out, /^\+ \/gone\/\*\t\/there\/:splat\t301$/m);
      assert.equal(readFileSync(file(), 'utf8'), text);
    });
    it('prints a JSON line for each', async () => {
      const [first] = (await compact('--format', 'json')).out.split('\n');
      const { addresses, ...said } = JSON.parse(first ?? '');
      assert.ok(addresses > 10);
      assert.deepEqual(said, {
        version: 1,
        file: 'static/_redirects',
        before: ['a', 'b', 'c'].map((name) => ({ from: `/old/${name}`, to: `/new/${name}`, status: 301 })),
        after: [{ from: '/old/*', to: '/new/:splat', status: 301 }],
        others:
          '/old, /old/ and every other address below /old/ would be redirected as well (/old/zz-nothing to /new/zz-nothing; no rule answers it now)',
      });
    });
    it('writes nothing with --fix safe that answers addresses nobody knows', async () => {
      const { code, err, out } = await compact('--fix', 'safe');
      assert.equal(code, 2);
      assert.match(out, /^ {2}but .*every other address below \/old\/ would be redirected as well/m);
      assert.match(err, /2 compactions answer addresses that had no answer before, .* --fix all/);
      assert.equal(readFileSync(file(), 'utf8'), text);
    });
    it('writes all of them with --fix all, and finds nothing after that', async () => {
      const { code, err } = await compact('--fix', 'all');
      assert.equal(code, 2);
      assert.match(err, /^static\/_redirects: 4 lines fewer$/m);
      const wanted = '# ours\n/download /guides/power/ 302\n/old/* /new/:splat 301\n/gone/* /there/:splat 301\n';
      assert.equal(readFileSync(file(), 'utf8'), wanted);
      assert.deepEqual(await compact('--fix', 'all'), { code: 0, out: '', err: '' });
    });
    it('says what is wrong with its options', async () => {
      assert.match((await compact('--check')).err, /either --check or --compact/);
      assert.match((await compact('--fix', 'everything')).err, /--fix takes safe or all/);
      const alone = await runCommand(['redirects', '--fix', 'safe', '--repo', sample]);
      assert.match(alone.err, /--fix writes what --compact shows/);
    });
  });

  describe('audit', () => {
    it('pays nothing without an allowance, and says what it would cost', async () => {
      const before = standIn.balanceMicros;
      const { code, out, err } = await runCommand(audit(), { env: env('unpaid') });
      assert.deepEqual([code, out], [1, '']);
      assert.match(
        err,
        /at most \$0\.12 for up to 1,000 broken pages of tidewater\.example, with the strongest links to them \(balance \$12\.40\)/,
      );
      assert.match(err, /Nothing was asked and nothing was paid\. Allow it with --max-cost 0\.12\./);
      const alone = await runCommand(audit('--no-referrers'), { env: env('unpaid') });
      assert.match(
        alone.err,
        /at most \$0\.06 for up to 1,000 broken pages of tidewater\.example \(balance \$12\.40\)/,
      );
      assert.equal(standIn.balanceMicros, before);
    });
    it('says before the price that the configuration names another site', async () => {
      const words = ['audit', '--site', 'https://other.example/', '--repo', sample];
      const { code, err } = await runCommand(words, { env: env('other') });
      assert.equal(code, 1);
      const [warned, price] = [err.indexOf('You ask about https://other.example/'), err.indexOf('at most $')];
      assert.ok(warned >= 0 && warned < price, err);
      assert.match(err, /calls this site https:\/\/tidewater\.example\//);
    });
    it('pays once, and uses the kept answer after that', async () => {
      const first = await runCommand(audit('--max-cost', '0.10'), { env: env() });
      assert.equal(first.code, 2, first.err);
      assert.match(first.out, /cost \$0\.0\d+/);
      const json = JSON.parse((await runCommand(audit('--format', 'json'), { env: env() })).out);
      const named = json.findings.filter(
        (finding: { broken: { referrers: unknown[] } }) => finding.broken.referrers.length > 0,
      );
      // A page that links to several broken ones is one row of the index, and names one of them.
      assert.deepEqual([named.length, json.findings.length], [11, 13]);
      const paid = standIn.balanceMicros;
      const second = await runCommand(audit(), { env: env() });
      assert.equal(second.code, 2, second.err);
      assert.match(second.out, /\(stored\)/);
      assert.equal(standIn.balanceMicros, paid);
    });
    it('names the remedy for a wrong password', async () => {
      const { code, err } = await runCommand(audit('--max-cost', '0.10'), {
        env: { ...env('wrong'), DATAFORSEO_PASSWORD: 'wrong' },
      });
      assert.equal(code, 1);
      assert.match(err, /refused the login .*DATAFORSEO_LOGIN and DATAFORSEO_PASSWORD/);
      assert.ok(!err.includes('wrong'), 'the password is not repeated');
    });
    it('lists findings by lost value, with what became of each', async () => {
      const { code, out } = await runCommand(audit('--source', saved));
      assert.equal(code, 2);
      assert.match(
        out,
        / 41 links {2}11 domains {2}404 {2}\/docs\/setup\/ +→ \/guides\/install\/ +\.9\d renamed in 87aa91f/,
      );
      assert.match(out, /\/docs\/pricing\/ +draft: content\/docs\/pricing\.md:3/);
      assert.match(out, /1 asset/);
      assert.ok(out.indexOf('/docs/setup/') < out.indexOf('/docs/antenna/'));
    });
    it('writes the redirects with strong evidence, after which those pages are no findings', async () => {
      try {
        const before = JSON.parse((await runCommand(audit('--source', saved, '--format', 'json'))).out);
        const { err } = await runCommand(audit('--source', saved, '--fix', 'safe'));
        assert.match(err, /\/docs\/setup\/ → \/guides\/install\//);
        const after = JSON.parse((await runCommand(audit('--source', saved, '--format', 'json'))).out);
        const paths = (result: { findings: { broken: { path: string } }[] }) =>
          result.findings.map(({ broken }) => broken.path);
        assert.ok(paths(before).includes('/docs/setup/') && !paths(after).includes('/docs/setup/'));
        assert.ok(after.redirected.length > before.redirected.length);
        const rules = readFileSync(join(sample, 'static/_redirects'), 'utf8');
        assert.ok(rules.startsWith('# Redirects of tidewater.example. The first match wins.\n'));
      } finally {
        reset();
      }
    });
    it('shows and uses what was paid for where nothing can be kept', async () => {
      const file = join(folder, 'no-folder');
      writeFileSync(file, '');
      const disks: readonly { readonly cache: string; readonly failing: Failing; readonly said: RegExp }[] = [
        { cache: 'no-folder', failing: {}, said: /there is a file where its folder should be/ },
        { cache: 'locked', failing: { mkdir: { code: 'EROFS' } }, said: /the disk can only be read/ },
        { cache: 'full', failing: { 'handle.writeFile': { code: 'ENOSPC' } }, said: /the disk is full/ },
      ];
      for (const { cache, failing, said } of disks) {
        const ran = await withFailing(failing, () => runCommand(audit('--max-cost', '0.10'), { env: env(cache) }));
        assert.equal(ran.code, 2, ran.err);
        assert.match(ran.out, /\/docs\/setup\/ +→ \/guides\/install\//);
        assert.match(ran.out, /note: This answer could not be kept: .* could not be written: /);
        assert.match(ran.out, said);
        assert.match(ran.out, /note: The history will be read again next time: /);
        assert.match(ran.err, /spend\.jsonl could not be written/);
      }
    });
    it('names the file that cannot be written, and exits with 1', async () => {
      try {
        const full = { 'handle.writeFile': { code: 'ENOSPC' } };
        const ran = await withFailing(full, () => runCommand(audit('--source', saved, '--fix', 'safe')));
        assert.equal(ran.code, 1);
        assert.match(ran.out, /\/docs\/setup\//);
        assert.match(ran.err, /static\/_redirects could not be written: the disk is full/);
        assert.ok(!/\/docs\/setup\/ → /.test(ran.err), ran.err);
        assert.equal(execFileSync('git', ['-C', sample, 'status', '--porcelain'], { encoding: 'utf8' }), '');
      } finally {
        reset();
      }
    });
    it('leaves the bytes of a file that is not UTF-8, and says which they are', async () => {
      const rules = join(sample, 'static/_redirects');
      try {
        const bytes = Buffer.concat([Buffer.from('# caf\xe9 menu\n', 'latin1'), readFileSync(rules)]);
        writeFileSync(rules, bytes);
        const { code, err } = await runCommand(audit('--source', saved, '--fix', 'safe'));
        assert.equal(code, 2);
        assert.match(
          err,
          /\/docs\/setup\/: not redirected\. static\/_redirects was not changed: Byte E9 on line 1 is not UTF-8/,
        );
        assert.deepEqual(readFileSync(rules), bytes);
      } finally {
        reset();
      }
    });
    it('names the links a deleted rule would lose', async () => {
      interface Listed {
        readonly findings: readonly { readonly broken: { readonly path: string }; readonly message: string }[];
        readonly redirected: Listed['findings'];
      }
      const listed = async (): Promise<Listed> =>
        JSON.parse((await runCommand(audit('--source', saved, '--format', 'json'))).out);
      const about = (list: Listed['findings']) => list.find(({ broken }) => broken.path === '/docs/power/');
      try {
        const before = await listed();
        assert.ok(about(before.redirected) && !about(before.findings));
        const file = join(sample, 'static/_redirects');
        writeFileSync(file, readFileSync(file, 'utf8').replace(/^\/docs\/power .*\n/m, ''));
        const after = await listed();
        assert.match(
          about(after.findings)?.message ?? '',
          /^\/docs\/power\/ answers 404.*; \d+ links? from \d+ domains?\./,
        );
        assert.equal(about(after.redirected), undefined);
      } finally {
        reset();
      }
    });
    it('exits with 0 when nothing is left to do', async () => {
      const { code, out } = await runCommand(audit('--source', saved, '--ignore', '/**'));
      assert.equal(code, 0);
      assert.match(out, /No broken page of tidewater\.example that receives links needs a decision\./);
    });
    it('says what is wrong with its options', async () => {
      for (const [words, message] of [
        [['--fix', 'all'], /--fix takes safe/],
        [['--max-pages', '0'], /--max-pages takes a whole number from 1/],
        [['--max-cost', 'cheap'], /--max-cost takes US dollars/],
        [
          ['--source', 'nowhere.json'],
          /it is neither a file nor a known source \(dataforseo, dataforseo-crawl, wikipedia, wayback, hackernews, bing\)/,
        ],
        [['--colour'], /Unknown option '--colour'/],
        [['--format', 'xml'], /--format takes text or json/],
      ] as const) {
        const { code, err } = await runCommand(audit(...words));
        assert.equal(code, 1);
        assert.match(err, message);
      }
    });
  });

  describe('summary', () => {
    it('shows the two broken figures side by side, paid once', async () => {
      const words = ['summary', '--repo', sample];
      assert.match((await runCommand(words, { env: env('totals') })).err, /Allow it with --max-cost 0\.03\./);
      const first = await runCommand([...words, '--max-cost', '0.03'], { env: env('totals') });
      assert.match(first.out, /broken backlinks +\d+ {3}links that lead/, first.err);
      assert.match(first.out, /broken pages +\d+ {3}also those/);
      assert.match(first.out, /cost \$0\.03/);
      const paid = standIn.balanceMicros;
      assert.match((await runCommand(words, { env: env('totals') })).out, /\(stored\)/);
      assert.equal(standIn.balanceMicros, paid);
    });
  });

  it('has help with examples for every command', async () => {
    const { out } = await runCommand(['--help']);
    for (const name of ['audit', 'routes', 'explain', 'redirects', 'summary']) {
      assert.match(out, new RegExp(`^ {2}${name} `, 'm'));
      const help = await runCommand([name, '--help']);
      assert.equal(help.code, 0);
      assert.match(help.out, /Examples:\n {2}.*broken-backlinks/);
    }
  });
  it('knows no other command, and no folder that is not there', async () => {
    assert.match((await runCommand(['fix'])).err, /There is no command fix/);
    assert.match((await runCommand(['routes', '--repo', join(folder, 'none')])).err, /There is no folder/);
    assert.match((await runCommand(['routes', '--repo', texts])).err, /No site was found .*--generator/);
  });
});
