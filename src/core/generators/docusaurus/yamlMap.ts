/** The files of tags and authors. */
import { isSettings, type Settings } from '../../text/settings.ts';
import { parseYaml } from '../../text/yaml.ts';

/** Empty where it is no map, or no YAML: Docusaurus refuses to build such a site. */
export function yamlMap(text: string): Settings {
  try {
    const data: unknown = parseYaml(text);
    return isSettings(data) ? data : {};
  } catch {
    return {};
  }
}
