/** Writes a file and kills this process at one call to the file system: `killedWriter.ts NAME FOLDER CALL MOMENT`. */
import { writeFileSync } from 'node:fs';
import { killMark, type Moment, runStopped } from './stoppedWrites.ts';
import { writers } from './writers.ts';

const [name = '', folder = '', call = '', moment = 'before'] = process.argv.slice(2);
const writer = writers[name];
if (writer === undefined) throw new Error(`No writer is called ${name}.`);
await runStopped(
  () => writer.write(folder),
  { call: Number(call), moment: moment as Moment },
  () => {
    writeFileSync(killMark(folder), '');
    process.kill(process.pid, 'SIGKILL');
  },
);
