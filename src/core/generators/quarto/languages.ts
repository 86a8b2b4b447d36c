/**
 * Languages of a project that babelquarto renders: once for the main language, then once for each other one into a folder
 * of its name.
 *
 * - A book has each of its chapters in every language, `a.qmd` as `/es/a.es.html`: from `a.es.qmd`, else from `a.qmd`.
 * - A website has what is translated, `a.es.qmd` as `/es/a.html`; what is no `.qmd` is in every language.
 *
 * https://docs.ropensci.org/babelquarto/articles/configuration.html
 */
import type { PathTest } from '../../text/glob.ts';
import { type Settings, settingsAt, textOf } from '../../text/settings.ts';

/** One rendering of a source. */
export interface Rendering {
  /** The source, by the name it has when it is rendered. */
  readonly as: string;
  /** In whose folder it is put; none for the main language. */
  readonly folder: string;
  readonly language: string | undefined;
  /** Whether it stands in for a translation that there is not. */
  readonly isFallback: boolean;
}

/** All renderings of a source, by its path from the project. */
export type Renderings = (inside: string) => readonly Rendering[];

/** `has` tells of a path from the project whether such a file is there. */
export function renderingsOf(
  settings: Settings,
  kind: 'book' | 'website',
  isRendered: PathTest,
  has: PathTest,
): Renderings {
  const { mainlanguage, languages } = settingsAt(settings, 'babelquarto');
  const main = textOf(mainlanguage);
  const others = Array.isArray(languages) ? languages.flatMap((language) => textOf(language) ?? []) : [];
  const own = (as: string): Rendering => ({ as, folder: '', language: main, isFallback: false });
  if (main === undefined || others.length === 0) return (inside) => (isRendered(inside) ? [own(inside)] : []);
  const inOthers = kind === 'book' ? chapterIn(has) : pageIn;
  return (inside) => {
    const isMain = kind === 'book' || !ofTwoLetters.test(inside);
    const all = others.flatMap((language) => {
      const found = inOthers(inside, language);
      // A book lists its chapters by the names they have in the main language.
      const listed = kind === 'book' ? found?.original : found?.as;
      if (found === undefined || listed === undefined || !isRendered(listed)) return [];
      return [{ as: found.as, folder: language, language, isFallback: found.original === inside }];
    });
    return isMain && isRendered(inside) ? [own(inside), ...all] : all;
  };
}

interface Translation {
  readonly as: string;
  /** In the main language; the source itself, where it stands in. */
  readonly original: string;
}

const translated = /^(.+)(\.(?:qmd|Rmd))$/;
/** What is taken away before the main language of a website is rendered. */
const ofTwoLetters = /\.[^/]{2}\.qmd$/;

function chapterIn(has: PathTest) {
  return (inside: string, language: string): Translation | undefined => {
    const original = withoutLanguage(inside, language);
    if (original !== undefined) return { as: inside, original };
    const [, stem, extension] = translated.exec(inside) ?? [];
    if (stem === undefined) return { as: inside, original: inside };
    const translation = `${stem}.${language}${extension}`;
    return has(translation) ? undefined : { as: translation, original: inside };
  };
}

function pageIn(inside: string, language: string): Translation | undefined {
  if (!inside.endsWith('.qmd')) return { as: inside, original: inside };
  const original = withoutLanguage(inside, language);
  return original === undefined ? undefined : { as: original, original };
}

function withoutLanguage(inside: string, language: string): string | undefined {
  const [, stem = '', extension] = translated.exec(inside) ?? [];
  return stem.endsWith(`.${language}`) ? `${stem.slice(0, -language.length - 1)}${extension}` : undefined;
}
