/** The tree of everything the last audit found. Its rows are made once there are some. */
import { Disposable, EventEmitter, commands as editorCommands, window } from 'vscode';
import type { Logger } from '../../core/ports.ts';
import { inBackground } from '../shared/background.ts';
import { contexts, views } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import type { TreeNode } from './brokenPagesTree.ts';
import { filesDropped } from './dropView.ts';

export function registerBrokenPagesView(sessions: Sessions, log: Logger): Disposable {
  const changed = new EventEmitter<undefined>();
  const openRows = () => import('./brokenPagesRows.ts');
  const view = window.createTreeView<TreeNode>(views.brokenPages, {
    showCollapseAll: true,
    dragAndDropController: filesDropped,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(node) {
        const results = sessions.all();
        if (results.length === 0) return [];
        const { treeChildren, rootsOf } = await openRows();
        return [...(node ? treeChildren(node) : rootsOf(results))];
      },
      getTreeItem: async (node) => (await openRows()).itemOf(node),
    },
  });
  const show = async () => {
    const { describeView } = await import('../shown/items.ts');
    const { textsAround } = await openRows();
    // Of this moment: it may have changed while the rows were read.
    const results = sessions.all();
    void editorCommands.executeCommand('setContext', contexts.hasResult, results.length > 0);
    describeView(view, textsAround(results));
    changed.fire(undefined);
  };
  const changes = sessions.onDidChange(() => inBackground(log, show()));
  return Disposable.from(changes, view, changed);
}
