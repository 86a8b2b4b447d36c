/** A test holds it to that of package.json. */
export const programVersion = '0.1.0';

const home = 'https://github.com/broken-backlinks/broken-backlinks';

/** Where mistakes are reported; as in package.json. */
export const issuesAddress = `${home}/issues`;

/** How this program calls itself wherever it asks: name, version, and where to read about it. */
export const userAgent = `broken-backlinks/${programVersion} (+${home})`;
