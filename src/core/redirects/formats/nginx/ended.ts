/** What a directive in front takes from those behind it: addresses whose search it ends. https://nginx.org/r/break */
import type { RedirectContext } from '../../format.ts';
import { nginxRegex } from '../../hosts/nginx.ts';
import { reachOf } from '../../reach.ts';
import type { Requirements } from '../../requirement.ts';
import type { NginxDirective } from './blocks.ts';
import { nginxCondition } from './conditions.ts';

/** What has to be so for what stands behind a directive; empty where it ends nothing. */
export interface Ended {
  /** For what stands behind it in its own block. */
  readonly behind: Requirements;
  /** For the locations of the server as well: it answers. */
  readonly everywhere: Requirements;
}

const nothing: Ended = { behind: [], everywhere: [] };

export function endedBy({ words: [name, ...words], block }: NginxDirective, context: RedirectContext): Ended {
  if (name === 'break') return { ...nothing, behind: [[{ kind: 'always', is: false }]] };
  if (name === 'rewrite' && /^(?:last|break)$/.test(words[2] ?? '')) {
    const { regex } = reachOf(nginxRegex(words[0] ?? '', false));
    return regex === undefined ? nothing : { ...nothing, behind: unless(regex, []) };
  }
  if (name !== 'if' || !block) return nothing;
  const end = block.find(({ words: [inner] }) => inner === 'break' || inner === 'return');
  // Of one that redirects the rule itself answers first.
  if (end === undefined || (end.words[0] === 'return' && !/^(?:[245]\d\d)$/.test(end.words[1] ?? ''))) return nothing;
  const asked = nginxCondition(words, context);
  // What some visitors are refused says nothing of the others.
  if (asked.some(({ kind }) => kind === 'unknown')) return nothing;
  const behind = unless('', [asked]);
  return { behind, everywhere: end.words[0] === 'return' ? behind : [] };
}

function unless(regex: string, all: Requirements): Requirements {
  return [[{ kind: 'earlier', regex, all, ends: true }]];
}
