/** Read-only documents that an editor shows. */
import { bounded, visible, visibleAddress } from './visible.ts';

/** Each line is one line of the document, so that places in it can be counted. */
export function documentText(lines: readonly string[]): string {
  return lines.map(visible).join('\n');
}

/** A tab shows no more. */
const longestName = 200;

/** The name of the document about an address: `docs∕setup`, as a slash would make folders of it. */
export function documentName(address: string): string {
  const path = address.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/^\/|\/$/g, '');
  return bounded(visibleAddress(path), longestName).replaceAll('/', '∕') || 'home';
}
