// Records what the engines answer to the rule files of test/fixtures/written: files as people write them, one construct
// or two that meet in each. From the addresses of the section `asked` and what lies near each, the section `answered` is
// made, and the line `From:` names the engine and its version. `test/core/redirects/written.test.ts` holds us to all.
//   npm run conformance:written [-- FIXTURE…]       FIXTURE is an engine, or `nginx/map`
// What is said at the top of a fixture:
//   engine: nginx           the engine that is asked
//   variant: https          what the engine is told of the trial
//   Undecided: TEXT         what we say of the addresses that we cannot decide
//   Differs: /a because …   an address that the engine answers otherwise, with the reason
// Ends with 1 where we differ from an engine, or where one cannot be asked that is named.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Fixture, fixtures } from '../../test/support/fixtures.ts';
import { printTextArchive } from '../../test/support/txtar.ts';
import { refusal, unlike, writtenEngines, writtenTrial } from '../../test/support/writtenTrial.ts';
import { cachedInstall } from '../cachedInstall.mjs';
import { isRedirect } from './ask.ts';
import { print } from './compare.ts';
import type { Engine } from './engine.ts';
import { packageFolder } from './load.ts';
import { nearAddresses } from './nearAddresses.ts';

install();
const { engines } = await import('./engines/index.ts');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
let failed = false;
let rows = 0;
for (const folder of writtenEngines()) {
  for (const fixture of fixtures(`written/${folder}`)) {
    if (wanted.length > 0 && !wanted.some((name) => name === folder || name === `${folder}/${fixture.name}`)) continue;
    const id = /^engine: *(\S+)/m.exec(fixture.comment)?.[1];
    const engine = engines.find((entry) => entry.id === id);
    if (engine === undefined || engine.missing !== undefined) {
      failed ||= wanted.length > 0;
      console.log(`${folder}/${fixture.name}: not asked: ${engine?.missing ?? 'no such engine'}`);
      continue;
    }
    if (engine.packages !== undefined) install(engine.packages);
    const recorded = await record(fixture, engine);
    const { asked, redirected, undecided, differing } = await unlike(recorded);
    failed ||= differing.length > 0;
    rows += asked;
    const counts = `${asked} asked, ${redirected} redirected, ${undecided} undecided, ${differing.length} differ`;
    console.log([`${folder}/${fixture.name} (${engine.title}): ${counts}`, ...differing].join('\n  '));
  }
}
console.log(`${rows} addresses`);
for (const engine of engines) await engine.stop?.();
process.exit(failed ? 1 : 0);

/** The fixture with what the engine answers now, which is written back. */
async function record(fixture: Fixture, engine: Engine): Promise<Fixture> {
  const bases = (fixture.files.get('asked') ?? '').split('\n').filter((line) => line !== '');
  // These two take a path alone.
  const withoutQuery = ['netlify', 'vercel'].includes(engine.id);
  const urls = nearAddresses(bases, withoutQuery);
  const answered = await engine.run({ ...writtenTrial(fixture), urls }).then(
    (replies) =>
      urls.flatMap((url, i) => {
        const given = replies[i];
        // What is shown in place of a page is no redirect.
        const reply = typeof given === 'object' && !isRedirect(given.status) ? undefined : given;
        // Where the site lies on the disk differs with each trial.
        return reply === 'failed'
          ? []
          : [`${url} -> ${print(reply)}`.replace(/\/tmp\/conformance-\w+\/public/, '/srv/www')];
      }),
    (error: unknown) => [refusal, ...(process.env.SHOW ? [String(error)] : [])],
  );
  const comment = fixture.comment.replace(/^From: .*\n/m, '').replace(/^engine:/m, `From: ${engine.title}\nengine:`);
  const files = new Map([...fixture.files, ['answered', `${answered.join('\n')}\n`]]);
  writeFileSync(fixture.path, printTextArchive({ comment, files }));
  return { ...fixture, comment, files };
}

function install(set?: string): void {
  cachedInstall({
    name: basename(packageFolder(set)),
    source: join(import.meta.dirname, 'packages', set ?? ''),
    announcement: `Installing ${set ?? 'the redirect engines'} into ${basename(packageFolder(set))} in .cache (once).`,
  });
}
