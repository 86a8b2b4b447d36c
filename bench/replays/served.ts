/** Asks the engine of a host, where it runs here, whether it serves redirects that were written. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UrlPath } from '../../src/core/paths.ts';
import type { Engine, Trial } from '../../tools/conformance/engine.ts';
import { engineFiles } from '../../tools/conformance/redirectFixtures/engineFiles.ts';
import { unserved } from '../../tools/conformance/writing.ts';
import { kinds } from '../world/kinds.ts';
import { installEngines } from '../world/packages.ts';
import { trialOf } from '../world/trials.ts';
import { inPages, type WrittenFix } from './chosen.ts';

/** What the engines said. */
export interface Served {
  /** Redirects that an engine was asked for. */
  readonly asked: number;
  /** Those it does not serve, with what it says. */
  readonly not: readonly string[];
  /** Of each file: the engine, or why none was asked. */
  readonly by: readonly string[];
}

/** Asks for every redirect of a folder; those of a file together. */
export async function servedBy(folder: string, written: readonly WrittenFix[]): Promise<Served> {
  installEngines();
  const { engines } = await import('../../tools/conformance/engines/index.ts');
  const not: string[] = [];
  const by = new Set<string>();
  let asked = 0;
  for (const path of new Set(written.map(({ file }) => file))) {
    const fixes = written.filter(({ file }) => file === path);
    const [first] = fixes;
    const laid = first && laidOut(readFileSync(join(folder, first.file), 'utf8'), first, engines);
    const engine = engines.find(({ id }) => id === laid?.engine);
    if (first === undefined || laid === undefined || engine === undefined || engine.missing !== undefined) {
      by.add(`no engine for ${first?.format}`);
      continue;
    }
    if (engine.packages !== undefined) installEngines(engine.packages);
    const base = first.basePath.replace(/\/$/, '');
    const inside = (path: string) => (laid.isInside && path.startsWith(`${base}/`) ? path.slice(base.length) : path);
    const wanted = fixes.map(({ redirect }) => ({
      ...redirect,
      from: inside(redirect.from) as UrlPath,
      to: inside(redirect.to),
    }));
    try {
      not.push(...(await unserved(engine, laid.trial, wanted)));
      asked += fixes.length;
      by.add(engine.id);
    } catch (error) {
      by.add(`${engine.id} does not take ${first.file}: ${String(error).slice(0, 300)}`);
    }
    await engine.stop?.();
  }
  return { asked, not, by: [...by] };
}

interface LaidOut {
  readonly engine: string;
  readonly trial: Omit<Trial, 'urls'>;
  /** Addresses are those without the folder that the site stands in. */
  readonly isInside: boolean;
}

/** The file as its engine takes it; `undefined` where none takes such a file alone. */
function laidOut(
  text: string,
  { file, format, host, redirect }: WrittenFix,
  engines: readonly Engine[],
): LaidOut | undefined {
  if (inPages.has(format)) {
    // The file stands where its address is, with its front matter and nothing else.
    const layout = engineFiles[format];
    const [head = ''] = /^(---|\+\+\+)\r?\n[\s\S]*?\n\1/.exec(text) ?? [];
    const path = `${format === 'hugoAliases' ? 'content/' : ''}${redirect.to.replace(/^\//, '')}index.md`;
    const files = layout?.files({ path, text: `${head}\ntext\n`, pages: [], base: '' });
    return layout && files && { engine: layout.engine, trial: { files }, isInside: true };
  }
  const isOfHost = (engine: string) => engines.some(({ id, host: own }) => id === engine && own === host);
  const kind = kinds.find(({ names, engine }) => names.test(file) && isOfHost(engine));
  if (kind === undefined) return undefined;
  const trial = trialOf(kind.id, { repository: '', commit: '', path: file, text, beside: {} });
  return { engine: kind.engine, trial, isInside: false };
}
