/** Offsets of a text to lines and columns; offsets that ascend cost one pass over the text in all. */

export function lineCounter(text: string): (offset: number) => { readonly line: number; readonly column: number } {
  let line = 1;
  let lineAt = 0;
  return (offset) => {
    if (offset < lineAt) [line, lineAt] = [1, 0];
    for (let end = text.indexOf('\n', lineAt); end >= 0 && end < offset; end = text.indexOf('\n', lineAt)) {
      line++;
      lineAt = end + 1;
    }
    return { line, column: offset - lineAt + 1 };
  };
}
