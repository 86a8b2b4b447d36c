/** The tree of everything the last audit found. Its rows are made once there are some. */
import {
  Disposable,
  EventEmitter,
  commands as editorCommands,
  type TreeDragAndDropController,
  Uri,
  window,
} from 'vscode';
import type { Logger } from '../../core/ports.ts';
import { inBackground } from '../shared/background.ts';
import { commandIds, contexts, views } from '../shared/manifest.ts';
import type { Sessions } from '../shared/session.ts';
import type { TreeNode } from './brokenPagesTree.ts';

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

/** Exports and logs that are dropped onto the tree are audited by. */
const filesDropped: TreeDragAndDropController<TreeNode> = {
  dropMimeTypes: ['text/uri-list'],
  dragMimeTypes: [],
  async handleDrop(_target, data) {
    const list = await data.get('text/uri-list')?.asString();
    const lines = (list ?? '').split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
    if (lines.length > 0)
      await editorCommands.executeCommand(
        commandIds.auditFiles,
        lines.map((line) => Uri.parse(line)),
      );
  },
};
