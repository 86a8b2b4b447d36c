/** Names that a repository may hold and Windows cannot: devices, streams of a file, and what it cuts off silently. */

const device = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;

/** The part of a path under which Windows would write to something else; `undefined` where there is none. */
export function nameNotForWindows(path: string, platform: NodeJS.Platform = process.platform): string | undefined {
  if (platform !== 'win32') return undefined;
  return path.split('/').find((name) => device.test(name) || /[<>:"|?*\\\p{Cc}]|[. ]$/u.test(name));
}
