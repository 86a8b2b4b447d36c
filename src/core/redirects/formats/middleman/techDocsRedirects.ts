/**
 * The GOV.UK Tech Docs template for Middleman: a map `redirects` in `config/tech-docs.yml`, `/old.html: /new.html`. Both
 * are files of the site, whose slash in front is taken away; a target that is none is seen from the page that leads there.
 * https://tdt-documentation.london.cloudapps.digital/maintain_project/redirects/
 */
import { isScalar } from 'yaml';
import type { TextEdit } from '../../../text/edits.ts';
import { lineIndex } from '../../../text/lineIndex.ts';
import { written } from '../../../text/yamlEdit.ts';
import type { InvalidRule, RedirectFormat, RedirectRule } from '../../format.ts';
import { atSource } from '../../reach.ts';
import { ruleAt } from '../../rule.ts';
import { planInFile } from '../../writing/configFile.ts';
import { lastOfKey } from '../../writing/lastOfKey.ts';
import { sameSource } from '../../writing/placement.ts';
import { insertedInYaml, openYamlFile, redirectsMap, withoutYamlEntry, yamlValueAt } from '../../writing/yamlMap.ts';
import { locationOf, redirectEnds, redirectPage } from './addresses.ts';
import { techDocsFiles } from './techDocsFiles.ts';

const format = 'techDocsRedirects';

export const techDocsRedirects = {
  id: 'techDocsRedirects',
  title: 'Tech Docs redirects',
  docs: 'https://tdt-documentation.london.cloudapps.digital/maintain_project/redirects/',
  reads: 'whole',
  writes: ['yaml'],
  // As the YAML of Ruby does.
  takesDoubledKeys: true,
  answering: lastOfKey,
  files: async (context) => techDocsFiles(context),

  parse(text, file, context) {
    const yaml = openYamlFile(text);
    if (!yaml) {
      const message = `${file} is not valid YAML; its redirects cannot be read.`;
      return { rules: [], invalid: [{ format, file, line: 1, message }] };
    }
    const line = lineIndex(text);
    const rules: RedirectRule[] = [];
    const invalid: InvalidRule[] = [];
    for (const { key, value } of redirectsMap(yaml)?.items ?? []) {
      if (!isScalar(key) || !key.range) continue;
      const start = yaml.offset + key.range[0];
      const from = String(key.value);
      if (!isScalar(value) || !value.range || typeof value.value !== 'string') {
        const message = `${from}: a redirect needs a file of the site as its target.`;
        invalid.push({ format, file, line: line(start), message, isHidden: true, reach: atSource(from) });
        continue;
      }
      const source = redirectPage(from, context);
      const place = {
        format,
        host: 'pages',
        file,
        line: line(start),
        start,
        end: yaml.offset + value.range[1],
      } as const;
      const to = locationOf(value.value.replace(/^\//, ''), source, context);
      rules.push(ruleAt({ ...place, order: rules.length }, { from, to, source, status: 301 }));
    }
    return { rules, invalid };
  },

  plan(redirect, context) {
    return planInFile(this, redirect, context, {
      label: 'redirects in {file}, refresh page',
      because: 'the Tech Docs template writes a redirect page',
      fitness: 53,
      missing: 'The site does not use the Tech Docs template.',
    });
  },

  add(redirects, text, file, context) {
    const yaml = openYamlFile(text);
    if (!yaml) return { refused: `${file} is not valid YAML; correct it first.` };
    const { rules } = this.parse(text, file, context);
    const edits: TextEdit[] = [];
    const entries: (readonly [string, string])[] = [];
    for (const redirect of redirects) {
      const ends = redirectEnds(redirect, context, { slashless: true });
      if ('refused' in ends) return ends;
      const same = sameSource(rules, ends.source);
      const value = same && yamlValueAt(yaml, same.start);
      if (!same || !value?.range) entries.push([`/${ends.from}`, ends.to]);
      else if (same.to !== ends.location) {
        const [start, end] = [yaml.offset + value.range[0], yaml.offset + value.range[1]];
        edits.push({ start, end, text: written(ends.to, isScalar(value) ? value.type : undefined) });
      }
    }
    const added = entries.length === 0 ? [] : insertedInYaml(yaml, entries);
    return added ? [...edits, ...added] : { refused: `The redirects of ${file} cannot be extended safely.` };
  },

  remove: withoutYamlEntry,
} satisfies RedirectFormat;
