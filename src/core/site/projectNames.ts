/** What a project calls itself, as its files write it: whether a place on a shared host is its own. */

const written: readonly RegExp[] = [
  // pyproject.toml, setup.cfg, setup.py, package.json
  /^[ \t]*["']?name["']?[ \t]*[:=][ \t]*["']?([\w.@/-]+)/gm,
  // conf.py
  /^[ \t]*project[ \t]*=[ \t]*["']([^"'\n]+)/gm,
  // The badge that Read the Docs gives to a project.
  /readthedocs\.(?:org|com)\/projects\/([\w.-]+)/g,
  // README.md, README.rst
  /^#[ \t]+([^\n#]+)/gm,
  /^([^\n]+)\n={3,}[ \t]*$/gm,
];

/** `name` is a part of an address: `my-project`. */
export function isOwnName(name: string, texts: readonly string[]): boolean {
  const own = plain(name);
  return texts.some((text) =>
    written.some((pattern) => [...text.matchAll(pattern)].some(([, said = '']) => plain(said) === own)),
  );
}

/** `my-project`, `My Project`, `@owner/my_project` and `my-project-docs` are one name. */
function plain(name: string): string {
  return name
    .replace(/^@[^/]*\//, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/(?<=.) (?:docs?|documentation)$|^python (?=.)/g, '')
    .replaceAll(' ', '');
}
