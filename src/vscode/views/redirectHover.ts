/** Where a redirect leads, step by step, on hover over its line. */
import { type Disposable, Hover, languages } from 'vscode';
import { lineRange, signalOf } from '../documents/convert.ts';
import type { EngineDoor } from '../shared/engine.ts';
import type { Sessions } from '../shared/session.ts';
import { hoverText } from '../shown/items.ts';
import { followedHover } from './hoverText.ts';

export function registerRedirectHover(sessions: Sessions, openEngine: EngineDoor): Disposable {
  return languages.registerHoverProvider(
    { scheme: 'file' },
    {
      async provideHover(document, position, token) {
        // Asked for in every document; only a file with rules is worth a question to the other process.
        const place = sessions.ruleFileAt(document.uri);
        if (place === undefined) return undefined;
        const { folder, file } = place;
        const line = position.line + 1;
        const followed = await (await openEngine()).follow(folder, { file, line }, signalOf(token));
        if (followed.length === 0) return undefined;
        return new Hover(
          followed.map((rule) => hoverText(followedHover(rule))),
          document.validateRange(lineRange(line)),
        );
      },
    },
  );
}
