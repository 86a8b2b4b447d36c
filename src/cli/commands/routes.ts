/** `routes`: every address the repository publishes, and its file. */
import type { Route } from '../../core/model.ts';
import type { Site } from '../../core/site/site.ts';
import { staticRoutes } from '../../core/site/staticFiles.ts';
import { jsonLine, type TerminalText, terminalLines, together, tsvRow } from '../../core/wording/terminalText.ts';
import type { Arguments, CommandConsole, ExitCode } from '../shared/command.ts';
import { openNamedWorkspace } from '../shared/workspace.ts';

export async function runRoutes(args: Arguments, host: CommandConsole): Promise<ExitCode> {
  const { sites, repo } = await openNamedWorkspace(args, host);
  if (args.flag('explain')) {
    for (const site of sites) host.out(terminalLines(explainSite(site)));
    return 0;
  }
  const print = args.text('format') === 'json' ? jsonRoute : textRoute;
  for (const site of sites) {
    for (const note of site.notes) {
      host.log.warn(`${note.file ?? ''}${note.line ? `:${note.line}` : ''}${note.file ? ': ' : ''}${note.message}`);
    }
    host.out(together(sortRoutes([...site.routes.all, ...staticRoutes(site.permalinks, repo)]).map(print)));
  }
  return 0;
}

function sortRoutes(all: readonly Route[]): readonly Route[] {
  return [...all].sort((a, b) => (a.url < b.url ? -1 : a.url > b.url ? 1 : a.file < b.file ? -1 : 1));
}

const textRoute = (route: Route): TerminalText => tsvRow(route.url, route.file, route.kind);

function jsonRoute(route: Route): TerminalText {
  const { url, file, kind, title, language, version } = route;
  return jsonLine({ url, file, kind, title, language, version });
}

function explainSite(site: Site): readonly string[] {
  const counts = new Map<string, number>();
  for (const route of site.routes.all) counts.set(route.kind, (counts.get(route.kind) ?? 0) + 1);
  const address = site.permalinks.address;
  return [
    `${site.generator.title} in ${site.detected.root || 'the root folder'}, because of ${site.detected.because}`,
    `  address   ${address ? `${address.url} (${address.file}:${address.line})` : 'not in the configuration; give it with --site'}`,
    `  base path ${site.permalinks.basePath}`,
    `  rules     ${site.generator.docs}`,
    `  routes    ${[...counts].map(([kind, count]) => `${count} ${kind}`).join(', ') || 'none'}`,
    ...unknownPatterns(site),
    ...site.notes.map((note) => `  note      ${note.file ? `${note.file}:${note.line ?? 1}: ` : ''}${note.message}`),
  ];
}

/** The patterns of which no page is known: the code behind them decides which there are. */
function unknownPatterns({ routes }: Site): readonly string[] {
  const unknown = routes.all.filter(({ kind, url }) => kind === 'dynamic' && routes.unknownPattern(url) !== undefined);
  if (unknown.length === 0) return [];
  const named = [...new Set(unknown.map(({ url }) => url))];
  const shown = named.slice(0, mostPatterns).join(', ');
  const more = named.length > mostPatterns ? ` and ${named.length - mostPatterns} more` : '';
  return [
    `  unknown   which pages there are at ${shown}${more}: code decides it; an address there is called broken only where somebody saw it fail`,
  ];
}

const mostPatterns = 5;
