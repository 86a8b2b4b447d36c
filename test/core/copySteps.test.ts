import assert from 'node:assert/strict';
import { copySteps } from '../../src/core/site/copies/copySteps.ts';

/** What is copied, as `from -> to (takes)`. */
const read = (text: string) =>
  copySteps(text).map(({ from, to, takes, inside }) => `${inside}${from.join('+')} -> ${inside}${to} (${takes})`);

describe('Copies in the commands of a build', () => {
  // GNU coreutils 9.1, rsync 3.5.0, cpx2 8.0.2, copyfiles 2.4.1, sync-directory 6.0.5 and Node.js 24, as their manuals say.
  const forms: readonly (readonly [text: string, copies: readonly string[]])[] = [
    ['docs:\n\tcp -r ../docs content/docs\n', ['../docs -> content/docs (folder)']],
    ['\t@cp -R guide notes content/', ['guide+notes -> content/ (folder)']],
    ['cp --archive "my docs/." content', ['my docs -> content (contents)']],
    ['cd website && cp -a ../docs content && hugo', ['website/../docs -> website/content (folder)']],
    ['"prebuild": "shx cp -r ../docs/* src/docs",', ['../docs -> src/docs (contents)']],
    ['cp CHANGELOG.md docs/changelog.md', ['CHANGELOG.md -> docs/changelog.md (folder)']],
    ['cp docs content', []],
    ['cp -r $(DOCS) content/docs', []],
    ['cp -r /srv/docs content/docs', []],
    ['# cp -r docs content/docs', []],
    ['rsync -av --delete docs/ site/docs', ['docs -> site/docs (contents)']],
    ['rsync -a --exclude drafts docs site', ['docs -> site (folder)']],
    ['rsync -a --files-from=list docs site', []],
    ['rsync -a docs/ user@host:site', []],
    ['npx cpx "../docs/**/*.{md,mdx}" content/docs --clean', ['../docs -> content/docs (contents)']],
    ['cpx "../docs/*.md" content', []],
    ['copyfiles -u 1 "docs/**/*" content', ['docs -> content (contents)']],
    ['copyfiles "docs/**/*.md" content', ['docs -> content (whole path)']],
    ['copyfiles -f "docs/**/*.md" content', []],
    ['npx sync-directory ../docs content/docs --deleteOrphaned', ['../docs -> content/docs (contents)']],
    ['ln -sfn ../../docs content/docs', ['content/../../docs -> content/docs (contents)']],
    [
      "import { cpSync } from 'fs';\ncpSync('docs', 'content/docs', { recursive: true });",
      ['docs -> content/docs (contents)'],
    ],
    [
      "const fs = require('fs-extra');\nconst to = path.join(__dirname, 'content', 'docs');\nfs.copySync(path.resolve(__dirname, '../docs'), to);",
      ['./../docs -> ./content/docs (contents)'],
    ],
    ["import { cp } from 'node:fs/promises';\nawait cp(source(), 'content/docs');", []],
    ['cp -r \\\n  docs \\\n  content/docs', ['docs -> content/docs (folder)']],
    // https://www.gnu.org/software/bash/manual/html_node/Shell-Parameters.html, https://www.gnu.org/software/make/manual/make.html#Reference
    [
      'SITE="website"\nOUT="$SITE/content/docs"\ncp -r docs/* "$' + '{OUT}"',
      ['docs -> website/content/docs (contents)'],
    ],
    ["export FROM='docs'\ncp -r $FROM/* content", ['docs -> content (contents)']],
    ['OUT := content/docs # below the site\nsite:\n\tcp -r docs $(OUT)', ['docs -> content/docs (folder)']],
    ['OUT=content\nOUT=other\ncp -r docs $OUT', []],
    ['OUT=content\nOUT=$(mktemp -d)\ncp -r docs $OUT', []],
    // A key of netlify.toml is no variable. https://docs.netlify.com/configure-builds/file-based-configuration/
    ['command = "cp -r ../docs content && hugo"', ['../docs -> content (folder)']],
    ['command="cp -r docs content"', ['docs -> content (folder)']],
    ["command = 'cp -r docs content'", ['docs -> content (folder)']],
    ['NODE_ENV=production cp -r docs content', ['docs -> content (folder)']],
    ['OUT=$HOME/site\ncp -r docs $OUT', []],
    ['"OUT": "content",\ncp -r docs $OUT', []],
  ];
  for (const [text, copies] of forms) it(JSON.stringify(text), () => assert.deepEqual(read(text), copies));
});
