// Reads every page of a folder as text, and nothing else: `reading.mjs FOLDER EXTENSION…`.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, ...extensions] = process.argv.slice(2);
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  const ending = entry.name.slice(entry.name.lastIndexOf('.') + 1);
  if (entry.isFile() && extensions.includes(ending)) readFileSync(join(entry.parentPath, entry.name), 'utf8');
}
