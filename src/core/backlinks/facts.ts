/** Facts that a source tells free of charge and that stay the same for a while: asked once, for all runs of the program. */

/** By name; a fact that cannot be kept or read is asked for again. */
export interface FactStore {
  /** With the moment it was told, in milliseconds since 1970. */
  read(name: string): Promise<{ readonly at: number; readonly value: unknown } | undefined>;
  write(name: string, at: number, value: unknown): Promise<void>;
}
