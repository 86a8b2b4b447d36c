/**
 * Where a file stops being what its own reader takes. Other readers of the same texts stand beside us where there are
 * any here: JSON.parse, yaml, smol-toml and Babel. Of the others, nginx 1.22.1, Apache 2.4.71, Caddy 2.6.2, Python 3.11.7
 * and its expat, and Terraform were asked whether they take or refuse each text; CSV is RFC 4180. Ruby is by its grammar.
 */
import assert from 'node:assert/strict';
import { parse as parseScript } from '@babel/parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { Syntax } from '../../../src/core/data/syntax.ts';
import { syntaxProblem } from '../../../src/core/redirects/syntaxProblem.ts';

const files: Readonly<Record<Syntax, string>> = {
  json: 'a.json',
  jsonLines: 'a.jsonl',
  yaml: 'a.yml',
  toml: 'a.toml',
  script: 'a.ts',
  page: 'a.md',
  xml: 'a.xml',
  csv: 'a.csv',
  nginx: 'nginx.conf',
  python: 'conf.py',
  ruby: 'config.rb',
  hcl: 'a.tf',
  caddy: 'Caddyfile',
  apache: '.htaccess',
  lines: '_redirects',
};

/** Texts that their readers take. */
const right: Readonly<Record<Syntax, readonly string[]>> = {
  json: ['{"a":[1,{"a":2}]}', '[{"a":1},{"a":2}]', '{\n  "a": {"b": 1},\n  "b": {"b": 1}\n}\n', '"a"', 'null'],
  jsonLines: ['{"a":1}\n{"a":2}\n', '{"a":1}\r\n\r\n{"a":2}', '{"a":"}"}'],
  yaml: ['a: 1\nb: [1, 2]\n', '- a: 1\n- a: 2\n', 'a: |\n  a: 1\n  a: 2\n', 'x:\n  a: 1\ny:\n  a: 1\n', '# a\n'],
  toml: ['a = 1\n[b]\na = 1\n[c]\na = 1\n', '[[a]]\nb = 1\n[[a]]\nb = 2\n', 'a = """\na = 1\na = 2\n"""\n'],
  script: ['export default { a: 1, a: 2 };\n', 'const a: string = `}`;\n', 'const a = /[{]/;\n', '// {\n'],
  page: [
    '---\ntitle: a\n---\n# A\n---\n',
    '# A\n',
    '+++\ntitle = "a"\n+++\n',
    '{{< a >}}\n',
    '{% a %}\n',
    '{% raw %}{',
    '{:.lead}\nText\n',
    '{#anchor}\n',
    '---\na: 1\n---\na: 1\na: 2\n',
  ],
  xml: [
    '<a><b/><b></b></a>',
    '<?xml version="1.0"?>\n<!DOCTYPE a>\n<a b="<" c=\'>\'/>'.replace('<" ', '&lt;" '),
    '<a><!-- <b> --></a>',
    '<a:b-c.d xmlns:a="u" x="1/">t</a:b-c.d>',
  ],
  csv: ['a,b\n1,2\n', 'a,"b\nc",d\n', 'a,"say ""b""",c\n', ''],
  nginx: [
    'location / { return 301 /b; }\n',
    '# {\nlocation ~ "^/a{2}$" { return 301 /b; }\n',
    "location /a { return 301 '/b}'; }\n",
    'rewrite ^/a\\{b /c;\n',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: nginx writes its variables so.
    'location / { set $a "x;{"; return 301 /${a}b; }\n',
  ],
  python: [
    'redirects = {"a": "b"}\n',
    'a = """{\n(\n"""\n',
    "a = '{'  # [\n",
    'a = "it\'s"\nb = [\n  1,\n]\n',
    'a = "\\"{"\n',
  ],
  ruby: [
    'redirect "a.html", to: "/b.html"\n',
    'configure :build do\n  activate :relative_assets\nend\n',
    'data.a.each { |b| proxy "/#{b}.html", "/c.html" }\n',
    '# configure :build do\na = "end"\n',
    'activate :a if b\ndef c\n  d if e\nend\n',
  ],
  hcl: [
    'a {\n  b = "}"\n}\n',
    'a = <<EOT\n{ [\nEOT\n',
    'a = <<-EOT\n  {\n  EOT\nb {}\n',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: HCL writes its templates so.
    'a = "${b["{"]}" # {\n',
    '/* { */ a = [1]\n',
    '// {\na = "x"\n',
  ],
  caddy: [
    'example.org {\n\tredir /a /b\n}\n',
    'example.org {\n\trespond `{\n}` 200\n}\n',
    ':80\nredir /a /b{uri} 301\n# {\n',
    'a.org {\n\theader {\n\t\tX y\n\t}\n}\n',
  ],
  apache: [
    'Redirect 301 /a /b\n',
    '<IfModule mod_alias.c>\nRedirect 301 /a /b\n</ifmodule>\n',
    '<IfModule a.c>\n  <Files "x">\n  </Files>\n</IfModule>\n',
    '# <IfModule a.c>\n',
    'RedirectMatch "^/a<b$" /c\n',
  ],
  lines: ['/a /b 301\n', '{ ( "\n'],
};

/** Texts that their readers refuse, with the line of the mistake. */
const wrong: Readonly<Partial<Record<Syntax, readonly (readonly [text: string, line: number])[]>>> = {
  json: [
    ['{"a":1', 1],
    ['{\n  "a": 1\n  "b": 2\n}\n', 3],
    ['[\n1,\n2\n]]\n', 4],
    ['{"a": tru}', 1],
    ['nothing', 1],
  ],
  jsonLines: [
    ['{"a":1}\n{"a":\n', 2],
    ['\n\n[1,\n', 3],
  ],
  yaml: [
    ['a: [1\nb: 2\n', 2],
    ['a: 1\n b: 2\n', 1],
    ['a: "x\n', 2],
    ['a:\n\t- b\n', 2],
    ['a: 1\nb: 2\na: 3\n', 3],
    ['x:\n  - a: 1\n    b: 2\n    a: 3\n', 4],
  ],
  toml: [
    ['a = \n', 1],
    ['a = 1\na = 2\n', 2],
    ['[a]\nb = 1\n[a]\nc = 2\n', 3],
    ['a = "x\n', 1],
  ],
  script: [
    ['export default {\n  a: 1\n  b: 2,\n};\n', 3],
    ['const a = `x;\n', 1],
  ],
  page: [
    ['---\na: [1\n---\n', 3],
    ['---\na: 1\na: 2\n---\n', 3],
    ['{\n"title": 1\n', 1],
    ['\uFEFF---\na: 1\nb: 1\na: 2\n---\nText\n', 4],
  ],
  xml: [
    ['<a>\n<b>\n</a>\n', 3],
    ['<a>\n', 1],
    ['<a/>\n</a>\n', 2],
    ['<a>\n<!-- x\n</a>\n', 2],
    ['<a\n', 1],
    ['<a>\n<b c="x>\n</b>\n</a>\n', 2],
  ],
  csv: [
    ['a,b\n"1,2\n3,4\n', 2],
    ['a,"b""\nc\n', 1],
  ],
  nginx: [
    ['location / {\n return 301 /b;\n', 1],
    ['location / { return 301 /b; }\n}\n', 2],
    ['location / { return 301 /b }\n', 1],
    ['location / {\n return 301 "/b;\n}\n', 2],
  ],
  python: [
    ['a = {\n"b": "c"\n', 1],
    ['a = [\n)\n', 2],
    ['a = 1\n}\n', 2],
  ],
  ruby: [
    ['configure :build do\n  activate :a\n', 1],
    ['activate :a\nend\n', 2],
    ['a = [\n', 1],
  ],
  hcl: [
    ['a {\n  b = 1\n', 1],
    ['a = [1}\n', 1],
    ['a {}\n}\n', 2],
  ],
  caddy: [
    ['example.org {\n\tredir /a /b\n', 1],
    ['example.org {\n}\n}\n', 3],
  ],
  apache: [
    ['<IfModule a.c>\nRedirect 301 /a /b\n', 1],
    ['Redirect 301 /a /b\n</IfModule>\n', 2],
    ['<IfModule a.c>\n<Files x>\n</IfModule>\n</Files>\n', 3],
  ],
};

const byExtension = { json: JSON.parse, yaml: parseYaml, toml: parseToml, script: babel } as const;

function babel(text: string): unknown {
  return parseScript(text, { sourceType: 'module', plugins: ['typescript'] });
}

const problem = (syntax: Syntax, text: string) => syntaxProblem(text, syntax, files[syntax]);
const syntaxes = Object.keys(files) as Syntax[];

describe('the syntax of a text', () => {
  for (const syntax of syntaxes) {
    it(`is whole in ${syntax} where its reader takes it`, () => {
      for (const text of right[syntax]) {
        for (const variant of [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`, `${text}\n\n`])
          assert.equal(problem(syntax, variant), undefined, JSON.stringify(variant));
        if (syntax in byExtension) byExtension[syntax as keyof typeof byExtension](text);
      }
    });
  }

  for (const [syntax, texts] of Object.entries(wrong) as [Syntax, NonNullable<(typeof wrong)[Syntax]>][]) {
    for (const [text, line] of texts) {
      it(`is broken in line ${line} of the ${syntax} ${JSON.stringify(text)}`, () => {
        for (const variant of [text, text.replaceAll('\n', '\r\n')])
          assert.equal(problem(syntax, variant)?.line, line, JSON.stringify([variant, problem(syntax, variant)]));
        if (syntax in byExtension)
          assert.throws(() => byExtension[syntax as keyof typeof byExtension](text), JSON.stringify(text));
      });
    }
  }

  it('is whole in any syntax where there is nothing', () => {
    for (const syntax of syntaxes)
      for (const text of ['', ' \n\t\r\n', '\uFEFF']) assert.equal(problem(syntax, text), undefined, syntax);
  });

  it('is not edited where Caddy itself takes the end of the file for the end of a block', () => {
    assert.deepEqual(problem('caddy', 'a.org {\n\theader {\n\t\tX y\n}\n'), {
      message: 'a { is not closed',
      line: 1,
    });
  });

  // RFC 8259, section 4: behaviour of software that receives such an object is unpredictable.
  it('is broken where an object of JSON has a name twice, at any depth, and not in two objects', () => {
    assert.deepEqual(problem('json', '{\n"a": 1,\n"a": 2\n}'), { message: '"a" appears a second time', line: 3 });
    assert.equal(problem('json', '{"x": [\n{"b": {"a": 1,\n"a": 2}}]}')?.line, 3);
    assert.equal(problem('json', '{"a": {"a": {"a": 1}}}'), undefined);
  });

  // https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
  it('is broken in every syntax where git left a conflict, and not in the text of a page', () => {
    const conflict = '<<<<<<< HEAD\n/a /b\n=======\n/a /c\n>>>>>>> topic\n';
    for (const syntax of syntaxes.filter((one) => one !== 'page')) {
      assert.deepEqual(problem(syntax, conflict), { message: 'git left a merge conflict here', line: 1 }, syntax);
      assert.equal(problem(syntax, `\n\n${conflict.slice(13)}`)?.line, 6, syntax);
      assert.match(problem(syntax, conflict.replaceAll('\n', '\r\n'))?.message ?? '', /merge conflict/);
    }
    assert.equal(problem('page', `---\ntitle: a\n---\n${conflict}`), undefined);
    assert.deepEqual(problem('page', `---\n${conflict}---\nText\n`), {
      message: 'git left a merge conflict here',
      line: 2,
    });
  });
});
