import type { StandInAnswer } from './server.ts';

/** A story as the stand-in knows it; `at` in seconds since 1970. */
export interface Story {
  readonly id: string;
  readonly title: string;
  readonly url: string | null;
  readonly at: number;
}

/**
 * The search of Hacker News by date (https://hn.algolia.com/api): words of the query that begin a word of the address, the
 * latest first, a thousand at most of one question, whatever page of it is asked for.
 */
export function hackerNewsServer(stories: readonly Story[], mostHits = 1000) {
  return (url: URL): StandInAnswer => {
    const asked = url.searchParams;
    const known = ['query', 'restrictSearchableAttributes', 'tags', 'hitsPerPage', 'numericFilters'];
    const unknown = [...asked.keys()].filter((name) => !known.includes(name));
    const before = /^created_at_i<(\d+)$/.exec(asked.get('numericFilters') ?? 'created_at_i<9999999999')?.[1];
    if (url.pathname !== '/api/v1/search_by_date') return { status: 404, body: '{"message":"Not Found","status":404}' };
    if (unknown.length > 0 || before === undefined || asked.get('tags') !== 'story') {
      return { status: 400, body: JSON.stringify({ message: `invalid ${unknown.join()}`, status: 400 }) };
    }
    const words = (asked.get('query') ?? '').split('.');
    const found = stories
      .filter(({ url: to }) => to === null || words.every((word) => to.includes(word)))
      .filter(({ at }) => at < Number(before))
      .sort((a, b) => b.at - a.at);
    const hits = found.slice(0, Math.min(mostHits, Number(asked.get('hitsPerPage') ?? 20))).map((story) => ({
      objectID: story.id,
      title: story.title,
      ...(story.url !== null && { url: story.url }),
      points: 3,
      num_comments: 1,
      created_at_i: story.at,
      _tags: ['story'],
    }));
    return { body: JSON.stringify({ hits, nbHits: found.length, page: 0, hitsPerPage: hits.length }) };
  };
}
