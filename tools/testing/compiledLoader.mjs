// `node --import` of this lets a Node run the sources that were compiled before: see compiledHooks.mjs.
import { register } from 'node:module';

register('./compiledHooks.mjs', import.meta.url);
