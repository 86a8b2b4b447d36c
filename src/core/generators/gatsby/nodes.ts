/** The nodes Gatsby makes of a content file: `File`, and `MarkdownRemark` or `Mdx` as its child. */
import type { ContentFile } from '../../model.ts';
import { below, extensionOf, fileName, folderOf } from '../../paths.ts';
import { fromData, nowhere, type Struct, type Value } from '../../script/value.ts';
import { jsYaml3Number, readNumbers } from '../../text/yamlNumbers.ts';
import type { FileSource, GatsbySettings } from './settings.ts';

/** A content file as the site's code sees it. */
export interface ContentNode {
  readonly type: 'MarkdownRemark' | 'Mdx';
  readonly file: Struct;
  readonly content: Struct;
}

export function fileNodeOf(content: ContentFile, source: FileSource, type: ContentNode['type']): ContentNode {
  const { path, frontMatter } = content;
  const relativePath = below(path, source.folder) ?? path;
  const name = fileName(path).replace(/\.[^.]*$/, '');
  const absolutePath = `/${path}`;
  const file = struct({
    id: `file:${path}`,
    absolutePath,
    relativePath,
    relativeDirectory: folderOf(relativePath),
    dir: `/${folderOf(path)}`,
    base: fileName(path),
    name,
    ext: extensionOf(path),
    extension: extensionOf(path).slice(1),
    sourceInstanceName: source.name,
    internal: { type: 'File', mediaType: 'text/markdown' },
  });
  const node = struct({
    id: `node:${path}`,
    parent: `file:${path}`,
    children: [],
    frontmatter: readNumbers(frontMatter, jsYaml3Number),
    fileAbsolutePath: absolutePath,
    slug: relativePath.replace(/\.[^.]*$/, '').replace(/(?:^|\/)index$/, '/'),
    rawBody: '',
    excerpt: '',
    internal: { type, contentFilePath: absolutePath, content: '' },
  });
  return { type, file, content: node };
}

/** The kind of node a file becomes; `undefined` when no plugin of the site reads it. */
export function nodeType(
  path: string,
  { markdownExtensions, mdxExtensions }: GatsbySettings,
): ContentNode['type'] | undefined {
  const extension = extensionOf(path);
  if (mdxExtensions.has(extension)) return 'Mdx';
  return markdownExtensions.has(extension) ? 'MarkdownRemark' : undefined;
}

export function struct(data: object): Struct {
  const value = fromData(data);
  return value.kind === 'object' ? value : { kind: 'object', properties: new Map(), unread: [], origin: nowhere };
}

export function withProperty(to: Struct, name: string, value: Value): Struct {
  return { ...to, properties: new Map([...to.properties, [name, { value, origin: value.origin }]]) };
}
