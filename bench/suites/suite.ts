/** A test suite of a redirect format or a generator, read as data out of a copy of its repository: nothing of it is run or committed. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';
import { mirrors } from '../places.ts';
import { refuseSealed } from '../sealed.ts';

export interface Case {
  readonly name: string;
  /** `undefined`: right; else what differs. */
  readonly wrong: string | undefined;
}

export interface Suite {
  readonly id: string;
  readonly repository: string;
  /** A branch, tag or commit. */
  readonly at: string;
  /** What of the suite is not taken, and why. */
  readonly leftOut: string;
  run(read: (path: string) => string, list: (below: string) => readonly string[]): Promise<readonly Case[]>;
}

/** The text of a file of the suite's repository. */
export function readerOf({ repository, at }: Suite): (path: string) => string {
  refuseSealed(repository);
  const mirror = join(mirrors, repository.replace('/', '+'), 'repo');
  return (path) =>
    execFileSync('git', ['-C', mirror, '-c', 'safe.directory=*', 'show', `${at}:${path}`], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
}

/** The paths of the suite's repository below a folder; the empty one is all of it. */
export function listerOf({ repository, at }: Suite): (below: string) => readonly string[] {
  const mirror = join(mirrors, repository.replace('/', '+'), 'repo');
  return (below) =>
    execFileSync(
      'git',
      [
        '-C',
        mirror,
        '-c',
        'safe.directory=*',
        'ls-tree',
        '-rz',
        '--name-only',
        at,
        '--',
        ...(below === '' ? [] : [below]),
      ],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    )
      .split('\0')
      .filter((path) => path !== '');
}

/** Every node of a script, the outer ones first. */
export function nodesOf(script: string): readonly Node[] {
  const tree = parse(script, { sourceType: 'unambiguous', plugins: ['typescript'] });
  const found: Node[] = [];
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item);
    else if (isNode(value)) {
      found.push(value);
      for (const [key, child] of Object.entries(value)) if (key !== 'loc') visit(child);
    }
  };
  visit(tree.program);
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';
}

/** What a literal says; `undefined` also for all that is none. */
export function literalOf(node: Node | null | undefined): unknown {
  switch (node?.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return node.value;
    case 'NullLiteral':
      return null;
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
    case 'UnaryExpression':
      return node.operator === '-' ? -Number(literalOf(node.argument)) : undefined;
    case 'ArrayExpression':
      return node.elements.map(literalOf);
    case 'ObjectExpression':
      return Object.fromEntries(
        node.properties.flatMap((property) => {
          if (property.type !== 'ObjectProperty') return [];
          const name = property.key.type === 'Identifier' ? property.key.name : literalOf(property.key);
          return [[String(name), literalOf(property.value as Node)]];
        }),
      );
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
      return literalOf(node.expression);
    default:
      return undefined;
  }
}

/** `name(…)`, `x.name(…)`, also where it is made by a call itself: `test.each(…)(…)`. */
export function callsOf(nodes: readonly Node[], name: string) {
  return nodes.flatMap((node) => {
    if (node.type !== 'CallExpression') return [];
    const { callee } = node;
    const called =
      callee.type === 'Identifier'
        ? callee.name
        : callee.type === 'MemberExpression' && callee.property.type === 'Identifier'
          ? callee.property.name
          : undefined;
    return called === name ? [node] : [];
  });
}
