/** The cookies of one journey: kept from the first answer on, sent only once a site has led back to where it was asked. */

const mostBytes = 4096;

export class Cookies {
  readonly #byHost = new Map<string, Map<string, string>>();
  #isSending = false;

  get sent(): boolean {
    return this.#isSending;
  }

  keep(url: URL, cookies: readonly string[]): void {
    const kept = this.#byHost.get(url.host) ?? new Map<string, string>();
    for (const cookie of cookies) kept.set(cookie.slice(0, cookie.indexOf('=')), cookie);
    this.#byHost.set(url.host, kept);
  }

  /** Whether there is a cookie for the host that was not sent yet; from now on they are. */
  sendTo(url: URL): boolean {
    if (this.#isSending || (this.#byHost.get(url.host)?.size ?? 0) === 0) return false;
    this.#isSending = true;
    return true;
  }

  headerFor(url: URL): string {
    const kept = this.#isSending ? [...(this.#byHost.get(url.host)?.values() ?? [])] : [];
    return kept.join('; ').slice(0, mostBytes);
  }
}
