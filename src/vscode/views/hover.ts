/** What is known about a finding, on hover: status and age, counts, and the suggestions with their evidence. */
import { type Disposable, Hover, languages, type MarkdownString } from 'vscode';
import { lineRange } from '../documents/convert.ts';
import { commandIds } from '../shared/manifest.ts';
import type { FolderFinding, Sessions } from '../shared/session.ts';
import { hoverText } from '../shown/items.ts';
import { findingHover, inRow, lineHover, longestHover } from './hoverText.ts';

/** What its links may do: show what is known, nothing else. */
const linked = [commandIds.showEvidence, commandIds.explain, commandIds.openPlace, commandIds.openCommit];

export function registerHover(sessions: Sessions): Disposable {
  return languages.registerHoverProvider(
    { scheme: 'file' },
    {
      provideHover(document, position) {
        const here = sessions
          .findingsIn(document.uri)
          .filter(({ finding }) => finding.place.line === position.line + 1);
        if (here.length === 0) return undefined;
        const range = document.validateRange(lineRange(position.line + 1));
        const said = lineHover(here.map(({ folder, finding }) => ({ folder: folder.uri.toString(), finding })));
        return new Hover(
          said.map((text) => hoverText(text, linked)),
          range,
        );
      },
    },
  );
}

/** What a row of the view says on hover. */
export function rowHover(about: FolderFinding): MarkdownString {
  return hoverText(findingHover(about.finding, about.folder.uri.toString(), longestHover, inRow), linked);
}
