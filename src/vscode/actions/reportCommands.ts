/** The commands that end in a document: the set-up, a suggestion that was wrong, the totals of a site, what would break. */
import { env, Uri, window, workspace } from 'vscode';
import { type Failure, failed } from '../../core/ports.ts';
import { checkLines, checkSummary } from '../../core/setUp/setUpCheck.ts';
import { documentName, documentText } from '../../core/wording/documentText.ts';
import { issuesAddress } from '../../io/http/userAgent.ts';
import { folderAround } from '../documents/repositoryPlaces.ts';
import { commandIds } from '../shared/manifest.ts';
import { askText, inform } from '../shown/messages.ts';
import { askAddress } from '../views/askAddress.ts';
import { trustedFolder } from './chooseFolder.ts';
import type { CommandHost, Handler } from './commands.ts';
import { targetOf } from './findingCommands.ts';

export function reportCommands(host: CommandHost): Readonly<Record<string, Handler>> {
  return {
    [commandIds.checkSetUp]: () => checkSetUp(host),
    [commandIds.showTotals]: () => showTotals(host),
    [commandIds.wouldBreak]: (...args) => wouldBreak(host, args),
    [commandIds.reportWrong]: (...args) => reportWrong(host, args),
  };
}

/** Needs trust though nothing is asked before the user allows it: git is run in the folder. */
async function checkSetUp({ openEngine, reports }: CommandHost): Promise<undefined> {
  const folder = await trustedFolder();
  if (folder === undefined) return;
  const engine = await openEngine();
  const mayAsk = await engine.mayAskSources();
  if (mayAsk === undefined) return;
  const checks = await engine.checkSetUp(folder, mayAsk);
  const text = documentText([...checkLines(checks), checkSummary(checks), '']);
  await reports.show(`Set-up of ${documentName(folder.name)}.txt`, text);
}

/** A document that can be kept beside the next one. */
async function showTotals({ openEngine, reports }: CommandHost): Promise<Failure | undefined> {
  const folder = await trustedFolder();
  const totals = folder && (await (await openEngine()).totals(folder));
  if (totals === undefined) return undefined;
  if (!totals.ok) return totals.failure;
  const { host, lines } = totals.value;
  await reports.show(`Totals of ${documentName(host)}.txt`, documentText([...lines, '']));
  return undefined;
}

/** Of what the explorer names (the one that was clicked, and all that are selected), else of the file that is edited. */
async function wouldBreak(
  { openEngine, reports }: CommandHost,
  args: readonly unknown[],
): Promise<Failure | undefined> {
  const [clicked, selected] = args;
  const all = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  const given = all.filter((each): each is Uri => each instanceof Uri);
  const edited = window.activeTextEditor?.document.uri;
  const uris = given.length > 0 ? given : edited === undefined ? [] : [edited];
  const [first] = uris;
  const around = first && folderAround(first);
  if (first === undefined || around === undefined) {
    const message = 'Open the file of a page first, or choose files and folders in the explorer.';
    return failed('not-found', message).failure;
  }
  const folder = workspace.isTrusted ? around : await trustedFolder();
  const counted = folder && (await (await openEngine()).wouldBreak(folder, uris));
  if (counted === undefined) return undefined;
  if (!counted.ok) return counted.failure;
  const { host, lines } = counted.value;
  await reports.show(`What Would Break at ${documentName(host)}.txt`, documentText([...lines, '']));
  return undefined;
}

/** What a menu names, else an address the user types. The report is a document that nobody has saved yet. */
async function reportWrong(
  { sessions, openEngine }: CommandHost,
  args: readonly unknown[],
): Promise<Failure | undefined> {
  const about = targetOf(sessions, args);
  const folder = about?.folder ?? (await trustedFolder());
  const url = about?.finding.broken.url ?? (folder && (await askAddress('Report a wrong suggestion')));
  if (folder === undefined || url === undefined) return undefined;
  const right = await askRight();
  if (right === undefined) return undefined;
  const report = await (await openEngine()).reportWrong(folder, url, right === '' ? undefined : right);
  if (!report.ok) return report.failure;
  const document = await workspace.openTextDocument({ language: 'json', content: report.value });
  await window.showTextDocument(document, { preview: false });
  void offerIssues();
  return undefined;
}

/** Empty where the user does not know; `undefined` when they go back. */
async function askRight(): Promise<string | undefined> {
  const text = await askText({
    title: 'Which page would be right?',
    prompt: 'Its address. Leave it empty if no page is right, or if you do not know.',
    placeHolder: '/guides/install/',
    validateInput: (value) =>
      /^(?:$|\/|https?:\/\/[^/]+)/i.test(value.trim()) ? undefined : 'Begin with a slash, or with https://.',
  });
  return text?.trim();
}

async function offerIssues(): Promise<void> {
  const open = 'Open Issues';
  const message = 'Nothing was sent. Look at the report, then save it and attach it to an issue if you want to.';
  if ((await inform(message, open)) === open) await env.openExternal(Uri.parse(issuesAddress));
}
