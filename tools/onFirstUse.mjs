// The bundler's plugin for what most runs have no use for: it is in the bundle, and is read when it is used first.

/** The functions that are taken of each library; `default` is what it exports by itself. */
const libraries = {
  transliteration: ['transliterate'],
  '@sindresorhus/transliterate': ['default'],
  '@babel/parser': ['parse'],
  'fast-glob': ['default'],
};

/** gray-matter brings a reader of YAML that no block reaches: each is read by an engine of our own. */
const unreached = "exports.safeLoad = exports.safeDump = () => { throw new Error('gray-matter has no YAML here'); };";

export const onFirstUse = {
  name: 'on-first-use',
  setup(build) {
    const namespace = 'on-first-use';
    const named = new RegExp(`^(?:${Object.keys(libraries).join('|')})$`);
    build.onResolve({ filter: named }, ({ path, namespace: from, resolveDir }) =>
      from === namespace ? undefined : { path, namespace, pluginData: resolveDir },
    );
    build.onLoad({ filter: named, namespace }, ({ path, pluginData: resolveDir }) => {
      const functions = libraries[path].map((name) =>
        name === 'default'
          ? 'export default (...given) => (library().default ?? library())(...given);'
          : `export const ${name} = (...given) => library().${name}(...given);`,
      );
      const library = `let known;\nconst library = () => (known ??= require(${JSON.stringify(path)}));`;
      return { contents: [library, ...functions].join('\n'), resolveDir };
    });
    build.onResolve({ filter: /^js-yaml$/ }, ({ path, importer }) =>
      /[\\/]gray-matter[\\/]/.test(importer) ? { path, namespace: 'unreached' } : undefined,
    );
    build.onLoad({ filter: /^/, namespace: 'unreached' }, () => ({ contents: unreached }));
  },
};
