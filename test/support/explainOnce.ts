/** Says what is kept and told of addresses in a process of its own: `explainOnce.ts FOLDER CACHE ADDRESS…`. */
import { explained } from './explained.ts';

const [folder = '', cache = '', ...asked] = process.argv.slice(2);
const found = await explained(folder, asked, { cache });
process.stdout.write(found.map((each) => JSON.stringify(each)).join('\n'));
