// Packs the extension for installation: broken-backlinks-VERSION.vsix.
import { relative } from 'node:path';
import { packageExtension } from './packageExtension.ts';

const { file, bytes } = packageExtension();
console.log(`${relative(process.cwd(), file)}  ${(bytes / 1024).toFixed(0)} KB`);
