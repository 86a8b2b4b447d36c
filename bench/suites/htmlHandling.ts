/** Which file of a Worker with static assets, or of Pages, is shown at an address, and where that leads. */
import type { Node } from '@babel/types';
import { openRedirects } from '../../src/core/redirects/simulate/table.ts';
import { siteOf } from '../../tools/conformance/simulate.ts';
import { sitesIn } from './siteCase.ts';
import { type Case, literalOf, nodesOf, type Suite } from './suite.ts';

const file = 'fixtures/workers-shared-asset-config/test-cases/html-handling-test-cases.ts';

export const htmlHandling: Suite = {
  id: 'cloudflare html-handling',
  repository: 'cloudflare/workers-sdk',
  at: 'HEAD',
  leftOut:
    'the modes other than auto-trailing-slash, as html_handling of the configuration is not read; files whose names have an escape or no ending, which no folder of pages holds; a slash at the end that is put right',
  async run(read) {
    const suites = nodesOf(read(file)).flatMap((node) => (node.type === 'ObjectExpression' ? [asSuite(node)] : []));
    const cases = suites.flatMap((suite) => (suite?.html_handling === 'auto-trailing-slash' ? suite.cases : []));
    return Promise.all(cases.filter(isTaken).map(caseOf));
  },
};

interface Trial {
  readonly title: string;
  readonly files: readonly string[];
  readonly requestPath: string;
  readonly finalPath?: string;
}

function asSuite(node: Node): { readonly html_handling: string; readonly cases: readonly Trial[] } | undefined {
  const value = literalOf(node);
  return typeof value === 'object' && value !== null && 'cases' in value ? (value as never) : undefined;
}

function isTaken({ files }: Trial): boolean {
  return files.every((path) => /^[\w/-]+\.html$/.test(path));
}

async function caseOf({ title, files, requestPath, finalPath }: Trial): Promise<Case> {
  const pages = files.map((path): [string, string] => [path.slice(1), '<h1>Page</h1>']);
  const [site] = await sitesIn(new Map([['.nojekyll', ''], ...pages]), 'plain');
  const context = siteOf({ files: { _redirects: '/a /b 301\n' }, urls: [] }, 'cloudflare');
  const table = await openRedirects({ ...context, routeOf: (url) => site?.routes.answer(url) });
  const { outcome } = table.resolve(requestPath);
  const shown = outcome.kind === 'page' ? outcome.route.url : undefined;
  const isRight = finalPath === undefined ? shown === undefined : sameAddress(shown, finalPath);
  return { name: title, wrong: isRight ? undefined : `wanted ${finalPath}, ours ${shown}` };
}

/** The address of a file is the same page with and without its ending and slash here. */
function sameAddress(shown: string | undefined, wanted: string): boolean {
  const bare = (path: string) => path.replace(/(?:(?<=\/)index)?\.html$/, '').replace(/(.)\/$/, '$1');
  return shown !== undefined && bare(shown) === bare(wanted);
}
