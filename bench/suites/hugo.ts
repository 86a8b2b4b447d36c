/** The integration tests of Hugo: sites as text archives within Go, and the files that have to be published. */
import { parseTextArchive } from '../../test/support/txtar.ts';
import { isAnswered, isLedOn, listed, sitesIn } from './siteCase.ts';
import type { Case, Suite } from './suite.ts';

export const hugo: Suite = {
  id: 'hugo',
  repository: 'gohugoio/hugo',
  at: 'HEAD',
  leftOut:
    'archives that Go code changes or makes, or without a configuration, sites that import modules of other repositories, pages made by `_content.gotmpl` and sites with roles or versions (both are said to be unknown), two tests of front matter that names the languages of a page, segments, pages without a template, pages that lead to a language or to the first page of a list, aliases in other outputs, numbered list pages, and files that are no pages',
  async run(read, list) {
    const cases: Case[] = [];
    for (const file of list('').filter((path) => path.endsWith('_test.go')))
      for (const test of testsOf(read(file))) cases.push(...(await casesOf(file, test)));
    return cases;
  },
};

interface GoTest {
  readonly name: string;
  readonly files: ReadonlyMap<string, string>;
  readonly published: ReadonlyMap<string, boolean>;
  /** Of these, the pages that lead elsewhere. */
  readonly aliases: ReadonlySet<string>;
}

/** A raw string that begins an archive, or an assertion about one file. */
const step =
  /(\w+)\s*:?=\s*`\n?(-- [^`]*)`(?!\s*\+)|\.AssertFile(?:Content|ContentExact|ContentEquals|Exists)\(\s*"public\/([^"]+)"((?:[^)"`]|"(?:[^"\\]|\\.)*"|`[^`]*`)*)\)/g;

/** Where Go makes the files, or changes them between two builds, the archive is not what is built. */
const changed =
  /Sprintf\(files|Replace(?:All|r)?\(|files \+=|\bEdit|RemoveFiles|AddFiles|RenameFile|RenameDir|TestRunning|Running:|rTemplate|BuildDrafts|BuildFuture|BaseCfg|WithBaseCfg|hexec|\bEnvironment\b|PublishDir|Setenv|NewIntegrationTestBuilder\([^)]*func|WorkingDir/;

function testsOf(text: string): readonly GoTest[] {
  return text.split(/^(?=func )/m).flatMap((body): GoTest[] => {
    const name = /^func (Test\w+)\(/.exec(body)?.[1];
    if (name === undefined || changed.test(body.replaceAll(/`[^`]*`/g, ''))) return [];
    const found: {
      files: ReadonlyMap<string, string>;
      published: Map<string, boolean>;
      aliases: Set<string>;
    }[] = [];
    for (const [, , archive, path, rest = ''] of body.matchAll(step)) {
      if (archive !== undefined)
        found.push({ files: parseTextArchive(archive).files, published: new Map(), aliases: new Set() });
      else if (path !== undefined) {
        found.at(-1)?.published.set(path, !isDenied(rest));
        if (/refresh|alias/i.test(path + rest)) found.at(-1)?.aliases.add(path);
      }
    }
    return found.map((one, at) => ({ name: found.length > 1 ? `${name} ${at + 1}` : name, ...one }));
  });
}

function isDenied(rest: string): boolean {
  return /^,\s*false\b/.test(rest);
}

/**
 * Modules of other repositories, files in code, parts of a site, the dimensions that are said to be unknown, and one whose
 * templates are missing.
 */
const leftOut =
  /github\.com\/[\w-]+\/|sourcefilename:|renderSegments|^\s*\[?(?:roles|versions|defaultContent(?:Role|Version)(?:InSubdir)?)\b|NO HOME FOR YOU|taxononmy/im;
const leftOutTests = ['TestCascadeMatrixInFrontMatter', 'TestSitesMatrixCustomContentFilenameIdentifier'];

async function casesOf(file: string, { name, files, published, aliases }: GoTest): Promise<readonly Case[]> {
  const asked = [...published].filter(
    ([path]) => /\.html$/.test(path) && !/(?:^|\/)page\/\d+\/|^404\.html$/.test(path),
  );
  const texts = [...files.values()];
  if (asked.length === 0 || leftOutTests.includes(name) || texts.some((text) => leftOut.test(text))) return [];
  if (![...files.keys()].some((path) => /^\/?(?:config\/.*|(?:hugo|config)\.\w+)$/.test(path))) return [];
  if ([...files.keys()].some((path) => path.endsWith('_content.gotmpl'))) return [];
  const named = new Map([...files].map(([path, text]) => [path.replace(/^\//, ''), text]));
  const sites = await sitesIn(named, 'hugo');
  const isMultihost = texts.some((text) => (text.match(/^\s*baseURL\b/gim) ?? []).length > 1);
  const cases: Case[] = [];
  for (const [path, isThere] of asked) {
    // All languages of such a site would be asked at the same address.
    if (isMultihost && !isThere) continue;
    if (aliases.has(path) && /^(?:amp|print)\//.test(path)) continue;
    const inside = isMultihost ? path.replace(/^\w+\//, '') : path;
    const address = `/${inside}`.replace(/\/index\.html$/, '/').replaceAll('#', '%23');
    const found = isAnswered(sites, address) || (aliases.has(path) && (await isLedOn(named, sites, address)));
    const wrong = found === isThere ? undefined : `${isThere ? 'missing' : 'not published'}; ${listed(sites)}`;
    cases.push({ name: `${file} ${name} ${address}`, wrong });
  }
  return cases;
}
