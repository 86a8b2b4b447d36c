/** One message for each failure: what happened, and a button for what to do next. */
import { commands as editorCommands, env, Uri } from 'vscode';
import type { Failure } from '../../core/ports.ts';
import { commandIds, title } from '../shared/manifest.ts';
import { showError, showStatus } from '../shown/messages.ts';

type Remedy = 'Set Credentials' | 'Open Account' | 'Retry' | 'Show Log';

/** `retry` runs the same thing again, on the user's word only. */
export async function showFailure(failure: Failure, retry: () => Thenable<unknown>): Promise<void> {
  if (failure.kind === 'cancelled') {
    showStatus('circle-slash', `${title}: ${failure.message}`, 8000);
    return;
  }
  const { account } = failure;
  const remedies = remediesOf(failure.kind).filter((remedy) => remedy !== 'Open Account' || account !== undefined);
  const openAccount = `Open ${account?.title}`;
  const buttons = remedies.map((remedy) => (remedy === 'Open Account' ? openAccount : remedy));
  const pressed = await showError(failure.message, ...buttons);
  const chosen = remedies.find((_, at) => buttons[at] === pressed);
  switch (chosen) {
    case 'Set Credentials':
      // What failed without them goes on with them.
      if ((await editorCommands.executeCommand<unknown>(commandIds.setCredentials, account?.title)) === true)
        await retry();
      return;
    case 'Open Account':
      if (account !== undefined) await env.openExternal(Uri.parse(account.url));
      return;
    case 'Retry':
      await retry();
      return;
    case 'Show Log':
      await editorCommands.executeCommand(commandIds.showLog);
      return;
    case undefined:
      return;
    default:
      chosen satisfies never;
  }
}

function remediesOf(kind: Failure['kind']): readonly Remedy[] {
  switch (kind) {
    case 'unauthorised':
      return ['Set Credentials', 'Show Log'];
    case 'not-verified':
    case 'no-credit':
    case 'cost-limit':
    case 'no-access':
      return ['Open Account', 'Show Log'];
    case 'rate-limited':
    case 'offline':
    case 'timed-out':
    case 'server-error':
      return ['Retry', 'Show Log'];
    case 'bad-request':
    case 'bad-answer':
    case 'not-found':
    case 'cancelled':
      return ['Show Log'];
    default:
      return kind satisfies never;
  }
}
