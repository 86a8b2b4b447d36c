/**
 * Render's Blueprint `render.yaml`: `routes: [{ type: redirect | rewrite, source, destination }]` of a service with
 * `runtime: static` (formerly `env: static`), in order, behind what is published; a redirect is a 301. Services stand in
 * `services`, in `ungrouped.services` and in `projects[].environments[].services`.
 * https://render.com/docs/blueprint-spec
 * https://render.com/docs/redirects-rewrites
 */
import { isHostAmong } from '../../backlinks/webAddress.ts';
import { type DataNode, type DataObject, type DataText, dataAt, itemsAt, textAt } from '../../data/data.ts';
import { below, joinRepo, type RepoPath } from '../../paths.ts';
import { visitorCondition } from '../condition.ts';
import type { RedirectContext, RedirectFormat } from '../format.ts';
import { render } from '../hosts/render.ts';
import { escapedTarget } from '../target.ts';
import { ownFilesNamed, planInFile } from '../writing/configFile.ts';
import { parseRecords, type RecordGrammar } from '../writing/recordList.ts';
import { addRecords, removeRecord } from '../writing/recordListEdit.ts';

function grammarOf(context: RedirectContext): RecordGrammar {
  return {
    format: 'renderYaml',
    host: 'render',
    target: 'destination',
    lists: (data) => sitesOf(data, context).flatMap((site) => dataAt(site, 'routes') ?? []),
    read(record, data) {
      const [type, from, to] = [textAt(record, 'type'), textAt(record, 'source'), textAt(record, 'destination')];
      if (from === undefined || to === undefined) return { problem: 'A route needs source and destination.' };
      if (type !== 'redirect' && type !== 'rewrite') {
        return { problem: `${type ?? 'Nothing'} is not a type of route: write redirect or rewrite.` };
      }
      if (!from.startsWith('/')) return { problem: `${from}: a source must be a path that begins with /.` };
      const sites = sitesOf(data, context);
      const own = sites.length > 1 && sites.find(({ start, end }) => start <= record.start && record.end <= end);
      const conditions = own ? [visitorCondition(`the service ${textAt(own, 'name') ?? ''}`.trim())] : [];
      return [{ from, to, source: render.source(from), status: type === 'redirect' ? 301 : 200, conditions }];
    },
    write(redirect, _context, data) {
      const sites = sitesOf(data, context);
      if (sites.length === 0)
        return {
          refused: 'render.yaml has no static site for these pages, and Render reads routes of no other service.',
        };
      if (sites.length > 1)
        return { refused: `render.yaml configures ${sites.length} static sites; add the route to the right one.` };
      if (redirect.status !== 301 && redirect.status !== 308)
        return { refused: `A route of Render always answers 301, not ${redirect.status}.` };
      if (!/^[\w\-./~!$&'()+,;=@]*$/.test(redirect.from))
        return {
          refused: `Render does not document how it compares ${redirect.from}; add the route by hand and try it.`,
        };
      const to = escapedTarget(redirect.to, /[*:]/g);
      const folder = (path: string) => (redirect.below ? `${path.replace(/\/$/, '')}/*` : path);
      return [
        ['type', 'redirect'],
        ['source', folder(redirect.from)],
        ['destination', folder(to)],
      ];
    },
    missing(data) {
      const [site] = sitesOf(data, context);
      return site && { into: site, name: 'routes' };
    },
  };
}

/** The static sites of a Blueprint, and among several those that are this one by their domain or else by their folder. */
function sitesOf({ root }: DataText, { siteHosts = [], root: folder }: RedirectContext): readonly DataObject[] {
  const environments = itemsAt(root, 'projects').flatMap((project) => itemsAt(project, 'environments'));
  const services = [root, dataAt(root, 'ungrouped'), ...environments].flatMap((owner) => itemsAt(owner, 'services'));
  const sites = services.filter((service) => service.kind === 'object').filter(isStatic);
  const named = sites.filter((site) => domainsOf(site).some((domain) => isHostAmong(domain, siteHosts)));
  if (named.length > 0) return named;
  return sites.filter((site) => folder === undefined || isBeside(textAt(site, 'rootDir') ?? '', folder));
}

function isStatic(service: DataNode): boolean {
  return (textAt(service, 'runtime') ?? textAt(service, 'env')) === 'static';
}

function domainsOf(site: DataNode): readonly string[] {
  return itemsAt(site, 'domains').flatMap((node) => textAt(node) ?? []);
}

/** One folder lies in the other. */
function isBeside(written: string, folder: RepoPath): boolean {
  const own = joinRepo('', written) ?? '';
  return own === folder || below(folder, own as RepoPath) !== undefined || below(own as RepoPath, folder) !== undefined;
}

export const renderYaml = {
  id: 'renderYaml',
  title: 'render.yaml',
  docs: 'https://render.com/docs/redirects-rewrites',
  reads: 'whole',
  writes: ['yaml'],
  files: async (context) => ownFilesNamed(context, /^render\.yaml$/),
  parse: (text, file, context) => parseRecords(grammarOf(context), text, file, context),
  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'routes in {file}, {status}',
      because: 'render.yaml configures the host',
      fitness: 53,
      missing: 'The site has no render.yaml.',
    });
  },
  add: (redirects, text, file, context) => addRecords(grammarOf(context), redirects, text, file, context),
  remove: (rule, text, context) => removeRecord(grammarOf(context), rule, text),
} satisfies RedirectFormat;
