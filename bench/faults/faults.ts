/** The kinds of faults that are planted: each puts rules behind good ones, and names the line that has to be found. */
import type { Way } from './sites.ts';

/** Rules as they stand in the file. */
export interface Planted {
  readonly rules: readonly string[];
  /** Which of them is wrong, counted from 0. */
  readonly wrong: number;
}

/** A kind of fault. */
export interface FaultKind {
  readonly id: string;
  /** The ways in which it can be written; without it, all. */
  readonly ways?: readonly string[];
  plant(way: Way, word: string): Planted;
}

const one = (rule: string): Planted => ({ rules: [rule], wrong: 0 });

export const faultKinds: readonly FaultKind[] = [
  { id: 'a target that is not there', plant: (way, word) => one(way.rule(`/${word}`, `/no-${word}/`, '301')) },
  { id: 'a target that is a draft', plant: (way, word) => one(way.rule(`/${word}`, '/soon/', '301')) },
  {
    id: 'a target whose part is not there',
    plant: (way, word) => one(way.rule(`/${word}`, `/new/#gone-${word}`, '301')),
  },
  {
    id: 'a chain',
    plant: (way, word) => ({
      rules: [way.rule(`/${word}`, `/${word}-2`, '301'), way.rule(`/${word}-2`, '/new/', '301')],
      wrong: 0,
    }),
  },
  {
    id: 'a loop of two',
    plant: (way, word) => ({
      rules: [way.rule(`/${word}`, `/${word}-2`, '301'), way.rule(`/${word}-2`, `/${word}`, '301')],
      wrong: 0,
    }),
  },
  { id: 'a loop of one', plant: (way, word) => one(way.rule(`/${word}`, `/${word}`, '301')) },
  {
    id: 'a target without its slash',
    ways: ['netlify', 'cloudflare', 'apache', 'nginx', 'caddy'],
    plant: (way, word) => one(way.rule(`/${word}`, '/docs/setup', '301')),
  },
  { id: 'a target by http', plant: (way, word) => one(way.rule(`/${word}`, 'http://hb.example/new/', '301')) },
  {
    id: 'a target by the other name',
    plant: (way, word) => one(way.rule(`/${word}`, 'https://www.hb.example/new/', '301')),
  },
  {
    id: 'a folder that is not there',
    ways: ['netlify', 'cloudflare', 'apache', 'nginx', 'vercel', 'firebase'],
    plant: (way, word) => one(way.below(`/${word}`, `/guides/no-${word}`)),
  },
  {
    // Nothing is told, as another repository may publish below it; it stays here as a fault that is not found.
    id: 'a folder at the root that is not there',
    ways: ['netlify', 'nginx'],
    plant: (way, word) => one(way.below(`/${word}`, `/no-${word}`)),
  },
  {
    id: 'a part that nothing fills in',
    ways: ['netlify', 'cloudflare'],
    plant: (way, word) => one(way.rule(`/${word}/:a`, '/guides/:b', '301')),
  },
  {
    id: 'a group that is not there',
    ways: ['apache', 'nginx'],
    plant: (way, word) => one(way.below(`/${word}`, '/guides').replace('$1', '$2')),
  },
  {
    id: 'a source twice',
    plant: (way, word) => ({
      rules: [way.rule(`/${word}`, '/new/', '301'), way.rule(`/${word}`, '/about/', '301')],
      wrong: 1,
    }),
  },
  {
    id: 'a rule behind a folder',
    ways: ['netlify', 'cloudflare', 'apache', 'vercel', 'firebase', 'nginx'],
    plant: (way, word) => ({
      rules: [way.below(`/${word}`, '/guides'), way.rule(`/${word}/a`, '/new/', '301')],
      wrong: 1,
    }),
  },
  { id: 'a rule behind a page', ways: ['netlify'], plant: (way) => one(way.rule('/docs/usage/', '/new/', '301')) },
  {
    id: 'a rule over a page',
    ways: ['cloudflare', 'apache', 'nginx', 'vercel', 'firebase'],
    plant: (way) =>
      one(way.rule(way.id === 'vercel' || way.id === 'firebase' ? '/docs/usage' : '/docs/usage/', '/new/', '301')),
  },
  {
    id: 'a folder over pages',
    ways: ['cloudflare', 'apache', 'firebase'],
    plant: (way) => one(way.below('/docs', '/guides')),
  },
  {
    id: 'a source with a part of a page',
    ways: ['netlify'],
    plant: (way, word) => one(way.rule(`/${word}#part`, '/new/', '301')),
  },
  {
    id: 'a status that is none',
    ways: ['cloudflare', 'vercel', 'firebase'],
    plant: (way, word) =>
      one(way.rule(`/${word}`, '/new/', way.id === 'firebase' || way.id === 'vercel' ? '299' : '399')),
  },
  { id: 'no status', ways: ['cloudflare', 'caddy'], plant: (way, word) => one(way.rule(`/${word}`, '/new/', '')) },
  { id: 'the home page for a page', plant: (way, word) => one(way.rule(`/${word}`, '/', '301')) },
  {
    id: 'a rule behind one for everything',
    ways: ['netlify'],
    plant: (way, word) => ({ rules: ['/* /404.html 404', way.rule(`/${word}`, '/new/', '301')], wrong: 1 }),
  },
  {
    id: 'two names in circles',
    ways: ['netlify'],
    plant: (way) => ({
      rules: [
        'https://www.hb.example/* https://hb.example/:splat 301!',
        way.rule('https://hb.example/*', 'https://www.hb.example/:splat', '301!'),
      ],
      wrong: 0,
    }),
  },
  { id: 'an escaped address', ways: ['nginx'], plant: (way, word) => one(way.rule(`/${word}-%C3%A9`, '/new/', '301')) },
  { id: 'two stars', ways: ['cloudflare'], plant: (_way, word) => one(`/${word}/*/x/* /guides/:splat 301`) },
  { id: 'a placeholder twice', ways: ['cloudflare'], plant: (_way, word) => one(`/${word}/:a/:a /guides/:a 301`) },
];
