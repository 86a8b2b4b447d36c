/** Reads the data block at the head of a content file. The only place that does. */
import matter from 'gray-matter';
import type { FrontMatter } from '../model.ts';

const refuse = () => {
  throw new Error('a block of program code is not read');
};

export function readFrontMatter(text: string, _path?: string): FrontMatter {
  if (!/^\uFEFF?---[ \t]*\r?\n/.test(text)) return { format: 'none', data: {}, bodyStart: 0 };
  try {
    const read = matter(text, { engines: { javascript: refuse, js: refuse, coffee: refuse } });
    return { format: 'yaml', data: read.data, bodyStart: text.length - read.content.length };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { format: 'yaml', data: {}, bodyStart: 0, problem: { message, line: 1 } };
  }
}

/** The text of the first heading of the body. */
export function firstHeading(text: string, bodyStart: number): string | undefined {
  return /^#\s+(.+?)\s*#*\s*$/m.exec(text.slice(bodyStart))?.[1];
}
