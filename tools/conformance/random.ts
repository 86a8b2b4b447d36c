/** Numbers that look random and are the same on every run, so that a difference can be looked at again. */
export interface Random {
  /** 0 to 1. */
  next(): number;
  below(limit: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(probability: number): boolean;
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return {
    next,
    below,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    },
    chance: (probability) => next() < probability,
  };
}

/** Few words, so that rules and requests meet. */
const words = ['a', 'b', 'blog', 'docs', 'Docs', 'old-page', 'page.html', 'v1.2', '2019', 'index', 'a_b'];

/** A path of one to three words. */
export function path(random: Random, vocabulary: readonly string[] = words): string {
  const length = 1 + random.below(3);
  let text = '';
  for (let i = 0; i < length; i++) text += `/${random.pick(vocabulary)}`;
  return text;
}

/** Requests around the sources: themselves, below, above, with and without slash, other case, with a query. */
export function requests(
  random: Random,
  sources: readonly string[],
  count: number,
  vocabulary = words,
): readonly string[] {
  return Array.from({ length: count }, () => {
    let url = random.chance(0.6) && sources.length > 0 ? random.pick(sources) : path(random, vocabulary);
    if (random.chance(0.25)) url += path(random, vocabulary);
    if (random.chance(0.25)) url += '/';
    if (random.chance(0.08)) url = url.slice(0, url.lastIndexOf('/')) || '/';
    if (random.chance(0.08)) url = url.toUpperCase();
    if (random.chance(0.05)) url = url.toLowerCase();
    return random.chance(0.2) ? `${url}?${random.pick(['x=1', 'a=b&c=d', 'id=7'])}` : url;
  });
}
