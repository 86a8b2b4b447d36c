/**
 * Which addresses of a site its `robots.txt` lets a program read: RFC 9309. The group that names the program counts, else the
 * one for all; the longest rule that fits decides, and one that allows before one of the same length that does not.
 */

interface Rule {
  readonly allows: boolean;
  readonly pattern: string;
}

/** More lines than any site has. */
const mostLines = 10_000;
const longestPattern = 2_000;

/** `path` with its query. `program` is the name by which a group may name it, in lower case. */
export function mayRead(robots: string, program: string, path: string): boolean {
  const rules = rulesFor(robots, program);
  let best: Rule | undefined;
  for (const rule of rules) {
    if (!fits(rule.pattern, path)) continue;
    const length = rule.pattern.length - (best?.pattern.length ?? -1);
    if (best === undefined || length > 0 || (length === 0 && rule.allows)) best = rule;
  }
  return best?.allows ?? true;
}

function rulesFor(robots: string, program: string): readonly Rule[] {
  const [own, all]: [Rule[], Rule[]] = [[], []];
  let isNamed = false;
  let [agents, isOpen]: [string[], boolean] = [[], false];
  for (const line of robots
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .slice(0, mostLines)) {
    const [, field = '', value = ''] = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line) ?? [];
    const text = value.trim();
    switch (field.toLowerCase()) {
      case 'user-agent': {
        if (!isOpen) agents = [];
        isOpen = true;
        const agent = text.toLowerCase().replace(/\/.*$/, '');
        agents.push(agent);
        isNamed ||= agent === program;
        break;
      }
      case 'allow':
      case 'disallow': {
        isOpen = false;
        if (text === '' || text.length > longestPattern) break;
        const rule = { allows: field.toLowerCase() === 'allow', pattern: text };
        if (agents.includes(program)) own.push(rule);
        if (agents.includes('*')) all.push(rule);
        break;
      }
      default:
        break;
    }
  }
  return isNamed ? own : all;
}

/** `*` stands for anything and `$` at the end for the end: by searching each part behind the one before, never by a pattern of the site. */
function fits(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const parts = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  const [first = '', ...others] = parts;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of others.entries()) {
    if (isWhole && index === others.length - 1) return path.length - part.length >= at && path.endsWith(part);
    const found = path.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return !isWhole || at === path.length;
}
