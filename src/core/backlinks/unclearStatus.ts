/** Statuses that speak of who asked, not of the page: they prove neither that it fails nor that it answers. */
const reasons: ReadonlyMap<number, string> = new Map([
  [401, 'asks for a login'],
  [403, 'refused, perhaps by a firewall'],
  [407, 'a proxy asks for a login'],
  [408, 'gave up waiting'],
  [425, 'too early'],
  [429, 'too many requests'],
  [451, 'withheld for legal reasons, perhaps only here'],
  [999, 'refused as a robot'],
]);

/** Why such a status proves nothing, as a clause; `undefined` for one that speaks of the page. */
export function unclearStatus(status: number): string | undefined {
  return reasons.get(status);
}
