/** The extension's own place in the status bar. */
import { type Disposable, StatusBarAlignment, window } from 'vscode';
import { plainLine, plainLines } from '../../core/wording/plainLine.ts';

/** The entry of the extension in the status bar. */
export interface StatusBarEntry extends Disposable {
  /** `icon` is one of the editor's; the tooltip has a line for each text. */
  show(icon: string, text: string, tooltip: readonly string[]): void;
  hide(): void;
}

/** `command` is run by a click. */
export function statusBarEntry(id: string, name: string, command: string): StatusBarEntry {
  const item = window.createStatusBarItem(id, StatusBarAlignment.Left);
  item.name = name;
  item.command = command;
  return {
    show(icon, text, tooltip) {
      item.text = `$(${icon}) ${plainLine(text)}`;
      item.tooltip = plainLines(tooltip);
      item.show();
    },
    hide: () => item.hide(),
    dispose: () => item.dispose(),
  };
}
