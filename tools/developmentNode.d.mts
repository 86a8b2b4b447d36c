export function developmentNode(): { readonly executable: string; readonly home: string };
