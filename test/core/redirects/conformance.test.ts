import assert from 'node:assert/strict';
import type { HostId } from '../../../src/core/redirects/format.ts';
import type { Trial } from '../../../tools/conformance/engine.ts';
import { simulate } from '../../../tools/conformance/simulate.ts';
import { fixtures } from '../../support/fixtures.ts';

/** The content files and generators of a site whose redirects are pages. */
function built(site: string): Pick<Trial, 'routes' | 'generators'> {
  return JSON.parse(site) as Pick<Trial, 'routes' | 'generators'>;
}

/** The engines themselves are asked by `npm run conformance`; here their answers to some requests are written down. */
describe('the simulation of a host', () => {
  for (const fixture of fixtures('conformance')) {
    const host = /^host: (\w+)$/m.exec(fixture.comment)?.[1] ?? fixture.name;
    it(`answers as ${fixture.name} does`, async () => {
      for (let i = 1; fixture.files.has(String(i)); i++) {
        const {
          pages,
          site = '{}',
          ...files
        } = Object.fromEntries(
          [...fixture.files].flatMap(([name, text]) =>
            name.startsWith(`${i}/`) ? [[name.slice(`${i}/`.length), text]] : [],
          ),
        );
        const wanted = (fixture.files.get(String(i)) ?? '')
          .trim()
          .split('\n')
          .map((line) => line.split(' -> '));
        const trial = {
          files,
          urls: wanted.map(([url = '']) => url),
          pages: pages?.trim().split('\n') ?? [],
          ...built(site),
        };
        const answers = await simulate(trial, host as HostId);
        const found = answers.map((answer, j) => [
          wanted[j]?.[0],
          answer ? `${answer.status} ${answer.location}` : 'no redirect',
        ]);
        assert.deepEqual(found, wanted, `trial ${i}`);
      }
    });
  }
});
