// The licences of the libraries that are in the bundles: they ask to be handed on with every copy.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a file with a licence or a notice is called. */
const licence = /^(?:licen[cs]e|copying|notice)(?:[-.](?:md|markdown|txt|mit|apache|bsd))*$/i;

/**
 * The text for these inputs of bundles, as esbuild's `metafile` names them; the same for the same inputs.
 * Throws where a library says nothing of its licence: it could not be handed on.
 */
export function noticesOf(inputs, root) {
  const folders = [...new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined))].sort();
  const notices = folders.map((folder) => noticeOf(join(root, folder)));
  const head = `Broken Backlinks contains ${folders.length} libraries by others. Each is used under the licence below its name.`;
  return `${[head, ...notices].join(`\n\n${'='.repeat(78)}\n\n`)}\n`;
}

/** `node_modules/@babel/parser` of `node_modules/@babel/parser/lib/index.js`; the innermost where one holds another. */
function packageFolder(input) {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/')) ?? [];
  return folder;
}

function noticeOf(folder) {
  const { name, version, license, homepage, repository } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => licence.test(file))
        .sort()
    : [];
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').replace(/\r\n?/g, '\n').trim());
  if (texts.length === 0)
    throw new Error(`${name} ${version} has no file with its licence (${license}); add one to tools/notices.mjs.`);
  const from = homepage ?? (typeof repository === 'string' ? repository : repository?.url) ?? '';
  return [`${name} ${version} (${license})`, from, '', ...texts].join('\n');
}
