import assert from 'node:assert/strict';
import type { Node } from '@babel/types';
import { nodesBelow, sourceTrees } from './sources.ts';

const mostLines = 60;
const mostBranches = 15;

/** Functions that are longer or branch more, and why splitting them would harm. */
const reasons: Readonly<Record<string, string>> = {
  'src/cli/audit/findingRows.ts verdict': 'one case for each thing that can be said',
  'src/core/audit/explanation.ts explanationLines': 'one case for each thing that can be said',
  'src/core/generators/zola.ts routesOf': "the generator's own rule, in its own order",
  'src/core/history/fileHistories.ts followFiles': 'one value made of small functions that share what it holds',
  'src/core/python/literals.ts newValue':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/report/report.ts consequence': 'one case for each thing that can be said',
  'src/core/script/calls.ts callFunction':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/calls.ts callReference':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/construct.ts construct':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/expressions.ts expression':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/globals.ts callGlobal':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/libraries.ts lodash':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/lists.ts listMethod':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/lists.ts withCallback':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/methods.ts callMethod':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/methods.ts textMethod':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/methods.ts textWithPattern':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/script/program.ts startProgram': 'one value made of small functions that share what it holds',
  'src/core/script/statements.ts runOne':
    'one case for each construct of the language, in the order they are told apart',
  'src/core/text/encoding.ts wideEncoding': 'one case for each sign of the notation',
  'src/core/text/globs/globProgram.ts sequence': 'one case for each sign of the notation',
  'src/core/text/globs/globProgram.ts compile': 'one case for each sign of the notation',
  'src/vscode/analysis/folderAnalyst.ts createAnalyst': 'one value made of small functions that share what it holds',
  'src/core/generators/astro/dynamicPages.ts dynamicPage': "the generator's own rule, in its own order",
  'src/core/generators/docfx/index.ts routesOf': "the generator's own rule, in its own order",
  'src/core/generators/eleventy/config.ts readConfig': 'one line for each setting',
  'src/core/generators/eleventy/template.ts renderTemplate': 'one case for each sign of the notation',
  'src/core/generators/gatsby/createdPages.ts given': "the generator's own rule, in its own order",
  'src/core/generators/gatsby/settings.ts readSettings': 'one line for each setting',
  'src/core/generators/hexo/index.ts placeOf': "the generator's own rule, in its own order",
  'src/core/generators/hugo/pages.ts addressIn': "the generator's own rule, in its own order",
  'src/core/generators/hugo/pattern.ts tokenValue': 'one case for each sign of the notation',
  'src/core/generators/hugo/pattern.ts goLayout =>': 'one case for each sign of the notation',
  'src/core/generators/hugo/tree.ts readTree': 'one line for each setting',
  'src/core/generators/jekyll/documents.ts placeDocument': "the generator's own rule, in its own order",
  'src/core/generators/jekyll/pages.ts pageRoute': "the generator's own rule, in its own order",
  'src/core/generators/mkdocs/index.ts openMkdocs': 'one value made of small functions that share what it holds',
  'src/core/generators/pelican/index.ts routesOf': "the generator's own rule, in its own order",
  'src/core/generators/pelican/settings.ts readSettings': 'one line for each setting',
  'src/core/suggest/text/index.ts textIndex': 'one value made of small functions that share what it holds',
  'src/core/suggest/world/world.ts settled': 'one value made of small functions that share what it holds',
  'src/core/redirects/formats/sveltekit/load.ts textOf':
    'one case for each construct of the language, in the order they are told apart',
};

/** Functions that are still larger than they should be: lines and branches, which may only become fewer. */
const ceilings: Readonly<Record<string, readonly [lines: number, branches: number]>> = {
  'src/core/text/lists.ts removeItem': [28, 16],
  'src/core/redirects/syntaxProblem.ts problemOf': [35, 17],
  'src/core/redirects/formats/gatsbyRedirects.ts add': [30, 17],
  'src/core/redirects/simulate/table.ts first': [30, 17],
  'src/core/redirects/writing/insert.ts changesFor': [29, 19],
  'src/core/redirects/writing/placement.ts shadows': [30, 20],
  'src/core/redirects/writing/recordListEdit.ts addRecords': [75, 37],
  'src/core/redirects/writing/recordMap.ts addToMap': [58, 25],
  'src/core/redirects/writing/recordRows.ts addRows': [42, 19],
  'src/core/text/nearPaths.ts extend': [22, 17],
  'src/io/sources/dataForSeo/client.ts attempt': [52, 18],
  'src/core/redirects/formats/amplify/meaning.ts meaningOf': [35, 17],
  'src/core/redirects/formats/amplify/terraform.ts addBlocks': [48, 17],
  'src/core/redirects/formats/redirectsFile/dialects.ts read': [30, 20],
  'src/core/redirects/formats/redirectsFile/redirectsFile.ts plan': [26, 18],
  'src/core/redirects/formats/s3/xml.ts addToXml': [37, 18],
  'src/core/redirects/formats/sveltekit/sveltekitRedirects.ts plan': [40, 19],
  'src/core/redirects/formats/sveltekit/sveltekitRedirects.ts add': [29, 19],
};

const functions = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);

/** Nodes at which a function goes on in more than one way. */
const forks = new Set([
  'IfStatement',
  'ConditionalExpression',
  'LogicalExpression',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'CatchClause',
]);

interface Measured {
  /** `file name`. */
  readonly name: string;
  /** Of the function and those within it. */
  readonly lines: number;
  /** Of the function alone: those within it have their own. */
  readonly branches: number;
}

function isFork(node: Node): boolean {
  return forks.has(node.type) || (node.type === 'SwitchCase' && node.test != null);
}

function nameOf(node: Node, parent: Node | undefined): string | undefined {
  const named = 'id' in node && node.id ? node : parent;
  const name =
    node.type === 'ObjectMethod' || node.type === 'ClassMethod' ? node.key : named && 'id' in named && named.id;
  const key = name || (parent?.type === 'ObjectProperty' || parent?.type === 'ClassProperty' ? parent.key : undefined);
  return key && key.type === 'Identifier' ? key.name : undefined;
}

function measured(file: string, body: readonly Node[]): readonly Measured[] {
  const found: Measured[] = [];
  /** Gives the branches at and below a node that belong to the function around it. */
  const visit = (node: Node, parent: Node | undefined, around: string): number => {
    const isFunction = functions.has(node.type);
    const own = isFunction ? (nameOf(node, parent) ?? `${around} =>`) : around;
    let branches = isFork(node) ? 1 : 0;
    for (const below of nodesBelow(node)) branches += visit(below, node, own);
    if (!isFunction) return branches;
    const lines = node.loc ? node.loc.end.line - node.loc.start.line + 1 : 0;
    found.push({ name: `${file} ${own}`, lines, branches });
    return 0;
  };
  for (const statement of body) visit(statement, undefined, '');
  return found;
}

describe('a function', () => {
  const all = sourceTrees.flatMap(({ file, body }) => measured(file, body));
  const large = all.filter(({ lines, branches }) => lines > mostLines || branches > mostBranches);

  it(`has at most ${mostLines} lines and ${mostBranches} branches, or a reason`, () => {
    const isKnown = ({ name, lines, branches }: Measured) => {
      const [ownLines, ownBranches] = ceilings[name] ?? [0, 0];
      return Object.hasOwn(reasons, name) || (lines <= ownLines && branches <= ownBranches);
    };
    const offenders = large.filter((one) => !isKnown(one));
    assert.deepEqual(
      offenders.map(({ name, lines, branches }) => `${name}: ${lines} lines, ${branches} branches`),
      [],
      'Split these, or state in this file why splitting would harm',
    );
  });

  it('has no reason that is not needed any more', () => {
    const names = new Set(large.map(({ name }) => name));
    assert.deepEqual(
      [...Object.keys(reasons), ...Object.keys(ceilings)].filter((name) => !names.has(name)),
      [],
    );
  });
});
