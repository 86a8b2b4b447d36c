// Loads sources with the texts that the file named in MUTANTS has for them, in place of what is on the disk.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';

const { texts } = JSON.parse(readFileSync(process.env.MUTANTS ?? '', 'utf8'));
registerHooks({
  load: (wanted, context, next) =>
    Object.hasOwn(texts, wanted)
      ? { format: 'module-typescript', source: texts[wanted], shortCircuit: true }
      : next(wanted, context),
});
