/** How this program calls itself wherever it asks: name, version, and where to read about it. A test holds the version. */
export const userAgent = 'broken-backlinks/0.1.0 (+https://github.com/broken-backlinks/broken-backlinks)';
