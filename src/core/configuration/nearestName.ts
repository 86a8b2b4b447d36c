/** What somebody may have meant who wrote a name that is not known. */
import { nearPaths } from '../text/nearPaths.ts';

/** The known name with the fewest other letters, at most a third of them; `undefined` where none is near. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const limit = Math.max(1, Math.floor(name.length / 3));
  const lower = known.map((each) => each.toLowerCase());
  const [best] = [...nearPaths(lower).within(name.toLowerCase(), limit)].sort((a, b) => a.distance - b.distance);
  return best && known[best.index];
}

/** ` Did you mean pages?`, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined ? '' : ` Did you mean ${near}?`;
}
