import { desktopEditor, downloadedEditor } from './desktopEditor.ts';
import { hostedEditor } from './hostedEditor.ts';

/** One run of an extension's tests in an editor window of its own. */
export interface EditorRun {
  readonly name: string;
  /** A folder or a `.code-workspace` file. */
  readonly workspace: string;
  readonly trusted: boolean;
  /** The extension that is loaded from its folder, and the module in it that runs the tests. */
  readonly extension: { readonly folder: string; readonly tests: string };
  /** A packaged extension to install before. */
  readonly vsix: string | undefined;
  /** User settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
  readonly timeout: number;
}

/** A VS Code that runs the tests of an extension. */
export interface Editor {
  readonly title: string;
  /** Runs the tests to their end. Resolves to what broke, `undefined` when nothing did. */
  run(run: EditorRun): Promise<string | undefined>;
  close(): Promise<void>;
}

/** The VS Code named in the environment, else a downloaded one, else (where nothing can be downloaded) a hosted one. */
export async function openEditor(): Promise<Editor> {
  const executable = process.env.VSCODE_EXECUTABLE;
  if (executable) return desktopEditor(executable);
  return (await downloadedEditor()) ?? hostedEditor();
}
