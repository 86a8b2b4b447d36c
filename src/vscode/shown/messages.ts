/** Messages, questions and progress. What strangers wrote is cleaned here, on its way to the screen, and nowhere else. */
import {
  type CancellationToken,
  type InputBoxOptions,
  ProgressLocation,
  type QuickPickItem,
  type QuickPickOptions,
  window,
} from 'vscode';
import { plainLine, plainLines } from '../../core/wording/plainLine.ts';

/** Resolves to the button that was pressed. */
export function inform<Button extends string>(message: string, ...buttons: readonly Button[]) {
  return window.showInformationMessage(plainLine(message), ...buttons);
}

export function warn<Button extends string>(message: string, ...buttons: readonly Button[]) {
  return window.showWarningMessage(plainLine(message), ...buttons);
}

export function showError<Button extends string>(message: string, ...buttons: readonly Button[]) {
  return window.showErrorMessage(plainLine(message), ...buttons);
}

/** A question that must be answered before anything else is done. */
export function askFirst<Button extends string>(
  { question, detail, isWarning }: { question: string; detail: readonly string[]; isWarning: boolean },
  ...buttons: readonly Button[]
) {
  const options = { modal: true, detail: plainLines(detail) };
  return isWarning
    ? window.showWarningMessage(plainLine(question), options, ...buttons)
    : window.showInformationMessage(plainLine(question), options, ...buttons);
}

/** A line in the status bar for a while; `icon` is one of the editor's. */
export function showStatus(icon: string, message: string, milliseconds: number): void {
  window.setStatusBarMessage(`$(${icon}) ${plainLine(message)}`, milliseconds);
}

/** One of several; `icon` is one of the editor's. */
export interface Choice {
  readonly label: string;
  readonly icon?: string;
  readonly description?: string;
  readonly detail?: string;
}

/** `undefined` when nothing was chosen. */
export async function choose<Item extends Choice>(
  choices: readonly Item[],
  { title, placeHolder, ...options }: QuickPickOptions,
): Promise<Item | undefined> {
  const shown = choices.map((choice) => ({ ...shownChoice(choice), choice }));
  const texts = {
    ...(title && { title: plainLine(title) }),
    ...(placeHolder && { placeHolder: plainLine(placeHolder) }),
  };
  const chosen = await window.showQuickPick(shown, { ...options, ...texts });
  return chosen?.choice;
}

function shownChoice({ label, icon, description, detail }: Choice): QuickPickItem {
  return {
    label: `${icon === undefined ? '' : `$(${icon}) `}${plainLine(label)}`,
    ...(description !== undefined && { description: plainLine(description) }),
    ...(detail !== undefined && { detail: plainLine(detail) }),
  };
}

/** A question that is answered by a text. */
export interface TextQuestion extends Omit<InputBoxOptions, 'validateInput'> {
  /** What is wrong with the text; `undefined` when it can be taken. */
  readonly validateInput: (text: string) => string | undefined;
}

/** `undefined` when the user goes back. */
export function askText({ title, prompt, placeHolder, validateInput, ...options }: TextQuestion) {
  const wrong = (text: string) => {
    const reason = validateInput(text);
    return reason === undefined ? undefined : plainLine(reason);
  };
  const texts = {
    ...(title && { title: plainLine(title) }),
    ...(prompt && { prompt: plainLine(prompt) }),
    ...(placeHolder && { placeHolder: plainLine(placeHolder) }),
  };
  return window.showInputBox({ ...options, ...texts, validateInput: wrong });
}

/** A notification that stays as long as the work takes, with a button to stop it. */
export function showProgress<Value>(
  title: string,
  run: (report: (step: string) => void, token: CancellationToken) => Promise<Value>,
): Thenable<Value> {
  const options = { location: ProgressLocation.Notification, title: plainLine(title), cancellable: true };
  return window.withProgress(options, (shown, token) =>
    run((step) => shown.report({ message: plainLine(step) }), token),
  );
}

/** A line that runs below the title of a view as long as the work takes. */
export function showViewProgress<Value>(view: string, run: () => Promise<Value>): Thenable<Value> {
  return window.withProgress({ location: { viewId: view } }, run);
}
