/**
 * What files say under each configuration that a site had. Most say the same under all of them, and what is the same is held
 * once: a site with a hundred configurations and fifty thousand files says five million things, nearly all of them twice.
 */
import type { RepoPath } from '../paths.ts';
import type { BlobId } from './history.ts';

/** What some versions of a file say under one configuration. */
export interface ToldOfFile<Entry> {
  readonly blobs: readonly BlobId[];
  /** Each once. */
  readonly entries: readonly Entry[];
}

interface Held<Entry> extends ToldOfFile<Entry> {
  /** For which ages, a bit for each: that of age 33 is the second one of the second number. */
  ages: readonly number[];
}

/** Takes in what files say, by the numbers of ages. */
export interface ToldByAge<Entry> {
  /** Notes the file, of which nothing need be told yet. */
  meet(path: RepoPath): void;
  has(path: RepoPath): boolean;
  of(path: RepoPath, age: number): ToldOfFile<Entry> | undefined;
  /** Also says this, for a version. */
  add(path: RepoPath, age: number, blob: BlobId, entries: readonly Entry[]): void;
  /** Nothing is said of it under any configuration. */
  isSilent(path: RepoPath): boolean;
  /** How many things that differ are held. */
  readonly size: number;
}

export function toldByAge<Entry>(): ToldByAge<Entry> {
  const files = new Map<RepoPath, readonly Held<Entry>[]>();
  let size = 0;
  const find = (path: RepoPath, age: number) => files.get(path)?.find(({ ages }) => isIn(ages, age));
  return {
    meet(path) {
      if (!files.has(path)) files.set(path, []);
    },
    has: (path) => files.has(path),
    of: find,
    add(path, age, blob, more) {
      const before = find(path, age);
      const blobs = union(before?.blobs ?? [], [blob]);
      const entries = union(before?.entries ?? [], more);
      const held = (files.get(path) ?? []).flatMap((told): readonly Held<Entry>[] => {
        if (told !== before) return [told];
        const ages = without(told.ages, age);
        return ages.some((bits) => bits !== 0) ? [{ ...told, ages }] : [];
      });
      const same = held.find((told) => isSame(told.blobs, blobs) && isSame(told.entries, entries));
      if (same === undefined) held.push({ blobs, entries, ages: withBit([], age) });
      else same.ages = withBit(same.ages, age);
      size += held.length - (files.get(path)?.length ?? 0);
      files.set(path, held);
    },
    isSilent: (path) => files.get(path)?.every(({ entries }) => entries.length === 0) !== false,
    get size() {
      return size;
    },
  };
}

function union<Value>(known: readonly Value[], more: readonly Value[]): readonly Value[] {
  const all = new Set(known);
  for (const value of more) all.add(value);
  return all.size === known.length ? known : [...all];
}

function isSame<Value>(one: readonly Value[], other: readonly Value[]): boolean {
  return one === other || (one.length === other.length && one.every((value, i) => value === other[i]));
}

function isIn(ages: readonly number[], age: number): boolean {
  return ((ages[age >> 5] ?? 0) & (1 << (age & 31))) !== 0;
}

function withBit(ages: readonly number[], age: number): readonly number[] {
  const place = age >> 5;
  return Array.from({ length: Math.max(ages.length, place + 1) }, (_, i) =>
    i === place ? (ages[i] ?? 0) | (1 << (age & 31)) : (ages[i] ?? 0),
  );
}

function without(ages: readonly number[], age: number): readonly number[] {
  return ages.map((bits, i) => (i === age >> 5 ? bits & ~(1 << (age & 31)) : bits));
}
