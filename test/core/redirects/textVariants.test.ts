/** Files as editors of all kinds leave them: whatever is done to their rules, all other bytes stay. */
import assert from 'node:assert/strict';
import { type RepoPath, urlPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import type { RedirectRule } from '../../../src/core/redirects/format.ts';
import { repairRule } from '../../../src/core/redirects/repair/repairRules.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

interface Sample {
  readonly format: string;
  readonly file: string;
  readonly context?: string;
  /** A whole file without a rule; what is not written so cannot hold one. */
  readonly comments: string;
  /** A whole file with rules. */
  readonly rules: string;
  /** An empty text is no configuration that could be added to. */
  readonly refusesEmpty?: true;
  readonly refusesComments?: true;
  /** What a first rule needs around it stays: the head of a table, the name of a plugin. */
  readonly keepsFrame?: true;
  /** Its rules lead to the pages of the site only. */
  readonly to?: readonly [string, string];
}

const samples: readonly Sample[] = [
  {
    format: 'redirectsFile',
    file: 'static/_redirects',
    comments: '# Moved pages\n\n# more to come\n',
    rules: '# Moved pages\n/first /second 301\n/third  /fourth  302  # for now\n',
  },
  {
    format: 'htaccess',
    file: 'static/.htaccess',
    comments: '# Moved pages\n\n# more to come\n',
    rules: '# Moved pages\nErrorDocument 404 /404.html\nRedirectMatch 301 ^/first$ /second\n\n# the end\n',
  },
  {
    format: 'htaccess',
    file: 'static/.htaccess',
    comments: 'RewriteEngine On\n',
    rules: 'RewriteEngine On\n# moved\nRewriteRule ^first$ /second [R=301,L]\nRewriteRule ^(.*)$ index.php [L]\n',
  },
  {
    format: 'netlifyToml',
    file: 'netlify.toml',
    comments: '# Moved pages\n\n# more to come\n',
    rules: '[build]\npublish = "dist" # here\n\n[[redirects]]\n  from = "/first"\n  to = "/second"\n\n# the end\n',
  },
  {
    format: 'nginxConf',
    file: 'nginx.conf',
    comments: '# Moved pages\n',
    refusesEmpty: true,
    refusesComments: true,
    rules: '# Moved\nserver {\n    listen 80;\n    location = /first { return 301 /second; }\n}\n',
  },
  {
    format: 'nginxConf',
    file: 'redirects.map',
    comments: '# Moved pages\n',
    refusesEmpty: true,
    refusesComments: true,
    rules: '# Moved\n/first /second; # now\n/third   /fourth;\n',
  },
  {
    format: 'caddyfile',
    file: 'Caddyfile',
    comments: '# Moved pages\n',
    rules: 'example.org {\n\t# moved\n\tredir /first /second permanent\n\tfile_server\n}\n',
  },
  {
    format: 'mdnRedirects',
    file: 'files/en-us/_redirects.txt',
    comments: '# FROM-URL\tTO-URL\n',
    rules: '# FROM-URL\tTO-URL\n/a/first\t/a/second\n/z/third\t/z/fourth\n',
  },
  {
    format: 'sphinxRediraffe',
    file: 'docs/redirects.txt',
    context: 'generators: sphinx',
    comments: '# old new\n',
    rules: '# old new\nfirst.rst new.rst\n"third.rst" "new.rst"  # quoted\n',
    to: ['/new.html', '/later.html'],
  },
  {
    format: 'sphinxReredirects',
    file: 'docs/conf.py',
    context: 'generators: sphinx',
    comments: '# The documentation\n',
    rules: 'project = "x"\nredirects = {\n    # moved\n    "first": "second.html",\n}\n',
    to: ['/new.html', '/later.html'],
  },
  {
    format: 'mkdocsRedirects',
    file: 'mkdocs.yml',
    context: 'generators: mkdocs',
    keepsFrame: true,
    comments: '# The documentation\n',
    rules: 'site_name: x # here\nplugins:\n  - redirects:\n      redirect_maps:\n        first.md: new.md\n# the end\n',
    to: ['/new.html', '/later.html'],
  },
  {
    format: 'vercelBulk',
    file: 'redirects.csv',
    comments: 'source,destination,permanent\n',
    keepsFrame: true,
    rules: 'source,destination,permanent\n/first,/second,true\n"/third","/fourth",false\n',
  },
];

const marks = ['', '\uFEFF'] as const;
const extensions = ['\n', '\r\n'] as const;

describe('redirect files as editors leave them', () => {
  for (const sample of samples) {
    const texts = { empty: '', comments: sample.comments, rules: sample.rules } as const;
    for (const [kind, text] of Object.entries(texts)) {
      it(`${sample.format}, ${sample.file}: ${kind === 'rules' ? 'with rules' : kind === 'empty' ? 'empty' : text.split('\n')[0]}`, () => {
        for (const mark of marks) {
          for (const extension of extensions) {
            const written = mark + text.replaceAll('\n', extension);
            const isRefused =
              (kind === 'empty' && sample.refusesEmpty) || (kind === 'comments' && sample.refusesComments);
            for (const before of new Set([written, written.replace(/\r?\n$/, '')])) {
              if (isRefused) refuses(sample, before);
              else keeps(sample, before);
            }
          }
        }
      });
    }
  }
});

function keeps(sample: Sample, before: string): void {
  const name = JSON.stringify(before);
  const [to, later] = sample.to ?? ['/new/', '/later/'];
  const { add, parse, remove, context } = open(sample, before);
  const old = parse(before);
  const after = add(before, to);
  const ours = parse(after).filter((rule) => !old.some((other) => other.from === rule.from && other.to === rule.to));
  assert.equal(ours.length, 1, `${name}: one rule more in ${JSON.stringify(after)}`);
  assertKept(before, after, name);
  assert.equal(add(after, to), after, `${name}: adding twice changes nothing`);
  const [rule] = ours;
  assert.ok(rule);
  const flat = repairRule(rule, { kind: 'retarget', to: later }, after, context);
  assert.ok(!('refused' in flat), `${name}: flattened`);
  const flattened = applyEdits(after, flat);
  assert.equal(
    flattened.replace(parse(flattened).find(({ from }) => from === rule.from)?.to ?? '', ''),
    flattened.replace(later, ''),
  );
  assertKept(before, flattened, name);
  const removed = remove(rule, after);
  if (sample.keepsFrame && old.length === 0) assertKept(before, removed, name);
  else assert.equal(removed, before, `${name}: removing leaves what was there`);
  assert.equal(add(removed, to), after, `${name}: adding again is adding`);
  for (const known of old) {
    const without = remove(known, before);
    assert.ok(
      parse(without).every(({ from }) => from !== known.from),
      `${name}: ${known.from} is gone`,
    );
    assertKept(without, before, name);
  }
}

function refuses(sample: Sample, before: string): void {
  const { format, file, context } = open(sample, before);
  const edits = format.add([{ from: urlPath('/old'), to: '/new/', status: 301 }], before, file, context);
  assert.ok('refused' in edits, JSON.stringify(before));
}

function open(sample: Sample, text: string) {
  const format = redirectFormats.find(({ id }) => id === sample.format);
  assert.ok(format);
  const file = sample.file as RepoPath;
  const extension = sample.format === 'mkdocsRedirects' ? 'md' : 'rst';
  const context = redirectSite({
    context: sample.context,
    pages: `/new.html docs/new.${extension}\n/later.html docs/later.${extension}`,
    files: new Map([[file, text]]),
  });
  return {
    format,
    file,
    context,
    parse: (now: string): readonly RedirectRule[] => format.parse(now, file, context).rules,
    add(now: string, to: string): string {
      const edits = format.add([{ from: urlPath('/old.html'), to, status: 301 }], now, file, context);
      assert.ok(!('refused' in edits), `${JSON.stringify(now)}: ${'refused' in edits ? edits.refused : ''}`);
      return applyEdits(now, edits);
    },
    remove(rule: RedirectRule, now: string): string {
      const current = format
        .parse(now, file, context)
        .rules.find(({ from, to }) => from === rule.from && to === rule.to);
      assert.ok(current);
      return applyEdits(now, made(format.remove(current, now, context)));
    },
  };
}

/** Every line is there as it was, with its line ending; the text begins and ends as before. */
function assertKept(before: string, after: string, name: string): void {
  const lines = after.split('\n');
  let at = 0;
  const old = before === '' || before === '\uFEFF' ? [] : before.split('\n');
  for (const [i, line] of old.entries()) {
    // The last line gets an ending, or a comma, when something follows it.
    const isSame = (other: string) => other === line || (i === old.length - 1 && other.replace(/,?\r?$/, '') === line);
    while (at < lines.length && !isSame(lines[at] ?? '')) at++;
    assert.ok(at < lines.length, `${name}: ${JSON.stringify(line)} is not in ${JSON.stringify(after)}`);
    at++;
  }
  if (before.startsWith('\uFEFF')) assert.ok(after.startsWith('\uFEFF') && !after.slice(1).includes('\uFEFF'), name);
  if (before.includes('\r\n'))
    assert.ok(!/[^\r]\n/.test(after), `${name}: a bare line feed in ${JSON.stringify(after)}`);
  else if (before.includes('\n')) assert.ok(!after.includes('\r'), name);
}
