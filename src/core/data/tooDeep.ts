/** Files that nest deeper than their readers follow. */
import { hasDeepBrackets, hasDeepIndentation, hasDeepScript } from '../text/nesting.ts';
import { syntaxOfFile } from './syntax.ts';

/** Whether a file of configuration or data nests deeper than its readers follow; prose is never asked. */
export function isTooDeep(path: string, text: string): boolean {
  switch (syntaxOfFile(path)) {
    case 'json':
    case 'toml':
      return hasDeepBrackets(text);
    case 'yaml':
      return hasDeepBrackets(text) || hasDeepIndentation(text);
    case 'script':
    case 'python':
      return hasDeepScript(text);
    default:
      return false;
  }
}
