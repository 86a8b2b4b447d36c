/** Servers that tests in an editor talk to, and the environment variables that lead the extension to them. */
export interface Services {
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts them afresh. The caller stops them. */
export async function startServices(): Promise<Services> {
  return { env: {}, stop: async () => undefined };
}
