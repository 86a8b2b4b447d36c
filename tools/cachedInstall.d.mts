export function cachedInstall(options: {
  readonly name: string;
  readonly source: string;
  readonly announcement: string;
  readonly platform?: NodeJS.Platform;
  readonly edition?: string;
  readonly finish?: (folder: string) => void;
}): string;
export function npm(args: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): void;
