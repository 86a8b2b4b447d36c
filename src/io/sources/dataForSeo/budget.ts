/** The price a user has confirmed for one run, and what is left of it. No request is sent that could pass it. */
export class Budget {
  readonly total: number;
  #spent = 0;

  constructor(totalMicros: number) {
    this.total = totalMicros;
  }

  get spent(): number {
    return this.#spent;
  }

  get left(): number {
    return Math.max(0, this.total - this.#spent);
  }

  affords(micros: number): boolean {
    return micros <= this.left;
  }

  spend(micros: number): void {
    this.#spent += micros;
  }
}
