// Loads one source with the text named in MUTANT_TEXT in place of what is on the disk.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const { MUTANT_URL: url, MUTANT_TEXT: text } = process.env;
if (url && text) {
  registerHooks({
    load: (wanted, context, next) =>
      wanted === url
        ? { format: 'module-typescript', source: readFileSync(text, 'utf8'), shortCircuit: true }
        : next(wanted, context),
  });
}
