/** Tells the menus which files hold redirects that one rule may replace. */
import { type Disposable, commands as editorCommands } from 'vscode';
import { uriOf } from '../documents/repositoryPlaces.ts';
import { contexts } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';

export function registerCompactable(sessions: Sessions): Disposable {
  return sessions.onDidReview(() => {
    const reviews = sessions.reviews();
    const files = reviews.flatMap(({ folder, review }) =>
      (review.compactable ?? []).map((file) => uriOf(folder, file)),
    );
    // The editor calls a file by either.
    const names = files.flatMap(({ fsPath, path }) => [fsPath, path]);
    void editorCommands.executeCommand('setContext', contexts.hasReview, reviews.length > 0);
    void editorCommands.executeCommand('setContext', contexts.compactable, names);
  });
}
