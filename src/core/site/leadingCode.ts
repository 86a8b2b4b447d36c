/**
 * Components of pages that only send their visitors on: what makes the page, or runs once it is there, goes to another
 * address whatever was asked for.
 * https://nextjs.org/docs/app/guides/redirecting, https://reactrouter.com/how-to/navigation-blocking, https://svelte.dev/docs/kit/load#Redirects,
 * https://nuxt.com/docs/api/utils/navigate-to, https://www.gatsbyjs.com/docs/reference/built-in-components/gatsby-link/#how-to-use-the-navigate-helper-function,
 * https://docusaurus.io/docs/docusaurus-core#redirect
 */
import type { ExportNamedDeclaration, Expression, JSXOpeningElement, Node, Program, Statement } from '@babel/types';
import { parseScript } from '../script/parse.ts';
import { childNodes } from '../script/scope.ts';

/** Longer ones show something. */
const longest = 20_000;

/** Whether the code of a page, of any framework, leads on whatever was asked for. */
export function leadsOnByCode(file: string, text: string): boolean {
  if (text.length > longest || !/redirect|navigate|goto|location|router|history|refresh/i.test(text)) return false;
  const isComponent = /\.(?:vue|svelte)$/.test(file);
  const program = parseScript(isComponent ? scriptsIn(text) : text, isComponent ? `${file}.ts` : file).tree?.program;
  if (!program) return false;
  // The script of a component runs as a whole.
  if (isComponent && goesOn(program.body)) return true;
  return makersOf(program).some(goesOnIn);
}

function scriptsIn(text: string): string {
  return [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/gi)].map(([, code = '']) => code).join('\n');
}

/** Functions that a framework calls for the page, by the names they are exported by. */
const makers = /^(?:default|loader|clientLoader|load|getServerSideProps|getStaticProps)$/;

function makersOf({ body }: Program): readonly Node[] {
  const named = new Map(body.flatMap(namedIn));
  const found = body.flatMap((statement): readonly Node[] => {
    if (statement.type === 'ExportDefaultDeclaration') return [statement.declaration];
    return statement.type === 'ExportNamedDeclaration' ? exportedIn(statement, named) : [];
  });
  return found.map((node) => (node.type === 'Identifier' ? (named.get(node.name) ?? node) : node));
}

/** The functions, classes and variables of a statement, exported or not. */
function namedIn(statement: Statement): readonly (readonly [string, Node])[] {
  const inside = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  switch (inside?.type) {
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return inside.id ? [[inside.id.name, inside]] : [];
    case 'VariableDeclaration':
      return inside.declarations.flatMap(({ id, init }) =>
        id.type === 'Identifier' && init ? [[id.name, init] as const] : [],
      );
    default:
      return [];
  }
}

function exportedIn(statement: ExportNamedDeclaration, named: ReadonlyMap<string, Node>): readonly Node[] {
  const own = namedIn(statement).flatMap(([name, node]) => (makers.test(name) ? [node] : []));
  const others = statement.specifiers.flatMap((specifier): readonly Node[] => {
    if (specifier.type !== 'ExportSpecifier' || specifier.exported.type !== 'Identifier') return [];
    const node = named.get(specifier.local.name);
    return node && makers.test(specifier.exported.name) ? [node] : [];
  });
  return [...own, ...others];
}

function goesOnIn(maker: Node): boolean {
  switch (maker.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
      return goesOn(maker.body.body);
    case 'ArrowFunctionExpression':
      return maker.body.type === 'BlockStatement' ? goesOn(maker.body.body) : leads(maker.body);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return maker.body.body.some(
        (part) =>
          part.type === 'ClassMethod' &&
          part.key.type === 'Identifier' &&
          /^(?:render|componentDidMount|constructor)$/.test(part.key.name) &&
          goesOn(part.body.body),
      );
    // `memo(Page)`, `defineComponent(() => …)`.
    case 'CallExpression':
      return maker.arguments.some(goesOnIn);
    case 'TSSatisfiesExpression':
    case 'TSAsExpression':
      return goesOnIn(maker.expression);
    default:
      return false;
  }
}

/** Whether one of the statements that always run leads on. */
function goesOn(body: readonly Statement[]): boolean {
  for (const statement of body) {
    const is = stepOf(statement);
    if (is !== undefined) return is;
  }
  return false;
}

/** `true` where the statement leads on, `false` where nothing behind it always runs. */
function stepOf(statement: Statement): boolean | undefined {
  if (leadsAlways(statement)) return true;
  return mayEnd(statement) ? false : undefined;
}

function leadsAlways(statement: Statement): boolean {
  switch (statement.type) {
    case 'ExpressionStatement':
      return leads(statement.expression);
    case 'VariableDeclaration':
      return statement.declarations.some(({ init }) => init && leads(init));
    case 'ReturnStatement':
    case 'ThrowStatement':
      return statement.argument ? leads(statement.argument) : false;
    case 'BlockStatement':
      return goesOn(statement.body);
    case 'TryStatement':
      return goesOn(statement.block.body);
    case 'IfStatement':
      return asksForBrowser(statement.test) && leadsAlways(statement.consequent);
    default:
      return false;
  }
}

/** `if (typeof window !== 'undefined')`, `if (router.isReady)`: holds once a visitor sees the page. */
function asksForBrowser(test: Expression): boolean {
  return some(
    test,
    (node) =>
      node.type === 'Identifier' &&
      /^(?:window|document|isReady|isBrowser|browser|client|isClient|ExecutionEnvironment)$/.test(node.name),
  );
}

function mayEnd(node: Node): boolean {
  return some(node, ({ type }) => type === 'ReturnStatement' || type === 'ThrowStatement');
}

/** Effects, which run once the page is there. */
const effects =
  /^(?:use(?:Layout|Isomorphic\w*)?Effect|useMount|onMount|onMounted|onBeforeMount|createEffect|useTask\$|useVisibleTask\$|setTimeout)$/;

/** An expression whose value, or whose evaluation, leads on whatever it is about. */
function leads(node: Node): boolean {
  if (isLeading(node)) return true;
  switch (node.type) {
    case 'ConditionalExpression':
      return leads(node.consequent) && leads(node.alternate);
    case 'LogicalExpression':
      return leads(node.left);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'JSXAttribute':
      return false;
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      const isEffect = effects.test(dotted(callee).replace(/^React\./, ''));
      return given.some((argument) => (isEffect ? goesOnIn(argument) : leads(argument)));
    }
    default:
      return childNodes(node).some(leads);
  }
}

function isLeading(node: Node): boolean {
  switch (node.type) {
    case 'CallExpression':
      return isLeadingCall(node.callee);
    case 'AssignmentExpression':
      return /^(?:window|document|self|globalThis)?\.?location(?:\.href)?$/.test(dotted(node.left));
    case 'JSXOpeningElement':
      return isLeadingElement(node);
    // `return { redirect: { destination: '/new', permanent: true } }`
    case 'ObjectProperty':
      return (
        node.key.type === 'Identifier' &&
        node.key.name === 'redirect' &&
        node.value.type === 'ObjectExpression' &&
        node.value.properties.some((part) => part.type === 'ObjectProperty' && dotted(part.key) === 'destination')
      );
    default:
      return false;
  }
}

function isLeadingCall(callee: Node): boolean {
  const name = dotted(callee);
  return (
    /^(?:redirect|permanentRedirect|redirectDocument|navigate|navigateTo|goto|sendRedirect)$/.test(name) ||
    /^(?:Response|NextResponse)\.redirect$/.test(name) ||
    /^(?:\w*[rR]outer|\w*[hH]istory|navigation)\.(?:push|replace)$/.test(name) ||
    /^(?:(?:window|document|self)\.)?location\.(?:assign|replace)$/.test(name)
  );
}

/** `<Redirect to="/new" />`, `<Navigate to="/new" />`, `<meta http-equiv="refresh" …>`. */
function isLeadingElement({ name, attributes }: JSXOpeningElement): boolean {
  if (name.type !== 'JSXIdentifier') return false;
  const has = (wanted: RegExp) =>
    attributes.some(
      (part) => part.type === 'JSXAttribute' && part.name.type === 'JSXIdentifier' && wanted.test(part.name.name),
    );
  if (/^(?:Redirect|Navigate)$/.test(name.name)) return has(/^(?:to|href)$/);
  return (
    name.name === 'meta' &&
    has(/^http-?[eE]quiv$/) &&
    attributes.some(
      (part) =>
        part.type === 'JSXAttribute' &&
        part.value?.type === 'StringLiteral' &&
        part.value.value.toLowerCase() === 'refresh',
    )
  );
}

/** `window.location.href` of such a member; empty for anything else. */
function dotted(node: Node): string {
  if (node.type === 'Identifier') return node.name;
  if (
    (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') ||
    node.property.type !== 'Identifier'
  )
    return '';
  const object = dotted(node.object);
  return object === '' ? '' : `${object}.${node.property.name}`;
}

/** Whether a node is one of a kind or holds one, outside of functions in it. */
function some(node: Node, is: (node: Node) => boolean): boolean {
  if (is(node)) return true;
  return !/Function|Method/.test(node.type) && childNodes(node).some((child) => some(child, is));
}
