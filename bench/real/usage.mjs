// Loaded before a script that is measured: writes what its process and those that it started have used.
import { readFileSync, writeFileSync } from 'node:fs';

/** Of a clock tick, which is a hundredth of a second on every Linux. */
const ticks = 100;

function ofChildren() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[13]) + Number(fields[14])) / ticks;
  } catch {
    return 0; // no Linux: git's own time is not told
  }
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const seconds = (userCPUTime + systemCPUTime) / 1e6 + ofChildren();
  writeFileSync(process.env.BENCH_USAGE ?? '', JSON.stringify({ seconds, megabytes: maxRSS / 1024 }));
});
