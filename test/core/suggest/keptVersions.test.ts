import assert from 'node:assert/strict';
import { answers, type GivenSite, prose } from '../../support/suggestions.ts';

const names = ['oil', 'wicks', 'glass', 'brass'];

/** A site whose pages moved below the folder of their version when the next one was written. */
const divided = (...newest: readonly string[]): GivenSite => {
  const pages = [...names, 'cookies'].map((name) => `v1.3/lamps/${name}`);
  const later = [...names, ...newest].flatMap((name) => [`v2.0/lamps/${name}`, `v2.1/lamps/${name}`]);
  const text = (path: string) => `# ${path.replace(/.*\//, '')}\n\n${prose(path)}`;
  return {
    pages: Object.fromEntries([
      ['docs/index.md', '# Home'],
      ...[...pages, ...later].map((path) => [`docs/${path}.md`, text(path)]),
    ]),
    log: 'c2 2024-02-01\nR098 docs/lamps/cookies.md -> docs/v1.3/lamps/cookies.md\nc1 2024-01-01\nA docs/lamps/cookies.md',
    texts: { 'docs/lamps/cookies.md': text('v1.3/lamps/cookies') },
  };
};

// hanami/guides@a7288eccc7 leads /actions/cookies to /v1.3/actions/cookies/, though /v2.3/actions/cookies/ is there, and
// /architecture/interactors to /v1.3/, where alone it is.
describe('a page that git followed into a version that is kept', () => {
  it('may be led to where no newer version has it, and is not sure', async () => {
    const [first] = await answers(divided(), '/lamps/cookies/');
    assert.deepEqual([first?.url, first?.confident], ['/v1.3/lamps/cookies/', false]);
    assert.match(first?.doubt ?? '', /a page of version v1\.3, and the address names none/);
  });

  it('makes the page of that name in the newest version unsure', async () => {
    const [first] = await answers(divided('cookies'), '/lamps/cookies/');
    assert.deepEqual([first?.url, first?.confident], ['/v2.1/lamps/cookies/', false]);
    assert.match(first?.doubt ?? '', /git followed the file to \/v1\.3\/lamps\/cookies\//);
  });

  // trpc/trpc leads /docs/nextjs/aborting-procedure-calls to /docs/client/nextjs/pages-router/aborting-procedure-calls, and git
  // saw a file of that name go into the copy of version 10 when the page moved.
  it('is no answer where the pages of today have no version', async () => {
    const { pages, ...given } = divided();
    const today = names.map((name): [string, string] => [`docs/lamps/${name}.md`, `# ${name}\n\n${prose(name)}`]);
    const moved = ['docs/lamps/use/cookies.md', `# cookies\n\n${prose('v1.3/lamps/cookies')}`];
    const all = Object.fromEntries([...Object.entries(pages), ...today, moved]);
    const [first] = await answers({ ...given, pages: all }, '/lamps/cookies/');
    assert.equal(first?.url, '/lamps/use/cookies/');
  });

  it('is sure where that version is the newest', async () => {
    const { pages, ...given } = divided();
    const older = Object.entries(pages).map(([file, text]): [string, string] => [file.replace('/v2.', '/v1.'), text]);
    const [first] = await answers({ ...given, pages: Object.fromEntries(older) }, '/lamps/cookies/');
    assert.deepEqual([first?.url, first?.confident], ['/v1.3/lamps/cookies/', true], first?.doubt);
  });
});

// OpenHands/docs@b9b5c03fe8 moved /openhands/usage/runtimes/docker to /openhands/usage/v0/runtimes/V0_docker, and leads its readers
// to /openhands/usage/sandboxes/docker; nearly all of its pages have no version.
describe('a page that was put into the folder of a version beside many that have none', () => {
  const today = ['oil', 'wicks', 'glass', 'brass', 'matches', 'stands'];
  const text = (name: string) => `# ${name}\n\n${prose(name)}`;
  const given = (folder: string, unversioned: readonly string[]): GivenSite => ({
    pages: Object.fromEntries([
      ['docs/index.md', '# Home'],
      ...unversioned.map((name) => [`docs/use/${name}.md`, text(name)]),
      ...['burners', 'snuffers'].map((name) => [`docs/use/${folder}/run/the-${name}.md`, text(name)]),
    ]),
    log: `c2 2024-02-01\nR096 docs/use/run/burners.md -> docs/use/${folder}/run/the-burners.md\nc1 2024-01-01\nA docs/use/run/burners.md`,
    texts: { 'docs/use/run/burners.md': text('burners') },
  });

  it('is not sure, as another page may have taken its place', async () => {
    const [first] = await answers(given('v0', today), '/use/run/burners/');
    assert.deepEqual([first?.url, first?.confident], ['/use/v0/run/the-burners/', false]);
    assert.match(first?.doubt ?? '', /a page of version v0/);
  });

  it('is sure where the folder is none of a version, or holds what is read today', async () => {
    for (const [folder, pages] of [['lamps', today] as const, ['v2', ['oil']] as const]) {
      const [first] = await answers(given(folder, pages), '/use/run/burners/');
      assert.deepEqual([first?.url, first?.confident], [`/use/${folder}/run/the-burners/`, true], first?.doubt);
    }
  });
});
