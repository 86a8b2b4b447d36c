import assert from 'node:assert/strict';
import { learnAddresses } from '../../src/core/generators/shared/contentLearning.ts';
import type { RepoPath } from '../../src/core/paths.ts';

const names = 'one two three four five six seven eight nine ten'.split(' ');
const files = names.map((name, index) => `content/course/${index < 5 ? 'a' : 'b'}/part/${name}.md`);
const links = names.map((name, index) => `/course/${index < 5 ? 'x' : 'y'}/${name}`);

function learnt(segments: string, paths: readonly string[], linked: readonly string[], code = ''): readonly string[] {
  const route = { folder: 'content' as RepoPath, file: 'page.ts' as RepoPath, code, segments: segments.split('/') };
  const found = learnAddresses(route, linked, { files: paths as readonly RepoPath[] });
  return [...(found?.route.addresses ?? [])].map(([path, address]) => `${path} /${address.join('/')}`).sort();
}

describe('addresses learnt from links', () => {
  it('takes the word that the links have for each folder', () => {
    const found = learnt('course/[...slug]', [...files, 'content/course/a/part/extra.md'], links);
    assert.equal(found.length, 11);
    assert.ok(found.includes('content/course/a/part/extra.md /course/x/extra'));
    assert.ok(found.includes('content/course/b/part/ten.md /course/y/ten'));
  });
  it('says nothing of a folder that links contradict each other about, or a single one speaks of', () => {
    const contradicting = [...links.slice(0, 9), '/course/x/ten'];
    assert.ok(!learnt('course/[...slug]', files, contradicting).some((line) => line.includes('/b/')));
    const single = [...files, 'content/course/c/part/alone.md', 'content/course/c/part/other.md'];
    assert.ok(!learnt('course/[...slug]', single, [...links, '/course/z/alone']).some((line) => line.includes('/c/')));
  });
  it('learns nothing from few links, or from many that name no file', () => {
    assert.deepEqual(learnt('course/[...slug]', files, links.slice(1)), []);
    assert.deepEqual(learnt('course/[...slug]', files, [...links, '/course/x/gone', '/course/y/lost']), []);
  });
  it('learns nothing where two files would have one address', () => {
    assert.deepEqual(
      learnt(
        'course/[...slug]',
        [...files, 'content/course/a/more/silent.md', 'content/course/a/part/silent.md'],
        links,
      ),
      [],
    );
  });
  it('believes that a name alone is the address only where the code says so', () => {
    const code = "samples.find((sample) => sample.slug.split('/').pop() === params.id)";
    const linked = ['/play/one', '/play/two', '/play/8f2d497760904f'];
    const course = files.map((path) => path.replace('/course', ''));
    assert.equal(learnt('play/[id]', course, linked, code).length, 5);
    assert.deepEqual(learnt('play/[id]', course, linked), []);
    assert.deepEqual(learnt('play/[id]', course, linked.slice(1), code), []);
    assert.deepEqual(learnt('play/[id]', course, [...linked, '/play/ten'], code), []);
  });
});
