/** What is offered for one finding, best first: five entries at most, whatever there is to choose from. */
import { encodeUrl } from '../paths.ts';
import type { Diagnosis, Finding, Fix, PageRemedy } from '../report/findings.ts';

/** One entry of the menu; `title` is its label. */
export type MenuEntry =
  | { readonly kind: 'fix'; readonly title: string; readonly fix: Fix }
  | { readonly kind: 'remedy'; readonly title: string; readonly remedy: PageRemedy }
  /** The page is asked for, and where there are several, the place. */
  | { readonly kind: 'other'; readonly title: string }
  /** All findings with strong evidence. */
  | { readonly kind: 'all'; readonly title: string }
  | { readonly kind: 'reject'; readonly title: string }
  | { readonly kind: 'ignore'; readonly title: string };

export const mostEntries = 5;

/** `strong`: how many findings could be redirected together with this one; 0 where it is none of them. */
export function fixMenu(finding: Finding, strong: number): readonly MenuEntry[] {
  const { diagnosis, fixes, remedy, removal } = finding;
  const path = encodeUrl(diagnosis.path);
  const [best] = diagnosis.suggestions;
  const redirects = fixes.filter(({ redirect }) => redirect.status !== 410).map(fixEntry);
  const gone = fixes.filter(({ redirect }) => redirect.status === 410).map(fixEntry);
  const back: readonly MenuEntry[] = remedy ? [{ kind: 'remedy', title: remedy.title, remedy }] : [];
  const other: readonly MenuEntry[] = canBeRedirected(diagnosis)
    ? [{ kind: 'other', title: `Redirect ${path} to another page…` }]
    : [];
  const ignore: MenuEntry = { kind: 'ignore', title: `Ignore ${path}` };
  if (removal !== undefined) {
    const leave: MenuEntry = { kind: 'ignore', title: `Leave ${path} as it is (ignore it)` };
    return filled([...gone, leave], redirects, [...other, ...back]);
  }
  if (remedy?.kind === 'publish') return filled(back, redirects, [...other, ignore]);
  const all: readonly MenuEntry[] =
    strong < fewest ? [] : [{ kind: 'all', title: `Redirect all ${strong} findings with strong evidence…` }];
  const reject: readonly MenuEntry[] =
    best === undefined || other.length === 0 || all.length > 0
      ? []
      : [{ kind: 'reject', title: `Never suggest ${encodeUrl(best.url)} for ${path}` }];
  return filled([], [...redirects, ...gone], [...other, ...all, ...reject, ignore]);
}

/** How many findings a fix of all of them is worth from. */
const fewest = 2;

/** Those in the middle are as many as there is room for. */
function filled(
  first: readonly MenuEntry[],
  middle: readonly MenuEntry[],
  last: readonly MenuEntry[],
): readonly MenuEntry[] {
  return [...first, ...middle.slice(0, Math.max(0, mostEntries - first.length - last.length)), ...last];
}

function fixEntry(fix: Fix): MenuEntry {
  return { kind: 'fix', title: fix.title, fix };
}

/** No redirect helps where the page is there, or the address is answered already as it is meant. */
export function canBeRedirected({ code }: Diagnosis): boolean {
  return code !== 'published' && code !== 'server-error' && code !== 'redirected' && code !== 'gone';
}
