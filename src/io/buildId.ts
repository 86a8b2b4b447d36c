declare const buildOfSources: string | undefined;

/**
 * Which sources this program was built from: what one build concluded, another may conclude otherwise. `undefined` where
 * it runs from its sources, which change under it.
 */
export const buildId: string | undefined = typeof buildOfSources === 'string' ? buildOfSources : undefined;
