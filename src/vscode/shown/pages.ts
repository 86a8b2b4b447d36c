/** Pages that are read, not edited: our own HTML, in which nothing runs and whose links are a few of our commands. */
import { randomBytes } from 'node:crypto';
import { type Disposable, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { Html } from '../../core/wording/htmlText.ts';
import { plainLine } from '../../core/wording/plainLine.ts';

/** What a tab shows. */
export interface Page {
  readonly title: string;
  readonly body: Html;
}

/** The pages that are open, by what they are about. */
export class Pages implements Disposable {
  readonly #open = new Map<string, WebviewPanel>();
  readonly #commands: readonly string[];

  /** `commands` may be run by links. */
  constructor(commands: readonly string[]) {
    this.#commands = commands;
  }

  /** Opens the page, or renews and shows the one that is open. */
  show(about: string, page: Page): void {
    const known = this.#open.get(about);
    if (known) {
      this.renew(about, page);
      known.reveal();
      return;
    }
    const panel = window.createWebviewPanel('brokenBacklinks.page', plainLine(page.title), ViewColumn.Active, {
      enableScripts: false,
      enableCommandUris: this.#commands,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    this.#open.set(about, panel);
    panel.onDidDispose(() => this.#open.delete(about));
    panel.webview.html = documentOf(page.body);
  }

  /** Nothing happens where it is not open. */
  renew(about: string, { body }: Page): void {
    const panel = this.#open.get(about);
    if (panel) panel.webview.html = documentOf(body);
  }

  /** What the open ones are about. */
  about(): readonly string[] {
    return [...this.#open.keys()];
  }

  dispose(): void {
    for (const panel of this.#open.values()) panel.dispose();
  }
}

const style = `
body { font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); line-height: 1.5; max-width: 60rem; padding: 0 1rem 2rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4em; } h2 { font-size: 1.15em; margin-top: 1.6em; }
a { color: var(--vscode-textLink-foreground); } a:focus { outline: 1px solid var(--vscode-focusBorder); }
.note { color: var(--vscode-descriptionForeground); } .weight { font-family: var(--vscode-editor-font-family); }
ul, ol { padding-left: 1.6em; } li { margin: 0.2em 0; } ul.plain { list-style: none; padding-left: 0.4em; }
`;

function documentOf({ source }: Html): string {
  const nonce = randomBytes(16).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><style nonce="${nonce}">${style}</style></head><body>${source}</body></html>`;
}
