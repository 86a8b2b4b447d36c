/** The past as it is shown to people: each page with its steps, and where the text of a deleted one went. */
import { hiddenPage } from '../../history/addressChanges.ts';
import { type PastAddresses, withLookup } from '../../history/past.ts';
import { pastSteps } from '../../history/timeline.ts';
import type { Fate, PastPage } from '../../model.ts';
import type { RepoPath, UrlPath } from '../../paths.ts';
import type { PageShare, SuggestWorld } from '../world/world.ts';
import type { Past } from './readPast.ts';

/** A page that the removing commit gave at least half of a text has taken it in. */
const merged = 0.5;
/** Where two pages got this much each, and neither nearly all of it, the text was split. */
const part = 0.2;
const nearlyAll = 0.8;

/** `unpublishings` tells of the files that `world.hidden` knows. */
export function toldPast(
  { ledger, unpublishings }: Pick<Past, 'ledger' | 'unpublishings'>,
  world: Pick<SuggestWorld, 'texts' | 'hidden'>,
): PastAddresses {
  const told = pastSteps(ledger.histories);
  const hidden = (path: UrlPath): readonly PastPage[] => {
    const file = world.hidden?.(path);
    const unpublishing = file && unpublishings.get(file);
    return file && unpublishing && unpublishing !== 'shown' ? [hiddenPage(path, file, unpublishing)] : [];
  };
  return withLookup(ledger, (path) => [
    ...hidden(path),
    ...ledger.lookup(path).map((found, rank) => {
      const page = told(found);
      // Texts are compared for the latest page of an address only.
      return rank === 0 ? { ...page, fate: fateOf(page, world.texts(path).received) } : page;
    }),
  ]);
}

function fateOf({ fate }: PastPage, received: readonly PageShare[]): Fate {
  if (fate.kind !== 'deleted') return fate;
  const shares = new Map<RepoPath, number>();
  for (const { page, share } of received) {
    const { file } = page.route;
    shares.set(file, Math.max(share, shares.get(file) ?? 0));
  }
  const [first, ...others] = [...shares].sort((a, b) => b[1] - a[1]);
  if (first === undefined) return fate;
  const [file, share] = first;
  const parts = others.filter(([, other]) => other >= part);
  if (share >= part && share < nearlyAll && parts.length > 0) {
    return { kind: 'split', to: [file, ...parts.map(([other]) => other)] };
  }
  return share >= merged ? { kind: 'merged', to: [file], similarity: Math.round(share * 100) } : fate;
}
