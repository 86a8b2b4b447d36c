/** The file at which VuePress 2's plugin redirect writes a page, and which it leads to: `/a/` is `/a/index.html`. */
export function htmlFile(path: string): string {
  return path.replace(/\/(?:README\.md)?$/i, '/index.html').replace(/(?:\.(?:md|html))?$/i, '.html');
}
