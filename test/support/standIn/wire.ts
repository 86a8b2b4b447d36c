/** JSON as it goes over the wire. */
export type Wire = string | number | boolean | null | readonly Wire[] | WireRow;
export interface WireRow {
  readonly [name: string]: Wire;
}
