/** Statuses that speak of who asked, or when, not of the page: they prove neither that it fails nor that it answers. */
const reasons: ReadonlyMap<number, string> = new Map([
  [401, 'asks for a login'],
  [403, 'refused, perhaps by a firewall'],
  [407, 'a proxy asks for a login'],
  [408, 'gave up waiting'],
  [418, 'refused as a robot'],
  [421, 'asked at the wrong server'],
  [425, 'too early'],
  [428, 'wants a condition'],
  [429, 'too many requests'],
  [431, 'refused for its headers'],
  [451, 'withheld for legal reasons, perhaps only here'],
  [511, 'the network asks for a login'],
  [999, 'refused as a robot'],
]);

/** Those that are registered and speak of the page: https://www.iana.org/assignments/http-status-codes/ */
const ofPage = new Set([400, 402, 404, 405, 406, 409, 410, 411, 412, 413, 414, 415, 416, 417, 422, 423, 424, 426]);

/** Why such a status proves nothing, as a clause; `undefined` for one that speaks of the page. */
export function unclearStatus(status: number): string | undefined {
  const isStandard = status < 400 || (status >= 500 && status < 600) || ofPage.has(status);
  return reasons.get(status) ?? (isStandard ? undefined : 'no status of the web, perhaps that of a firewall');
}

/** Whether the next request may be answered otherwise. */
export function passingStatus(status: number): boolean {
  return [408, 425, 429].includes(status) || (status >= 500 && status !== 501 && status !== 505);
}
