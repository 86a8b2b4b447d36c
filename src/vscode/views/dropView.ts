/** Where exports and logs are dropped: onto findings, and onto a row of its own below the welcome text, which takes nothing. */
import { type Disposable, type TreeDragAndDropController, window } from 'vscode';
import { commandIds, views } from '../shared/manifest.ts';

/** Files that are dropped onto a tree are audited by. */
export const filesDropped: TreeDragAndDropController<unknown> = {
  // Files of the desktop are in the list as well, but where a browser hands them over.
  dropMimeTypes: ['text/uri-list', 'files'],
  dragMimeTypes: [],
  handleDrop: async (_target, data) => (await import('./droppedFiles.ts')).auditDropped(data),
};

const label = 'Drop exports, logs or lists here';

/** It is there as long as there are no findings, which take files themselves. */
export function registerDropView(): Disposable {
  return window.createTreeView<string>(views.dropFiles, {
    dragAndDropController: filesDropped,
    treeDataProvider: {
      getChildren: (row) => (row === undefined ? [label] : []),
      async getTreeItem(row) {
        const { treeItem } = await import('../shown/items.ts');
        const tooltip = ['From the Explorer or the desktop. Choose it to pick files instead.'];
        const command = { command: commandIds.auditFiles, title: 'Audit From Files' };
        return Object.assign(treeItem({ label: row, tooltip }), { command });
      },
    },
  });
}
