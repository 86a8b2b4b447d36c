/** A page whose parts are made when something is asked of them: most questions look at a few of all pages. */
import { pathSegments } from '../../history/similarPaths.ts';
import { slugText } from '../text/slugText.ts';
import { words } from '../text/words.ts';
import type { LivePage, PageNames, PagesRead } from './livePages.ts';

/** What is known of a page before it is asked. */
type Placed = Pick<LivePage, 'id' | 'route' | 'isSection'>;

/** From what the parts of all pages are made; `joined` has the words of a text with a space between them. */
interface Said extends Pick<PagesRead, 'names' | 'parts'> {
  readonly joined: (text: string) => string;
}

const nameless: Partial<PageNames> = {};

class SitePage implements LivePage {
  readonly id: number;
  readonly route: LivePage['route'];
  readonly isSection: boolean;
  readonly #said: Said;
  #names: Partial<PageNames> | undefined;
  #segments: readonly string[] | undefined;
  #path: string | undefined;
  #headingWords: readonly string[] | undefined;
  #allHeadingWords: string | undefined;
  #allHeadings: string | undefined;
  #slugWords: readonly string[] | undefined;
  #titleWords: readonly string[] | undefined;
  #place: Pick<LivePage, 'language' | 'version' | 'product'> | undefined;

  constructor({ id, route, isSection }: Placed, said: Said) {
    this.id = id;
    this.route = route;
    this.isSection = isSection;
    this.#said = said;
  }

  get #named(): Partial<PageNames> {
    this.#names ??= this.#said.names(this.route.file, this.id) ?? nameless;
    return this.#names;
  }

  get segments(): readonly string[] {
    this.#segments ??= pathSegments(this.route.url);
    return this.#segments;
  }

  get path(): string {
    this.#path ??= this.segments.join('/');
    return this.#path;
  }

  get slug(): string {
    return this.segments[this.segments.length - 1] ?? '';
  }

  get title(): string | undefined {
    return this.route.title ?? this.#named.title;
  }

  get headings(): readonly string[] {
    return this.#named.headings ?? [];
  }

  get headingWords(): readonly string[] {
    this.#headingWords ??= this.headings.map(this.#said.joined);
    return this.#headingWords;
  }

  get allHeadingWords(): string {
    this.#allHeadingWords ??= this.headingWords.join('\n');
    return this.#allHeadingWords;
  }

  get allHeadings(): string {
    this.#allHeadings ??= this.headings.join('\n').toLowerCase();
    return this.#allHeadings;
  }

  get slugWords(): readonly string[] {
    this.#slugWords ??= slugText(this.slug, this.route.url).words;
    return this.#slugWords;
  }

  get titleWords(): readonly string[] {
    this.#titleWords ??= [...new Set(words(this.title ?? ''))];
    return this.#titleWords;
  }

  get #placed(): Pick<LivePage, 'language' | 'version' | 'product'> {
    const { parts } = this.#said;
    const { url, language, version } = this.route;
    this.#place ??= {
      language: language ?? parts.language(url),
      version: version ?? parts.version(url),
      product: parts.product(url),
    };
    return this.#place;
  }

  get language(): string | undefined {
    return this.#placed.language;
  }

  get version(): string | undefined {
    return this.#placed.version;
  }

  get product(): string | undefined {
    return this.#placed.product;
  }

  get order(): number | undefined {
    return this.#named.order;
  }

  get day(): string | undefined {
    return this.#named.day;
  }
}

export function sitePage(placed: Placed, said: Said): LivePage {
  return new SitePage(placed, said);
}
