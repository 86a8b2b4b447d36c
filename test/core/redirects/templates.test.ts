import assert from 'node:assert/strict';
import type { RepoPath } from '../../../src/core/paths.ts';
import { redirectFormats } from '../../../src/core/redirects/editing/formats.ts';
import { openRedirects } from '../../../src/core/redirects/simulate/table.ts';
import { applyEdits } from '../../../src/core/text/edits.ts';
import { made } from '../../support/edits.ts';
import { redirectSite } from '../../support/redirectSite.ts';

/** Reads the rules of a template and takes the first of them out. */
async function read(id: string, text: string) {
  const file = 'infra/template.yaml' as RepoPath;
  const context = redirectSite({ files: new Map([[file, text]]) });
  const format = redirectFormats.find((entry) => entry.id === id)!;
  assert.deepEqual(await format.files(context), [file]);
  const { rules, invalid } = format.parse(text, file, context);
  const [first] = rules;
  return {
    rules: rules.map(({ line, from, to, status }) => `${line} ${from} -> ${to} ${status}`),
    invalid: invalid.map(({ line, message }) => `${line} ${message}`),
    rest: first && applyEdits(text, made(format.remove(first, text, context))),
  };
}

describe('templates of CloudFormation in YAML', () => {
  it('hold routing rules of S3', async () => {
    const head =
      'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n    Properties:\n      WebsiteConfiguration:\n        RoutingRules:\n';
    const docs =
      "          - RoutingRuleCondition:\n              KeyPrefixEquals: docs/\n            RedirectRule:\n              ReplaceKeyPrefixWith: help/\n              HttpRedirectCode: '302'\n";
    const other = '          - RedirectRule: !Ref Other\n';
    const { rules, invalid, rest } = await read('s3RoutingRules', head + docs + other);
    assert.deepEqual(rules, ['7 /docs/* -> /help/:rest 302']);
    assert.deepEqual(invalid, ['12 A rule cannot be read: it is made when the template is applied.']);
    assert.equal(rest, head + other);
  });
  it('hold rules of Amplify', async () => {
    const head = 'Resources:\n  App:\n    Type: AWS::Amplify::App\n    Properties:\n      CustomRules:\n';
    const first = "        - Source: /old\n          Target: /new\n          Status: '301'\n";
    const last = '        - Source: /<*>\n          Target: !Ref Host\n          Status: 404\n';
    const { rules, invalid, rest } = await read('amplifyRules', head + first + last);
    assert.deepEqual(rules, ['6 /old -> /new 301']);
    assert.deepEqual(invalid, []);
    assert.equal(rest, head + last);
  });
});

/**
 * Templates that Hugo 0.111.3 was given with two pages that have the aliases `/old-a/`, `older` and `/old-b/`: `hidden` are the
 * lines whose addresses in the file it made are none of these.
 */
const hugoTemplates: readonly { readonly name: string; readonly text: string; readonly hidden: readonly string[] }[] = [
  {
    name: 'a line for every alias',
    text: '{{- range $p := .Site.Pages -}}\n{{- range .Aliases }}\n{{ . }} {{ $p.RelPermalink -}}\n{{- end }}\n{{- end -}}\n',
    hidden: [],
  },
  {
    // HeartSecuritySuite/heartsuite-docs@322852e8ff, as Docsy's documentation has it.
    name: 'a line for every alias, and an error for those with blanks',
    text: '{{/*\n\nAdapted from https://gohugo.io/methods/page/aliases/\n*/ -}}\n\n{{ range .Sites -}}\n  {{ range $p := .Pages -}}\n    {{ range .Aliases -}}\n      {{ if findRE `\\s` . -}}\n        {{ errorf "One of the aliases in %q contains whitespace" $p.String -}}\n      {{ end -}}\n      {{ printf "%s %s 301\\n" . $p.RelPermalink -}}\n    {{ end -}}\n  {{ end -}}\n{{ end -}}\n',
    hidden: [],
  },
  {
    name: 'aliases with the folder of their page in front',
    text: '{{- range $page := .Site.Pages -}}\n{{- range $alias := $page.Aliases -}}\n{{- $all := $alias -}}\n{{- if not (hasPrefix $all "/") -}}\n{{- $all = path.Join (path.Clean $page.RelPermalink | path.Dir) $all -}}\n{{- end -}}\n{{- $all | path.Clean }} {{ $page.RelPermalink }} 301\n{{ $all | path.Clean | printf "%s/" }} {{ $page.RelPermalink }} 301\n{{ end -}}\n{{- end }}\n',
    hidden: [],
  },
  {
    name: 'aliases in columns',
    text: '{{ range $p := .Site.Pages -}}\n    {{- range .Aliases -}}\n        {{-  printf "%-35s   %s  301!\\n" . $p.RelPermalink -}}\n    {{- end -}}\n{{- end }}\n',
    hidden: [],
  },
  {
    name: 'targets with a version',
    text: '{{- $latest := "v2" -}}\n/docs     /docs/{{ $latest }}     200!\n/docs/latest/*     /docs/{{ $latest }}/:splat\n',
    hidden: ['2 Where /docs leads', '3 Where /docs/latest/* leads'],
  },
  {
    name: 'addresses of a list',
    text: '{{- range slice "x" "y" -}}\n/{{ . }}     /b/{{ . }}\n{{ end -}}\n',
    hidden: ['2 Redirects'],
  },
  {
    name: 'addresses of another key',
    text: '{{- range .Site.RegularPages -}}\n{{- with .Params.old -}}\n{{ . }} /b/\n{{ end -}}\n{{- end -}}\n',
    hidden: ['3 Redirects'],
  },
  {
    name: 'aliases below another folder',
    text: '{{- range $p := .Site.Pages -}}\n{{- range .Aliases }}\n/en{{ . }} {{ $p.RelPermalink }}\n{{- end }}\n{{- end }}\n',
    hidden: ['3 Redirects'],
  },
  {
    name: 'all below an alias',
    text: '{{- range $p := .Site.Pages -}}\n{{- range .Aliases }}\n{{ . }}* {{ $p.RelPermalink }}\n{{- end }}\n{{- end }}\n',
    hidden: ['3 Redirects'],
  },
  {
    name: 'aliases behind a title',
    text: '{{- range $p := .Site.RegularPages -}}\n{{- range .Aliases -}}\n{{ $p.Title }}{{ . }} /b/\n{{ end -}}\n{{- end }}\n',
    hidden: ['3 Redirects'],
  },
];

describe('templates of Hugo that make _redirects', () => {
  const file = 'layouts/index.redirects' as RepoPath;
  const format = redirectFormats.find(({ id }) => id === 'redirectsFile')!;
  const hiddenIn = (text: string) => {
    const context = redirectSite({ files: new Map([[file, text]]) });
    return format.parse(text, file, context).invalid;
  };

  for (const { name, text, hidden } of hugoTemplates) {
    it(`hide only what no alias tells: ${name}`, () => {
      const told = hiddenIn(text).map(({ line, message }) => `${line} ${message.replace(/ cannot be read.*$/, '')}`);
      assert.deepEqual(told, hidden);
    });
  }

  it('say what a line may answer whose address is written', () => {
    const reaches = hiddenIn(hugoTemplates[4]!.text).map(({ reach }) => reach?.regex ?? reach?.under);
    assert.deepEqual(reaches, ['(?i)^/docs/?$', '/docs/latest']);
  });

  it('end, however many loops stand in each other', () => {
    const text = `${'{{ range .Pages }}'.repeat(5000)}{{ . }} /b/\n${'{{ end }}'.repeat(5000)}`;
    assert.ok(hiddenIn(text).length > 0);
  });
});

/** What Jekyll 4.3 makes of it has a line for `/latest.msi` and those of the loop, each before the line for everything else. */
const liquid = [
  '---',
  'layout: null',
  '---',
  '/above https://x.example/first 301',
  '/latest.msi https://x.example/v{{ site.version }}.msi 302',
  '/plain https://x.example/second 301',
  '{% for page in site.pages %}',
  '{{ page.old }} {{ page.url }} 301',
  '{% endfor %}',
  '/below https://x.example/third 301',
  '/* https://x.example/en/:splat 302',
].join('\n');

describe('templates of Jekyll that make _redirects', () => {
  const open = async (url: string) => {
    const table = await openRedirects(
      redirectSite({ files: new Map([['_redirects', liquid]]), context: 'host: netlify' }),
    );
    const { steps, undecided } = table.resolve(url);
    return [steps[0]?.location.replace('https://x.example', ''), ...undecided.map(({ line }) => line).sort()];
  };

  it('may answer before a rule that stands below what they make', async () => {
    assert.deepEqual(await open('/latest.msi'), ['/en/latest.msi', 5, 7]);
    assert.deepEqual(await open('/below'), ['/third', 7]);
    assert.deepEqual(await open('/x'), ['/en/x', 7]);
  });

  it('say nothing of a rule that stands above', async () => {
    assert.deepEqual(await open('/above'), ['/first']);
    assert.deepEqual(await open('/plain'), ['/second']);
  });
});

/**
 * What Nunjucks 3.2.4 makes of it: lines for `/above`, `/a`, `/b` and `/below`. The lines of a
 * tag, and of a comment, that goes on over several are none of a rule.
 */
const nunjucks = [
  '---',
  'permalink: /_redirects',
  '---',
  '{#- Where they were',
  '/before /comment 301 -#}',
  '/above /first 301',
  '{% set slugs = [',
  "  'a',",
  "  'b'",
  ']',
  '-%}',
  '{% for slug in slugs -%}',
  '{%- set old = ["/", slug] | join -%}',
  '{{ old',
  '   }} /articles/{{ slug }} 301',
  '{% endfor %}',
  '{# /no /comment 301 #}',
  '/below /third 301',
].join('\n');

describe('templates of Eleventy that make _redirects', () => {
  it('have no rules within a tag that goes on over several lines', () => {
    const file = 'src/_redirects.njk' as RepoPath;
    const context = redirectSite({ files: new Map([[file, nunjucks]]) });
    const { rules, invalid } = redirectFormats.find(({ id }) => id === 'redirectsFile')!.parse(nunjucks, file, context);
    assert.deepEqual(
      rules.map(({ line, from, to }) => `${line} ${from} -> ${to}`),
      ['6 /above -> /first', '18 /below -> /third'],
    );
    assert.deepEqual(
      invalid.map(({ line, message, isHidden }) => [line, message, isHidden]),
      [[7, 'Redirects cannot be read: this template makes them.', true]],
    );
  });
});
