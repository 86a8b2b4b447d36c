/** What is known about a finding, on hover: status and age, counts, and the suggestions with their evidence. */
import { type Disposable, Hover, languages, MarkdownString } from 'vscode';
import { storyLines } from '../core/history/story.ts';
import { lineRange } from './convert.ts';
import { bestReferrer, countsLine, statusLine, suggestionLine } from './evidenceText.ts';
import { commands } from './manifest.ts';
import type { FolderFinding, Sessions } from './session.ts';

/** How many suggestions a hover spells out; the others stand in the evidence document. */
const shownSuggestions = 3;

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
        return new Hover(here.map(findingMarkdown), range);
      },
    },
  );
}

/** All text that comes from elsewhere is escaped; the only commands it may run show what is known. */
export function findingMarkdown({ folder, finding }: FolderFinding): MarkdownString {
  const { broken, diagnosis, live } = finding;
  const markdown = new MarkdownString(undefined, true);
  markdown.isTrusted = { enabledCommands: [commands.showEvidence, commands.explain] };
  markdown.appendMarkdown('**').appendText(broken.url).appendMarkdown('**  \n');
  markdown.appendText(statusLine(broken, live)).appendMarkdown('  \n');
  markdown.appendText(countsLine(broken) + bestReferrer(broken)).appendMarkdown('\n\n');
  const story = diagnosis.past ? storyLines(diagnosis.past) : [];
  for (const line of story) markdown.appendText(line).appendMarkdown('  \n');
  if (story.length > 0) markdown.appendMarkdown('\n');
  diagnosis.suggestions.slice(0, shownSuggestions).forEach((suggestion, index) => {
    markdown
      .appendMarkdown(`${index + 1}. `)
      .appendText(suggestionLine(suggestion))
      .appendMarkdown('\n');
    for (const { text } of suggestion.evidence) markdown.appendMarkdown('   - ').appendText(text).appendMarkdown('\n');
  });
  if (diagnosis.suggestions.length === 0) markdown.appendText('No page of this site is a good target.');
  if (finding.removal !== undefined) {
    markdown.appendMarkdown('\n\n').appendText(`This page was ${finding.removal}.`);
  }
  const target = encodeURIComponent(JSON.stringify([folder.uri.toString(), diagnosis.path]));
  markdown.appendMarkdown(`\n\n[Evidence and referrers](command:${commands.showEvidence}?${target})`);
  markdown.appendMarkdown(` · [Explain this address](command:${commands.explain}?${target})`);
  return markdown;
}
