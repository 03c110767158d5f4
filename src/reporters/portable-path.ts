/** The name of an input as other programs want it: forward slashes, no `./` in front; null for standard input. */

export function portablePath(file: string): string | null {
  if (file === '<stdin>' || file === '-' || file === '') return null;
  return file.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
}

/** No URI can hold one. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** As a URI reference (RFC 3986): relative where the path is. */
export function pathUri(path: string): string {
  const encoded = path
    .split('/')
    .map((part) => encodeURIComponent(part.replace(loneSurrogate, '\ufffd')))
    .join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(path) ? `file:///${path.slice(0, 2)}${encoded.slice(encoded.indexOf('/'))}` : encoded;
}
