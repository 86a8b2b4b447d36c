/** Reads a file as a source, as a process of its own that is measured; prints one line of JSON. Linux. */
import { readFileSync } from 'node:fs';
import { siteTarget } from '../../src/core/backlinks/siteTarget.ts';
import { openSavedFiles } from '../../src/io/savedFiles/openFiles.ts';
import { sources } from '../../src/io/sources/index.ts';
import { readSavedFiles } from '../../src/io/sources/savedFiles.ts';

const [path = '', site = ''] = process.argv.slice(2);
const target = siteTarget(site);
if (target === undefined) throw new Error(`${site} is no site`);
/** The most memory so far; what `resourceUsage` says begins with that of the process that started this one. */
const peakMegabytes = () => Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
/** What it takes without any file. */
const ownMegabytes = peakMegabytes();
const opened = await openSavedFiles(path);
const read = opened.ok
  ? await readSavedFiles(sources, opened.value, { targets: [target], includeSubdomains: false }, '2026-11-28')
  : opened;
const { userCPUTime, systemCPUTime } = process.resourceUsage();
console.log(
  JSON.stringify({
    seconds: (userCPUTime + systemCPUTime) / 1e6,
    ownMegabytes,
    megabytes: peakMegabytes(),
    pages: read.ok ? read.value.pages.length : undefined,
    says: read.ok
      ? [...read.value.notes, ...(read.value.gaps ?? [])].map(({ message }) => message)
      : [read.failure.message],
  }),
);
